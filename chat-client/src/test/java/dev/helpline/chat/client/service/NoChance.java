package dev.helpline.chat.client.service;

import java.util.Random;

/** Randomness that always returns zero, so that delays are exactly the maximum of the backoff. */
final class NoChance extends Random {
    private static final long serialVersionUID = 1L;

    @Override
    public int nextInt(int bound) {
        return 0;
    }
}
