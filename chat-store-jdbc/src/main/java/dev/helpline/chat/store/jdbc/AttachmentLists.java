package dev.helpline.chat.store.jdbc;

import dev.helpline.chat.spi.AttachmentId;
import dev.helpline.chat.spi.attachment.Attachment;
import dev.helpline.chat.spi.attachment.BlobId;
import dev.helpline.chat.spi.attachment.FileType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The files of a message in one column: a JSON array of strings, eight per file. */
final class AttachmentLists {
    private static final int FIELDS = 8;

    private AttachmentLists() {}

    /** Returns the text of the column; null for a message without files. */
    static @Nullable String write(List<Attachment> files) {
        if (files.isEmpty()) {
            return null;
        }
        List<String> fields = new ArrayList<>(files.size() * FIELDS);
        for (Attachment file : files) {
            fields.add(file.id().value());
            fields.add(file.blob().value());
            fields.add(file.name());
            fields.add(Long.toString(file.size()));
            fields.add(file.type().mediaType());
            fields.add(text(file.type().width()));
            fields.add(text(file.type().height()));
            fields.add(file.sha256());
        }
        return JsonStrings.write(fields);
    }

    static List<Attachment> read(@Nullable String column) {
        if (column == null) {
            return List.of();
        }
        List<String> fields = JsonStrings.parse(column);
        List<Attachment> files = new ArrayList<>(fields.size() / FIELDS);
        for (int at = 0; at < fields.size(); at += FIELDS) {
            files.add(Attachment.builder(new AttachmentId(fields.get(at)), new BlobId(fields.get(at + 1)))
                    .name(fields.get(at + 2))
                    .size(Long.parseLong(fields.get(at + 3)))
                    .type(new FileType(fields.get(at + 4), number(fields.get(at + 5)), number(fields.get(at + 6))))
                    .sha256(fields.get(at + 7))
                    .build());
        }
        return files;
    }

    private static String text(@Nullable Integer number) {
        return number == null ? "" : number.toString();
    }

    private static @Nullable Integer number(String text) {
        return text.isEmpty() ? null : Integer.valueOf(text);
    }
}
