package dev.helpline.chat.client.service;

import java.util.Random;

/** Randomness that always gives zero: backoffs are exactly their ceiling. */
final class NoChance extends Random {
    private static final long serialVersionUID = 1L;

    @Override
    public int nextInt(int bound) {
        return 0;
    }
}
