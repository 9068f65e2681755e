package dev.helpline.chat.store.jdbc;

import dev.helpline.chat.spi.AgentId;
import dev.helpline.chat.spi.CustomerId;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.agent.Agent;
import dev.helpline.chat.spi.auth.Role;
import dev.helpline.chat.spi.cursor.Reader;
import dev.helpline.chat.spi.cursor.ReaderCursor;
import dev.helpline.chat.spi.store.ChatStore;
import dev.helpline.chat.spi.store.SessionCommit;
import dev.helpline.chat.testkit.store.CommitBuilder;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What a desk has after a while: 100 thousand messages in 5000 sessions of 500 customers, of which the last 300 are open; every
 * third of those waits for an agent.
 */
final class Volume {
    /** A session that has ended, and its customer, who has nine others. */
    static final SessionId ENDED = new SessionId("s42");

    static final CustomerId CUSTOMER = new CustomerId("c42");

    /** Sessions that wait. */
    static final SessionId WAITING = new SessionId("s4701");

    static final SessionId ALSO_WAITING = new SessionId("s4704");

    /** An agent who has sessions. */
    static final AgentId AGENT = new AgentId("a7");

    private static final int SESSIONS = 5000;
    private static final int ENDED_SESSIONS = 4700;
    private static final int MESSAGES = 20;
    private static final int CUSTOMERS = 500;
    private static final int AGENTS = 1000;
    private static final int BUSY_AGENTS = 20;
    private static final int BATCH = 250;

    private Volume() {}

    static void fill(ChatStore store) {
        fill(store, 0, SESSIONS, AGENTS);
    }

    /** Some of the sessions, open ones among them. */
    static void fillSome(ChatStore store) {
        fill(store, ENDED_SESSIONS - BATCH / 2, ENDED_SESSIONS + BATCH / 2, BUSY_AGENTS);
    }

    private static void fill(ChatStore store, int from, int to, int agents) {
        for (int start = from; start < to; start += BATCH) {
            List<SessionCommit> sessions = IntStream.range(start, start + BATCH)
                    .mapToObj(Volume::session)
                    .toList();
            store.commitAll(sessions);
            store.mergeCursors(
                    sessions.stream().map(commit -> cursor(commit.next().id())).toList());
        }
        for (int i = 0; i < agents; i++) {
            store.saveAgent(agent("a" + i));
        }
    }

    private static SessionCommit session(int i) {
        boolean open = i >= ENDED_SESSIONS;
        CommitBuilder session = CommitBuilder.creating("s" + i)
                .customer(open ? "o" + i : "c" + i % CUSTOMERS)
                .at(Duration.ofSeconds(i))
                .audit("CREATED");
        for (int m = 1; m <= MESSAGES; m++) {
            session.message("m" + m, "message " + m + " of session " + i);
        }
        if (!open) {
            return session.end().rate(5).build();
        }
        return i % 3 == 0
                ? session.build()
                : session.assign("a" + i % BUSY_AGENTS, i - ENDED_SESSIONS + 1).build();
    }

    static Agent agent(String id) {
        return Agent.builder(new AgentId(id), CommitBuilder.START)
                .role(Role.AGENT)
                .active(true)
                .seenAt(CommitBuilder.START)
                .build();
    }

    static ReaderCursor cursor(SessionId id) {
        return new ReaderCursor(id, Reader.CUSTOMER, 1, 1, CommitBuilder.START);
    }
}
