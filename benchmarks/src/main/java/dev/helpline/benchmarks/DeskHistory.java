package dev.helpline.benchmarks;

import dev.helpline.chat.spi.cursor.Reader;
import dev.helpline.chat.spi.cursor.ReaderCursor;
import dev.helpline.chat.spi.store.ChatStore;
import dev.helpline.chat.spi.store.SessionCommit;
import dev.helpline.chat.testkit.store.CommitBuilder;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What a desk has after some years: many sessions of twenty messages, of which the last thousand are open and every third of
 * those waits; ten sessions to a customer, but a thousand of one; and one session as long as five hundred others.
 *
 * @param sessions how many, at least 5000
 */
record DeskHistory(int sessions) {
    static final String LOYAL_CUSTOMER = "loyal";
    static final String LONG_SESSION = "long";
    static final int LONG_SESSION_MESSAGES = 10_000;
    static final int MESSAGES = 20;
    static final int OPEN = 1000;

    private static final int LOYAL_SESSIONS = 1000;
    private static final int BUSY_AGENTS = 50;
    private static final int BATCH = 250;

    DeskHistory {
        if (sessions < 5000) {
            throw new IllegalArgumentException("--sessions must be >= 5000, was " + sessions);
        }
    }

    long messages() {
        return (long) sessions * MESSAGES + LONG_SESSION_MESSAGES;
    }

    /** The id of the i-th session, from 0. */
    static String session(int i) {
        return "session-" + i;
    }

    void writeTo(ChatStore store) {
        for (int from = 0; from < sessions; from += BATCH) {
            List<SessionCommit> commits = IntStream.range(from, Math.min(from + BATCH, sessions))
                    .mapToObj(this::made)
                    .toList();
            store.commitAll(commits);
            store.mergeCursors(commits.stream().map(DeskHistory::cursor).toList());
        }
        store.commit(talk(CommitBuilder.creating(LONG_SESSION).customer("patient"), LONG_SESSION_MESSAGES)
                .end()
                .build());
    }

    private SessionCommit made(int i) {
        boolean open = i >= sessions - OPEN;
        CommitBuilder session = CommitBuilder.creating(session(i))
                .customer(customer(i, open))
                .at(Duration.ofMinutes(i))
                .audit("CREATED");
        talk(session, MESSAGES);
        if (!open) {
            return session.end().rate(1 + i % 5).build();
        }
        return i % 3 == 0
                ? session.build()
                : session.assign("agent-" + i % BUSY_AGENTS, i - sessions + OPEN + 1)
                        .build();
    }

    private static String customer(int i, boolean open) {
        if (open) {
            return "open-" + i;
        }
        return i < LOYAL_SESSIONS ? LOYAL_CUSTOMER : "customer-" + i / 10;
    }

    private static CommitBuilder talk(CommitBuilder session, int messages) {
        for (int m = 1; m <= messages; m++) {
            session.message("message-" + m, Conversation.TEXT);
        }
        return session;
    }

    private static ReaderCursor cursor(SessionCommit commit) {
        return new ReaderCursor(
                commit.next().id(),
                Reader.CUSTOMER,
                1,
                1,
                commit.next().timeline().lastEntryAt());
    }
}
