package dev.helpline.chat.spi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.chat.spi.auth.Authenticator;
import dev.helpline.chat.spi.limit.RateLimiter;
import dev.helpline.chat.spi.store.CommitResult;
import org.junit.jupiter.api.Test;

/**
 * A new variant breaks code that switches over all of them, so it comes with a minor release and a line in the
 * changelog.
 */
class SealedTypesTest {
    @Test
    void the_variants_are_these() {
        assertThat(CommitResult.class.getPermittedSubclasses())
                .containsExactlyInAnyOrder(
                        CommitResult.Committed.class,
                        CommitResult.Conflict.class,
                        CommitResult.SlotTaken.class,
                        CommitResult.DuplicateEntry.class,
                        CommitResult.Rejected.class,
                        CommitResult.NotStored.class);
        assertThat(RateLimiter.Decision.class.getPermittedSubclasses())
                .containsExactly(RateLimiter.Allowed.class, RateLimiter.Denied.class);
        assertThat(Authenticator.Verdict.class.getPermittedSubclasses())
                .containsExactly(Authenticator.Accepted.class, Authenticator.Refused.class);
    }
}
