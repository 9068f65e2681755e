package dev.helpline.chat.client.agent;

import dev.helpline.chat.client.internal.Ids;
import dev.helpline.chat.client.internal.PageQuery;
import dev.helpline.chat.client.internal.Query;
import java.time.Instant;

/** A request for a page of the audit records of all subjects. Immutable. */
public final class AuditRequest {
    private final PageQuery query;

    private AuditRequest(Builder builder) {
        query = builder.query.copy();
    }

    /** Starts a builder of a request for the newest records of all. */
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
        return "AuditRequest" + query;
    }

    /** Collects what is optional. Not thread-safe. */
    public static final class Builder {
        private final PageQuery query = new PageQuery();

        private Builder() {}

        /** Only records of this session; instead of an agent or a response. Default: any. */
        public Builder session(String sessionId) {
            return put("sessionId", sessionId);
        }

        /** Only records of what was done to this agent, for admins; instead of a session or a response. Default: any. */
        public Builder agent(String agentId) {
            return put("agentId", Ids.requireSubject(agentId, "agentId"));
        }

        /** Only records of blocks of this network address; instead of a session, an agent or a response. Default: any. */
        public Builder address(String address) {
            return put("address", address);
        }

        /** Only records of this canned response; instead of a session or an agent. Default: any. */
        public Builder response(String responseId) {
            return put("responseId", responseId);
        }

        /**
         * Only records of subjects of this kind: {@code session}, {@code agent}, {@code canned_response}, {@code customer} or {@code address} for
         * blocks, {@code customer_hold} or {@code session_hold} for legal holds. Default: all that the caller may see.
         */
        public Builder kind(String kind) {
            return put("kind", kind);
        }

        /** Only records of sessions of this customer, of the customer's blocks, and for admins of the legal holds of both. Default: any. */
        public Builder customer(String userId) {
            return put("userId", Ids.requireSubject(userId, "userId"));
        }

        /** Only records of what this participant did. Default: any. */
        public Builder actor(String actor) {
            return put("actor", Ids.requireSubject(actor, "actor"));
        }

        /** Only records of exactly this action, such as {@code PRIORITY_CHANGED}. Default: any. */
        public Builder action(String action) {
            return put("action", action);
        }

        /** Only records that were written at this instant or later. Default: any. */
        public Builder from(Instant instant) {
            return put("from", instant.toString());
        }

        /** Only records that were written before this instant. Default: any. */
        public Builder to(Instant instant) {
            return put("to", instant.toString());
        }

        /** The {@link AuditPage#nextCursor} of the previous page of the same request. Default: none. */
        public Builder after(String cursor) {
            query.after(cursor);
            return this;
        }

        /** The most records per page, from 1; more than 500 count as 500. Default: the server's, 50. */
        public Builder limit(int limit) {
            query.limit(limit);
            return this;
        }

        private Builder put(String name, String value) {
            query.put(name, value);
            return this;
        }

        /** Makes the AuditRequest; the builder can be used again. */
        public AuditRequest build() {
            return new AuditRequest(this);
        }
    }
}
