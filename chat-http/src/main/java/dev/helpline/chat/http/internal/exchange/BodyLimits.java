package dev.helpline.chat.http.internal.exchange;

import dev.helpline.chat.http.exchange.HttpCall;
import dev.helpline.chat.spi.time.Scheduler;

/** What bodies may take of bytes and time, and what measures the time. */
public record BodyLimits(int maxBytes, BodyPace pace, BodyBudget budget, Scheduler scheduler) {
    /**
     * Room for one body. Refuses as {@link BodyBudget.Share#growTo} does if there is not enough for its declared length.
     */
    public BodyBuffer bufferFor(HttpCall head, String address) {
        BodyBudget.Share share = budget.share(address);
        share.growTo(BodyReader.declaredLength(head).orElse(0));
        return new BodyBuffer(maxBytes, pace, share);
    }
}
