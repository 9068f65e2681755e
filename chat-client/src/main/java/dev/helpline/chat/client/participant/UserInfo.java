package dev.helpline.chat.client.participant;

import dev.helpline.chat.client.internal.JsonBody;
import dev.helpline.chat.client.internal.JsonFields;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A customer, as described by the app or by the server. Immutable. */
public final class UserInfo {
    private final @Nullable String userId;
    private final @Nullable String name;
    private final @Nullable String email;
    private final @Nullable String phone;
    private final boolean guest;

    private UserInfo(Builder builder) {
        userId = builder.userId;
        name = builder.name;
        email = builder.email;
        phone = builder.phone;
        guest = builder.guest;
    }

    /** For the SDK: reads it from a response. */
    public UserInfo(JsonFields json) {
        userId = json.textOrNull("userId");
        name = json.textOrNull("name");
        email = json.textOrNull("email");
        phone = json.textOrNull("phone");
        guest = json.flag("isGuest");
    }

    /** Starts a builder. */
    public static Builder builder() {
        return new Builder();
    }

    /** The id of the customer. */
    public Optional<String> userId() {
        return Optional.ofNullable(userId);
    }

    /** The name to show. */
    public Optional<String> name() {
        return Optional.ofNullable(name);
    }

    /** An e-mail address. */
    public Optional<String> email() {
        return Optional.ofNullable(email);
    }

    /** A phone number. */
    public Optional<String> phone() {
        return Optional.ofNullable(phone);
    }

    /** Whether the customer has no account. */
    public boolean isGuest() {
        return guest;
    }

    /** For the SDK: returns the body of the request. */
    public JsonBody toJson() {
        return new JsonBody()
                .put("userId", userId)
                .put("email", email)
                .put("name", name)
                .put("phone", phone)
                .put("isGuest", guest);
    }

    /** Contains no personal data. */
    @Override
    public String toString() {
        return "UserInfo{isGuest=" + guest + "}";
    }

    /** Collects what is optional. Not thread-safe. */
    public static final class Builder {
        private @Nullable String userId;
        private @Nullable String name;
        private @Nullable String email;
        private @Nullable String phone;
        private boolean guest;

        private Builder() {}

        /** The id of the customer, which must be the one that the token names. Default: absent, the token decides. */
        public Builder userId(String userId) {
            this.userId = Objects.requireNonNull(userId, "userId");
            return this;
        }

        /** The name to show. Default: absent. */
        public Builder name(String name) {
            this.name = Objects.requireNonNull(name, "name");
            return this;
        }

        /** An e-mail address. Default: absent. */
        public Builder email(String email) {
            this.email = Objects.requireNonNull(email, "email");
            return this;
        }

        /** A phone number. Default: absent. */
        public Builder phone(String phone) {
            this.phone = Objects.requireNonNull(phone, "phone");
            return this;
        }

        /** Marks the customer as a guest, who has no account. Default: the customer has an account. */
        public Builder guest() {
            guest = true;
            return this;
        }

        /** Makes the UserInfo; the builder can be used again. */
        public UserInfo build() {
            return new UserInfo(this);
        }
    }
}
