package dev.helpline.chat.http.internal.socket;

import dev.helpline.chat.http.internal.exchange.BodyBudget;
import java.util.Optional;

/**
 * Puts together the message that is arriving. What it holds counts towards the budget of its address, like bodies do. Confined to the
 * thread that receives, except for {@link #release}.
 */
final class FrameBuffer {
    /** In UTF-16 code units. Four times the length of the longest message that a policy allows by default, in JSON. */
    static final int MAX_LENGTH = 64 * 1024;

    private static final int BYTES_PER_CHAR = 2;

    private final BodyBudget budget;
    private final String address;
    private StringBuilder text = new StringBuilder(0);
    private volatile BodyBudget.Share share;

    FrameBuffer(BodyBudget budget, String address) {
        this.budget = budget;
        this.address = address;
        share = budget.share(address);
    }

    /** A whole message, whose bytes are held until they are released. */
    record Message(String text, BodyBudget.Share bytes) {}

    /** The message is longer than {@link #MAX_LENGTH}. */
    static final class TooLong extends Exception {
        private static final long serialVersionUID = 1L;

        TooLong() {
            super("a message is longer than " + MAX_LENGTH, null, false, false);
        }
    }

    boolean isEmpty() {
        return text.length() == 0;
    }

    /**
     * Adds a part. Returns the message if this is its last part. Rejects like {@link BodyBudget.Share#growTo}.
     *
     * @throws TooLong if the message is too long
     */
    Optional<Message> add(String part, boolean last) throws TooLong {
        if (part.length() > MAX_LENGTH - text.length()) {
            throw new TooLong();
        }
        share.growTo((long) BYTES_PER_CHAR * (text.length() + part.length()));
        if (!last) {
            text.append(part);
            return Optional.empty();
        }
        String whole = isEmpty() ? part : text.append(part).toString();
        Message message = new Message(whole, share);
        text = new StringBuilder(0);
        share = budget.share(address);
        return Optional.of(message);
    }

    /** Gives the bytes of an incomplete message back; nothing may be added afterwards. */
    void release() {
        share.release();
    }
}
