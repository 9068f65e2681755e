package dev.helpline.chat.core.internal.attachment;

import dev.helpline.chat.spi.attachment.BlobStore;
import dev.helpline.chat.spi.attachment.FileInspector;
import dev.helpline.chat.spi.attachment.FileScanner;

/** What the host gave the engine for files. */
public record FileParts(BlobStore blobs, FileInspector inspector, FileScanner scanner) {}
