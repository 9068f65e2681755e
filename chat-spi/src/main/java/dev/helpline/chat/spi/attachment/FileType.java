package dev.helpline.chat.spi.attachment;

import dev.helpline.chat.spi.Checks;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a file is, judged by its content.
 *
 * @param mediaType such as {@code image/png}: lower case, without parameters, at most 100 characters
 * @param width of an image in pixels, from 1; null if the file is not an image or does not say
 * @param height of an image in pixels, from 1; null if and only if there is no width
 */
public record FileType(
        String mediaType, @Nullable Integer width, @Nullable Integer height) {
    private static final int MAX_LENGTH = 100;

    /** Checks the bounds. */
    public FileType {
        Objects.requireNonNull(mediaType, "mediaType");
        Checks.require(isMediaType(mediaType), "mediaType must be lower-case type/subtype, at most 100 characters");
        Checks.require((width == null) == (height == null), "an image has both dimensions or none");
        Checks.require(width == null || width > 0, "width must be at least 1");
        Checks.require(height == null || height > 0, "height must be at least 1");
    }

    /** Returns a type without dimensions. */
    public static FileType of(String mediaType) {
        return new FileType(mediaType, null, null);
    }

    private static boolean isMediaType(String text) {
        int slash = text.indexOf('/');
        return slash > 0
                && slash == text.lastIndexOf('/')
                && slash < text.length() - 1
                && text.length() <= MAX_LENGTH
                && text.chars().allMatch(FileType::isAllowed);
    }

    private static boolean isAllowed(int c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || "/.+-_".indexOf(c) >= 0;
    }
}
