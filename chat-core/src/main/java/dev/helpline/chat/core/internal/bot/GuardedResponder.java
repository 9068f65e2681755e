package dev.helpline.chat.core.internal.bot;

import dev.helpline.chat.core.internal.live.EngineThreads;
import dev.helpline.chat.spi.bot.AutoResponder;
import dev.helpline.chat.spi.bot.BotReply;
import dev.helpline.chat.spi.bot.BotTurn;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks a responder on a thread of its own, for a limited time. One that fails or takes longer gives no answer, and as long as all of its threads
 * are busy it is not asked. Thread-safe.
 */
final class GuardedResponder {
    private static final Logger LOG = LoggerFactory.getLogger(GuardedResponder.class);

    private final AutoResponder responder;
    private final Duration timeout;
    private final ThreadPoolExecutor threads;

    /** @param atATime how many turns may be asked about at the same time */
    GuardedResponder(AutoResponder responder, Duration timeout, int atATime) {
        this.responder = responder;
        this.timeout = timeout;
        this.threads = new ThreadPoolExecutor(
                0,
                atATime,
                1,
                TimeUnit.MINUTES,
                new SynchronousQueue<>(),
                task -> EngineThreads.daemon("helpline-bot", task));
    }

    BotReply reply(BotTurn turn) {
        Future<BotReply> asked;
        try {
            asked = threads.submit(() -> Objects.requireNonNull(responder.reply(turn), "reply"));
        } catch (RejectedExecutionException e) {
            LOG.warn("the bot is busy with as many sessions as it may be; {} gets no answer", turn);
            return BotReply.NONE;
        }
        try {
            return asked.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            asked.cancel(true);
            LOG.warn("the bot took longer than {} for {}, which gets no answer", timeout, turn);
        } catch (ExecutionException e) {
            LOG.warn("the bot failed for {}, which gets no answer", turn, e.getCause());
        } catch (InterruptedException e) {
            asked.cancel(true);
            Thread.currentThread().interrupt();
        }
        return BotReply.NONE;
    }

    /** Interrupts the calls under way. Does not wait for them; their threads are daemons. */
    void close() {
        threads.shutdownNow();
    }
}
