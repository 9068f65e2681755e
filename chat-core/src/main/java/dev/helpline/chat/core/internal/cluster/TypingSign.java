package dev.helpline.chat.core.internal.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.helpline.chat.core.session.SessionActivity;
import dev.helpline.chat.spi.Checks;
import dev.helpline.chat.spi.entry.Author;
import dev.helpline.chat.spi.entry.ParticipantType;
import java.time.Duration;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * A participant who is typing.
 *
 * @param left for how long the participant still counts as typing
 */
public record TypingSign(Author author, Duration left) {
    private static final String ABSENT = "~";

    /** Of ids and names, both of which are bounded; a longer text is forged. */
    private static final int MAX_CODE_POINTS = 255;

    /** Type, time left in milliseconds, id, name and department, separated by points; the texts are Base64, since names are not ASCII. */
    String text() {
        return String.join(
                ".",
                author.type() == ParticipantType.AGENT ? "a" : "c",
                Long.toString(left.toMillis()),
                encoded(author.id()),
                encoded(author.name()),
                encoded(author.department()));
    }

    /** The reverse of {@link #text}. */
    static TypingSign parse(String text) {
        String[] parts = text.split("\\.", -1);
        Checks.require(parts.length == 5, "a typist has 5 parts");
        ParticipantType type = switch (parts[0]) {
            case "a" -> ParticipantType.AGENT;
            case "c" -> ParticipantType.CUSTOMER;
            default -> throw new IllegalArgumentException("unknown kind of participant");
        };
        Checks.require(!parts[2].equals(ABSENT), "a typist has an id");
        Duration left = ClusterNotice.ActivityTold.duration(parts[1], SessionActivity.TYPING_LASTS);
        return new TypingSign(new Author(type, decoded(parts[2]), decoded(parts[3]), decoded(parts[4])), left);
    }

    private static String encoded(@Nullable String text) {
        return text == null ? ABSENT : Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
    }

    private static @Nullable String decoded(String text) {
        if (text.equals(ABSENT)) {
            return null;
        }
        String decoded = new String(Base64.getUrlDecoder().decode(text), UTF_8);
        boolean isPlain = decoded.codePoints().noneMatch(Character::isISOControl)
                && decoded.codePointCount(0, decoded.length()) <= MAX_CODE_POINTS;
        Checks.require(isPlain, "not a name");
        return decoded;
    }
}
