package dev.helpline.chat.spi.attachment;

import dev.helpline.chat.spi.Experimental;
import java.util.Optional;

/**
 * Recognises files by their content. The engine asks once for each uploaded file and rejects a file whose type the policy does not allow.
 * {@code chat-tika} has an implementation.
 *
 * <p>Implementations are thread-safe. The content is hostile: they must neither inflate nor decode it, and need a bounded amount of memory
 * whatever it claims to be.
 */
@Experimental
@FunctionalInterface
public interface FileInspector {
    /** Returns what the file is; empty if it is nothing that the inspector knows. The file's name and declared type do not count. */
    Optional<FileType> inspect(FileContent content);
}
