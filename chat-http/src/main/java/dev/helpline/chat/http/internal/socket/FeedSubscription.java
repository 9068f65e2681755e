package dev.helpline.chat.http.internal.socket;

import dev.helpline.chat.core.subscription.Subscription;
import org.jspecify.annotations.Nullable;

/** A subscription that may be cancelled while it is being made, from another thread. Thread-safe. */
final class FeedSubscription {
    private @Nullable Subscription subscription;
    private boolean cancelled;

    /** Takes a subscription that was just made; cancels it if {@link #cancel} was called before. */
    void begun(Subscription made) {
        synchronized (this) {
            if (!cancelled) {
                subscription = made;
                return;
            }
        }
        made.cancel();
    }

    void cancel() {
        Subscription made;
        synchronized (this) {
            cancelled = true;
            made = subscription;
        }
        if (made != null) {
            made.cancel();
        }
    }

    synchronized boolean isCancelled() {
        return cancelled;
    }
}
