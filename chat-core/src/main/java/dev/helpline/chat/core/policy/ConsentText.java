package dev.helpline.chat.core.policy;

import dev.helpline.chat.core.internal.text.Characters;
import dev.helpline.chat.spi.Experimental;
import dev.helpline.chat.spi.store.TextLimits;
import java.util.Map;
import java.util.Objects;

/**
 * A text that customers consent to before a session.
 *
 * @param version tells this text from earlier ones; not blank, at most 64 code points
 * @param texts the text by language such as {@code en}; at least one
 * @param required whether a session needs the consent
 */
@Experimental
public record ConsentText(String version, Map<String, String> texts, boolean required) {
    /** Copies the texts. */
    public ConsentText {
        Objects.requireNonNull(version, "version");
        texts = Map.copyOf(texts);
        if (Characters.areBlank(version) || version.length() > TextLimits.CONSENT_VERSION) {
            throw new IllegalArgumentException("version must not be blank, and have at most 64 characters");
        }
        if (texts.isEmpty()) {
            throw new IllegalArgumentException("texts must not be empty");
        }
    }
}
