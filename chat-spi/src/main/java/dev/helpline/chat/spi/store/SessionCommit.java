package dev.helpline.chat.spi.store;

import dev.helpline.chat.spi.AgentId;
import dev.helpline.chat.spi.Checks;
import dev.helpline.chat.spi.Experimental;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.audit.AuditRecord;
import dev.helpline.chat.spi.audit.AuditSubject;
import dev.helpline.chat.spi.entry.Entry;
import dev.helpline.chat.spi.entry.ParticipantType;
import dev.helpline.chat.spi.facts.FactRows;
import dev.helpline.chat.spi.rating.Rating;
import dev.helpline.chat.spi.session.Session;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All the changes of one step to one session, stored as a whole or not at all. Thread-safe: immutable.
 */
public final class SessionCommit {
    private final @Nullable Session base;
    private final Session next;
    private final List<Entry> entries;
    private final List<AuditRecord> audit;
    private final @Nullable Rating rating;
    private final Set<String> listeners;
    private final FactRows factRows;

    private SessionCommit(Builder builder) {
        base = builder.base;
        next = builder.next;
        entries = List.copyOf(builder.entries);
        audit = List.copyOf(builder.audit);
        rating = builder.rating;
        listeners = Set.copyOf(builder.listeners);
        factRows = Objects.requireNonNull(builder.factRows, "factRows");
        Checks.require(!entries.isEmpty(), "a commit appends at least one entry");
        Checks.require(next.version() == versionOf(base) + 1, "a commit leads to the version after its base");
        Checks.require(
                base == null || isSameConversation(base, next),
                "who, about what and since when never changes, except that a guest signs in");
        checkEntries();
        checkAudit();
        Checks.require(rating == null || rating.equals(next.rating()), "a rating is the session's");
    }

    private void checkEntries() {
        long seq = base == null ? 0 : base.log().lastSeq();
        for (Entry entry : entries) {
            Checks.require(entry.session().equals(next.id()), "every entry is of the session");
            Checks.require(entry.seq() == ++seq, "entries are numbered on from the base without gaps");
            Checks.require(entry.isAsStored(), "entries have nothing that is added for readers");
        }
        Checks.require(next.log().lastSeq() == seq, "the last entry has lastSeq");
        Checks.require(
                entries.size() == 1
                        || entries.stream().map(Entry::id).distinct().count() == entries.size(),
                "no two entries have one id");
    }

    private void checkAudit() {
        long number = base == null ? 0 : base.auditCount();
        for (AuditRecord record : audit) {
            Checks.require(record.subject().equals(AuditSubject.of(next.id())), "every audit record is of the session");
            Checks.require(record.number() == ++number, "audit records are numbered on from the base without gaps");
        }
        Checks.require(next.auditCount() == number, "the last audit record has auditCount");
    }

    /** Returns a builder of a commit that leads to {@code next}; without a base it creates the session. */
    public static Builder builder(Session next) {
        return new Builder(next);
    }

    /**
     * The session from which the step was decided; the commit applies if the stored session still has its version.
     * Null if the session must not exist yet.
     */
    public @Nullable Session base() {
        return base;
    }

    /**
     * The session after the step: at the version after that of {@code base}, with the same topic, creation and claimed start, which never
     * change, and with the same customer, unless it {@linkplain #changesCustomer() changes the customer}.
     */
    public Session next() {
        return next;
    }

    /**
     * The entries that are appended to the log: at least one, no two with the same id. The last has the seq
     * {@code next.log().lastSeq()}.
     */
    public List<Entry> entries() {
        return entries;
    }

    /**
     * Checks that no two of the commits are of one session, as {@link CommitStore#commitAll} demands.
     *
     * @throws IllegalArgumentException if two are
     */
    public static void requireOnePerSession(Collection<SessionCommit> commits) {
        Set<SessionId> ids = new HashSet<>();
        for (SessionCommit commit : commits) {
            SessionId id = commit.next().id();
            if (!ids.add(id)) {
                throw new IllegalArgumentException("no two commits may be of one session, but two are of " + id);
            }
        }
    }

    /** The records that are appended to the audit chain; the last has the number {@code next.auditCount()}. */
    public List<AuditRecord> audit() {
        return audit;
    }

    /**
     * The rating that is added or changed; null if none is. It equals {@code next.rating()}, and replaces the session's
     * earlier rating, whether it has the same id or, after the session was reopened, another one.
     */
    public @Nullable Rating rating() {
        return rating;
    }

    /**
     * The names of the durable listeners to which the entries are to be handed. Has an effect only on a store that is an {@link
     * dev.helpline.chat.spi.outbox.OutboxStore}.
     */
    public Set<String> listeners() {
        return listeners;
    }

    /** Returns this commit, with these durable listeners. */
    public SessionCommit forListeners(Set<String> names) {
        return names.equals(listeners) ? this : new SessionCommit(toBuilder().listeners(names));
    }

    /**
     * The rows of facts that the entries complete; see {@link Session#facts()} for the others. Has an effect only on a store that is a {@link
     * dev.helpline.chat.spi.store.FactStore}.
     */
    @Experimental
    public FactRows factRows() {
        return factRows;
    }

    private Builder toBuilder() {
        return builder(next)
                .base(base)
                .entries(entries)
                .audit(audit)
                .rating(rating)
                .listeners(listeners)
                .factRows(factRows);
    }

    /** Returns whether the commit creates the session. */
    public boolean creates() {
        return base == null;
    }

    /** Returns the version that must be stored for the commit to apply; 0 if the session must not exist yet. */
    public long expectedVersion() {
        return versionOf(base);
    }

    /**
     * Returns whether the session takes a slot that it does not have yet. Only such a commit can collide with one of
     * another session.
     */
    public boolean takesSlot() {
        return (next.openSlot() != null && (base == null || !hasOpenSlotOf(base)))
                || (next.agentSlot() != null && (base == null || !hasAgentSlotOf(base)));
    }

    /**
     * Returns whether the commit changes nothing of the session's row but its version, the position of its log, its facts and
     * the time of its newest entry. So do messages, which are most of what a store writes.
     */
    public boolean onlyAppends() {
        return base != null && next.equals(withLogOfNext(base));
    }

    /**
     * Returns whether a guest's session becomes that of a customer with an account: the only change of a customer, after which the guest's
     * token is worth nothing.
     */
    public boolean changesCustomer() {
        return base != null && !base.customer().equals(next.customer());
    }

    /** Returns the agents whose messages the commit appends. Their drafts in the session are deleted with it. */
    public Set<AgentId> agentsWhoSent() {
        Set<AgentId> agents = Set.of();
        for (Entry entry : entries) {
            String author = entry.author().id();
            if (entry.isMessage() && entry.author().type() == ParticipantType.AGENT && author != null) {
                agents = agents.isEmpty() ? new HashSet<>() : agents;
                agents.add(new AgentId(author));
            }
        }
        return agents;
    }

    /** Returns whether the commit ends the session. All drafts in the session are deleted with it. */
    public boolean ends() {
        return !next.state().isOpen() && (base == null || base.state().isOpen());
    }

    private boolean hasOpenSlotOf(Session session) {
        return Objects.equals(next.openSlot(), session.openSlot())
                && next.customer().id().equals(session.customer().id());
    }

    private boolean hasAgentSlotOf(Session session) {
        return Objects.equals(next.agentSlot(), session.agentSlot())
                && Objects.equals(next.slotHolder(), session.slotHolder());
    }

    private Session withLogOfNext(Session session) {
        return session.toBuilder()
                .version(next.version())
                .log(next.log())
                .facts(next.facts())
                .timeline(session.timeline().toBuilder()
                        .lastEntryAt(next.timeline().lastEntryAt())
                        .build())
                .build();
    }

    private static boolean isSameConversation(Session base, Session next) {
        return base.id().equals(next.id())
                && (isSameOwner(base, next) || isSignIn(base, next))
                && base.topic().equals(next.topic())
                && Objects.equals(base.continues(), next.continues())
                && base.form().equals(next.form())
                && Objects.equals(base.consent(), next.consent())
                && base.timeline().createdAt().equals(next.timeline().createdAt())
                && Objects.equals(
                        base.timeline().claimedStart(), next.timeline().claimedStart());
    }

    private static boolean isSameOwner(Session base, Session next) {
        return base.customer().equals(next.customer()) && Objects.equals(base.guestAccess(), next.guestAccess());
    }

    private static boolean isSignIn(Session base, Session next) {
        return base.customer().guest() && !next.customer().guest() && next.guestAccess() == null;
    }

    private static long versionOf(@Nullable Session session) {
        return session == null ? 0 : session.version();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        if (this == other) {
            return true;
        }
        return other instanceof SessionCommit that
                && Objects.equals(base, that.base)
                && next.equals(that.next)
                && entries.equals(that.entries)
                && audit.equals(that.audit)
                && Objects.equals(rating, that.rating)
                && listeners.equals(that.listeners)
                && factRows.equals(that.factRows);
    }

    @Override
    public int hashCode() {
        return Objects.hash(next, entries);
    }

    /** The session, and the numbers of entries and audit records. */
    @Override
    public String toString() {
        return "SessionCommit[" + next + ", " + entries.size() + " entries, " + audit.size() + " audit records]";
    }

    /** Builds a {@link SessionCommit}. Not thread-safe. */
    public static final class Builder {
        private final Session next;
        private @Nullable Session base;
        private List<Entry> entries = List.of();
        private List<AuditRecord> audit = List.of();
        private @Nullable Rating rating;
        private Set<String> listeners = Set.of();
        private FactRows factRows = FactRows.NONE;

        private Builder(Session next) {
            this.next = Objects.requireNonNull(next, "next");
        }

        /** See {@link SessionCommit#base()}. Default: none. */
        public Builder base(@Nullable Session value) {
            base = value;
            return this;
        }

        /** See {@link SessionCommit#entries()}. Required. */
        public Builder entries(List<Entry> value) {
            entries = Objects.requireNonNull(value, "entries");
            return this;
        }

        /** See {@link SessionCommit#audit()}. Default: none. */
        public Builder audit(List<AuditRecord> value) {
            audit = Objects.requireNonNull(value, "audit");
            return this;
        }

        /** See {@link SessionCommit#rating()}. Default: none. */
        public Builder rating(@Nullable Rating value) {
            rating = value;
            return this;
        }

        /** See {@link SessionCommit#listeners()}. Default: none. */
        public Builder listeners(Set<String> value) {
            listeners = Objects.requireNonNull(value, "listeners");
            return this;
        }

        /** See {@link SessionCommit#factRows()}. Default: none. */
        @Experimental
        public Builder factRows(FactRows value) {
            factRows = Objects.requireNonNull(value, "factRows");
            return this;
        }

        /**
         * Returns the commit. Throws {@link IllegalArgumentException} if its parts do not belong together or are not
         * numbered without gaps.
         */
        public SessionCommit build() {
            return new SessionCommit(this);
        }
    }
}
