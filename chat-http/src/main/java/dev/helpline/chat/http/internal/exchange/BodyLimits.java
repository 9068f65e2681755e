package dev.helpline.chat.http.internal.exchange;

import dev.helpline.chat.http.exchange.HttpCall;
import dev.helpline.chat.spi.time.Scheduler;

/** The limits of bodies in bytes and time, and the scheduler that enforces the time. */
public record BodyLimits(int maxBytes, BodyPace pace, BodyBudget budget, Scheduler scheduler) {
    /**
     * Returns a buffer for one body, with its declared length reserved. Rejects like {@link BodyBudget.Share#growTo}.
     */
    public BodyBuffer bufferFor(HttpCall head, String address) {
        BodyBudget.Share share = budget.share(address);
        share.growTo(BodyReader.declaredLength(head).orElse(0));
        return new BodyBuffer(maxBytes, pace, share);
    }

    /** The same budget with another length and time. */
    public BodyLimits with(int bytes, BodyPace otherPace) {
        return new BodyLimits(bytes, otherPace, budget, scheduler);
    }
}
