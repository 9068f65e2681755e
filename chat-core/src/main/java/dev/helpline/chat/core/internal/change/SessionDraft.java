package dev.helpline.chat.core.internal.change;

import dev.helpline.chat.spi.Checks;
import dev.helpline.chat.spi.EntryId;
import dev.helpline.chat.spi.audit.AuditHead;
import dev.helpline.chat.spi.audit.AuditRecord;
import dev.helpline.chat.spi.audit.AuditSubject;
import dev.helpline.chat.spi.entry.Entry;
import dev.helpline.chat.spi.entry.EntryKind;
import dev.helpline.chat.spi.facts.FactAccumulator;
import dev.helpline.chat.spi.facts.SessionFacts;
import dev.helpline.chat.spi.rating.Rating;
import dev.helpline.chat.spi.session.LogPosition;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.session.Timeline;
import dev.helpline.chat.spi.session.Turn;
import dev.helpline.chat.spi.store.SessionCommit;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Collects the changes of several commands on one session into one commit: numbers the entries, links the audit records, adds the entries to
 * the facts, and adds one to the version. Not thread-safe.
 */
public final class SessionDraft {
    private final @Nullable Session base;
    private final Instant now;
    private final ChangeFollowUp followUp;
    private final List<Entry> entries = new ArrayList<>();
    private final List<AuditRecord> audit = new ArrayList<>();
    private final FactAccumulator facts;
    private Session session;
    private @Nullable Rating rating;

    private SessionDraft(@Nullable Session base, Session session, Instant now, ChangeFollowUp followUp) {
        this.base = base;
        this.session = session;
        this.now = Checks.millis(now);
        this.followUp = followUp;
        this.facts = FactAccumulator.from(base == null ? SessionFacts.START : base.facts());
    }

    /** A draft that follows a stored session, without follow-ups. */
    public static SessionDraft following(Session stored, Instant now) {
        return following(stored, now, ChangeFollowUp.NONE);
    }

    /** A draft that follows a stored session. */
    public static SessionDraft following(Session stored, Instant now, ChangeFollowUp followUp) {
        return new SessionDraft(
                stored, stored.toBuilder().version(stored.version() + 1).build(), now, followUp);
    }

    /** A draft of a session that does not exist yet, given at version 1 and without a log; without follow-ups. */
    public static SessionDraft creating(Session first, Instant now) {
        return creating(first, now, ChangeFollowUp.NONE);
    }

    /** A draft of a session that does not exist yet, given at version 1 and without a log. */
    public static SessionDraft creating(Session first, Instant now, ChangeFollowUp followUp) {
        Checks.require(
                first.version() == 1 && first.log().equals(LogPosition.START), "a new session starts from nothing");
        return new SessionDraft(null, first, now, followUp);
    }

    /** The session as it will be after the changes so far. */
    public Session session() {
        return session;
    }

    /** Whether nothing was changed so far. */
    public boolean isEmpty() {
        return entries.isEmpty();
    }

    /** How many entries would be appended so far. */
    public int size() {
        return entries.size();
    }

    /** The entry of this id among those that would be appended. */
    public Optional<Entry> find(EntryId id) {
        return entries.stream().filter(entry -> entry.id().equals(id)).findFirst();
    }

    /** Adds a change that was decided on {@link #session()}. Returns its entries with their numbers. */
    public List<Entry> add(SessionChange decided) {
        SessionChange change = followUp.after(base == null && isEmpty() ? null : session, decided, now);
        Session next = change.next();
        LogPosition log = next.log();
        List<Entry> added = new ArrayList<>(change.entries().size());
        for (NewEntry entry : change.entries()) {
            Entry numbered = number(entry, log);
            log = log.after(numbered);
            facts.add(numbered);
            added.add(numbered);
        }
        AuditHead end = new AuditHead(next.auditCount(), next.auditHash());
        for (NewAudit record : change.audit()) {
            AuditRecord linked = AuditChain.link(AuditSubject.of(next.id()), end, now, record);
            end = new AuditHead(linked.number(), linked.hash());
            audit.add(linked);
        }
        entries.addAll(added);
        if (change.rating() != null) {
            rating = change.rating();
        }
        session = next.toBuilder()
                .log(log)
                .facts(facts.facts())
                .timeline(timelineAfter(change))
                .audit(end.number(), end.hash())
                .build();
        return List.copyOf(added.subList(added.size() - decided.entries().size(), added.size()));
    }

    private Timeline timelineAfter(SessionChange change) {
        Timeline timeline = change.next().timeline();
        if (change.entries().stream().noneMatch(NewEntry::isSignOfLife)) {
            return timeline;
        }
        Timeline.Builder alive = timeline.toBuilder().lastEntryAt(now);
        boolean brokeSilence = change.next().turn() == Turn.EITHER;
        return (brokeSilence ? alive.endsAt(null) : alive).build();
    }

    /** The commit of all changes. */
    public SessionCommit toCommit() {
        return SessionCommit.builder(session)
                .base(base)
                .entries(entries)
                .audit(audit)
                .rating(rating)
                .factRows(facts.rows())
                .build();
    }

    private Entry number(NewEntry entry, LogPosition log) {
        boolean message = entry.kind() == EntryKind.MESSAGE;
        return Entry.builder(session.id(), log.lastSeq() + 1, entry.id())
                .prevVisibleSeq(log.lastVisibleSeq())
                .messageNumber(message ? log.messageCount() + 1 : 0)
                .kind(entry.kind())
                .type(entry.type())
                .audience(entry.audience())
                .author(entry.author())
                .at(now)
                .claimedAt(entry.claimedAt())
                .text(entry.text())
                .replyTo(entry.replyTo())
                .metadata(entry.metadata())
                .content(entry.content())
                .fingerprint(entry.fingerprint())
                .attachments(entry.attachments())
                .build();
    }
}
