package dev.helpline.chat.core.internal.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.chat.core.Sessions;
import dev.helpline.chat.spi.session.EndCause;
import dev.helpline.chat.spi.session.EndedBy;
import dev.helpline.chat.spi.session.Ending;
import java.util.Locale;
import java.util.ResourceBundle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventTextsTest {
    private static final Ending END = new Ending(EndedBy.AGENT, EndCause.NORMAL, null, null, Sessions.START, null);

    @Test
    void an_agent_who_joins_is_named_where_the_name_is_known() {
        assertThat(EventTexts.in(null).assigned("Anton")).isEqualTo("Anton joined the conversation.");
        assertThat(EventTexts.in(null).assigned(null)).isEqualTo("An agent joined the conversation.");
        assertThat(EventTexts.in("ar").assigned("{0} $1 O'Neil")).contains("{0} $1 O'Neil");
    }

    @ParameterizedTest
    @CsvSource({
        "CUSTOMER, NORMAL,     The customer ended the conversation.",
        "AGENT,    NORMAL,     The agent ended the conversation.",
        "SYSTEM,   NORMAL,     The conversation was ended.",
        "SYSTEM,   INACTIVITY, The conversation ended because there were no new messages."
    })
    void an_end_says_who_ended_it_or_that_it_was_silence(EndedBy by, EndCause cause, String text) {
        assertThat(EventTexts.in(null).ended(new Ending(by, cause, null, null, Sessions.START, null)))
                .isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "de,         Das Gespräch wurde vom Support beendet.",
        "de-AT,      Das Gespräch wurde vom Support beendet.",
        "es_MX,      El agente ha terminado la conversación.",
        "FR,         L’agent a mis fin à la conversation.",
        "hi-IN,      एजेंट ने बातचीत समाप्त की।",
        "ar-EG,      أنهى موظف الدعم المحادثة.",
        "en-GB,      The agent ended the conversation.",
        "tlh,        The agent ended the conversation.",
        "'',         The agent ended the conversation.",
        "'no tag; at all', The agent ended the conversation."
    })
    void the_language_is_that_of_the_session_and_english_where_it_is_not_known(String locale, String text) {
        assertThat(EventTexts.in(locale).ended(END)).isEqualTo(text);
    }

    @Test
    void the_default_locale_of_the_jvm_changes_nothing() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.GERMANY);
            ResourceBundle.clearCache();
            ResourceBundle english = ResourceBundle.getBundle(EventTexts.class.getName(), Locale.ROOT);
            assertThat(english.getString("started")).isEqualTo("The conversation was started.");
        } finally {
            Locale.setDefault(before);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ar", "de", "es", "fr", "hi"})
    void every_language_has_every_text_with_the_same_places_for_names(String language) {
        ResourceBundle english = ResourceBundle.getBundle(EventTexts.class.getName(), Locale.ROOT);
        ResourceBundle translated =
                ResourceBundle.getBundle(EventTexts.class.getName(), Locale.forLanguageTag(language));

        assertThat(english.keySet()).hasSize(20).allSatisfy(key -> {
            String text = translated.getString(key);
            assertThat(text).isNotEqualTo(english.getString(key)).isNotBlank();
            assertThat(text.contains("{0}")).isEqualTo(english.getString(key).contains("{0}"));
        });
    }
}
