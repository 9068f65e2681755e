package dev.helpline.chat.tika;

import dev.helpline.chat.spi.attachment.FileContent;
import dev.helpline.chat.spi.attachment.FileInspector;
import dev.helpline.chat.spi.attachment.FileType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.mime.MimeTypes;

/**
 * Recognises files by the beginnings that Apache Tika knows. Word and Excel files begin like any other container, so for these it looks at
 * the names inside: at the central directory of a ZIP file, and at the directory of an OLE file. The dimensions of images come from their
 * headers. Nothing is inflated or decoded, and what is read is bounded, whatever the file claims to be.
 *
 * <p>It is strict: an image whose header does not tell its dimensions, a document with macros in its ZIP file, and a text with control
 * characters are not recognised as such. Thread-safe.
 */
public final class TikaFileInspector implements FileInspector {
    /** What Tika looks at: its longest pattern ends before. */
    private static final int BEGINNING = 64 * 1024;

    private static final String TEXT = "text/plain";
    /** What Tika says of a short text with many letters beyond ASCII, too. */
    private static final String UNKNOWN = "application/octet-stream";

    private static final String ZIP = "application/zip";
    private static final String OOXML = "application/x-tika-ooxml";

    private final MimeTypes types = MimeTypes.getDefaultMimeTypes();

    /** An inspector with the patterns that come with Tika. */
    public TikaFileInspector() {}

    @Override
    public Optional<FileType> inspect(FileContent content) {
        byte[] beginning = content.read(0, BEGINNING);
        if (OleDirectory.isAt(beginning)) {
            return Optional.of(FileType.of(OleDirectory.mediaType(content)));
        }
        String type = detected(beginning);
        return switch (type) {
            case "image/jpeg" -> ImageHeaders.jpeg(content);
            case "image/png" -> ImageHeaders.png(beginning);
            case "image/gif" -> ImageHeaders.gif(beginning);
            case "image/webp" -> ImageHeaders.webp(beginning);
            case ZIP, OOXML -> Optional.of(FileType.of(ZipDirectory.mediaType(content)));
            case TEXT, UNKNOWN -> Optional.of(FileType.of(TEXT)).filter(text -> PlainText.isText(content));
            default -> Optional.of(FileType.of(type));
        };
    }

    private String detected(byte[] beginning) {
        try {
            return types.detect(new ByteArrayInputStream(beginning), new Metadata())
                    .getBaseType()
                    .toString();
        } catch (IOException e) {
            throw new UncheckedIOException("a file in memory cannot be read", e);
        }
    }
}
