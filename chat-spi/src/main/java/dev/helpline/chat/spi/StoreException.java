package dev.helpline.chat.spi;

import java.io.Serial;

/**
 * The store could not do what it was asked. Thrown from a write, it means that it is <em>not known</em> whether the
 * write happened; a write that is known not to have happened returns {@code CommitResult.NotStored} or {@code Rejected}.
 */
public class StoreException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    /** With what was attempted, and why it failed. */
    public StoreException(String message, Throwable cause) {
        super(message, cause);
    }

    /** With what was attempted. */
    public StoreException(String message) {
        super(message);
    }
}
