package dev.helpline.chat.spi.attachment;

import dev.helpline.chat.spi.Experimental;
import dev.helpline.chat.spi.StoreException;

/**
 * Looks for malware in uploaded files. The engine asks once for each file, before a message can name it. Implementations are thread-safe
 * and may block; a scanner that cannot judge a file now throws {@link StoreException}, and the client may complete its upload later.
 */
@Experimental
@FunctionalInterface
public interface FileScanner {
    /** Takes every file as harmless. */
    FileScanner NONE = content -> true;

    /** Returns whether the file is harmless. A file that is not is deleted. */
    boolean isHarmless(FileContent content);
}
