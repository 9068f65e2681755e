package dev.helpline.chat.client.agent;

import dev.helpline.chat.client.internal.Ids;
import dev.helpline.chat.client.internal.Query;
import dev.helpline.chat.client.session.SessionState;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** Which open sessions an agent wants to see. Immutable. */
public final class ActiveSessionsRequest {
    private final Map<String, String> query;

    private ActiveSessionsRequest(Builder builder) {
        query = new LinkedHashMap<>(builder.query);
    }

    /** Starts one that asks for all of them. */
    public static Builder builder() {
        return new Builder();
    }

    /** For the SDK: puts it into the query of a URL. */
    public void addTo(Query url) {
        query.forEach(url::add);
    }

    /** Names the filters in use, not what they look for. */
    @Override
    public String toString() {
        return "ActiveSessionsRequest" + query.keySet();
    }

    /** Collects what is optional. Not thread-safe. */
    public static final class Builder {
        private final Map<String, String> query = new LinkedHashMap<>();

        private Builder() {}

        /** Only sessions in this state. Default: any that is not ended. */
        public Builder state(SessionState state) {
            return put("state", state.name().toLowerCase(Locale.ROOT));
        }

        /** Only sessions of this agent. Default: everybody's and nobody's. */
        public Builder assignedTo(String agentId) {
            return put("assigned", Ids.requireSubject(agentId, "agentId"));
        }

        /** Only sessions of this priority. Default: any. */
        public Builder priority(String priority) {
            return put("priority", priority);
        }

        /** Only sessions for this department. Default: any. */
        public Builder department(String department) {
            return put("department", department);
        }

        /** Only sessions that match these words. Default: any. */
        public Builder query(String words) {
            return put("q", words);
        }

        /** In which order, by a name the server knows. Default: waiting first by priority, then by age. */
        public Builder sort(String order) {
            return put("sort", order);
        }

        /** Which page, from 1, instead of a cursor. Default: the first. */
        public Builder page(int page) {
            query.remove("after");
            return put("page", Query.positive(page, "page"));
        }

        /** Behind which {@link ActiveSessions#nextCursor} of the same request, instead of a page number. Default: none. */
        public Builder after(String cursor) {
            query.remove("page");
            return put("after", cursor);
        }

        /** How many to a page, from 1; more than 100 count as 100. Default: the server's, 50. */
        public Builder limit(int limit) {
            return put("limit", Query.positive(limit, "limit"));
        }

        private Builder put(String name, String value) {
            query.put(name, Objects.requireNonNull(value, name));
            return this;
        }

        /** Makes the ActiveSessionsRequest; the builder can be used again. */
        public ActiveSessionsRequest build() {
            return new ActiveSessionsRequest(this);
        }
    }
}
