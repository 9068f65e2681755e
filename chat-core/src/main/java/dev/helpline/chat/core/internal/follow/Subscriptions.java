package dev.helpline.chat.core.internal.follow;

import dev.helpline.chat.core.internal.live.LiveSession;
import dev.helpline.chat.core.internal.live.Node;
import dev.helpline.chat.core.poll.PollAnswer;
import dev.helpline.chat.core.poll.PollRequest;
import dev.helpline.chat.core.subscription.Receiver;
import dev.helpline.chat.core.subscription.Subscription;
import dev.helpline.chat.core.subscription.SubscriptionEnd.Reason;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The subscriptions of this engine. Thread-safe. */
public final class Subscriptions {
    private final Node node;
    private final Polls polls;
    private final Set<PushSubscription<?>> open = ConcurrentHashMap.newKeySet();

    /** No subscriptions yet. */
    public Subscriptions(Polls polls) {
        this.node = polls.node();
        this.polls = polls;
    }

    /** Subscribes to a session. The wait of the request does not matter. */
    public Subscription subscribe(
            LiveSession live, PollCaller caller, PollRequest request, Receiver<PollAnswer> receiver) {
        return open(new SessionFeed(polls, live, caller, request), caller, receiver);
    }

    /** Subscribes to a feed, for a caller whose permission is judged at each delivery. */
    public <T> Subscription open(Feed<T> feed, PollCaller caller, Receiver<T> receiver) {
        PushSubscription<T> subscription =
                new PushSubscription<>(node, feed, caller::requirePermission, receiver, open::remove);
        open.add(subscription);
        if (polls.sessions().isClosing()) {
            subscription.end(Reason.ENGINE_CLOSED, null);
        }
        subscription.wake();
        return subscription;
    }

    /** Ends subscriptions whose subscriber may not have news any more, and notes that the others are here. Called every second. */
    public void check() {
        open.forEach(PushSubscription::check);
    }

    /** Ends all subscriptions, and those that are opened later. The engine must be closing. */
    public void close() {
        open.forEach(subscription -> subscription.end(Reason.ENGINE_CLOSED, null));
    }

    /** How many subscriptions are open. */
    public int size() {
        return open.size();
    }
}
