package dev.helpline.chat.spi.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.chat.spi.store.TextLimits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PrincipalTest {
    private static final String EMOJI = "\uD83E\uDD57";

    @Test
    void texts_are_cut_to_what_every_store_takes() {
        String longest = EMOJI.repeat(1000);

        Principal principal = Principal.builder(Role.AGENT, "sarah")
                .name(longest)
                .email(longest)
                .phone(longest)
                .department(longest)
                .build();

        assertThat(principal)
                .isEqualTo(Principal.builder(Role.AGENT, "sarah")
                        .name(EMOJI.repeat(TextLimits.NAME))
                        .email(EMOJI.repeat(TextLimits.EMAIL))
                        .phone(EMOJI.repeat(TextLimits.PHONE))
                        .department(EMOJI.repeat(TextLimits.DEPARTMENT))
                        .build());
        assertThat(principal.name()).isEqualTo(EMOJI.repeat(TextLimits.NAME));
        assertThat(principal.email()).isEqualTo(EMOJI.repeat(TextLimits.EMAIL));
        assertThat(principal.phone()).isEqualTo(EMOJI.repeat(TextLimits.PHONE));
        assertThat(principal.department()).isEqualTo(EMOJI.repeat(TextLimits.DEPARTMENT));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "Anna\tMaria ~ Anna Maria",
                "` Anna\nMaria\r\n` ~ Anna Maria",
                "An\u0000na\u0085 ~ Anna",
                "An\uD800na ~ Anna",
                "\u5c71\u7530\u3000\u592a\u90ce ~ \u5c71\u7530\u3000\u592a\u90ce"
            })
    void odd_characters_are_repaired(String name, String repaired) {
        assertThat(Principal.customer("alice", name).name()).isEqualTo(repaired);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t", "\u0000"})
    void a_blank_text_becomes_null(String name) {
        assertThat(Principal.customer("alice", name).name()).isNull();
    }
}
