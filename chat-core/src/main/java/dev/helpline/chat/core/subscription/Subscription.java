package dev.helpline.chat.core.subscription;

import java.time.Duration;

/** A receiver's subscription. It lasts until it is cancelled, or until the receiver is told its end. Thread-safe. */
public interface Subscription {
    /** How long a receiver may take for one delivery: long enough for a slow phone, short enough that dead ones are noticed. */
    Duration PATIENCE = Duration.ofSeconds(30);

    /**
     * Ends the subscription without telling the receiver. A delivery that is being made at this moment may still reach the receiver;
     * no other one follows. Cancelling again has no effect.
     */
    void cancel();
}
