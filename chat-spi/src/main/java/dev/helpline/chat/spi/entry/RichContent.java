package dev.helpline.chat.spi.entry;

import dev.helpline.chat.spi.Checks;
import dev.helpline.chat.spi.Experimental;
import java.util.regex.Pattern;

/**
 * What a message shows in place of its text on clients that know the type and the version, such as a card with buttons. All other clients
 * show the text.
 *
 * @param type the name of the type, such as {@code card}: 1 to 32 characters of {@code a-z 0-9 . _ -}, the first one a letter
 * @param version of the type's format, from 1 to 1000
 * @param json a JSON object as text of at most 8192 code points
 */
@Experimental
public record RichContent(String type, int version, String json) {
    private static final Pattern TYPE = Pattern.compile("[a-z][a-z0-9._-]{0,31}");

    /** Checks the type and the version, but not the JSON. */
    public RichContent {
        Checks.require(
                TYPE.matcher(type).matches(),
                "the type of content must have 1 to 32 of the characters a-z 0-9 . _ - and begin with a letter");
        Checks.within("version", version, 1, 1000);
        Checks.require(!json.isEmpty(), "content must not be empty");
    }

    /** The type and the version; never the content. */
    @Override
    public String toString() {
        return "RichContent[" + type + " v" + version + "]";
    }
}
