package dev.helpline.benchmarks;

import dev.helpline.chat.spi.cursor.MarkHistory;
import dev.helpline.chat.spi.cursor.Reader;
import dev.helpline.chat.spi.cursor.ReaderCursor;
import dev.helpline.chat.spi.store.SessionCommit;
import dev.helpline.chat.testkit.store.CommitBuilder;
import java.time.Duration;

/**
 * The data of a desk after some years: many sessions of twenty messages, of which the last thousand are open and
 * every third of those waits; ten sessions per customer, but a thousand of one customer; and one session as long as
 * five hundred others.
 *
 * @param sessions how many, in thousands, at least 3000; besides the long one
 */
record DeskHistory(int sessions) {
    static final String LOYAL_CUSTOMER = "loyal";
    static final String LONG_SESSION = "long";
    static final int LONG_SESSION_MESSAGES = 10_000;
    static final int MESSAGES = 20;
    static final int OPEN = 1000;
    static final int BUSY_AGENTS = 50;

    private static final int LOYAL_SESSIONS = 1000;

    DeskHistory {
        if (sessions < 3000 || sessions > 999_000 || sessions % 1000 != 0) {
            throw new IllegalArgumentException("--sessions must be in thousands, from 3000 to 999000, was " + sessions);
        }
    }

    long messages() {
        return (long) sessions * MESSAGES + LONG_SESSION_MESSAGES;
    }

    /** Returns the id of the i-th session, from 0. Its first three digits are the thousand. */
    static String session(int i) {
        return String.format("session-%06d", i);
    }

    static String agent(int i) {
        return "agent-" + i % BUSY_AGENTS;
    }

    /** Returns all commits of the i-th session. */
    SessionCommit commit(int i) {
        boolean open = i >= sessions - OPEN;
        CommitBuilder session = talk(CommitBuilder.creating(session(i)).customer(customer(i, open)), i, MESSAGES);
        if (!open) {
            return session.assign(agent(i), 1).end().rate(1 + i % 5).build();
        }
        return i % 3 == 0
                ? session.build()
                : session.assign(agent(i), i - sessions + OPEN + 1).build();
    }

    static SessionCommit longSession() {
        return talk(CommitBuilder.creating(LONG_SESSION).customer("patient"), 0, LONG_SESSION_MESSAGES)
                .end()
                .build();
    }

    /** Returns the customer's cursor in the session of this commit. */
    static ReaderCursor cursor(SessionCommit commit) {
        MarkHistory first = MarkHistory.of(1, commit.next().timeline().lastEntryAt());
        return ReaderCursor.builder(
                        commit.next().id(),
                        Reader.CUSTOMER,
                        commit.next().timeline().lastEntryAt())
                .delivered(first)
                .read(first)
                .build();
    }

    /**
     * Returns the customer of the i-th session. All ten sessions of a customer are of the same thousand, which is
     * the first three digits here, too.
     */
    private static String customer(int i, boolean open) {
        if (open) {
            return "open-" + i;
        }
        return i < LOYAL_SESSIONS ? LOYAL_CUSTOMER : String.format("customer-%05d", i / 10);
    }

    private static CommitBuilder talk(CommitBuilder session, int minute, int messages) {
        session.at(Duration.ofMinutes(minute)).audit("CREATED");
        for (int m = 1; m <= messages; m++) {
            session.message("message-" + m, Conversation.TEXT);
        }
        return session;
    }
}
