package dev.helpline.chat.core.internal.routing;

import dev.helpline.chat.core.internal.live.EngineThreads;
import dev.helpline.chat.core.routing.RoutingStrategies;
import dev.helpline.chat.spi.AgentId;
import dev.helpline.chat.spi.routing.RoutingRequest;
import dev.helpline.chat.spi.routing.RoutingStrategy;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks a strategy on a thread of its own, and the least busy candidate is chosen if it fails or takes too long. While a call has not
 * returned, the strategy is not asked. Called by one thread at a time.
 */
final class GuardedStrategy implements AutoCloseable {
    private static final long PATIENCE_MILLIS = 100;
    private static final RoutingStrategy SUBSTITUTE = RoutingStrategies.leastBusy();
    private static final Logger LOG = LoggerFactory.getLogger(GuardedStrategy.class);

    private final RoutingStrategy strategy;
    private final ThreadPoolExecutor thread = EngineThreads.pool("helpline-routing", 1);
    private @Nullable Future<?> overdue;

    GuardedStrategy(RoutingStrategy strategy) {
        this.strategy = strategy;
    }

    Optional<AgentId> choose(RoutingRequest request) {
        Future<?> late = overdue;
        if (late != null && !late.isDone()) {
            return SUBSTITUTE.choose(request);
        }
        overdue = null;
        Future<Optional<AgentId>> choice = thread.submit(() -> strategy.choose(request));
        try {
            Optional<AgentId> chosen = choice.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
            if (chosen.isPresent() && request.candidate(chosen.get()).isEmpty()) {
                LOG.warn(
                        "the routing strategy chose {} for session {}, who is no candidate; the least busy one gets it",
                        chosen.get(),
                        request.session().id());
                return SUBSTITUTE.choose(request);
            }
            return chosen;
        } catch (TimeoutException e) {
            overdue = choice;
            LOG.warn(
                    "the routing strategy took longer than {} ms for session {}; until it returns, the least busy candidates are chosen",
                    PATIENCE_MILLIS,
                    request.session().id());
        } catch (ExecutionException e) {
            LOG.warn(
                    "the routing strategy failed for session {}; the least busy candidate gets it",
                    request.session().id(),
                    e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return SUBSTITUTE.choose(request);
    }

    /** Does not wait for a call that has not returned; its thread is a daemon. */
    @Override
    public void close() {
        thread.shutdown();
    }
}
