package dev.helpline.chat.spi;

/** Makes ids for what nobody else has named. Thread-safe. */
@FunctionalInterface
public interface IdGenerator {
    /**
     * An id nobody can guess and nobody has: 16 to 64 characters of {@code A-Z a-z 0-9 _ -}, with at least 120 random
     * bits. (A scripted one in a test may be guessed, but still never repeats.)
     */
    String newId();
}
