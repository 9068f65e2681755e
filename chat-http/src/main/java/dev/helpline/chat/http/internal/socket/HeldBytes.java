package dev.helpline.chat.http.internal.socket;

import dev.helpline.chat.http.internal.exchange.BodyBudget;

/** The bytes of one message, which count towards the budget until the message is carried out. Thread-safe. */
final class HeldBytes {
    private final BodyBudget.Share bytes;
    private volatile boolean kept;

    HeldBytes(BodyBudget.Share bytes) {
        this.bytes = bytes;
    }

    /** From now on only {@link #release} gives the bytes back. */
    void keep() {
        kept = true;
    }

    void release() {
        bytes.release();
    }

    void releaseUnlessKept() {
        if (!kept) {
            release();
        }
    }
}
