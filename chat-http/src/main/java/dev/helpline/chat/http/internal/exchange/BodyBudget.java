package dev.helpline.chat.http.internal.exchange;

import dev.helpline.chat.http.internal.wire.Problem;
import dev.helpline.chat.http.internal.wire.Refusal;
import dev.helpline.chat.http.internal.wire.WireError;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Bounds the bytes of request bodies and of messages over WebSockets that are held at a time: in total and per client address.
 * Thread-safe.
 */
public final class BodyBudget {
    private static final Duration RETRY = Duration.ofSeconds(1);

    private final long maxInAll;
    private final long maxPerAddress;
    private final AtomicLong inAll = new AtomicLong();
    private final ConcurrentHashMap<String, Long> byAddress = new ConcurrentHashMap<>();

    public BodyBudget(long maxInAll, long maxPerAddress) {
        this.maxInAll = maxInAll;
        this.maxPerAddress = maxPerAddress;
    }

    /** The number of bytes that are reserved at this moment. */
    public long taken() {
        return inAll.get();
    }

    /** Returns the share of one body, which holds no bytes yet. */
    public Share share(String address) {
        return new Share(address);
    }

    private boolean take(String address, long bytes) {
        if (inAll.addAndGet(bytes) > maxInAll) {
            inAll.addAndGet(-bytes);
            throw Refusal.unavailable("The server is receiving too many requests; try again");
        }
        long before = byAddress.merge(address, bytes, Long::sum) - bytes;
        return before + bytes <= maxPerAddress;
    }

    private void giveBack(String address, long bytes) {
        inAll.addAndGet(-bytes);
        byAddress.computeIfPresent(address, (same, held) -> held == bytes ? null : Long.valueOf(held - bytes));
    }

    /** The bytes that one body holds. Thread-safe. */
    public final class Share {
        private final String address;
        private long bytes;
        private boolean released;

        private Share(String address) {
            this.address = address;
        }

        /**
         * Holds at least {@code total} bytes from now on.
         *
         * @throws Refusal STORE_UNAVAILABLE if the total bound is reached, RATE_LIMITED if the address's bound is
         *     reached; the share then keeps its size
         */
        public synchronized void growTo(long total) {
            long more = total - bytes;
            if (more <= 0 || released) {
                return;
            }
            if (!take(address, more)) {
                giveBack(address, more);
                Problem problem =
                        Problem.of(WireError.RATE_LIMITED, "This address is sending too many bytes at a time");
                throw new Refusal(problem.withLimit(Long.toString(maxPerAddress), RETRY));
            }
            bytes = total;
        }

        /** Gives all bytes back; later calls have no effect. */
        public synchronized void release() {
            if (!released && bytes > 0) {
                giveBack(address, bytes);
            }
            released = true;
        }
    }
}
