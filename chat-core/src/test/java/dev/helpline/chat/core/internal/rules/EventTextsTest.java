package dev.helpline.chat.core.internal.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.chat.core.Sessions;
import dev.helpline.chat.spi.session.EndCause;
import dev.helpline.chat.spi.session.EndedBy;
import dev.helpline.chat.spi.session.Ending;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventTextsTest {
    @Test
    void an_agent_who_joins_is_named_where_the_name_is_known() {
        assertThat(EventTexts.assigned("Anton")).isEqualTo("Anton joined the conversation.");
        assertThat(EventTexts.assigned(null)).isEqualTo("An agent joined the conversation.");
    }

    @ParameterizedTest
    @CsvSource({
        "CUSTOMER, NORMAL,     The customer ended the conversation.",
        "AGENT,    NORMAL,     The agent ended the conversation.",
        "SYSTEM,   NORMAL,     The conversation was ended.",
        "SYSTEM,   INACTIVITY, The conversation ended because nobody wrote."
    })
    void an_end_says_who_ended_it_or_that_it_was_silence(EndedBy by, EndCause cause, String text) {
        assertThat(EventTexts.ended(new Ending(by, cause, null, null, Sessions.START, null)))
                .isEqualTo(text);
    }
}
