package dev.helpline.chat.spi.attachment;

import dev.helpline.chat.spi.Checks;
import java.util.Objects;

/**
 * Names the content of one upload. The engine makes these ids at random, so no client can choose or guess one, and a blob store may use
 * them as names of files and objects.
 *
 * @param value 32 characters of {@code 0-9 a-f}
 */
public record BlobId(String value) implements Comparable<BlobId> {
    private static final int LENGTH = 32;

    /** Checks the spelling. */
    public BlobId {
        Objects.requireNonNull(value, "value");
        Checks.require(isValid(value), "a blob id must be 32 characters of 0-9 a-f");
    }

    /** Whether {@code value} is spelled like an id. */
    public static boolean isValid(String value) {
        return value.length() == LENGTH
                && value.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'));
    }

    /** Orders by characters. */
    @Override
    public int compareTo(BlobId other) {
        return value.compareTo(other.value);
    }

    /** The bare {@link #value()}. */
    @Override
    public String toString() {
        return value;
    }
}
