package dev.helpline.chat.spi.privacy;

import dev.helpline.chat.spi.Checks;
import dev.helpline.chat.spi.Experimental;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A legal hold: as long as it is there, its subject is neither erased nor deleted by age. Immutable. */
@Experimental
public final class LegalHold {
    /** The greatest length of a reason, in code points. */
    public static final int MAX_REASON_LENGTH = 500;

    private final HoldSubject subject;
    private final Instant at;
    private final String reason;

    private LegalHold(Builder builder) {
        subject = builder.subject;
        at = builder.at;
        reason = builder.reason;
    }

    /**
     * Returns a builder of a hold.
     *
     * @param at when it was placed; cut to milliseconds
     * @param reason why, such as the number of the case: 1 to {@value #MAX_REASON_LENGTH} code points, not blank
     * @throws IllegalArgumentException if the reason breaks the rule
     */
    public static Builder builder(HoldSubject subject, Instant at, String reason) {
        return new Builder(subject, at, reason);
    }

    /** What is protected. */
    public HoldSubject subject() {
        return subject;
    }

    /** When the hold was placed, at millisecond precision. */
    public Instant at() {
        return at;
    }

    /** Why. */
    public String reason() {
        return reason;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof LegalHold that
                && subject.equals(that.subject)
                && at.equals(that.at)
                && reason.equals(that.reason);
    }

    @Override
    public int hashCode() {
        return Objects.hash(subject, at, reason);
    }

    /** The subject's kind and the time, not the reason. */
    @Override
    public String toString() {
        return "LegalHold[" + subject + " since " + at + "]";
    }

    /** Builds a {@link LegalHold}. Not thread-safe. */
    public static final class Builder {
        private final HoldSubject subject;
        private final Instant at;
        private final String reason;

        private Builder(HoldSubject subject, Instant at, String reason) {
            this.subject = Objects.requireNonNull(subject, "subject");
            this.at = Checks.millis(at);
            this.reason = Objects.requireNonNull(reason, "reason");
            Checks.require(
                    !reason.isBlank() && reason.codePointCount(0, reason.length()) <= MAX_REASON_LENGTH,
                    "a reason must have 1 to " + MAX_REASON_LENGTH + " characters");
            Checks.require(
                    reason.codePoints().allMatch(LegalHold::isStorable),
                    "a reason must have neither U+0000 nor lone surrogates");
        }

        /** Returns the hold. */
        public LegalHold build() {
            return new LegalHold(this);
        }
    }

    private static boolean isStorable(int codePoint) {
        return codePoint != 0 && (codePoint < Character.MIN_SURROGATE || codePoint > Character.MAX_SURROGATE);
    }
}
