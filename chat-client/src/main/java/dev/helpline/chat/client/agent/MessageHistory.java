package dev.helpline.chat.client.agent;

import dev.helpline.chat.client.internal.JsonFields;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The texts that a message had. */
public final class MessageHistory {
    private final String messageId;
    private final List<Version> versions;

    /** For the SDK: reads it from a response. */
    public MessageHistory(JsonFields json) {
        messageId = json.text("messageId");
        versions = json.list("versions", Version::new);
    }

    /** The id of the message. */
    public String messageId() {
        return messageId;
    }

    /** What it said, the oldest first: how it was sent, and each change. */
    public List<Version> versions() {
        return versions;
    }

    @Override
    public String toString() {
        return "MessageHistory{messageId=" + messageId + ", versions=" + versions.size() + "}";
    }

    /** One text of a message. */
    public static final class Version {
        private final Instant at;
        private final String text;
        private final @Nullable String change;

        Version(JsonFields json) {
            at = json.instant("at");
            text = json.text("message");
            change = json.textOrNull("change");
        }

        /** When the message got this text. */
        public Instant at() {
            return at;
        }

        /** The text; empty if this version is a withdrawal. */
        public String text() {
            return text;
        }

        /** {@code edited} or {@code withdrawn}; absent for the text that the message was sent with. */
        public Optional<String> change() {
            return Optional.ofNullable(change);
        }
    }
}
