package dev.helpline.chat.client;

import java.time.Instant;

/** The newest message of a session, as lists show it. */
public final class LastMessage {
    private final String text;
    private final Sender sender;
    private final Instant timestamp;

    LastMessage(JsonFields json) {
        text = json.text("message");
        sender = json.named("sender", Sender::of);
        timestamp = json.instant("timestamp");
    }

    /** What was written. */
    public String text() {
        return text;
    }

    /** Which side wrote it. */
    public Sender sender() {
        return sender;
    }

    /** The time the sender claimed. */
    public Instant timestamp() {
        return timestamp;
    }

    @Override
    public String toString() {
        return "LastMessage{sender=" + sender + ", timestamp=" + timestamp + "}";
    }
}
