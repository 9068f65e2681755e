package dev.helpline.chat.http.internal.wire;

import dev.helpline.chat.spi.attachment.Attachment;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A file of a message, as JSON. Where its content is, is not for clients. */
public record WireAttachment(
        String attachmentId,
        String name,
        String type,
        long size,
        String sha256,
        @Nullable Integer width,
        @Nullable Integer height) {

    public static WireAttachment of(Attachment file) {
        return new WireAttachment(
                file.id().value(),
                file.name(),
                file.type().mediaType(),
                file.size(),
                file.sha256(),
                file.type().width(),
                file.type().height());
    }

    /** Returns the files of a message; null, so that the field is absent, for a message without any. */
    static @Nullable List<WireAttachment> of(List<Attachment> files) {
        return files.isEmpty() ? null : files.stream().map(WireAttachment::of).toList();
    }
}
