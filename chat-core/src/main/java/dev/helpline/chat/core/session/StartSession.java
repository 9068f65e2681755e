package dev.helpline.chat.core.session;

import dev.helpline.chat.spi.EntryId;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.session.Topic;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A request to start a session. The calling principal is the customer; name, e-mail and phone of the request only fill what the
 * principal leaves open. Thread-safe: immutable.
 */
public final class StartSession {
    /** A session without a topic, under an id that the engine makes. */
    public static final StartSession PLAIN = builder().build();

    private final @Nullable SessionId id;
    private final @Nullable String name;
    private final @Nullable String email;
    private final @Nullable String phone;
    private final Topic topic;
    private final @Nullable SessionId continues;
    private final Map<String, String> form;
    private final @Nullable String consentVersion;
    private final @Nullable Instant claimedStart;
    private final @Nullable String initialMessage;
    private final @Nullable EntryId initialMessageId;

    private StartSession(Builder builder) {
        id = builder.id;
        name = builder.name;
        email = builder.email;
        phone = builder.phone;
        topic = Objects.requireNonNull(builder.topic, "topic");
        continues = builder.continues;
        form = Map.copyOf(builder.form);
        consentVersion = builder.consentVersion;
        claimedStart = builder.claimedStart;
        initialMessage = builder.initialMessage;
        initialMessageId = builder.initialMessageId;
    }

    /** Returns a builder of a request without any part. */
    public static Builder builder() {
        return new Builder();
    }

    /** Returns a builder that starts with the parts of this one. */
    public Builder toBuilder() {
        return new Builder(this);
    }

    /** The id that the client made, which tells a repeat from a second session; null to let the engine make one. */
    public @Nullable SessionId id() {
        return id;
    }

    /** At most 255 code points. */
    public @Nullable String name() {
        return name;
    }

    /** At most 255 code points. */
    public @Nullable String email() {
        return email;
    }

    /** At most 64 code points. */
    public @Nullable String phone() {
        return phone;
    }

    /** The topic of the session. */
    public Topic topic() {
        return topic;
    }

    /** An ended session of this customer that the new one continues, for example because it cannot be reopened any more; null for none. */
    public @Nullable SessionId continues() {
        return continues;
    }

    /** The answers to the questions of {@link dev.helpline.chat.core.policy.ChatPolicy#preChatForm()}, by their keys. */
    public Map<String, String> form() {
        return form;
    }

    /** The version of the text that the customer consents to; null if the customer did not consent. */
    public @Nullable String consentVersion() {
        return consentVersion;
    }

    /** When the session began, by the client's clock. */
    public @Nullable Instant claimedStart() {
        return claimedStart;
    }

    /** The customer's first message, stored with the session; null for none. */
    public @Nullable String initialMessage() {
        return initialMessage;
    }

    /** The id of the first message that the client made; null to let the engine make one. Without a first message it has no effect. */
    public @Nullable EntryId initialMessageId() {
        return initialMessageId;
    }

    /** Returns a request for a session without a topic, under the client's id. */
    public static StartSession withId(SessionId id) {
        return builder().id(Objects.requireNonNull(id, "id")).build();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        if (this == other) {
            return true;
        }
        return other instanceof StartSession that
                && Objects.equals(id, that.id)
                && Objects.equals(name, that.name)
                && Objects.equals(email, that.email)
                && Objects.equals(phone, that.phone)
                && topic.equals(that.topic)
                && Objects.equals(continues, that.continues)
                && form.equals(that.form)
                && Objects.equals(consentVersion, that.consentVersion)
                && Objects.equals(claimedStart, that.claimedStart)
                && Objects.equals(initialMessage, that.initialMessage)
                && Objects.equals(initialMessageId, that.initialMessageId);
    }

    @Override
    public int hashCode() {
        return Objects.hash(id, name, email, phone, topic, continues, claimedStart, initialMessage);
    }

    /** The id only; never personal data. */
    @Override
    public String toString() {
        return "StartSession[" + id + "]";
    }

    /** Builds a {@link StartSession}. Not thread-safe. */
    public static final class Builder {
        private @Nullable SessionId id;
        private @Nullable String name;
        private @Nullable String email;
        private @Nullable String phone;
        private Topic topic = Topic.NONE;
        private @Nullable SessionId continues;
        private Map<String, String> form = Map.of();
        private @Nullable String consentVersion;
        private @Nullable Instant claimedStart;
        private @Nullable String initialMessage;
        private @Nullable EntryId initialMessageId;

        private Builder() {}

        private Builder(StartSession startSession) {
            id = startSession.id;
            name = startSession.name;
            email = startSession.email;
            phone = startSession.phone;
            topic = startSession.topic;
            continues = startSession.continues;
            form = startSession.form;
            consentVersion = startSession.consentVersion;
            claimedStart = startSession.claimedStart;
            initialMessage = startSession.initialMessage;
            initialMessageId = startSession.initialMessageId;
        }

        /** See {@link StartSession#id()}. Default: none. */
        public Builder id(@Nullable SessionId value) {
            id = value;
            return this;
        }

        /** See {@link StartSession#name()}. Default: none. */
        public Builder name(@Nullable String value) {
            name = value;
            return this;
        }

        /** See {@link StartSession#email()}. Default: none. */
        public Builder email(@Nullable String value) {
            email = value;
            return this;
        }

        /** See {@link StartSession#phone()}. Default: none. */
        public Builder phone(@Nullable String value) {
            phone = value;
            return this;
        }

        /** See {@link StartSession#topic()}. */
        public Builder topic(Topic value) {
            topic = Objects.requireNonNull(value, "topic");
            return this;
        }

        /** See {@link StartSession#continues()}. Default: none. */
        public Builder continues(@Nullable SessionId value) {
            continues = value;
            return this;
        }

        /** See {@link StartSession#form()}. Default: empty. */
        public Builder form(Map<String, String> value) {
            form = Objects.requireNonNull(value, "form");
            return this;
        }

        /** See {@link StartSession#consentVersion()}. Default: none. */
        public Builder consentVersion(@Nullable String value) {
            consentVersion = value;
            return this;
        }

        /** See {@link StartSession#claimedStart()}. Default: none. */
        public Builder claimedStart(@Nullable Instant value) {
            claimedStart = value;
            return this;
        }

        /** See {@link StartSession#initialMessage()}. Default: none. */
        public Builder initialMessage(@Nullable String value) {
            initialMessage = value;
            return this;
        }

        /** See {@link StartSession#initialMessageId()}. Default: none. */
        public Builder initialMessageId(@Nullable EntryId value) {
            initialMessageId = value;
            return this;
        }

        /** Returns the StartSession. */
        public StartSession build() {
            return new StartSession(this);
        }
    }
}
