package dev.helpline.chat.core.internal.routing;

import dev.helpline.chat.core.internal.desk.QueueBoard;
import dev.helpline.chat.core.internal.futures.Futures;
import dev.helpline.chat.core.internal.live.LiveSessions;
import dev.helpline.chat.core.internal.live.Node;
import dev.helpline.chat.core.internal.rules.OverflowCommand;
import dev.helpline.chat.core.routing.RoutingPolicy.Overflow;
import dev.helpline.chat.spi.IdGenerator;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.session.SessionState;
import dev.helpline.chat.spi.store.OpenSessionKey;
import dev.helpline.chat.spi.store.OpenSessionQuery;
import dev.helpline.chat.spi.store.OpenSessions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Moves sessions that wait too long to the queues of other departments. If several engines sweep one store, one of
 * their attempts is committed.
 */
final class OverflowSweep {
    private static final int PAGE = 200;

    /** Sessions further back in a queue move once it is shorter. */
    private static final int MAX_READ = 10_000;

    private final Node node;
    private final OpenSessions store;
    private final LiveSessions sessions;
    private final QueueBoard queue;
    private final List<Overflow> rules;
    private final IdGenerator ids;

    OverflowSweep(Node node, LiveSessions sessions, QueueBoard queue, List<Overflow> rules, IdGenerator ids) {
        this.node = node;
        this.store = node.store();
        this.sessions = sessions;
        this.queue = queue;
        this.rules = rules;
        this.ids = ids;
    }

    boolean isNeeded() {
        return !rules.isEmpty();
    }

    /** Blocks until all moves are stored. */
    void run() {
        Instant now = node.clock().instant();
        for (Overflow rule : rules) {
            List<CompletableFuture<Session>> moves = new ArrayList<>();
            for (Session session : due(rule, now)) {
                moves.add(sessions.submit(sessions.remember(session), new OverflowCommand(rule, ids)));
            }
            moves.forEach(Futures::join);
            if (!moves.isEmpty()) {
                queue.changed();
            }
        }
    }

    private List<Session> due(Overflow rule, Instant now) {
        OpenSessionQuery query = OpenSessionQuery.builder()
                .states(Set.of(SessionState.WAITING))
                .departments(List.of(rule.from()))
                .build();
        List<Session> due = new ArrayList<>();
        @Nullable OpenSessionKey after = null;
        for (int read = 0; read < MAX_READ; read += PAGE) {
            List<Session> page = store.openSessions(query, after, 0, PAGE);
            page.stream()
                    .filter(session -> OverflowCommand.isDue(rule, session, now))
                    .forEach(due::add);
            if (page.size() < PAGE) {
                break;
            }
            after = OpenSessionKey.of(page.get(page.size() - 1));
        }
        return due;
    }
}
