package dev.helpline.chat.core.internal.live;

import dev.helpline.chat.core.internal.change.ChangeFollowUp;
import dev.helpline.chat.core.internal.cluster.ClusterLink;
import dev.helpline.chat.spi.notify.ChatMetrics;
import dev.helpline.chat.spi.store.ChatStore;
import dev.helpline.chat.spi.time.Scheduler;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What all parts of one engine share.
 *
 * @param store keeps everything
 * @param clock tells what time it is
 * @param scheduler runs tasks later, and measures time
 * @param metrics receives the measurements
 * @param workers wakes waiting callers; a drainer does so only for tasks that the executor rejects
 * @param announcer calls the listeners
 * @param cluster tells the other nodes what changed
 * @param seenInterval how often, at most, the time at which a customer was seen is stored
 * @param followUp what each change of a session brings with it
 * @param waitingPolls how many polls wait for news
 */
public record Node(
        ChatStore store,
        InstantSource clock,
        Scheduler scheduler,
        ChatMetrics metrics,
        Executor workers,
        Announcer announcer,
        ClusterLink cluster,
        Duration seenInterval,
        ChangeFollowUp followUp,
        AtomicInteger waitingPolls) {
    /** A node without polls and follow-ups. */
    public Node(
            ChatStore store,
            InstantSource clock,
            Scheduler scheduler,
            ChatMetrics metrics,
            Executor workers,
            Announcer announcer,
            ClusterLink cluster,
            Duration seenInterval) {
        this(
                store,
                clock,
                scheduler,
                metrics,
                workers,
                announcer,
                cluster,
                seenInterval,
                ChangeFollowUp.NONE,
                new AtomicInteger());
    }
}
