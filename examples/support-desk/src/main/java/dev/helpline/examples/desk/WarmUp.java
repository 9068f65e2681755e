package dev.helpline.examples.desk;

import dev.helpline.chat.core.ChatEngine;
import dev.helpline.chat.core.policy.ChatPolicy;
import dev.helpline.chat.http.ChatHttp;
import dev.helpline.chat.jwt.JwtAuthenticators;
import dev.helpline.chat.jwt.TokenIssuer;
import dev.helpline.chat.spi.auth.Principal;
import dev.helpline.chat.spi.auth.Role;
import dev.helpline.chat.spi.store.ChatStore;
import dev.helpline.chat.store.jdbc.JdbcChatStore;
import dev.helpline.chat.web.ChatWeb;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds conversations before the desk serves its clients, so that the JVM has loaded and compiled the code that they will run. The
 * conversations pass through a server, an engine and a database of their own, which are like the desk's: the server listens on the loopback
 * address, the database is in memory, and nothing is left of them. What fails here is logged, and the desk starts without it.
 */
final class WarmUp {
    private static final Logger LOG = LoggerFactory.getLogger(WarmUp.class);
    private static final int SECRET_BYTES = 32;
    private static final Duration TOKENS_LAST = Duration.ofMinutes(5);

    /** As many conversations at a time as two processors keep up with; more would only wait for each other. */
    private static final int CONVERSATIONS = 4;

    /** How much longer than planned the desk waits: for the server and the database to start, and for a busy processor. */
    private static final Duration GRACE = Duration.ofSeconds(10);

    private final Duration time;
    private final Duration atMost;
    private final Conversations conversations;

    /** What the warm-up does. */
    @FunctionalInterface
    interface Conversations {
        /** Holds conversations for that long, and returns how many. */
        int hold(Duration time) throws Exception;
    }

    /**
     * @param atMost how long the desk waits for conversations that do not end
     */
    WarmUp(Duration time, Duration atMost, Conversations conversations) {
        this.time = time;
        this.atMost = atMost;
        this.conversations = conversations;
    }

    /** Returns a warm-up of that length; zero for none. */
    static WarmUp of(Duration time) {
        return new WarmUp(time, time.plus(GRACE), WarmUp::hold);
    }

    /** Holds the conversations, and returns when they are over or have failed. */
    void run() throws InterruptedException {
        if (time.isZero()) {
            return;
        }
        ExecutorService thread = Executors.newSingleThreadExecutor(WarmUp::daemon);
        Future<Integer> held = thread.submit(() -> conversations.hold(time));
        thread.shutdown();
        try {
            int number = held.get(atMost.toMillis(), TimeUnit.MILLISECONDS);
            LOG.info("the warm-up held {} conversations", number);
        } catch (TimeoutException e) {
            LOG.warn("the warm-up takes longer than {}; the desk starts without waiting for its end", atMost);
        } catch (ExecutionException e) {
            LOG.warn("the warm-up failed; the desk is slower at first: {}", String.valueOf(e.getCause()));
            LOG.debug("the warm-up failed", e);
        }
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "desk-warm-up");
        thread.setDaemon(true);
        return thread;
    }

    /** Holds conversations on a server of their own for that long; returns how many. */
    static int hold(Duration time) throws Exception {
        byte[] customerSecret = secret();
        byte[] agentSecret = secret();
        JwtAuthenticators tokens = JwtAuthenticators.of(customerSecret, agentSecret);
        ChatPolicy policy = ChatPolicy.builder()
                .customerMessages(null)
                .agentMessages(null)
                .newSessions(null)
                .build();
        try (ChatStore store = JdbcChatStore.h2Memory("warm-up-" + Long.toHexString(new SecureRandom().nextLong()));
                ChatEngine engine = ChatEngine.builder(store).policy(policy).build()) {
            WebServer server = new WebServer(
                    ChatHttp.builder(engine, tokens.customers(), tokens.agents())
                            .build(),
                    ChatWeb.builder().build(),
                    Optional.empty(),
                    "127.0.0.1",
                    0);
            server.start();
            long end = System.nanoTime() + time.toNanos();
            ExecutorService threads = Executors.newFixedThreadPool(CONVERSATIONS, WarmUp::daemon);
            try {
                List<Future<Integer>> held = new ArrayList<>();
                for (int i = 0; i < CONVERSATIONS; i++) {
                    String customer = new TokenIssuer(customerSecret)
                            .issue(Principal.customer("customer-" + i, "Ada"), TOKENS_LAST);
                    String agent = new TokenIssuer(agentSecret)
                            .issue(Principal.agent("agent-" + i, Role.AGENT, "Sarah", null), TOKENS_LAST);
                    held.add(threads.submit(() -> WarmUpConversation.holdUntil(end, server.port(), customer, agent)));
                }
                int conversations = 0;
                for (Future<Integer> each : held) {
                    conversations += each.get();
                }
                return conversations;
            } finally {
                threads.shutdown();
                server.stop();
                threads.awaitTermination(GRACE.toMillis(), TimeUnit.MILLISECONDS);
            }
        }
    }

    private static byte[] secret() {
        byte[] secret = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(secret);
        return secret;
    }
}
