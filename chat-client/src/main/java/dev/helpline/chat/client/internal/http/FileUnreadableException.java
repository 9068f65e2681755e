package dev.helpline.chat.client.internal.http;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The source of a file that is uploaded failed, or has too few bytes. */
final class FileUnreadableException extends IOException {
    private static final long serialVersionUID = 1L;

    FileUnreadableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
