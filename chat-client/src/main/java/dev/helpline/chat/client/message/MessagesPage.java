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

    /** For the SDK: reads one from what the server sent. */
    public MessagesPage(JsonFields json) {
        messages = json.list("messages", Message::new);
        pagination = json.objectOrNull("pagination", Pagination::new);
        nextCursor = json.textOrNull("nextCursor");
    }

    /** The messages of this page, both sides, in order. */
    public List<Message> messages() {
        return messages;
    }

    /** Where this page stands; of one that was asked for by a cursor, nobody knows. */
    public Optional<Pagination> pagination() {
        return Optional.ofNullable(pagination);
    }

    /** What leads on, the way this page was read; empty if there is no more. */
    public Optional<String> nextCursor() {
        return Optional.ofNullable(nextCursor);
    }

    @Override
    public String toString() {
        return "MessagesPage{pagination=" + pagination + "}";
    }
}
