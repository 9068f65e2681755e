package dev.helpline.chat.client.agent;

import dev.helpline.chat.client.internal.Ids;
import dev.helpline.chat.client.internal.PageQuery;
import dev.helpline.chat.client.internal.Query;
import java.time.Instant;

/** A request for a page of the ended sessions. Immutable. */
public final class EndedSessionsRequest {
    private final PageQuery query;

    private EndedSessionsRequest(Builder builder) {
        query = builder.query.copy();
    }

    /** Starts a builder of a request for all ended sessions. */
    public static Builder builder() {
        return new Builder();
    }

    /** For the SDK: adds the parameters of the request to a URL. */
    public void addTo(Query url) {
        query.addTo(url);
    }

    /** Contains the names of the filters, not their values. */
    @Override
    public String toString() {
        return "EndedSessionsRequest" + query;
    }

    /** Collects what is optional. Not thread-safe. */
    public static final class Builder {
        private final PageQuery query = new PageQuery();

        private Builder() {}

        /** Only sessions that this agent had when they ended. Default: any. */
        public Builder agent(String agentId) {
            return put("agent", Ids.requireSubject(agentId, "agentId"));
        }

        /** Only sessions with this outcome. Default: any. */
        public Builder outcome(String outcome) {
            return put("outcome", outcome);
        }

        /** Only sessions that had this priority when they ended. Default: any. */
        public Builder priority(String priority) {
            return put("priority", priority);
        }

        /** Only sessions of this department, and of the others that were named; up to 10. Default: any. */
        public Builder department(String department) {
            query.add("department", department);
            return this;
        }

        /** Only sessions of the agent's own departments, and of those that were named. Default: any. */
        public Builder ownDepartments() {
            return department("mine");
        }

        /** Only sessions of exactly this category. Default: any. */
        public Builder category(String category) {
            return put("category", category);
        }

        /** Only sessions with this tag. Default: any. */
        public Builder tag(String tag) {
            return put("tag", tag);
        }

        /** Only sessions that contain these words. Default: any. */
        public Builder query(String words) {
            return put("q", words);
        }

        /** Only sessions that ended at this instant or later. Default: any. */
        public Builder from(Instant instant) {
            return put("from", instant.toString());
        }

        /** Only sessions that ended before this instant. Default: any. */
        public Builder to(Instant instant) {
            return put("to", instant.toString());
        }

        /** The {@link EndedSessions#nextCursor} of the previous page of the same request. Default: none. */
        public Builder after(String cursor) {
            query.after(cursor);
            return this;
        }

        /** The most sessions per page, from 1; more than 100 count as 100. Default: the server's, 50. */
        public Builder limit(int limit) {
            query.limit(limit);
            return this;
        }

        private Builder put(String name, String value) {
            query.put(name, value);
            return this;
        }

        /** Makes the EndedSessionsRequest; the builder can be used again. */
        public EndedSessionsRequest build() {
            return new EndedSessionsRequest(this);
        }
    }
}
