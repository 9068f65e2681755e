package dev.helpline.chat.core.subscription;

import dev.helpline.chat.spi.ChatException;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Why a subscription has ended, and where to go on. Thread-safe: immutable. */
public final class SubscriptionEnd {
    private final Reason reason;
    private final @Nullable String cursor;
    private final @Nullable ChatException refusal;

    /** Why a subscription has ended. What the subscriber can do about it is said at each. */
    public enum Reason {
        /** The caller's token has expired. With a new token, subscribe again from the cursor. */
        TOKEN_EXPIRED,
        /** The caller may not have the news any more, or the session is gone; the refusal says which. Do not come back. */
        NOT_ALLOWED,
        /** The receiver took longer than {@link Subscription#PATIENCE}. Subscribe again from the cursor once there is room. */
        RECEIVER_TOO_SLOW,
        /** The receiver threw an exception, or its stage failed. Subscribe again from the cursor once that is mended. */
        RECEIVER_FAILED,
        /** The engine is closing. Subscribe again from the cursor, at another node or after the restart. */
        ENGINE_CLOSED
    }

    private SubscriptionEnd(Reason reason, @Nullable String cursor, @Nullable ChatException refusal) {
        this.reason = Objects.requireNonNull(reason, "reason");
        this.cursor = cursor;
        this.refusal = refusal;
    }

    /**
     * An end for this reason.
     *
     * @param cursor the cursor of the last delivery that the receiver completed; null if it completed none
     * @param refusal what a call of the subscriber's would throw now; null if the end has another reason
     */
    public static SubscriptionEnd of(Reason reason, @Nullable String cursor, @Nullable ChatException refusal) {
        return new SubscriptionEnd(reason, cursor, refusal);
    }

    /** Why. */
    public Reason reason() {
        return reason;
    }

    /** Where to go on: the cursor of the last completed delivery, or the one that the subscription began with. */
    public Optional<String> cursor() {
        return Optional.ofNullable(cursor);
    }

    /** What a call of the subscriber's would throw now, for TOKEN_EXPIRED and NOT_ALLOWED. */
    public Optional<ChatException> refusal() {
        return Optional.ofNullable(refusal);
    }

    @Override
    public String toString() {
        return "SubscriptionEnd[" + reason + ", go on at " + cursor + (refusal == null ? "" : ", " + refusal) + "]";
    }
}
