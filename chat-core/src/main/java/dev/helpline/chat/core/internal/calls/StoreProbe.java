package dev.helpline.chat.core.internal.calls;

import dev.helpline.chat.core.internal.live.EngineThreads;
import dev.helpline.chat.spi.AgentId;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.store.ChatStore;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks whether a store serves, by a read and by a write that changes nothing. A check runs on a thread of its own, so that a store
 * that hangs does not hang the caller; no second check begins while one hangs. Thread-safe.
 */
public final class StoreProbe {
    private static final SessionId NO_SESSION = new SessionId("health");
    private static final AgentId NO_AGENT = new AgentId("health");
    private static final Logger LOG = LoggerFactory.getLogger(StoreProbe.class);

    private final ChatStore store;
    private final Duration timeout;
    private @Nullable CompletableFuture<Finding> underWay;

    /**
     * What a check found.
     *
     * @param readable whether a read returned in time
     * @param writable whether a write returned in time, too
     */
    public record Finding(boolean readable, boolean writable) {
        static final Finding NOTHING = new Finding(false, false);
    }

    /** Probes the store; what takes longer than {@code timeout} counts as failed. */
    public StoreProbe(ChatStore store, Duration timeout) {
        this.store = store;
        this.timeout = timeout;
    }

    /** Checks the store. An interrupt ends the wait, counts as a failure and stays set. */
    public Finding look() {
        try {
            return underWay().get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            LOG.debug("the store did not reply within {}", timeout);
            return Finding.NOTHING;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Finding.NOTHING;
        } catch (ExecutionException e) {
            throw new IllegalStateException("the check catches every failure", e);
        }
    }

    private synchronized CompletableFuture<Finding> underWay() {
        CompletableFuture<Finding> look = underWay;
        if (look == null || look.isDone()) {
            CompletableFuture<Finding> begun = new CompletableFuture<>();
            EngineThreads.daemon("helpline-health", () -> begun.complete(find()))
                    .start();
            underWay = begun;
            return begun;
        }
        return look;
    }

    private Finding find() {
        boolean readable = succeeds("read", () -> store.findSession(NO_SESSION));
        // No agent was last seen in 1970, so no row changes, whether an agent of that id exists or not.
        boolean writable = readable && succeeds("write", () -> store.agentsSeen(Map.of(NO_AGENT, Instant.EPOCH)));
        return new Finding(readable, writable);
    }

    private static boolean succeeds(String what, Runnable call) {
        try {
            call.run();
            return true;
        } catch (Throwable e) {
            LOG.debug("the store failed a {}", what, e);
            return false;
        }
    }
}
