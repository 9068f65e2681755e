package dev.helpline.chat.client.testkit;

import java.util.Random;

/**
 * Makes the delays of a {@code ChatService} predictable: after each failure it waits for exactly the maximum of its backoff
 * (1 s, 2 s, 4 s …).
 */
public final class NoJitter extends Random {
    private static final long serialVersionUID = 1L;

    /** Returns 0. */
    @Override
    public int nextInt(int bound) {
        return 0;
    }
}
