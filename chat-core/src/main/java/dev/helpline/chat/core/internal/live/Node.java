package dev.helpline.chat.core.internal.live;

import dev.helpline.chat.spi.notify.ChatMetrics;
import dev.helpline.chat.spi.store.ChatStore;
import dev.helpline.chat.spi.time.Scheduler;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Executor;

/**
 * What the live sessions of one engine share.
 *
 * @param store where everything is remembered
 * @param clock what time it is
 * @param scheduler for what has to happen later
 * @param metrics who is told the measurements
 * @param workers where waiting callers are woken; a drainer only if the workers refuse
 * @param announcer who is told what was committed
 * @param seenInterval how often, at most, it is written down that a customer was seen
 */
public record Node(
        ChatStore store,
        InstantSource clock,
        Scheduler scheduler,
        ChatMetrics metrics,
        Executor workers,
        Announcer announcer,
        Duration seenInterval) {}
