package dev.helpline.chat.client.agent;

import dev.helpline.chat.client.ChatApi;
import dev.helpline.chat.client.internal.JsonFields;
import dev.helpline.chat.client.message.Message;
import java.util.List;

/** A stretch of one session's messages, oldest first. */
public final class SessionMessages {
    private final List<Message> messages;
    private final boolean hasEarlierMessages;
    private final boolean hasMoreMessages;
    private final String cursor;

    /** For the SDK: reads one from what the server sent. */
    public SessionMessages(JsonFields json) {
        messages = json.list("messages", Message::new);
        hasEarlierMessages = json.flag("hasEarlierMessages");
        hasMoreMessages = json.flag("hasMoreMessages");
        cursor = json.text("cursor");
    }

    /** The messages, both sides, in order. */
    public List<Message> messages() {
        return messages;
    }

    /**
     * Whether the session has messages before these newest ones. {@link ChatApi#messagesBefore} reads them, with the id of
     * the first of these.
     */
    public boolean hasEarlierMessages() {
        return hasEarlierMessages;
    }

    /** Whether more messages are waiting behind these. */
    public boolean hasMoreMessages() {
        return hasMoreMessages;
    }

    /** Where to go on. Opaque. */
    public String cursor() {
        return cursor;
    }

    @Override
    public String toString() {
        return "SessionMessages{cursor=" + cursor + ", hasMoreMessages=" + hasMoreMessages + "}";
    }
}
