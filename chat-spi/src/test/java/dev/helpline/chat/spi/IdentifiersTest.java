package dev.helpline.chat.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdentifiersTest {
    @ParameterizedTest
    @ValueSource(strings = {"a", "Z9", "chat_1733514600000_abc123def", "a.b:c-d_e", "0"})
    void letters_digits_and_four_marks_make_an_id(String value) {
        assertThat(new SessionId(value).value()).isEqualTo(value);
        assertThat(EntryId.isValid(value)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "a/b", "ä", "a\n", "a\u0000", "~1", "a,b", "𝒶", "%61"})
    void nothing_else_does(String value) {
        assertThat(CustomerId.isValid(value)).isFalse();
        assertThatIllegalArgumentException().isThrownBy(() -> new CustomerId(value));
    }

    @Test
    void an_id_has_at_most_128_characters() {
        assertThat(AgentId.isValid("x".repeat(128))).isTrue();
        assertThat(AgentId.isValid("x".repeat(129))).isFalse();
    }

    @Test
    void the_refusal_does_not_repeat_the_value() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SessionId("secret stuff"))
                .withMessageContaining("session id must be")
                .withMessageNotContaining("secret");
    }

    @Test
    void ids_that_differ_by_case_are_different() {
        assertThat(new CustomerId("Bob")).isNotEqualTo(new CustomerId("bob"));
    }
}
