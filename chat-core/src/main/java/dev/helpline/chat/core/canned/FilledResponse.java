package dev.helpline.chat.core.canned;

import dev.helpline.chat.spi.Experimental;
import java.util.List;

/**
 * A canned response with the facts of one session in place of its placeholders.
 *
 * @param text ready to be sent
 * @param missing the placeholders for which the session has no value and the response no substitute, in their order; nothing stands in
 *     their place
 */
@Experimental
public record FilledResponse(String text, List<String> missing) {
    /** Copies the list. */
    public FilledResponse {
        missing = List.copyOf(missing);
    }

    /** How many placeholders are missing; never the text. */
    @Override
    public String toString() {
        return "FilledResponse[" + missing.size() + " missing]";
    }
}
