package dev.helpline.chat.http.internal.exchange;

import java.io.ByteArrayOutputStream;
import java.time.Duration;

/** A body as far as it has arrived, within what it may take of bytes and time. Not thread-safe. */
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

    /** Takes the next bytes. Refuses with PAYLOAD_TOO_LARGE, or as {@link BodyBudget.Share#growTo} does. */
    void add(byte[] chunk, int length) {
        if (length > maxBytes - bytes.size()) {
            throw BodyReader.tooLarge(maxBytes);
        }
        share.growTo((long) bytes.size() + length);
        bytes.write(chunk, 0, length);
    }

    /** How long after its head this body may still be incomplete. */
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
