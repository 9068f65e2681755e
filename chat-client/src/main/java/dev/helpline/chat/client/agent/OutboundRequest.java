package dev.helpline.chat.client.agent;

import dev.helpline.chat.client.internal.Ids;
import dev.helpline.chat.client.internal.JsonBody;
import dev.helpline.chat.client.participant.UserInfo;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A request of an agent to start a session with a customer. Immutable. */
public final class OutboundRequest {
    private final UserInfo customer;
    private final @Nullable String sessionId;
    private final @Nullable String subject;
    private final @Nullable String category;
    private final @Nullable String externalRef;
    private final @Nullable String locale;
    private final @Nullable String department;
    private final @Nullable String message;

    private OutboundRequest(Builder builder) {
        customer = builder.customer;
        sessionId = builder.sessionId;
        subject = builder.subject;
        category = builder.category;
        externalRef = builder.externalRef;
        locale = builder.locale;
        department = builder.department;
        message = builder.message;
    }

    /** Starts a builder of a session with the customer of this id, of whom what the last session knows holds. */
    public static Builder builder(String userId) {
        return builder(UserInfo.builder().userId(userId).build());
    }

    /**
     * Starts a builder of a session with a customer.
     *
     * @param customer with an id; where the name, the e-mail address or the telephone number is not set, that of the customer's last session holds
     * @throws IllegalArgumentException if the customer has no valid id, or is a guest
     */
    public static Builder builder(UserInfo customer) {
        return new Builder(customer);
    }

    /** The customer, as the agent describes the customer. */
    public UserInfo customer() {
        return customer;
    }

    /** The id that the session is to get, if one was given. */
    public Optional<String> sessionId() {
        return Optional.ofNullable(sessionId);
    }

    /** For the SDK: returns the body of the request. */
    public JsonBody toJson() {
        return new JsonBody()
                .put("sessionId", sessionId)
                .put("userInfo", customer.toJson())
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
        return "OutboundRequest{sessionId=" + sessionId + ", userId="
                + customer.userId().orElse(null) + "}";
    }

    /** Collects what is optional. Not thread-safe. */
    public static final class Builder {
        private final UserInfo customer;
        private @Nullable String sessionId;
        private @Nullable String subject;
        private @Nullable String category;
        private @Nullable String externalRef;
        private @Nullable String locale;
        private @Nullable String department;
        private @Nullable String message;

        private Builder(UserInfo customer) {
            Ids.requireSubject(customer.userId().orElse(""), "userId");
            if (customer.isGuest()) {
                throw new IllegalArgumentException("an agent starts no session with a guest");
            }
            this.customer = customer;
        }

        /** The id of the session, which tells a repeat from a second session. Default: the server makes one, and a repeat starts another session. */
        public Builder sessionId(String sessionId) {
            this.sessionId = Ids.require(sessionId, "sessionId");
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
