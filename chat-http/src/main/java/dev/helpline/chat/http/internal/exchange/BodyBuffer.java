package dev.helpline.chat.http.internal.exchange;

import java.io.ByteArrayOutputStream;
import java.time.Duration;

/** The part of a body that has arrived, bounded in bytes and time. Not thread-safe. */
final class BodyBuffer {
    private final int maxBytes;
    private final BodyPace pace;
    private final BodyBudget.Share share;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    BodyBuffer(int maxBytes, BodyPace pace, BodyBudget.Share share) {
        this.maxBytes = maxBytes;
        this.pace = pace;
        this.share = share;
    }

    int maxBytes() {
        return maxBytes;
    }

    /** Adds the next bytes. Rejects with PAYLOAD_TOO_LARGE, and like {@link BodyBudget.Share#growTo}. */
    void add(byte[] chunk, int length) {
        if (length > maxBytes - bytes.size()) {
            throw BodyReader.tooLarge(maxBytes);
        }
        share.growTo((long) bytes.size() + length);
        bytes.write(chunk, 0, length);
    }

    /** How long after the head this body may still be incomplete. */
    Duration allowed() {
        return pace.allowed(bytes.size());
    }

    byte[] toByteArray() {
        return bytes.toByteArray();
    }

    /** Gives the bytes back to the budget. */
    void release() {
        share.release();
    }
}
