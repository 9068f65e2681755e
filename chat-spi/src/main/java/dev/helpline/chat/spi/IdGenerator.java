package dev.helpline.chat.spi;

/** Generates the ids that neither a client nor the host chooses. Thread-safe. */
@FunctionalInterface
public interface IdGenerator {
    /**
     * Returns an id that is unique and cannot be guessed: 16 to 64 characters of {@code A-Z a-z 0-9 _ -}, with at
     * least 120 random bits. (A generator for tests may be predictable, but must not repeat an id.)
     */
    String newId();
}
