package dev.helpline.chat.core.attachment;

import dev.helpline.chat.spi.attachment.Attachment;
import java.util.Optional;

/**
 * How far an upload is.
 *
 * @param received how many bytes of the file are stored; an upload is resumed from there
 * @param size how many bytes the file has
 * @param attachment the result of an upload that was finished; empty before
 */
public record UploadStatus(long received, long size, Optional<Attachment> attachment) {}
