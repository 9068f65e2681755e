package dev.helpline.chat.testkit.limit;

import dev.helpline.chat.core.internal.limit.LocalRateLimiter;
import dev.helpline.chat.spi.limit.RateLimiter;
import dev.helpline.chat.testkit.time.ScriptedTime;

/** The engine's own limiter. */
class LocalRateLimiterTest extends RateLimiterContract {
    @Override
    protected RateLimiter newLimiter() {
        return new LocalRateLimiter(ScriptedTime.startingAt("2026-01-05T09:00:00Z"));
    }
}
