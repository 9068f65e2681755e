package dev.helpline.chat.core.internal.follow;

import dev.helpline.chat.core.internal.live.Node;
import dev.helpline.chat.core.subscription.Receiver;
import dev.helpline.chat.core.subscription.Subscription;
import dev.helpline.chat.core.subscription.SubscriptionEnd;
import dev.helpline.chat.core.subscription.SubscriptionEnd.Reason;
import dev.helpline.chat.spi.ChatException;
import dev.helpline.chat.spi.ErrorCode;
import dev.helpline.chat.spi.StoreException;
import dev.helpline.chat.spi.time.Scheduler.Scheduled;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers what a feed has to one receiver, one delivery at a time. It holds no thread: a worker makes a step whenever something may
 * have changed, and steps never overlap. Whether the subscriber may have a delivery is judged just before it is made.
 *
 * @param <T> what is delivered
 */
final class PushSubscription<T> implements Subscription {
    /** So many steps are made at a stretch, before other work of the executor has its turn. */
    private static final int STRETCH = 32;

    private static final Duration STORE_RETRY = Duration.ofSeconds(1);
    private static final Logger LOG = LoggerFactory.getLogger(PushSubscription.class);

    private final Node node;
    private final Feed<T> feed;
    private final Permission permission;
    private final Receiver<T> receiver;
    private final Consumer<PushSubscription<T>> whenOver;
    private final Runnable wake = this::wake;

    /** How often a step was asked for and not yet made. The caller that raises it from zero starts the steps. */
    private final AtomicInteger asked = new AtomicInteger();

    private final AtomicReference<@Nullable SubscriptionEnd> ending = new AtomicReference<>();
    private volatile boolean over;

    /** The delivery that the receiver has, until it has completed it. */
    private final AtomicReference<@Nullable Delivery> underWay = new AtomicReference<>();

    /**
     * A subscription that has delivered nothing yet.
     *
     * @param whenOver is told once, when the subscription is over
     */
    PushSubscription(
            Node node,
            Feed<T> feed,
            Permission permission,
            Receiver<T> receiver,
            Consumer<PushSubscription<T>> whenOver) {
        this.node = node;
        this.feed = feed;
        this.permission = permission;
        this.receiver = receiver;
        this.whenOver = whenOver;
    }

    /** Makes a step soon. */
    void wake() {
        if (asked.getAndIncrement() == 0) {
            node.workers().execute(this::makeSteps);
        }
    }

    /** Ends the subscription soon, and tells the receiver. The first reason counts. */
    void end(Reason reason, @Nullable ChatException refusal) {
        if (ending.compareAndSet(null, SubscriptionEnd.of(reason, null, refusal))) {
            wake();
        }
    }

    /** Looks whether the subscriber may still have news, and notes that the subscriber is here. */
    void check() {
        try {
            if (!over && isPermitted()) {
                feed.present();
            }
        } catch (StoreException e) {
            LOG.debug("whether a subscriber may have news is judged later", e);
        }
    }

    @Override
    public void cancel() {
        if (!over) {
            finish();
        }
    }

    private void makeSteps() {
        for (int made = 0; made < STRETCH; made++) {
            int seen = asked.get();
            try {
                step();
            } catch (ChatException e) {
                end(Reason.NOT_ALLOWED, e);
            } catch (Throwable e) {
                LOG.warn("news could not be read; they are delivered later", e);
                node.scheduler().schedule(STORE_RETRY, wake);
            }
            if (asked.addAndGet(-seen) == 0) {
                return;
            }
        }
        node.workers().execute(this::makeSteps);
    }

    private void step() {
        if (over) {
            return;
        }
        SubscriptionEnd end = ending.get();
        if (end != null) {
            finish();
            tellEnd(end);
        } else if (underWay.get() == null && isPermitted()) {
            deliverOrWatch();
        }
    }

    private boolean isPermitted() {
        try {
            permission.require(node.clock().instant());
            return true;
        } catch (ChatException e) {
            boolean expired = e.code() == ErrorCode.AUTHENTICATION_REQUIRED;
            end(expired ? Reason.TOKEN_EXPIRED : Reason.NOT_ALLOWED, e);
            return false;
        }
    }

    private void deliverOrWatch() {
        T news = feed.look();
        if (news == null) {
            feed.watch(wake);
            if (over) {
                feed.close();
            }
            return;
        }
        Delivery delivery = new Delivery(news);
        underWay.set(delivery);
        delivery.make();
    }

    private void tellEnd(SubscriptionEnd end) {
        try {
            receiver.ended(SubscriptionEnd.of(
                    end.reason(), feed.cursor(), end.refusal().orElse(null)));
        } catch (Throwable e) {
            LOG.warn("a receiver failed while it was told the end of its subscription", e);
        }
    }

    private synchronized void finish() {
        if (!over) {
            over = true;
            feed.close();
            Delivery last = underWay.getAndSet(null);
            if (last != null) {
                last.forget();
            }
            whenOver.accept(this);
        }
    }

    /** Says whether the subscriber may have news at an instant; throws a {@link ChatException} if not. */
    interface Permission {
        void require(Instant now);
    }

    /** One delivery, until the receiver has completed it, or has taken too long for it. */
    private final class Delivery {
        private final T news;
        private @Nullable Scheduled timer;

        Delivery(T news) {
            this.news = news;
        }

        @SuppressWarnings("FutureReturnValueIgnored") // it ends as the receiver's stage does
        void make() {
            try {
                CompletionStage<?> taken =
                        Objects.requireNonNull(receiver.receive(news), "a receiver must return a stage, not null");
                taken.whenComplete((value, failure) -> completed(failure));
            } catch (Throwable e) {
                completed(e);
            }
            if (underWay.get() == this) {
                watchTime();
            }
        }

        private synchronized void watchTime() {
            timer = node.scheduler().schedule(PATIENCE, () -> end(Reason.RECEIVER_TOO_SLOW, null));
            if (underWay.get() != this) {
                timer.cancel();
            }
        }

        private void completed(@Nullable Throwable failure) {
            if (!underWay.compareAndSet(this, null)) {
                return;
            }
            forget();
            if (failure == null) {
                feed.delivered(news);
                wake();
            } else {
                LOG.warn("a receiver failed; its subscription ends", failure);
                end(Reason.RECEIVER_FAILED, null);
            }
        }

        synchronized void forget() {
            Scheduled scheduled = timer;
            if (scheduled != null) {
                scheduled.cancel();
            }
        }
    }
}
