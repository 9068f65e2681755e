package dev.helpline.chat.spi.store;

import dev.helpline.chat.spi.AgentId;
import dev.helpline.chat.spi.Checks;
import dev.helpline.chat.spi.audit.AuditRecord;
import dev.helpline.chat.spi.entry.Entry;
import dev.helpline.chat.spi.rating.Rating;
import dev.helpline.chat.spi.session.Assignment;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.session.Timeline;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Everything one step changes about one session, stored as a whole or not at all.
 *
 * @param base the session as it was when the step was decided; the commit applies if what is stored still has its
 *     version. Null if the session must not exist
 * @param next the session as it shall be: the version after {@code base}, with the same customer, topic, creation and
 *     claimed start, which never change
 * @param entries what is appended to the log, at least one, no two with one id; the last has the seq
 *     {@code next.log().lastSeq()}
 * @param audit what is appended to the audit chain; the last has the number {@code next.auditCount()}
 * @param rating the rating that is added, which is then also {@code next.rating()} and takes the place of an earlier
 *     one of a session that was reopened; null if none is
 */
public record SessionCommit(
        @Nullable Session base,
        Session next,
        List<Entry> entries,
        List<AuditRecord> audit,
        @Nullable Rating rating) {
    /** Checks that the parts belong together and are numbered without gaps. */
    public SessionCommit {
        entries = List.copyOf(entries);
        audit = List.copyOf(audit);
        Checks.require(!entries.isEmpty(), "a commit appends at least one entry");
        Checks.require(next.version() == versionOf(base) + 1, "a commit leads to the version after its base");
        Checks.require(base == null || isSameConversation(base, next), "who, about what and since when never changes");
        long seq = base == null ? 0 : base.log().lastSeq();
        for (Entry entry : entries) {
            Checks.require(entry.session().equals(next.id()), "every entry is of the session");
            Checks.require(entry.seq() == ++seq, "entries are numbered on from the base without gaps");
        }
        Checks.require(next.log().lastSeq() == seq, "the last entry has lastSeq");
        Checks.require(
                entries.size() == 1
                        || entries.stream().map(Entry::id).distinct().count() == entries.size(),
                "no two entries have one id");
        long number = base == null ? 0 : base.auditCount();
        for (AuditRecord record : audit) {
            Checks.require(record.session().equals(next.id()), "every audit record is of the session");
            Checks.require(record.number() == ++number, "audit records are numbered on from the base without gaps");
        }
        Checks.require(next.auditCount() == number, "the last audit record has auditCount");
        Checks.require(rating == null || Objects.equals(rating, next.rating()), "a rating is the session's");
    }

    /** Whether this stores a session that did not exist before. */
    public boolean creates() {
        return base == null;
    }

    /** The version that must be stored for this to apply; 0 if the session must not exist. */
    public long expectedVersion() {
        return versionOf(base);
    }

    /**
     * Whether the session takes a slot that it does not have yet. Only then can the commit collide with another session's.
     */
    public boolean takesSlot() {
        return (next.openSlot() != null && (base == null || !next.openSlot().equals(base.openSlot())))
                || (next.agentSlot() != null && (base == null || !hasAgentSlotOf(base)));
    }

    /**
     * Whether nothing about the session itself changes but its version, where its log stands, and when its newest entry
     * was appended. That is what messages do, which are nearly all there is to store.
     */
    public boolean onlyAppends() {
        return base != null && next.equals(withLogOfNext(base));
    }

    private boolean hasAgentSlotOf(Session session) {
        return Objects.equals(next.agentSlot(), session.agentSlot()) && Objects.equals(agentOf(next), agentOf(session));
    }

    private Session withLogOfNext(Session session) {
        Timeline timeline = session.timeline();
        return session.toBuilder()
                .version(next.version())
                .log(next.log())
                .timeline(new Timeline(
                        timeline.createdAt(),
                        timeline.claimedStart(),
                        timeline.firstAssignedAt(),
                        next.timeline().lastEntryAt()))
                .build();
    }

    private static boolean isSameConversation(Session base, Session next) {
        return base.id().equals(next.id())
                && base.customer().equals(next.customer())
                && base.topic().equals(next.topic())
                && base.timeline().createdAt().equals(next.timeline().createdAt())
                && Objects.equals(
                        base.timeline().claimedStart(), next.timeline().claimedStart());
    }

    private static long versionOf(@Nullable Session session) {
        return session == null ? 0 : session.version();
    }

    private static @Nullable AgentId agentOf(Session session) {
        Assignment assignment = session.assignment();
        return assignment == null ? null : assignment.agent();
    }
}
