package dev.helpline.chat.client.session;

import dev.helpline.chat.client.internal.JsonFields;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How far one side has read a session, and when it came there. It only moves forward. Immutable. */
public final class ReadMark {
    private final long deliveredSeq;
    private final long readSeq;
    private final @Nullable Instant deliveredAt;
    private final @Nullable Instant readAt;

    /** For the SDK: reads it from a response. */
    public ReadMark(JsonFields json) {
        deliveredSeq = json.number("delivered");
        readSeq = json.number("read");
        deliveredAt = json.instantOrNull("deliveredAt");
        readAt = json.instantOrNull("readAt");
    }

    /** The highest number of a message that this side has; 0 if it has none. */
    public long deliveredSeq() {
        return deliveredSeq;
    }

    /** The highest number of a message that this side has read; 0 if it has read none. */
    public long readSeq() {
        return readSeq;
    }

    /** When this side got the message of {@link #deliveredSeq()}; those before it, it may have got earlier. */
    public Optional<Instant> deliveredAt() {
        return Optional.ofNullable(deliveredAt);
    }

    /** When this side read up to {@link #readSeq()}. */
    public Optional<Instant> readAt() {
        return Optional.ofNullable(readAt);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        if (!(other instanceof ReadMark)) {
            return false;
        }
        ReadMark that = (ReadMark) other;
        return deliveredSeq == that.deliveredSeq
                && readSeq == that.readSeq
                && Objects.equals(deliveredAt, that.deliveredAt)
                && Objects.equals(readAt, that.readAt);
    }

    @Override
    public int hashCode() {
        return Objects.hash(deliveredSeq, readSeq, deliveredAt, readAt);
    }

    @Override
    public String toString() {
        return "ReadMark{deliveredSeq=" + deliveredSeq + ", readSeq=" + readSeq + "}";
    }
}
