package dev.helpline.chat.client.agent;

import dev.helpline.chat.client.internal.Ids;
import dev.helpline.chat.client.internal.JsonBody;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A request of an agent to start a session with a customer. Immutable. */
public final class OutboundRequest {
    private final String userId;
    private final @Nullable String sessionId;
    private final @Nullable String name;
    private final @Nullable String email;
    private final @Nullable String phone;
    private final @Nullable String subject;
    private final @Nullable String category;
    private final @Nullable String externalRef;
    private final @Nullable String locale;
    private final @Nullable String department;
    private final @Nullable String message;

    private OutboundRequest(Builder builder) {
        userId = builder.userId;
        sessionId = builder.sessionId;
        name = builder.name;
        email = builder.email;
        phone = builder.phone;
        subject = builder.subject;
        category = builder.category;
        externalRef = builder.externalRef;
        locale = builder.locale;
        department = builder.department;
        message = builder.message;
    }

    /** Starts a builder of a session with the customer of this id. */
    public static Builder builder(String userId) {
        return new Builder(userId);
    }

    /** The customer. */
    public String userId() {
        return userId;
    }

    /** The id that the session is to get, if one was given. */
    public Optional<String> sessionId() {
        return Optional.ofNullable(sessionId);
    }

    /** For the SDK: returns the body of the request. */
    public JsonBody toJson() {
        return new JsonBody()
                .put("sessionId", sessionId)
                .put(
                        "userInfo",
                        new JsonBody()
                                .put("userId", userId)
                                .put("name", name)
                                .put("email", email)
                                .put("phone", phone))
                .put("subject", subject)
                .put("category", category)
                .put("externalRef", externalRef)
                .put("locale", locale)
                .put("department", department)
                .put("initialMessage", message);
    }

    /** The ids only. */
    @Override
    public String toString() {
        return "OutboundRequest{sessionId=" + sessionId + ", userId=" + userId + "}";
    }

    /** Collects what is optional. Not thread-safe. */
    public static final class Builder {
        private final String userId;
        private @Nullable String sessionId;
        private @Nullable String name;
        private @Nullable String email;
        private @Nullable String phone;
        private @Nullable String subject;
        private @Nullable String category;
        private @Nullable String externalRef;
        private @Nullable String locale;
        private @Nullable String department;
        private @Nullable String message;

        private Builder(String userId) {
            this.userId = Ids.requireSubject(userId, "userId");
        }

        /** The id of the session, which tells a repeat from a second session. Default: the server makes one, and a repeat starts another session. */
        public Builder sessionId(String sessionId) {
            this.sessionId = Ids.require(sessionId, "sessionId");
            return this;
        }

        /** The customer's name, at most 255 characters. Default: that of the customer's last session. */
        public Builder name(String name) {
            this.name = Objects.requireNonNull(name, "name");
            return this;
        }

        /** The customer's e-mail address, at most 255 characters. Default: that of the customer's last session. */
        public Builder email(String email) {
            this.email = Objects.requireNonNull(email, "email");
            return this;
        }

        /** The customer's telephone number, at most 64 characters. Default: that of the customer's last session. */
        public Builder phone(String phone) {
            this.phone = Objects.requireNonNull(phone, "phone");
            return this;
        }

        /** What the session is about, at most 255 characters. Default: none. */
        public Builder subject(String subject) {
            this.subject = Objects.requireNonNull(subject, "subject");
            return this;
        }

        /** Its category, at most 64 characters. Default: none. */
        public Builder category(String category) {
            this.category = Objects.requireNonNull(category, "category");
            return this;
        }

        /** What it is about in another system, such as an order, at most 128 characters. Default: none. */
        public Builder externalRef(String externalRef) {
            this.externalRef = Objects.requireNonNull(externalRef, "externalRef");
            return this;
        }

        /** The customer's language, such as {@code de-AT}. Default: that of the customer's last session. */
        public Builder locale(String locale) {
            this.locale = Objects.requireNonNull(locale, "locale");
            return this;
        }

        /** The department of the session, of which some active agent has to be. Default: the server chooses. */
        public Builder department(String department) {
            this.department = Objects.requireNonNull(department, "department");
            return this;
        }

        /** The agent's first message. Default: none. */
        public Builder message(String message) {
            this.message = Objects.requireNonNull(message, "message");
            return this;
        }

        /** Makes the OutboundRequest; the builder can be used again. */
        public OutboundRequest build() {
            return new OutboundRequest(this);
        }
    }
}
