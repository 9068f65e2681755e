package dev.helpline.chat.spi.session;

import org.jspecify.annotations.Nullable;

/**
 * What the customer said the session is about.
 *
 * @param subject one line, at most 255 code points
 * @param category a word of the host's own list, at most 64 code points
 * @param requestedPriority what the customer asked for; a hint, see {@link Session#priority()}
 * @param context a JSON object of the host's, as text of at most 8192 code points: order, restaurant, app version …
 * @param locale an IETF language tag, at most 35 code points
 */
public record Topic(
        @Nullable String subject,
        @Nullable String category,
        @Nullable Priority requestedPriority,
        @Nullable String context,
        @Nullable String locale) {
    /** Nothing was said. */
    public static final Topic NONE = new Topic(null, null, null, null, null);
}
