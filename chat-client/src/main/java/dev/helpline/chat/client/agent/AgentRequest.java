package dev.helpline.chat.client.agent;

import dev.helpline.chat.client.internal.Ids;
import dev.helpline.chat.client.internal.JsonBody;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A request to save an agent in the directory, whole. Immutable. */
public final class AgentRequest {
    private final String agentId;
    private final @Nullable Long version;
    private final @Nullable String name;
    private final @Nullable String email;
    private final List<String> departments;
    private final List<String> skills;
    private final List<String> languages;
    private final @Nullable String role;
    private final boolean active;
    private final @Nullable Long capacity;

    private AgentRequest(Builder builder) {
        agentId = builder.agentId;
        version = builder.version;
        name = builder.name;
        email = builder.email;
        departments = builder.departments;
        skills = builder.skills;
        languages = builder.languages;
        role = builder.role;
        active = builder.active;
        capacity = builder.capacity;
    }

    /** Starts a builder of a request to save an active agent whom no admin has changed yet. */
    public static Builder builder(String agentId) {
        return new Builder(agentId);
    }

    /** The id of the agent: the subject of the token. */
    public String agentId() {
        return agentId;
    }

    /** Whether it replaces a version that admins or the host have saved. */
    public boolean replaces() {
        return version != null;
    }

    /** For the SDK: returns the body of the request. */
    public JsonBody toJson() {
        JsonBody body = new JsonBody();
        if (version == null) {
            body.put("agentId", agentId);
        } else {
            body.put("version", version);
        }
        return body.put("name", name)
                .put("email", email)
                .put("departments", departments)
                .put("skills", skills)
                .put("languages", languages)
                .put("role", role)
                .put("active", active)
                .put("capacity", capacity);
    }

    /** The id, without the name. */
    @Override
    public String toString() {
        return "AgentRequest{" + agentId + "}";
    }

    /** Collects what is optional. Not thread-safe. */
    public static final class Builder {
        private final String agentId;
        private @Nullable Long version;
        private @Nullable String name;
        private @Nullable String email;
        private List<String> departments = Collections.emptyList();
        private List<String> skills = Collections.emptyList();
        private List<String> languages = Collections.emptyList();
        private @Nullable String role;
        private boolean active = true;
        private @Nullable Long capacity;

        private Builder(String agentId) {
            this.agentId = Ids.requireSubject(agentId, "agentId");
        }

        /** The version that the request replaces. Default: none, for an agent whom no admin has changed yet. */
        public Builder replacing(long version) {
            this.version = version;
            return this;
        }

        /** What customers are shown. Default: none. */
        public Builder name(String name) {
            this.name = Objects.requireNonNull(name, "name");
            return this;
        }

        /** The address for notifications, which customers do not see. Default: none. */
        public Builder email(String email) {
            this.email = Objects.requireNonNull(email, "email");
            return this;
        }

        /** At most 10 departments; customers are shown the first one. Default: none. */
        public Builder departments(List<String> departments) {
            this.departments = Collections.unmodifiableList(new ArrayList<>(departments));
            return this;
        }

        /** What the agent knows about: at most 30 words. Default: none. */
        public Builder skills(List<String> skills) {
            this.skills = Collections.unmodifiableList(new ArrayList<>(skills));
            return this;
        }

        /** Language tags such as {@code en}, the best language first; at most 10. Default: none. */
        public Builder languages(List<String> languages) {
            this.languages = Collections.unmodifiableList(new ArrayList<>(languages));
            return this;
        }

        /** {@code agent}, {@code supervisor} or {@code admin}: the highest role that a token of the agent can have. Default: agent. */
        public Builder role(String role) {
            this.role = Objects.requireNonNull(role, "role");
            return this;
        }

        /** Locks the agent out; all sessions of the agent go back to the queue. */
        public Builder inactive() {
            active = false;
            return this;
        }

        /** How many sessions the agent may have at a time, from 0 to 1000. Default: the server's. */
        public Builder capacity(int capacity) {
            this.capacity = (long) capacity;
            return this;
        }

        /** Makes the AgentRequest; the builder can be used again. */
        public AgentRequest build() {
            return new AgentRequest(this);
        }
    }
}
