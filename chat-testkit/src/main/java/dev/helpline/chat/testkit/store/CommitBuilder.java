package dev.helpline.chat.testkit.store;

import dev.helpline.chat.spi.AgentId;
import dev.helpline.chat.spi.CustomerId;
import dev.helpline.chat.spi.EntryId;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.attachment.Attachment;
import dev.helpline.chat.spi.audit.AuditRecord;
import dev.helpline.chat.spi.audit.AuditSubject;
import dev.helpline.chat.spi.auth.Role;
import dev.helpline.chat.spi.entry.Author;
import dev.helpline.chat.spi.entry.Entry;
import dev.helpline.chat.spi.entry.EntryKind;
import dev.helpline.chat.spi.entry.ParticipantType;
import dev.helpline.chat.spi.facts.FactAccumulator;
import dev.helpline.chat.spi.facts.SessionFacts;
import dev.helpline.chat.spi.rating.Rating;
import dev.helpline.chat.spi.rating.RatingPrompt;
import dev.helpline.chat.spi.session.Assignment;
import dev.helpline.chat.spi.session.Consent;
import dev.helpline.chat.spi.session.Customer;
import dev.helpline.chat.spi.session.EndCause;
import dev.helpline.chat.spi.session.EndedBy;
import dev.helpline.chat.spi.session.Ending;
import dev.helpline.chat.spi.session.GuestAccess;
import dev.helpline.chat.spi.session.LogPosition;
import dev.helpline.chat.spi.session.Offer;
import dev.helpline.chat.spi.session.Priority;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.session.SessionState;
import dev.helpline.chat.spi.session.SlaClock;
import dev.helpline.chat.spi.session.SlaTarget;
import dev.helpline.chat.spi.session.Timeline;
import dev.helpline.chat.spi.session.Topic;
import dev.helpline.chat.spi.session.Turn;
import dev.helpline.chat.spi.store.SessionCommit;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Builds commits for tests: numbers, versions, slots and facts are consistent, and everything else has a default. The same
 * calls build equal commits. Not thread-safe.
 */
public final class CommitBuilder {
    /** When the sessions of tests are created, unless a test sets another instant. */
    public static final Instant START = Instant.parse("2026-01-05T09:00:00.123Z");

    private final @Nullable Session base;
    private final List<Entry> entries = new ArrayList<>();
    private final List<AuditRecord> audit = new ArrayList<>();
    private Session session;
    private Instant at;
    private @Nullable Rating rating;

    private CommitBuilder(@Nullable Session base, Session session, Instant at) {
        this.base = base;
        this.session = session;
        this.at = at;
    }

    /** Returns the first commit of a waiting session, of a customer with the same id, in slot 1. */
    public static CommitBuilder creating(String id) {
        Session session = Session.builder(
                        new SessionId(id),
                        Customer.builder(new CustomerId(id)).build(),
                        Timeline.builder(START).lastEntryAt(START).build())
                .version(1)
                .state(SessionState.WAITING)
                .topic(Topic.NONE)
                .priority(Priority.NORMAL)
                .openSlot(1)
                .log(LogPosition.START)
                .audit(0, "")
                .build();
        return new CommitBuilder(null, session, START);
    }

    /** Returns a commit that leads to the version after {@code stored}, one second after its newest entry. */
    public static CommitBuilder after(Session stored) {
        return new CommitBuilder(
                stored,
                stored.toBuilder().version(stored.version() + 1).build(),
                stored.timeline().lastEntryAt().plusSeconds(1));
    }

    /** Sets the customer; only for a session's first commit. */
    public CommitBuilder customer(Customer customer) {
        session = with(customer, session.topic());
        return this;
    }

    /** Sets the customer; only for a session's first commit. */
    public CommitBuilder customer(String id) {
        return customer(Customer.builder(new CustomerId(id)).build());
    }

    /** Sets how the guest proves that the session is theirs; only for the first commit of a guest's session. */
    public CommitBuilder guestAccess(GuestAccess access) {
        session = session.toBuilder().guestAccess(access).build();
        return this;
    }

    /** Gives a guest's session to a customer, in this slot of the customer's; null for a session that has ended. */
    public CommitBuilder signIn(Customer customer, @Nullable Integer slot) {
        session = session.toBuilder()
                .customer(customer)
                .guestAccess(null)
                .openSlot(slot)
                .build();
        return this;
    }

    /** Sets the topic; only for a session's first commit. */
    public CommitBuilder topic(Topic topic) {
        session = with(session.customer(), topic);
        return this;
    }

    /**
     * Sets the time of the commit, and with a first commit the session's creation. To be called before adding
     * entries.
     */
    public CommitBuilder at(Instant instant) {
        at = instant;
        Timeline known = session.timeline();
        Instant createdAt = session.version() == 1 ? instant : known.createdAt();
        session = session.toBuilder()
                .timeline(Timeline.builder(createdAt)
                        .claimedStart(known.claimedStart())
                        .firstAssignedAt(known.firstAssignedAt())
                        .lastEntryAt(known.lastEntryAt())
                        .reopenedAt(known.reopenedAt())
                        .turnSince(known.turnSince())
                        .endsAt(known.endsAt())
                        .escalatedAt(known.escalatedAt())
                        .queuedAt(known.queuedAt())
                        .build())
                .build();
        return this;
    }

    /** As {@link #at(Instant)}, relative to {@link #START}. */
    public CommitBuilder at(Duration sinceStart) {
        return at(START.plus(sinceStart));
    }

    /** Sets the claimed start; only for a session's first commit. */
    public CommitBuilder claimedStart(Instant instant) {
        Timeline known = session.timeline();
        session = session.toBuilder()
                .timeline(Timeline.builder(known.createdAt())
                        .claimedStart(instant)
                        .firstAssignedAt(known.firstAssignedAt())
                        .lastEntryAt(known.lastEntryAt())
                        .build())
                .build();
        return this;
    }

    /** Sets the session that this one continues; only for a session's first commit. */
    public CommitBuilder continues(String earlier) {
        session = session.toBuilder().continues(new SessionId(earlier)).build();
        return this;
    }

    /** Sets the answers that the customer gave before; only for a session's first commit. */
    public CommitBuilder form(Map<String, String> answers) {
        session = session.toBuilder().form(answers).build();
        return this;
    }

    /** Sets the customer's consent; only for a session's first commit. */
    public CommitBuilder consent(Consent consent) {
        session = session.toBuilder().consent(consent).build();
        return this;
    }

    /** Makes the session a message left behind. */
    public CommitBuilder offline() {
        session = session.toBuilder().offline(true).build();
        return this;
    }

    /** Sets the slot of the customer's that the session takes. */
    public CommitBuilder openSlot(int slot) {
        session = session.toBuilder().openSlot(slot).build();
        return this;
    }

    /** Sets the priority. */
    public CommitBuilder priority(Priority priority) {
        session = session.toBuilder().priority(priority).build();
        return this;
    }

    /** Sets the department whose queue the session belongs to. */
    public CommitBuilder department(@Nullable String department) {
        session = session.toBuilder().department(department).build();
        return this;
    }

    /** Sets the tags. */
    public CommitBuilder tags(Set<String> tags) {
        session = session.toBuilder().tags(tags).build();
        return this;
    }

    /** Sets the clocks of the service levels. */
    public CommitBuilder sla(Map<SlaTarget, SlaClock> sla) {
        session = session.toBuilder().sla(sla).build();
        return this;
    }

    /** Sets which agents notes mention. */
    public CommitBuilder mentions(Map<AgentId, Long> mentions) {
        session = session.toBuilder().mentions(mentions).build();
        return this;
    }

    /** Sets who gave the session back to the queue, and since when it waits there. */
    public CommitBuilder queued(@Nullable AgentId returnedBy, @Nullable Instant instant) {
        session = session.toBuilder()
                .returnedBy(returnedBy)
                .timeline(session.timeline().toBuilder().queuedAt(instant).build())
                .build();
        return this;
    }

    /** Offers the waiting session to an agent, in this slot of the agent's. */
    public CommitBuilder offer(String agent, int slot, Instant until) {
        session = session.toBuilder()
                .offer(Offer.of(new AgentId(agent), until))
                .agentSlot(slot)
                .build();
        return this;
    }

    /** Ends the offer of the session. */
    public CommitBuilder endOffer(Map<AgentId, Instant> passedBy) {
        session = session.toBuilder()
                .offer(null)
                .agentSlot(null)
                .passedBy(passedBy)
                .build();
        return this;
    }

    /** Sets when the session was escalated. */
    public CommitBuilder escalatedAt(@Nullable Instant instant) {
        session = session.toBuilder()
                .timeline(session.timeline().toBuilder().escalatedAt(instant).build())
                .build();
        return this;
    }

    /** Assigns the session to an agent without name or department, in this slot of the agent's. */
    public CommitBuilder assign(String agent, int slot) {
        return assign(new Assignment(new AgentId(agent), null, null, at), slot);
    }

    /** Assigns the session to an agent, in this slot of the agent's. */
    public CommitBuilder assign(Assignment assignment, int slot) {
        Timeline known = session.timeline();
        Instant first = Objects.requireNonNullElse(known.firstAssignedAt(), at);
        session = session.toBuilder()
                .state(SessionState.ACTIVE)
                .offline(false)
                .offer(null)
                .passedBy(Map.of())
                .assignment(assignment)
                .agentSlot(slot)
                .timeline(known.toBuilder().firstAssignedAt(first).build())
                .build();
        return this;
    }

    /** Gives a side the turn in an active session, since the time of the commit. */
    public CommitBuilder turn(Turn turn) {
        session = session.toBuilder()
                .turn(turn)
                .timeline(session.timeline().toBuilder()
                        .turnSince(turn == Turn.EITHER ? null : at)
                        .build())
                .build();
        return this;
    }

    /** Says when an active session ends, as its participants are warned. */
    public CommitBuilder endsAt(@Nullable Instant instant) {
        session = session.toBuilder()
                .timeline(session.timeline().toBuilder().endsAt(instant).build())
                .build();
        return this;
    }

    /** Puts an active session on hold. */
    public CommitBuilder hold() {
        session = withoutClock(SessionState.ON_HOLD).build();
        return this;
    }

    private Session.Builder withoutClock(SessionState state) {
        return session.toBuilder()
                .state(state)
                .offline(false)
                .turn(Turn.EITHER)
                .timeline(session.timeline().toBuilder()
                        .turnSince(null)
                        .endsAt(null)
                        .build());
    }

    /** Ends the session by its agent, which frees both slots. */
    public CommitBuilder end() {
        return end(new Ending(EndedBy.AGENT, EndCause.NORMAL, null, null, at, null));
    }

    /** Ends the session, which frees both slots. */
    public CommitBuilder end(Ending ending) {
        session = withoutClock(SessionState.ENDED)
                .offer(null)
                .openSlot(null)
                .agentSlot(null)
                .ending(ending)
                .build();
        return this;
    }

    /** Reopens an ended session, which waits in this slot of the customer's and loses its rating. */
    public CommitBuilder reopen(int slot) {
        session = session.toBuilder()
                .state(SessionState.WAITING)
                .openSlot(slot)
                .assignment(null)
                .ending(null)
                .rating(null)
                .ratingPrompt(null)
                .timeline(session.timeline().toBuilder().reopenedAt(at).build())
                .build();
        return this;
    }

    /** Rates the session with {@code stars} and no feedback. */
    public CommitBuilder rate(int stars) {
        return rate(Rating.builder("rating-of-" + session.id(), stars, at).build());
    }

    /** Rates the session. */
    public CommitBuilder rate(Rating value) {
        rating = value;
        session = session.toBuilder().rating(value).build();
        return this;
    }

    /** Notes that one of the customer's devices asks for a rating. */
    public CommitBuilder ratingPrompt(String id) {
        session = session.toBuilder().ratingPrompt(new RatingPrompt(id, at)).build();
        return this;
    }

    /** Appends a message of the customer's. */
    public CommitBuilder message(String id, String text) {
        Author author =
                new Author(ParticipantType.CUSTOMER, session.customer().id().value(), null, null);
        return entry(EntryKind.MESSAGE, id, entry -> entry.author(author).text(text));
    }

    /** Appends a message of the customer's with files. */
    public CommitBuilder files(String id, Attachment... files) {
        Author author =
                new Author(ParticipantType.CUSTOMER, session.customer().id().value(), null, null);
        return entry(
                EntryKind.MESSAGE,
                id,
                entry -> entry.type("file").author(author).attachments(List.of(files)));
    }

    /** Appends an amendment: the customer gives a message another text. */
    public CommitBuilder edit(String id, String message, String text) {
        Author author =
                new Author(ParticipantType.CUSTOMER, session.customer().id().value(), null, null);
        return entry(
                EntryKind.AMENDMENT,
                id,
                entry -> entry.type("edited").author(author).text(text).replyTo(new EntryId(message)));
    }

    /** Appends an event of the system. */
    public CommitBuilder event(String id) {
        return entry(EntryKind.EVENT, id, entry -> entry.type("session_started"));
    }

    /**
     * Appends an entry.
     *
     * @param parts sets what differs from an entry of type {@code text} that all may see, written by the system,
     *     without text
     */
    public CommitBuilder entry(EntryKind kind, String id, UnaryOperator<Entry.Builder> parts) {
        LogPosition log = session.log();
        Entry entry = parts.apply(Entry.builder(session.id(), log.lastSeq() + 1, new EntryId(id))
                        .prevVisibleSeq(log.lastVisibleSeq())
                        .messageNumber(kind == EntryKind.MESSAGE ? log.messageCount() + 1 : 0)
                        .kind(kind)
                        .type("text")
                        .at(at)
                        .fingerprint("fingerprint-" + Integer.toHexString(id.hashCode())))
                .build();
        entries.add(entry);
        session = session.toBuilder().log(log.after(entry)).build();
        return this;
    }

    /** Appends an agent's record to the audit chain. */
    public CommitBuilder audit(String action) {
        return audit(new AuditRecord(
                AuditSubject.of(session.id()),
                session.auditCount() + 1,
                at,
                Role.AGENT,
                "agent-1",
                action,
                "a detail",
                "salt",
                "c0ffee",
                session.auditHash(),
                "hash-" + (session.auditCount() + 1)));
    }

    /** Appends a record to the audit chain. */
    public CommitBuilder audit(AuditRecord entry) {
        audit.add(entry);
        session = session.toBuilder().audit(entry.number(), entry.hash()).build();
        return this;
    }

    /** Returns the commit. If it has no entry, it gets an event named after session and version. */
    public SessionCommit build() {
        if (entries.isEmpty()) {
            event("event-" + session.version());
        }
        session = session.toBuilder()
                .timeline(session.timeline().toBuilder().lastEntryAt(at).build())
                .build();
        FactAccumulator facts = FactAccumulator.from(base == null ? SessionFacts.START : base.facts())
                .addAll(entries);
        session = session.toBuilder().facts(facts.facts()).build();
        return SessionCommit.builder(session)
                .base(base)
                .entries(entries)
                .audit(audit)
                .rating(rating)
                .factRows(facts.rows())
                .build();
    }

    private Session with(Customer customer, Topic topic) {
        return session.toBuilder().customer(customer).topic(topic).build();
    }
}
