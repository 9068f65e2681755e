package dev.helpline.chat.client;

import java.util.List;

/** One page of a whole conversation, oldest first. */
public final class MessagesPage {
    private final List<Message> messages;
    private final Pagination pagination;

    MessagesPage(JsonFields json) {
        messages = json.list("messages", Message::new);
        pagination = json.object("pagination", Pagination::new);
    }

    /** The messages of this page, both sides, in order. */
    public List<Message> messages() {
        return messages;
    }

    /** Where this page stands. */
    public Pagination pagination() {
        return pagination;
    }

    @Override
    public String toString() {
        return "MessagesPage{pagination=" + pagination + "}";
    }
}
