package dev.helpline.chat.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdentifiersTest {
    @ParameterizedTest
    @ValueSource(strings = {"a", "Z9", "chat_1733514600000_abc123def", "a.b:c-d_e", "0", "...", ".a", ":"})
    void letters_digits_and_four_marks_make_an_id(String value) {
        assertThat(new SessionId(value).value()).isEqualTo(value);
        assertThat(new EntryId(value).value()).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "a/b", "ä", "a\n", "a\u0000", "~1", "a,b", "𝒶", "%61", "auth0|5f3"})
    void a_session_or_an_entry_has_no_other_characters_in_its_id(String value) {
        assertThat(SessionId.isValid(value)).isFalse();
        assertThatIllegalArgumentException().isThrownBy(() -> new SessionId(value));
        assertThat(EntryId.isValid(value)).isFalse();
        assertThatIllegalArgumentException().isThrownBy(() -> new EntryId(value));
    }

    @ParameterizedTest
    @ValueSource(strings = {".", ".."})
    void path_segments_that_clients_remove_are_not_ids_of_sessions_or_entries(String value) {
        assertThat(SessionId.isValid(value)).isFalse();
        assertThatIllegalArgumentException().isThrownBy(() -> new SessionId(value));
        assertThat(EntryId.isValid(value)).isFalse();
        assertThatIllegalArgumentException().isThrownBy(() -> new EntryId(value));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "auth0|5f3",
                "alice+chat@example.org",
                "248289761001",
                "https://idp.example/users?id=7&x=1#me",
                "DOMAIN/alice",
                "{a}[b](c)%20$^*=~`;!,",
                "."
            })
    void subjects_of_identity_providers_are_ids_of_people(String value) {
        assertThat(new CustomerId(value).value()).isEqualTo(value);
        assertThat(new AgentId(value).value()).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "a b",
                "\"",
                "o'neill",
                "DOMAIN\\alice",
                "<b>",
                ">",
                "ä",
                "a\n",
                "\u0000",
                "\u007f",
                "𝒶"
            })
    void spaces_quotes_backslashes_brackets_and_unprintable_characters_make_no_id(String value) {
        assertThat(CustomerId.isValid(value)).isFalse();
        assertThatIllegalArgumentException().isThrownBy(() -> new CustomerId(value));
        assertThat(AgentId.isValid(value)).isFalse();
        assertThatIllegalArgumentException().isThrownBy(() -> new AgentId(value));
    }

    @Test
    void an_id_has_at_most_128_characters() {
        assertThat(AgentId.isValid("x".repeat(128))).isTrue();
        assertThat(AgentId.isValid("x".repeat(129))).isFalse();
        assertThat(SessionId.isValid("x".repeat(128))).isTrue();
        assertThat(SessionId.isValid("x".repeat(129))).isFalse();
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
