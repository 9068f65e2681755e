package dev.helpline.chat.client.agent;

import dev.helpline.chat.client.ChatApi;
import dev.helpline.chat.client.internal.JsonFields;
import dev.helpline.chat.client.message.Message;
import java.util.List;

/** Consecutive messages of one session, oldest first. */
public final class SessionMessages {
    private final List<Message> messages;
    private final boolean hasEarlierMessages;
    private final boolean hasMoreMessages;
    private final String cursor;

    /** For the SDK: reads it from a response. */
    public SessionMessages(JsonFields json) {
        messages = json.list("messages", Message::new);
        hasEarlierMessages = json.flag("hasEarlierMessages");
        hasMoreMessages = json.flag("hasMoreMessages");
        cursor = json.text("cursor");
    }

    /** The messages of both sides, in order. */
    public List<Message> messages() {
        return messages;
    }

    /**
     * Whether the session has messages before these newest ones. {@link ChatApi#messagesBefore} reads them, if it is given
     * the id of the first message here.
     */
    public boolean hasEarlierMessages() {
        return hasEarlierMessages;
    }

    /** Whether the server has more messages after these. */
    public boolean hasMoreMessages() {
        return hasMoreMessages;
    }

    /** The cursor for the next call. Opaque. */
    public String cursor() {
        return cursor;
    }

    @Override
    public String toString() {
        return "SessionMessages{cursor=" + cursor + ", hasMoreMessages=" + hasMoreMessages + "}";
    }
}
