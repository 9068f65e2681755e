package dev.helpline.chat.spi;

import java.io.Serial;

/**
 * The store failed. Thrown from a write, it means that it is <em>not known</em> whether the write happened; a commit
 * that is known not to have happened returns {@code CommitResult.NotStored} or {@code Rejected} instead.
 */
public class StoreException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    /** Creates an exception with what was attempted, and why it failed. */
    public StoreException(String message, Throwable cause) {
        super(message, cause);
    }

    /** Creates an exception with what was attempted. */
    public StoreException(String message) {
        super(message);
    }
}
