package dev.helpline.chat.core.subscription;

import java.util.concurrent.CompletionStage;

/**
 * Takes what a subscription delivers. The host or a transport implements it. Its methods are called on the engine's workers, one at a
 * time and in order, and must not block.
 *
 * @param <T> what is delivered: the news of a session, or of the board
 */
public interface Receiver<T> {
    /**
     * Takes what is new since the last delivery.
     *
     * <p>The next delivery comes only after the returned stage is complete, so a receiver that is busy completes the stage when it has
     * room again. Nothing is queued for it meanwhile: the next delivery tells everything that has happened since. A stage that is not
     * complete within {@link Subscription#PATIENCE} ends the subscription, and so does one that fails.
     *
     * @return a stage that is complete once the news is processed, or handed on
     */
    CompletionStage<?> receive(T news);

    /**
     * The subscription has ended, and no delivery follows. Not called after {@link Subscription#cancel}.
     *
     * @param end why, and how to come back
     */
    void ended(SubscriptionEnd end);
}
