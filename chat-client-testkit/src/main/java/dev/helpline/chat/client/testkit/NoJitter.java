package dev.helpline.chat.client.testkit;

import java.util.Random;

/**
 * Randomness that spreads nothing: with it, a {@code ChatService} waits after each failure for exactly as long as its backoff
 * allows at most (1 s, 2 s, 4 s …), so a test can tell when the next attempt comes.
 */
public final class NoJitter extends Random {
    private static final long serialVersionUID = 1L;

    /** Returns 0. */
    @Override
    public int nextInt(int bound) {
        return 0;
    }
}
