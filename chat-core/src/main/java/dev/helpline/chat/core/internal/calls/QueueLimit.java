package dev.helpline.chat.core.internal.calls;

import dev.helpline.chat.core.routing.RoutingPolicy;
import dev.helpline.chat.spi.ChatException;
import dev.helpline.chat.spi.ErrorCode;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.session.SessionState;
import dev.helpline.chat.spi.store.OpenSessionQuery;
import dev.helpline.chat.spi.store.OpenSessions;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Bounds how many sessions wait. A start that is under way on this node counts as one that waits, so on one node the limit is exact. Nodes do
 * not know of each other's starts before they are stored. Thread-safe.
 */
public final class QueueLimit {
    /** When a place in a queue of any length has probably become free. */
    private static final Duration RETRY_AFTER = Duration.ofSeconds(30);

    private static final String ALL = "";

    private final OpenSessions store;
    private final RoutingPolicy policy;
    private final ConcurrentMap<String, Integer> starting = new ConcurrentHashMap<>();

    /** The limits of a policy. */
    public QueueLimit(OpenSessions store, RoutingPolicy policy) {
        this.store = store;
        this.policy = policy;
    }

    /**
     * Starts a session if there is room for it, and throws QUEUE_FULL otherwise.
     *
     * @param department of the session; null for none
     */
    public <T> T admit(@Nullable String department, Supplier<T> start) {
        return within(policy.maxWaiting().orElse(null), null, () -> {
            Integer limit =
                    department == null ? null : policy.maxWaitingPerDepartment().get(department);
            return within(limit, department, start);
        });
    }

    private <T> T within(@Nullable Integer limit, @Nullable String department, Supplier<T> start) {
        if (limit == null) {
            return start.get();
        }
        String key = department == null ? ALL : department;
        // Counted before the store is asked: a start that is not stored by then still counts here.
        int underWay = starting.merge(key, 1, Integer::sum);
        try {
            if (isAbove(limit - underWay, department)) {
                throw full(limit, department);
            }
            return start.get();
        } finally {
            starting.computeIfPresent(key, (queue, count) -> count == 1 ? null : count - 1);
        }
    }

    /** Whether more sessions wait. Messages left behind are looked for only if it depends on them. */
    private boolean isAbove(int bound, @Nullable String department) {
        OpenSessionQuery query = OpenSessionQuery.builder()
                .states(Set.of(SessionState.WAITING))
                .departments(department == null ? null : Set.of(department))
                .build();
        long waiting = store.countOpenSessions(query);
        if (waiting <= bound) {
            return false;
        }
        long leftBehind =
                store.openSessions(query, null, 0, (int) Math.min(waiting, RoutingPolicy.MAX_WAITING)).stream()
                        .filter(Session::offline)
                        .count();
        return waiting - leftBehind > bound;
    }

    private static ChatException full(int limit, @Nullable String department) {
        Map<String, String> details = department == null
                ? Map.of("limit", Integer.toString(limit))
                : Map.of("limit", Integer.toString(limit), "department", department);
        return ChatException.builder(ErrorCode.QUEUE_FULL, "as many sessions wait for an agent as may")
                .details(details)
                .retryAfter(RETRY_AFTER)
                .build();
    }
}
