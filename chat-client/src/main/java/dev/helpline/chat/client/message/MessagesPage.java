package dev.helpline.chat.client.message;

import dev.helpline.chat.client.internal.JsonFields;
import dev.helpline.chat.client.page.Pagination;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One page of a whole conversation, oldest first. */
public final class MessagesPage {
    private final List<Message> messages;
    private final @Nullable Pagination pagination;
    private final @Nullable String nextCursor;

    /** For the SDK: reads it from a response. */
    public MessagesPage(JsonFields json) {
        messages = json.list("messages", Message::new);
        pagination = json.objectOrNull("pagination", Pagination::new);
        nextCursor = json.textOrNull("nextCursor");
    }

    /** The messages of this page, of both sides, in order. */
    public List<Message> messages() {
        return messages;
    }

    /** The position of this page among all pages; absent if the page was requested by a cursor. */
    public Optional<Pagination> pagination() {
        return Optional.ofNullable(pagination);
    }

    /** The cursor of the next page, in the direction in which this page was read; empty on the last page. */
    public Optional<String> nextCursor() {
        return Optional.ofNullable(nextCursor);
    }

    @Override
    public String toString() {
        return "MessagesPage{pagination=" + pagination + "}";
    }
}
