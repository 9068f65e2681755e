package dev.helpline.chat.spi.session;

import dev.helpline.chat.spi.AgentId;
import dev.helpline.chat.spi.Checks;
import dev.helpline.chat.spi.Experimental;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.facts.SessionFacts;
import dev.helpline.chat.spi.rating.Rating;
import dev.helpline.chat.spi.rating.RatingPrompt;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One support conversation at one version. Thread-safe: immutable.
 *
 * <p>The two slots carry the invariants that span sessions: a store keeps (customer, open slot) and (agent, agent slot)
 * unique, so a customer cannot have more open sessions, nor an agent more conversations, than there are slots.
 */
public final class Session {
    private final SessionId id;
    private final long version;
    private final SessionState state;
    private final Customer customer;
    private final @Nullable GuestAccess guestAccess;
    private final Topic topic;
    private final @Nullable SessionId continues;
    private final Map<String, String> form;
    private final @Nullable Consent consent;
    private final Priority priority;
    private final @Nullable String department;
    private final Set<String> tags;
    private final Map<AgentId, Long> mentions;
    private final Map<SlaTarget, SlaClock> sla;
    private final @Nullable Integer openSlot;
    private final @Nullable Assignment assignment;
    private final @Nullable Integer agentSlot;
    private final @Nullable AgentId returnedBy;
    private final @Nullable Offer offer;
    private final Map<AgentId, Instant> passedBy;
    private final boolean offline;
    private final Turn turn;
    private final LogPosition log;
    private final Timeline timeline;
    private final SessionFacts facts;
    private final @Nullable Ending ending;
    private final @Nullable Rating rating;
    private final @Nullable RatingPrompt ratingPrompt;
    private final long auditCount;
    private final String auditHash;

    private Session(Builder builder) {
        id = Objects.requireNonNull(builder.id, "id");
        version = builder.version;
        state = Objects.requireNonNull(builder.state, "state");
        customer = Objects.requireNonNull(builder.customer, "customer");
        guestAccess = builder.guestAccess;
        topic = Objects.requireNonNull(builder.topic, "topic");
        continues = builder.continues;
        form = Map.copyOf(builder.form);
        consent = builder.consent;
        priority = Objects.requireNonNull(builder.priority, "priority");
        department = builder.department;
        tags = builder.tags;
        mentions = Map.copyOf(builder.mentions);
        sla = Map.copyOf(builder.sla);
        openSlot = builder.openSlot;
        assignment = builder.assignment;
        agentSlot = builder.agentSlot;
        returnedBy = builder.returnedBy;
        offer = builder.offer;
        passedBy = builder.passedBy;
        offline = builder.offline;
        turn = builder.turn;
        log = Objects.requireNonNull(builder.log, "log");
        timeline = Objects.requireNonNull(builder.timeline, "timeline");
        facts = Objects.requireNonNull(builder.facts, "facts");
        ending = builder.ending;
        rating = builder.rating;
        ratingPrompt = builder.ratingPrompt;
        auditCount = builder.auditCount;
        auditHash = Objects.requireNonNull(builder.auditHash, "auditHash");
        Checks.within("version", version, 1, Long.MAX_VALUE);
        Checks.require(guestAccess == null || customer.guest(), "only a guest's session has a guest's token");
        boolean open = state.isOpen();
        boolean waiting = state == SessionState.WAITING;
        Checks.require(open == (ending == null), "a session has an ending exactly when it has ended");
        Checks.require(open == (openSlot != null), "a session has an open slot exactly while it is open");
        Checks.require(!waiting || assignment == null, "a waiting session has no agent");
        Checks.require(!open || waiting || assignment != null, "a session that does not wait has an agent");
        Checks.require(waiting || offer == null, "only a waiting session is offered to an agent");
        Checks.require(
                ((open && !waiting) || offer != null) == (agentSlot != null),
                "a session has an agent slot exactly while an agent has it or it is offered to one");
        Checks.require(waiting || !open || !offline, "a session that an agent has is no message left behind");
        boolean active = state == SessionState.ACTIVE;
        Checks.require(
                (turn == Turn.EITHER) == (timeline.turnSince() == null), "a side has the turn since some instant");
        Checks.require(active || turn == Turn.EITHER, "a side has the turn only in an active session");
        Checks.require(active || timeline.endsAt() == null, "only an active session is about to end");
        Checks.require(!open || rating == null, "an open session has no rating");
        Checks.require(!open || ratingPrompt == null, "the customer of an open session is not asked for a rating");
    }

    /** Returns a builder of a waiting session at version 1. The caller has to set the open slot. */
    public static Builder builder(SessionId id, Customer customer, Timeline timeline) {
        return new Builder(id, customer, timeline);
    }

    /** Returns a builder that starts with the parts of this one. */
    public Builder toBuilder() {
        return new Builder(this);
    }

    /** The id of the session. */
    public SessionId id() {
        return id;
    }

    /** 1 for a new session, then plus one per commit. */
    public long version() {
        return version;
    }

    /** The state of the session. */
    public SessionState state() {
        return state;
    }

    /** The customer who started it, or who took it over: a guest's session becomes that of the customer as whom the guest signs in. */
    public Customer customer() {
        return customer;
    }

    /** How the guest proves that the session is theirs; null for a customer with an account. */
    public @Nullable GuestAccess guestAccess() {
        return guestAccess;
    }

    /** What it is about. */
    public Topic topic() {
        return topic;
    }

    /** The customer's earlier, ended session that this one continues; null if it continues none. */
    public @Nullable SessionId continues() {
        return continues;
    }

    /** The customer's answers to the host's questions before the session, by the keys of the fields; empty if there were none. */
    public Map<String, String> form() {
        return form;
    }

    /** The consent that the customer gave before the session; null if none was noted. */
    public @Nullable Consent consent() {
        return consent;
    }

    /** How urgent it is by the engine's rules and the agents' decision; not simply what the customer asked for. */
    public Priority priority() {
        return priority;
    }

    /**
     * The department whose queue the session belongs to, as the host chose it at the start or as an agent transferred it; null if it belongs
     * to none. The agent who has the session may be of another one.
     */
    public @Nullable String department() {
        return department;
    }

    /** The words under which agents file it, in the order of their UTF-16 code units; empty if there are none. Customers never see them. */
    public Set<String> tags() {
        return tags;
    }

    /**
     * The agents whom notes mention, with the seq of the newest note that does; the 20 agents who were mentioned last. Whether an agent has
     * seen it, the agent's read mark says. Customers never see it.
     */
    public Map<AgentId, Long> mentions() {
        return mentions;
    }

    /**
     * The clocks of the host's service levels; empty if it had none when the session started. Customers never see them.
     */
    @Experimental
    public Map<SlaTarget, SlaClock> sla() {
        return sla;
    }

    /** When the time of a service level is up next; null if none is running out, as in a session that has ended. */
    @Experimental
    public @Nullable Instant slaDueAt() {
        return !state.isOpen() || sla.isEmpty() ? null : earliest();
    }

    /** The targets whose time is up, as the engine has noted, and whose clocks still run. */
    @Experimental
    public Set<SlaTarget> overdueTargets() {
        Set<SlaTarget> overdue = EnumSet.noneOf(SlaTarget.class);
        sla.forEach((target, clock) -> {
            if (clock.runningSince() != null && clock.breachedAt() != null) {
                overdue.add(target);
            }
        });
        return overdue;
    }

    private @Nullable Instant earliest() {
        return sla.values().stream()
                .map(SlaClock::pendingAt)
                .filter(Objects::nonNull)
                .min(Comparator.naturalOrder())
                .orElse(null);
    }

    /** From 1; the customer's slot while the session is open, null once it has ended. */
    public @Nullable Integer openSlot() {
        return openSlot;
    }

    /** The agent who has it; null while it waits, and kept when it ends. */
    public @Nullable Assignment assignment() {
        return assignment;
    }

    /** From 1; the slot of the {@link #slotHolder()} while the session is assigned and open, or offered; null otherwise. */
    public @Nullable Integer agentSlot() {
        return agentSlot;
    }

    /** The agent whose slot the session takes: who has it, or to whom it is offered; null if it takes none. */
    public @Nullable AgentId slotHolder() {
        if (agentSlot == null) {
            return null;
        }
        return offer != null
                ? offer.agent()
                : Objects.requireNonNull(assignment, "assignment").agent();
    }

    /**
     * The agent who gave the waiting session back to the queue, or who did not answer in time; null if there is none. Routing does not choose
     * this agent again.
     */
    public @Nullable AgentId returnedBy() {
        return returnedBy;
    }

    /** The agent to whom the waiting session is offered; null if it is offered to none. Customers never see it. */
    @Experimental
    public @Nullable Offer offer() {
        return offer;
    }

    /**
     * The agents who declined an offer of the waiting session or let it run out, with the instant of that at millisecond precision; the 20
     * agents who did so last. Customers never see it.
     */
    @Experimental
    public Map<AgentId, Instant> passedBy() {
        return passedBy;
    }

    /**
     * Whether the customer left a message while no agent could be expected: a waiting session that is told no place in the queue and does
     * not end while its customer is away. False once an agent has it.
     */
    public boolean offline() {
        return offline;
    }

    /** The side whose silence counts, if one side has a clock of its own; {@link Turn#EITHER} unless the session is active. */
    public Turn turn() {
        return turn;
    }

    /** Since when the session is silent: since a side has the {@link #turn() turn}, or else since its newest entry. */
    public Instant silentSince() {
        Instant turnSince = timeline.turnSince();
        return turnSince == null ? timeline.lastEntryAt() : turnSince;
    }

    /** The position that its log has reached. */
    public LogPosition log() {
        return log;
    }

    /** Its instants. */
    public Timeline timeline() {
        return timeline;
    }

    /** What reports count; see {@link dev.helpline.chat.spi.facts.FactAccumulator} for the rules. Participants never see it. */
    @Experimental
    public SessionFacts facts() {
        return facts;
    }

    /** How it ended; null while open. */
    public @Nullable Ending ending() {
        return ending;
    }

    /** The customer's rating; null while open or unrated. */
    public @Nullable Rating rating() {
        return rating;
    }

    /** The request for a rating that the customer was shown; null while open, or if the customer was not asked. */
    public @Nullable RatingPrompt ratingPrompt() {
        return ratingPrompt;
    }

    /** Whether the customer may still be asked for a rating: the session has ended, is not rated, and its customer was not asked. */
    public boolean awaitsRatingPrompt() {
        return !state.isOpen() && rating == null && ratingPrompt == null;
    }

    /** The number of its audit records. */
    public long auditCount() {
        return auditCount;
    }

    /** The hash of the newest audit record; empty if there is none. */
    public String auditHash() {
        return auditHash;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        if (this == other) {
            return true;
        }
        return other instanceof Session that
                && id.equals(that.id)
                && version == that.version
                && state.equals(that.state)
                && customer.equals(that.customer)
                && Objects.equals(guestAccess, that.guestAccess)
                && topic.equals(that.topic)
                && Objects.equals(continues, that.continues)
                && form.equals(that.form)
                && Objects.equals(consent, that.consent)
                && priority.equals(that.priority)
                && Objects.equals(department, that.department)
                && tags.equals(that.tags)
                && mentions.equals(that.mentions)
                && sla.equals(that.sla)
                && Objects.equals(openSlot, that.openSlot)
                && Objects.equals(assignment, that.assignment)
                && Objects.equals(agentSlot, that.agentSlot)
                && Objects.equals(returnedBy, that.returnedBy)
                && Objects.equals(offer, that.offer)
                && passedBy.equals(that.passedBy)
                && offline == that.offline
                && turn == that.turn
                && log.equals(that.log)
                && timeline.equals(that.timeline)
                && facts.equals(that.facts)
                && Objects.equals(ending, that.ending)
                && Objects.equals(rating, that.rating)
                && Objects.equals(ratingPrompt, that.ratingPrompt)
                && auditCount == that.auditCount
                && auditHash.equals(that.auditHash);
    }

    @Override
    public int hashCode() {
        return Objects.hash(id, version);
    }

    /** Id, version and state; no personal data. */
    @Override
    public String toString() {
        return "Session[" + id + " v" + version + " " + state + "]";
    }

    /** Builds a {@link Session}. Not thread-safe. */
    public static final class Builder {
        private final SessionId id;
        private long version = 1;
        private SessionState state = SessionState.WAITING;
        private Customer customer;
        private @Nullable GuestAccess guestAccess;
        private Topic topic = Topic.NONE;
        private @Nullable SessionId continues;
        private Map<String, String> form = Map.of();
        private @Nullable Consent consent;
        private Priority priority = Priority.NORMAL;
        private @Nullable String department;
        private Set<String> tags = Set.of();
        private Map<AgentId, Long> mentions = Map.of();
        private Map<SlaTarget, SlaClock> sla = Map.of();
        private @Nullable Integer openSlot;
        private @Nullable Assignment assignment;
        private @Nullable Integer agentSlot;
        private @Nullable AgentId returnedBy;
        private @Nullable Offer offer;
        private Map<AgentId, Instant> passedBy = Map.of();
        private boolean offline;
        private Turn turn = Turn.EITHER;
        private LogPosition log = LogPosition.START;
        private Timeline timeline;
        private SessionFacts facts = SessionFacts.UNKNOWN;
        private @Nullable Ending ending;
        private @Nullable Rating rating;
        private @Nullable RatingPrompt ratingPrompt;
        private long auditCount;
        private String auditHash;

        private Builder(SessionId id, Customer customer, Timeline timeline) {
            this.id = Objects.requireNonNull(id, "id");
            this.customer = Objects.requireNonNull(customer, "customer");
            this.timeline = Objects.requireNonNull(timeline, "timeline");
            this.auditCount = 0;
            this.auditHash = "";
        }

        private Builder(Session session) {
            id = session.id;
            version = session.version;
            state = session.state;
            customer = session.customer;
            guestAccess = session.guestAccess;
            topic = session.topic;
            continues = session.continues;
            form = session.form;
            consent = session.consent;
            priority = session.priority;
            department = session.department;
            tags = session.tags;
            mentions = session.mentions;
            sla = session.sla;
            openSlot = session.openSlot;
            assignment = session.assignment;
            agentSlot = session.agentSlot;
            returnedBy = session.returnedBy;
            offer = session.offer;
            passedBy = session.passedBy;
            offline = session.offline;
            turn = session.turn;
            log = session.log;
            timeline = session.timeline;
            facts = session.facts;
            ending = session.ending;
            rating = session.rating;
            ratingPrompt = session.ratingPrompt;
            auditCount = session.auditCount;
            auditHash = session.auditHash;
        }

        /** See {@link Session#version()}. Default: 1. */
        public Builder version(long value) {
            version = value;
            return this;
        }

        /** See {@link Session#state()}. Default: WAITING. */
        public Builder state(SessionState value) {
            state = Objects.requireNonNull(value, "state");
            return this;
        }

        /** See {@link Session#customer()}. Default: the one that the builder was created with. */
        public Builder customer(Customer value) {
            customer = Objects.requireNonNull(value, "customer");
            return this;
        }

        /** See {@link Session#guestAccess()}. Default: none. */
        public Builder guestAccess(@Nullable GuestAccess value) {
            guestAccess = value;
            return this;
        }

        /** See {@link Session#topic()}. Default: {@link Topic#NONE}. */
        public Builder topic(Topic value) {
            topic = Objects.requireNonNull(value, "topic");
            return this;
        }

        /** See {@link Session#continues()}. Default: none. */
        public Builder continues(@Nullable SessionId value) {
            continues = value;
            return this;
        }

        /** See {@link Session#form()}. Default: empty. */
        public Builder form(Map<String, String> value) {
            form = Objects.requireNonNull(value, "form");
            return this;
        }

        /** See {@link Session#consent()}. Default: none. */
        public Builder consent(@Nullable Consent value) {
            consent = value;
            return this;
        }

        /** See {@link Session#priority()}. Default: NORMAL. */
        public Builder priority(Priority value) {
            priority = Objects.requireNonNull(value, "priority");
            return this;
        }

        /** See {@link Session#department()}. Default: none. */
        public Builder department(@Nullable String value) {
            department = value;
            return this;
        }

        /** See {@link Session#tags()}. Default: none. */
        public Builder tags(Set<String> value) {
            tags = value.isEmpty() ? Set.of() : Collections.unmodifiableSet(new TreeSet<>(value));
            return this;
        }

        /** See {@link Session#mentions()}. Default: none. */
        public Builder mentions(Map<AgentId, Long> value) {
            mentions = Objects.requireNonNull(value, "mentions");
            return this;
        }

        /** See {@link Session#sla()}. Default: none. */
        @Experimental
        public Builder sla(Map<SlaTarget, SlaClock> value) {
            sla = Objects.requireNonNull(value, "sla");
            return this;
        }

        /** See {@link Session#openSlot()}. Default: none. */
        public Builder openSlot(@Nullable Integer value) {
            openSlot = value;
            return this;
        }

        /** See {@link Session#assignment()}. Default: none. */
        public Builder assignment(@Nullable Assignment value) {
            assignment = value;
            return this;
        }

        /** See {@link Session#agentSlot()}. Default: none. */
        public Builder agentSlot(@Nullable Integer value) {
            agentSlot = value;
            return this;
        }

        /** See {@link Session#returnedBy()}. Default: none. */
        public Builder returnedBy(@Nullable AgentId value) {
            returnedBy = value;
            return this;
        }

        /** See {@link Session#offer()}, which goes with {@link Session#agentSlot()}. Default: none. */
        @Experimental
        public Builder offer(@Nullable Offer value) {
            offer = value;
            return this;
        }

        /** See {@link Session#passedBy()}. Instants are cut to milliseconds. Default: none. */
        @Experimental
        public Builder passedBy(Map<AgentId, Instant> value) {
            passedBy = value.entrySet().stream()
                    .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, entry -> Checks.millis(entry.getValue())));
            return this;
        }

        /** See {@link Session#offline()}. Default: false. */
        public Builder offline(boolean value) {
            offline = value;
            return this;
        }

        /** See {@link Session#turn()}, which goes with {@link Timeline#turnSince()}. Default: {@link Turn#EITHER}. */
        public Builder turn(Turn value) {
            turn = Objects.requireNonNull(value, "turn");
            return this;
        }

        /** See {@link Session#log()}. Default: {@link LogPosition#START}. */
        public Builder log(LogPosition value) {
            log = Objects.requireNonNull(value, "log");
            return this;
        }

        /** See {@link Session#timeline()}. Default: the one that the builder was created with. */
        public Builder timeline(Timeline value) {
            timeline = Objects.requireNonNull(value, "timeline");
            return this;
        }

        /** See {@link Session#facts()}. Default: unknown. */
        public Builder facts(SessionFacts value) {
            facts = Objects.requireNonNull(value, "facts");
            return this;
        }

        /** See {@link Session#ending()}. Default: none. */
        public Builder ending(@Nullable Ending value) {
            ending = value;
            return this;
        }

        /** See {@link Session#rating()}. Default: none. */
        public Builder rating(@Nullable Rating value) {
            rating = value;
            return this;
        }

        /** See {@link Session#ratingPrompt()}. Default: none. */
        public Builder ratingPrompt(@Nullable RatingPrompt value) {
            ratingPrompt = value;
            return this;
        }

        /** See {@link Session#auditCount()} and {@link Session#auditHash()}, which change together. Default: no record. */
        public Builder audit(long count, String hash) {
            auditCount = count;
            auditHash = Objects.requireNonNull(hash, "hash");
            return this;
        }

        /** Returns the Session; throws {@link IllegalArgumentException} if its parts do not agree. */
        public Session build() {
            return new Session(this);
        }
    }
}
