package dev.helpline.chat.store.jdbc;

import dev.helpline.chat.spi.facts.MessageCount;
import dev.helpline.chat.spi.facts.SessionFacts;
import dev.helpline.chat.spi.session.LogPosition;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.store.SessionCommit;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * By how much a commit advances the log of its session and the numbers of messages, and the time of the newest entry: all that most messages
 * change in a session's row. The advances of different sessions are often equal, and then share a statement.
 *
 * @param unansweredSince since when the customer waits for a response, unless the customer waited before; null if the customer does not wait
 *     since then
 */
record Advance(
        long seqs,
        long visibleSeqs,
        long messages,
        long messageSeqs,
        long lastEntryAt,
        long customerMessages,
        long agentMessages,
        long botMessages,
        @Nullable Long unansweredSince) {
    /**
     * The assignments of the values that {@link #bind} binds. Only for a row that is locked and has the version that
     * the commit expects.
     */
    static final String SET = """
            set version = version + 1, last_seq = last_seq + ?, last_visible_seq = last_visible_seq + ?,
                message_count = message_count + ?, last_message_seq = last_message_seq + ?, last_entry_at = ?,
                customer_messages = customer_messages + ?, counting_customer = counting_customer + ?,
                agent_messages = agent_messages + ?, counting_agents = counting_agents + ?,
                bot_messages = bot_messages + ?, counting_bots = counting_bots + ?,
                unanswered_since = coalesce(unanswered_since, ?)
            """;

    /** Returns the advance of a commit; empty if the commit changes more than that. */
    static Optional<Advance> of(SessionCommit commit) {
        Session base = commit.base();
        if (base == null || !commit.onlyAppends() || amendsOrAttaches(base, commit.next())) {
            return Optional.empty();
        }
        Advance advance = between(base, commit.next());
        return advance.leadsTo(base.facts(), commit.next().facts()) ? Optional.of(advance) : Optional.empty();
    }

    /** Amendments and files are rare, so their numbers are not among what the statement sets. */
    private static boolean amendsOrAttaches(Session base, Session next) {
        return base.log().amendmentCount() != next.log().amendmentCount()
                || base.log().attachmentCount() != next.log().attachmentCount();
    }

    private static Advance between(Session base, Session next) {
        LogPosition from = base.log();
        LogPosition to = next.log();
        SessionFacts before = base.facts();
        SessionFacts after = next.facts();
        Instant unanswered = after.unansweredSince();
        return new Advance(
                to.lastSeq() - from.lastSeq(),
                to.lastVisibleSeq() - from.lastVisibleSeq(),
                to.messageCount() - from.messageCount(),
                to.lastMessageSeq() - from.lastMessageSeq(),
                next.timeline().lastEntryAt().toEpochMilli(),
                after.customerMessages() - before.customerMessages(),
                after.agentMessages() - before.agentMessages(),
                after.botMessages() - before.botMessages(),
                before.unansweredSince() != null || unanswered == null ? null : unanswered.toEpochMilli());
    }

    /** Whether facts differ by no more than the statement sets. A count of messages that starts, a response and the like are more. */
    private boolean leadsTo(SessionFacts before, SessionFacts after) {
        MessageCount counting = before.counting();
        if (counting == null || customerMessages < 0 || agentMessages < 0 || botMessages < 0) {
            return before.equals(after);
        }
        if (agentMessages > 0 && counting.agent() == null) {
            return false;
        }
        Instant since = before.unansweredSince();
        return before.toBuilder()
                .customerMessages(before.customerMessages() + customerMessages)
                .agentMessages(before.agentMessages() + agentMessages)
                .botMessages(before.botMessages() + botMessages)
                .unansweredSince(
                        since == null && unansweredSince != null ? Instant.ofEpochMilli(unansweredSince) : since)
                .counting(counting.toBuilder()
                        .customerMessages(counting.customerMessages() + customerMessages)
                        .agentMessages(counting.agent(), counting.agentMessages() + agentMessages)
                        .botMessages(counting.botMessages() + botMessages)
                        .build())
                .build()
                .equals(after);
    }

    void bind(Binder row) throws SQLException {
        row.number(seqs)
                .number(visibleSeqs)
                .number(messages)
                .number(messageSeqs)
                .number(lastEntryAt)
                .number(customerMessages)
                .number(customerMessages)
                .number(agentMessages)
                .number(agentMessages)
                .number(botMessages)
                .number(botMessages)
                .numberOrNull(unansweredSince);
    }
}
