package dev.helpline.chat.client.session;

import dev.helpline.chat.client.internal.Ids;
import dev.helpline.chat.client.internal.JsonBody;
import dev.helpline.chat.client.participant.UserInfo;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A request to open a session. All its parts are optional. Immutable. */
public final class SessionRequest {
    private final @Nullable String sessionId;
    private final @Nullable UserInfo user;
    private final @Nullable Instant startTime;
    private final @Nullable String subject;
    private final @Nullable String category;
    private final @Nullable String externalRef;
    private final @Nullable String priority;
    private final @Nullable Map<String, ?> context;
    private final @Nullable String initialMessage;
    private final @Nullable String locale;
    private final @Nullable String continues;
    private final @Nullable Map<String, ?> form;
    private final @Nullable String consent;

    private SessionRequest(Builder builder) {
        sessionId = builder.sessionId;
        user = builder.user;
        startTime = builder.startTime;
        subject = builder.subject;
        category = builder.category;
        externalRef = builder.externalRef;
        priority = builder.priority;
        context = builder.context;
        initialMessage = builder.initialMessage;
        locale = builder.locale;
        continues = builder.continues;
        form = builder.form;
        consent = builder.consent;
    }

    /** Starts a builder. */
    public static Builder builder() {
        return new Builder();
    }

    /** The id that the session is to get, if one was given. */
    public Optional<String> sessionId() {
        return Optional.ofNullable(sessionId);
    }

    /** Starts a builder with the values of this request. */
    public Builder newBuilder() {
        return new Builder(this);
    }

    /** For the SDK: returns the body of the request. */
    public JsonBody toJson() {
        return new JsonBody()
                .put("sessionId", sessionId)
                .put("userInfo", user == null ? null : user.toJson())
                .put("startTime", startTime)
                .put("subject", subject)
                .put("category", category)
                .put("externalRef", externalRef)
                .put("priority", priority)
                .put("context", context)
                .put("initialMessage", initialMessage)
                .put("locale", locale)
                .put("continues", continues)
                .put("form", form)
                .put("consent", consent);
    }

    @Override
    public String toString() {
        return "SessionRequest{sessionId=" + sessionId + "}";
    }

    /** Collects what is optional. Not thread-safe. */
    public static final class Builder {
        private @Nullable String sessionId;
        private @Nullable UserInfo user;
        private @Nullable Instant startTime;
        private @Nullable String subject;
        private @Nullable String category;
        private @Nullable String externalRef;
        private @Nullable String priority;
        private @Nullable Map<String, ?> context;
        private @Nullable String initialMessage;
        private @Nullable String locale;
        private @Nullable String continues;
        private @Nullable Map<String, ?> form;
        private @Nullable String consent;

        private Builder() {}

        private Builder(SessionRequest request) {
            sessionId = request.sessionId;
            user = request.user;
            startTime = request.startTime;
            subject = request.subject;
            category = request.category;
            externalRef = request.externalRef;
            priority = request.priority;
            context = request.context;
            initialMessage = request.initialMessage;
            locale = request.locale;
            continues = request.continues;
            form = request.form;
            consent = request.consent;
        }

        /** The id of the session. With an id, the request can be repeated safely. Default: the server makes one. */
        public Builder sessionId(String sessionId) {
            this.sessionId = Ids.require(sessionId, "sessionId");
            return this;
        }

        /** The customer. Default: what the server knows about the caller. */
        public Builder user(UserInfo user) {
            this.user = Objects.requireNonNull(user, "user");
            return this;
        }

        /** When the customer asked for the session, by the caller's clock. Default: the server's time. */
        public Builder startTime(Instant startTime) {
            this.startTime = Objects.requireNonNull(startTime, "startTime");
            return this;
        }

        /** The subject. Default: none. */
        public Builder subject(String subject) {
            this.subject = Objects.requireNonNull(subject, "subject");
            return this;
        }

        /** The category. Default: none. */
        public Builder category(String category) {
            this.category = Objects.requireNonNull(category, "category");
            return this;
        }

        /**
         * What the session is about in another system, such as an order or a ticket; at most 128 characters. A reference in the customer's
         * token takes precedence. Default: none.
         */
        public Builder externalRef(String externalRef) {
            this.externalRef = Objects.requireNonNull(externalRef, "externalRef");
            return this;
        }

        /** {@code low}, {@code normal}, {@code high} or {@code urgent}; the server may ignore it. Default: the server's. */
        public Builder priority(String priority) {
            this.priority = Objects.requireNonNull(priority, "priority");
            return this;
        }

        /**
         * Values about the app and what the customer is doing in it: strings, numbers, booleans, lists and maps. Default:
         * nothing.
         */
        public Builder context(Map<String, ?> context) {
            this.context = Collections.unmodifiableMap(new LinkedHashMap<>(context));
            return this;
        }

        /** The first message, which is sent with the request. Default: none. */
        public Builder initialMessage(String initialMessage) {
            this.initialMessage = Objects.requireNonNull(initialMessage, "initialMessage");
            return this;
        }

        /** The customer's language as a BCP 47 tag. Default: none. */
        public Builder locale(String locale) {
            this.locale = Objects.requireNonNull(locale, "locale");
            return this;
        }

        /** The id of an ended session of the customer that the new one continues. Default: none. */
        public Builder continues(String sessionId) {
            this.continues = Ids.require(sessionId, "continues");
            return this;
        }

        /**
         * The answers to the questions that the server asks before a session, by their keys: texts and numbers. A start with wrong answers
         * fails, and the detail {@code form} names them. Default: none.
         */
        public Builder form(Map<String, ?> answers) {
            this.form = Collections.unmodifiableMap(new LinkedHashMap<>(answers));
            return this;
        }

        /** The version of the server's text that the customer consents to. Default: none. */
        public Builder consent(String version) {
            this.consent = Objects.requireNonNull(version, "version");
            return this;
        }

        /** Makes the SessionRequest; the builder can be used again. */
        public SessionRequest build() {
            return new SessionRequest(this);
        }
    }
}
