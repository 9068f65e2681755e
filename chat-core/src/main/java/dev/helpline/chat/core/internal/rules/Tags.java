package dev.helpline.chat.core.internal.rules;

import dev.helpline.chat.core.internal.text.Characters;
import dev.helpline.chat.spi.ChatException;
import dev.helpline.chat.spi.ErrorCode;
import dev.helpline.chat.spi.store.TextLimits;
import java.text.Normalizer;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** How tags are spelled: in Unicode's form NFC and in lower case, with single blanks inside only, so that one tag has one spelling. */
public final class Tags {
    private static final Pattern BLANKS = Pattern.compile("[\\s\\p{Z}]+");

    /**
     * Tags to add and tags to remove.
     *
     * @param add as {@link #normal} returns them
     * @param remove likewise; a tag in both is added
     */
    public record Change(Set<String> add, Set<String> remove) {
        /** The change for tags as an agent spells them; throws INVALID_REQUEST if one breaks a rule. */
        public static Change of(Collection<String> add, Collection<String> remove) {
            return new Change(normal("add", add), normal("remove", remove));
        }
    }

    private Tags() {}

    /**
     * Returns the tags in their normal spelling. Throws INVALID_REQUEST unless they are at most 20, each of 1 to 40 code points and without
     * control characters, quotation marks and backslashes.
     *
     * @param field what the refusal calls them
     */
    public static Set<String> normal(String field, Collection<String> tags) {
        if (tags.size() > TextLimits.TAGS) {
            throw refusal(field, "must be at most " + TextLimits.TAGS);
        }
        Set<String> normal = new TreeSet<>();
        for (String tag : tags) {
            normal.add(normal(field, tag));
        }
        return normal;
    }

    /** As {@link #normal(String, Collection)}, for one tag. */
    public static String normal(String field, String tag) {
        if (tag.length() > 4 * TextLimits.TAG || !Characters.areAllowed(tag, false)) {
            throw refusal(field, "must be short, without control characters or broken Unicode");
        }
        String normal = BLANKS.matcher(Normalizer.normalize(tag, Normalizer.Form.NFC))
                .replaceAll(" ")
                .strip()
                .toLowerCase(Locale.ROOT);
        if (Characters.areBlank(normal)
                || normal.codePointCount(0, normal.length()) > TextLimits.TAG
                || normal.indexOf('"') >= 0
                || normal.indexOf('\\') >= 0) {
            throw refusal(
                    field,
                    "must have 1 to " + TextLimits.TAG + " characters each, without quotation marks and backslashes");
        }
        return normal;
    }

    private static ChatException refusal(String field, String rule) {
        return new ChatException(ErrorCode.INVALID_REQUEST, field + " " + rule, Map.of("field", field));
    }
}
