package dev.helpline.chat.client.agent;

import dev.helpline.chat.client.internal.Ids;
import dev.helpline.chat.client.internal.PageQuery;
import dev.helpline.chat.client.internal.Query;
import dev.helpline.chat.client.session.SessionState;
import java.time.Instant;
import java.util.Locale;

/** A request for a page of the open sessions. Immutable. */
public final class ActiveSessionsRequest {
    private final PageQuery query;

    private ActiveSessionsRequest(Builder builder) {
        query = builder.query.copy();
    }

    /** Starts a builder of a request for all open sessions. */
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
        return "ActiveSessionsRequest" + query;
    }

    /** Collects what is optional. Not thread-safe. */
    public static final class Builder {
        private final PageQuery query = new PageQuery();

        private Builder() {}

        /** Only sessions in this state. Default: all open sessions. */
        public Builder state(SessionState state) {
            return put("state", state.name().toLowerCase(Locale.ROOT));
        }

        /** Only sessions of this agent. Default: sessions of any agent, and those without one. */
        public Builder assignedTo(String agentId) {
            return put("assigned", Ids.requireSubject(agentId, "agentId"));
        }

        /** Only sessions of this priority. Default: any. */
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

        /** Only sessions that are escalated, and that no supervisor has seen to. Default: all. */
        public Builder escalated() {
            return put("escalated", "true");
        }

        /** Only sessions with exactly this external reference. Default: any. */
        public Builder externalRef(String externalRef) {
            return put("externalRef", externalRef);
        }

        /** Only sessions that contain these words. Default: any. */
        public Builder query(String words) {
            return put("q", words);
        }

        /** Only sessions that were started at this instant or later. Default: any. */
        public Builder startedFrom(Instant instant) {
            return put("startedFrom", instant.toString());
        }

        /** Only sessions that were started before this instant. Default: any. */
        public Builder startedTo(Instant instant) {
            return put("startedTo", instant.toString());
        }

        /** Only sessions whose newest entry was made at this instant or later. Default: any. */
        public Builder activeFrom(Instant instant) {
            return put("activeFrom", instant.toString());
        }

        /** Only sessions whose newest entry was made before this instant. Default: any. */
        public Builder activeTo(Instant instant) {
            return put("activeTo", instant.toString());
        }

        /** The name of an order that the server knows. Default: those that wait first by priority, then by age. */
        public Builder sort(String order) {
            return put("sort", order);
        }

        /** The number of the page, from 1, instead of a cursor. Default: the first. */
        public Builder page(int page) {
            query.page(page);
            return this;
        }

        /**
         * The {@link ActiveSessions#nextCursor} of the previous page of the same request, instead of a page number. Default:
         * none.
         */
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

        /** Makes the ActiveSessionsRequest; the builder can be used again. */
        public ActiveSessionsRequest build() {
            return new ActiveSessionsRequest(this);
        }
    }
}
