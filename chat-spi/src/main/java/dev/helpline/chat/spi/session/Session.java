package dev.helpline.chat.spi.session;

import dev.helpline.chat.spi.Checks;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.rating.Rating;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One support conversation at one version.
 *
 * <p>The two slots carry the invariants that reach across sessions: a store keeps (customer, open slot) and (agent,
 * agent slot) unique, so a customer cannot have more open sessions, nor an agent more conversations, than there are
 * slots to take.
 *
 * @param id names the session
 * @param version 1 for a new session, then plus one per commit
 * @param state where the session stands
 * @param customer whose it is
 * @param topic what it is about
 * @param priority how urgent it is, by the engine's rules and the agents; never simply what the customer asked for
 * @param openSlot from 1; the customer's slot while the session is open, null once it has ended
 * @param assignment the agent it belongs to; null while waiting, kept when it ends
 * @param agentSlot from 1; the agent's slot while assigned and open, null otherwise
 * @param log where its log stands
 * @param timeline its instants
 * @param ending how it ended; null while open
 * @param rating what the customer thought of it; null while open or unrated
 * @param auditCount how many audit records its chain has
 * @param auditHash the hash of the newest of them; empty if there is none
 */
public record Session(
        SessionId id,
        long version,
        SessionState state,
        Customer customer,
        Topic topic,
        Priority priority,
        @Nullable Integer openSlot,
        @Nullable Assignment assignment,
        @Nullable Integer agentSlot,
        LogPosition log,
        Timeline timeline,
        @Nullable Ending ending,
        @Nullable Rating rating,
        long auditCount,
        String auditHash) {

    /** Checks that the parts agree with the state. */
    public Session {
        Objects.requireNonNull(id, "id");
        Checks.within("version", version, 1, Long.MAX_VALUE);
        boolean open = state.isOpen();
        boolean waiting = state == SessionState.WAITING;
        Checks.require(open == (ending == null), "a session has an ending exactly when it has ended");
        Checks.require(open == (openSlot != null), "a session has an open slot exactly while it is open");
        Checks.require(!waiting || assignment == null, "a waiting session has no agent");
        Checks.require(!open || waiting || assignment != null, "a session that does not wait has an agent");
        Checks.require(
                (open && !waiting) == (agentSlot != null), "a session has an agent slot exactly while an agent has it");
        Checks.require(!open || rating == null, "an open session has no rating");
        Objects.requireNonNull(customer, "customer");
        Objects.requireNonNull(topic, "topic");
        Objects.requireNonNull(priority, "priority");
        Objects.requireNonNull(log, "log");
        Objects.requireNonNull(timeline, "timeline");
        Objects.requireNonNull(auditHash, "auditHash");
    }

    /** A builder that starts from this session; its {@code build()} checks the parts again. */
    public Builder toBuilder() {
        return new Builder(this);
    }

    /** Changes some parts of a session at once, so that no half-changed one exists. Not thread-safe. */
    public static final class Builder {
        private final SessionId id;
        private long version;
        private SessionState state;
        private final Customer customer;
        private final Topic topic;
        private Priority priority;
        private @Nullable Integer openSlot;
        private @Nullable Assignment assignment;
        private @Nullable Integer agentSlot;
        private LogPosition log;
        private Timeline timeline;
        private @Nullable Ending ending;
        private @Nullable Rating rating;
        private long auditCount;
        private String auditHash;

        private Builder(Session session) {
            id = session.id;
            version = session.version;
            state = session.state;
            customer = session.customer;
            topic = session.topic;
            priority = session.priority;
            openSlot = session.openSlot;
            assignment = session.assignment;
            agentSlot = session.agentSlot;
            log = session.log;
            timeline = session.timeline;
            ending = session.ending;
            rating = session.rating;
            auditCount = session.auditCount;
            auditHash = session.auditHash;
        }

        /** See {@link Session#version()}. */
        public Builder version(long value) {
            version = value;
            return this;
        }

        /** See {@link Session#state()}. */
        public Builder state(SessionState value) {
            state = value;
            return this;
        }

        /** See {@link Session#priority()}. */
        public Builder priority(Priority value) {
            priority = value;
            return this;
        }

        /** See {@link Session#openSlot()}. */
        public Builder openSlot(@Nullable Integer value) {
            openSlot = value;
            return this;
        }

        /** See {@link Session#assignment()}. */
        public Builder assignment(@Nullable Assignment value) {
            assignment = value;
            return this;
        }

        /** See {@link Session#agentSlot()}. */
        public Builder agentSlot(@Nullable Integer value) {
            agentSlot = value;
            return this;
        }

        /** See {@link Session#log()}. */
        public Builder log(LogPosition value) {
            log = value;
            return this;
        }

        /** See {@link Session#timeline()}. */
        public Builder timeline(Timeline value) {
            timeline = value;
            return this;
        }

        /** See {@link Session#ending()}. */
        public Builder ending(@Nullable Ending value) {
            ending = value;
            return this;
        }

        /** See {@link Session#rating()}. */
        public Builder rating(@Nullable Rating value) {
            rating = value;
            return this;
        }

        /** See {@link Session#auditCount()} and {@link Session#auditHash()}, which move together. */
        public Builder audit(long count, String hash) {
            auditCount = count;
            auditHash = hash;
            return this;
        }

        /** The changed session; throws {@link IllegalArgumentException} if its parts do not agree. */
        public Session build() {
            return new Session(
                    id,
                    version,
                    state,
                    customer,
                    topic,
                    priority,
                    openSlot,
                    assignment,
                    agentSlot,
                    log,
                    timeline,
                    ending,
                    rating,
                    auditCount,
                    auditHash);
        }
    }
}
