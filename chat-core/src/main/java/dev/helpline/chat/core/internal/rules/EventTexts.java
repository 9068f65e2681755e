package dev.helpline.chat.core.internal.rules;

import dev.helpline.chat.spi.session.EndCause;
import dev.helpline.chat.spi.session.Ending;
import dev.helpline.chat.spi.session.Session;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The texts of events in the language of a session, for clients that show them as they are. Others use the type of the event. Immutable.
 */
final class EventTexts {
    /** The languages besides English, which all other languages fall back to, whatever the default locale of the JVM is. */
    private static final Map<String, EventTexts> TRANSLATED = Stream.of("ar", "de", "es", "fr", "hi")
            .collect(Collectors.toUnmodifiableMap(
                    Function.identity(), language -> read(Locale.forLanguageTag(language))));

    private static final EventTexts ENGLISH = read(Locale.ROOT);

    private final ResourceBundle texts;

    private EventTexts(ResourceBundle texts) {
        this.texts = texts;
    }

    private static EventTexts read(Locale language) {
        return new EventTexts(ResourceBundle.getBundle(EventTexts.class.getName(), language));
    }

    /** The texts in the language of the session's customer. */
    static EventTexts of(Session session) {
        return in(session.topic().locale());
    }

    /** The texts for a locale, written as a language tag such as {@code de-AT}; in English if it names no language that is known. */
    static EventTexts in(@Nullable String locale) {
        if (locale == null) {
            return ENGLISH;
        }
        Locale known = Locale.forLanguageTag(locale.strip().replace('_', '-'));
        return TRANSLATED.getOrDefault(known.getLanguage(), ENGLISH);
    }

    /** What the filters noted, for agents, whose language is not known. */
    static String flagged(List<String> notes) {
        return "A message was flagged by " + String.join("; ", notes) + ".";
    }

    /** For agents, whose language is not known. */
    static String prompted() {
        return "The customer was asked for a rating.";
    }

    String started() {
        return texts.getString("started");
    }

    String startedBy(@Nullable String agentName) {
        return named("startedBy", agentName);
    }

    String closed() {
        return texts.getString("closed");
    }

    String unstaffed() {
        return texts.getString("unstaffed");
    }

    String held() {
        return texts.getString("held");
    }

    String resumed() {
        return texts.getString("resumed");
    }

    String returned() {
        return texts.getString("returned");
    }

    String overflowed() {
        return texts.getString("overflowed");
    }

    String ending() {
        return texts.getString("ending");
    }

    String signedIn() {
        return texts.getString("signedIn");
    }

    String reopened() {
        return texts.getString("reopened");
    }

    String rated() {
        return texts.getString("rated");
    }

    String ratingChanged() {
        return texts.getString("ratingChanged");
    }

    String assigned(@Nullable String agentName) {
        return named("assigned", agentName);
    }

    private String named(String key, @Nullable String agentName) {
        return agentName == null
                ? texts.getString(key + "Unnamed")
                : texts.getString(key).replace("{0}", agentName);
    }

    String ended(Ending ending) {
        if (ending.cause() == EndCause.INACTIVITY) {
            return texts.getString("endedByInactivity");
        }
        return switch (ending.by()) {
            case CUSTOMER -> texts.getString("endedByCustomer");
            case AGENT -> texts.getString("endedByAgent");
            case SYSTEM -> texts.getString("ended");
        };
    }
}
