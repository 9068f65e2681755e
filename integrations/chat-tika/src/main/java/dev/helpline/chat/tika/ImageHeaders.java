package dev.helpline.chat.tika;

import dev.helpline.chat.spi.attachment.FileContent;
import dev.helpline.chat.spi.attachment.FileType;
import java.util.Optional;

/** The dimensions of images, by their headers alone. */
final class ImageHeaders {
    /** More segments before the frame than cameras and editors write; the whole search reads 10 bytes of each. */
    private static final int MOST_SEGMENTS = 1000;

    private ImageHeaders() {}

    /** PNG (ISO/IEC 15948): the first chunk is IHDR, and begins with width and height. */
    static Optional<FileType> png(byte[] beginning) {
        Bytes bytes = new Bytes(beginning);
        return bytes.has(12, "IHDR") ? image("image/png", bytes.u32be(16), bytes.u32be(20)) : Optional.empty();
    }

    /** GIF89a, section 18: the logical screen descriptor follows the signature. */
    static Optional<FileType> gif(byte[] beginning) {
        Bytes bytes = new Bytes(beginning);
        return image("image/gif", bytes.u16le(6), bytes.u16le(8));
    }

    /** WebP (RFC 9649): one of three kinds of first chunk. */
    static Optional<FileType> webp(byte[] beginning) {
        Bytes bytes = new Bytes(beginning);
        if (bytes.has(12, "VP8X")) {
            return image("image/webp", 1L + bytes.u24le(24), 1L + bytes.u24le(27));
        }
        if (bytes.has(12, "VP8L") && bytes.u8(20) == 0x2f) {
            long bits = bytes.u32le(21);
            return image("image/webp", 1 + (bits & 0x3fff), 1 + (bits >> 14 & 0x3fff));
        }
        boolean isKeyFrame = bytes.has(12, "VP8 ") && bytes.u24le(23) == 0x2a019d;
        return isKeyFrame ? image("image/webp", bytes.u16le(26) & 0x3fff, bytes.u16le(28) & 0x3fff) : Optional.empty();
    }

    /** JPEG (ITU-T T.81, annex B): goes from segment to segment until one starts a frame. */
    static Optional<FileType> jpeg(FileContent content) {
        long at = 2;
        for (int segments = 0; segments < MOST_SEGMENTS; segments++) {
            Bytes segment = Bytes.of(content, at, 10);
            if (segment.size() < 10 || segment.u8(0) != 0xff) {
                return Optional.empty();
            }
            int marker = segment.u8(1);
            if (marker == 0xff) {
                at++; // a fill byte
            } else if (startsFrame(marker)) {
                return image("image/jpeg", segment.u16be(7), segment.u16be(5));
            } else if (segment.u16be(2) < 2) {
                return Optional.empty();
            } else {
                at += 2 + segment.u16be(2);
            }
        }
        return Optional.empty();
    }

    /** SOF0 to SOF15, among which three markers mean something else. */
    private static boolean startsFrame(int marker) {
        return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
    }

    private static Optional<FileType> image(String type, long width, long height) {
        boolean isValid = width > 0 && height > 0 && width <= Integer.MAX_VALUE && height <= Integer.MAX_VALUE;
        return isValid ? Optional.of(new FileType(type, (int) width, (int) height)) : Optional.empty();
    }
}
