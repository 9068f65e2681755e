package dev.helpline.chat.client.real;

import dev.helpline.chat.testkit.fault.FaultProxy;
import dev.helpline.chat.testkit.fault.LinkFault;
import dev.helpline.chat.testkit.fault.LinkFault.Direction;
import dev.helpline.chat.testkit.fault.LinkFault.Kind;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A fault that a network applies to its connections repeatedly. */
enum NetworkFault {
    NONE(Kind.PASS, Direction.TO_SERVER),
    REQUESTS_CUT(Kind.CUT, Direction.TO_SERVER),
    RESPONSES_CUT(Kind.CUT, Direction.TO_CLIENT),
    REQUESTS_RESET(Kind.RESET, Direction.TO_SERVER),
    RESPONSES_RESET(Kind.RESET, Direction.TO_CLIENT),
    REQUESTS_HALF_CLOSED(Kind.HALF_CLOSE, Direction.TO_SERVER),
    RESPONSES_HALF_CLOSED(Kind.HALF_CLOSE, Direction.TO_CLIENT),
    REQUESTS_TRICKLE(Kind.TRICKLE, Direction.TO_SERVER),
    RESPONSES_TRICKLE(Kind.TRICKLE, Direction.TO_CLIENT),
    REQUESTS_LATE(Kind.DELAY, Direction.TO_SERVER),
    RESPONSES_LATE(Kind.DELAY, Direction.TO_CLIENT),
    /** Requests are executed and their responses vanish without a trace until the connections are reset. */
    REPLIES_LOST(Kind.PASS, Direction.TO_SERVER) {
        @Override
        Active over(FaultProxy proxy, long seed) {
            return new Recurring(new Random(seed), proxy::loseReplies, proxy::resetAll);
        }
    },
    /** A proxy on the way makes each request twice. */
    CONNECTED_TWICE(Kind.DUPLICATE, Direction.TO_SERVER),
    /** A gateway reports a failure of requests that were executed. */
    BAD_GATEWAYS(Kind.BAD_GATEWAY, Direction.TO_CLIENT),
    /** All connections are reset and new ones refused for a moment. */
    BLACKOUTS(Kind.PASS, Direction.TO_SERVER) {
        @Override
        Active over(FaultProxy proxy, long seed) {
            return new Recurring(
                    new Random(seed),
                    () -> {
                        proxy.refuse();
                        proxy.resetAll();
                    },
                    proxy::accept);
        }
    },
    /** No data moves for a moment. */
    STALLS(Kind.PASS, Direction.TO_SERVER) {
        @Override
        Active over(FaultProxy proxy, long seed) {
            return new Recurring(new Random(seed), proxy::pause, proxy::resume);
        }
    },
    /** Each connection gets a random fault, and is reset after a moment. */
    MIXED(Kind.PASS, Direction.TO_SERVER) {
        @Override
        Active over(FaultProxy proxy, long seed) {
            Random random = new Random(seed);
            NetworkFault[] all = values();
            proxy.fromNowOn(() -> all[random.nextInt(all.length)].fault(random));
            return new Recurring(new Random(seed), proxy::resetAll, () -> {});
        }
    };

    /** The most bytes before a fault occurs: enough for a few calls on one connection. */
    private static final int LONGEST_LIFE = 4000;

    private final Kind kind;
    private final Direction direction;

    NetworkFault(Kind kind, Direction direction) {
        this.kind = kind;
        this.direction = direction;
    }

    /** Returns the least number of connections for this many messages. With fewer, the fault did not occur. */
    int leastConnections(int messages) {
        boolean endsThem =
                kind == Kind.CUT || kind == Kind.RESET || kind == Kind.HALF_CLOSE || kind == Kind.BAD_GATEWAY;
        return endsThem ? messages / 20 : 1;
    }

    /** Applies this fault to a network until it is ended. */
    Active over(FaultProxy proxy, long seed) {
        Random random = new Random(seed);
        proxy.fromNowOn(() -> fault(random));
        return () -> {};
    }

    private LinkFault fault(Random random) {
        return switch (kind) {
            case DELAY -> LinkFault.delay(direction, Duration.ofMillis(random.nextInt(10)));
            case DUPLICATE -> LinkFault.of(kind, direction, 0);
            default -> LinkFault.of(kind, direction, random.nextInt(LONGEST_LIFE));
        };
    }

    /** A fault that continues until it is ended. */
    @FunctionalInterface
    interface Active {
        void end();
    }

    /** Applies and removes a fault by turns, and leaves no fault. */
    private static final class Recurring implements Active {
        private static final int LONGEST_MILLIS = 60;

        private final CountDownLatch over = new CountDownLatch(1);
        private final Thread thread;

        Recurring(Random random, Runnable worse, Runnable better) {
            thread = new Thread(() -> recur(random, worse, better), "network-fault");
            thread.start();
        }

        private void recur(Random random, Runnable worse, Runnable better) {
            try {
                while (!over.await(random.nextInt(LONGEST_MILLIS), TimeUnit.MILLISECONDS)) {
                    worse.run();
                    over.await(random.nextInt(LONGEST_MILLIS), TimeUnit.MILLISECONDS);
                    better.run();
                }
            } catch (InterruptedException unwanted) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void end() {
            over.countDown();
            try {
                thread.join();
            } catch (InterruptedException unwanted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
