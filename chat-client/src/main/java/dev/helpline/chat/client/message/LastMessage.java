package dev.helpline.chat.client.message;

import dev.helpline.chat.client.internal.JsonFields;
import dev.helpline.chat.client.participant.Sender;
import java.time.Instant;

/** The newest message of a session, as lists of sessions show it. */
public final class LastMessage {
    private final String text;
    private final Sender sender;
    private final Instant timestamp;

    /** For the SDK: reads it from a response. */
    public LastMessage(JsonFields json) {
        text = json.text("message");
        sender = json.named("sender", Sender::of);
        timestamp = json.instant("timestamp");
    }

    /** The text. */
    public String text() {
        return text;
    }

    /** Who wrote it: the customer, an agent, a bot or the server. */
    public Sender sender() {
        return sender;
    }

    /** The time that the sender claimed. */
    public Instant timestamp() {
        return timestamp;
    }

    @Override
    public String toString() {
        return "LastMessage{sender=" + sender + ", timestamp=" + timestamp + "}";
    }
}
