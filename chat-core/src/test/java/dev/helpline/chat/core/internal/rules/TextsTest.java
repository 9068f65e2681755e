package dev.helpline.chat.core.internal.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.helpline.chat.spi.ChatException;
import dev.helpline.chat.spi.ErrorCode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextsTest {
    private static final String EMOJI = "\uD83D\uDE00";
    private final Texts texts = Texts.refusingAs(ErrorCode.INVALID_MESSAGE);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "\t\r\n",
                "\u00A0",
                "\u2007\u202F",
                "\u200B\u200C\u200D",
                "\uFEFF",
                "\u2060",
                "\u00AD",
                "\u202E\u202C",
                "\u2066\u2069",
                "\u3000",
                "\u180E",
                "\u2028\u2029",
                "\u3164",
                "\u115F\u1160",
                "\uFFA0",
                "\u2800"
            })
    void what_shows_nothing_is_blank(String text) {
        assertThatThrownBy(() -> texts.required("f", text, 100)).hasMessage("f must not be blank");
        assertThat(texts.optional("f", text, 100)).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x",
                ".",
                "\u202Ex",
                "e\u0301",
                "\uD83D\uDC69\u200D\uD83D\uDCBB",
                "\u05E9\u05DC\u05D5\u05DD",
                " x ",
                "a\r\nb\tc",
                "\uFFFF",
                "\uE000",
                "\uDBFF\uDFFF"
            })
    void what_shows_something_is_kept_as_it_is(String text) {
        assertThat(texts.required("f", text, 100)).isSameAs(text);
        assertThat(texts.optional("f", text, 100)).isSameAs(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u0000",
                "a\u0000",
                "\u0001",
                "\u0008",
                "\u000B",
                "\u000C",
                "\u001B[0m",
                "\u007F",
                "\u0080",
                "\u009F",
                "\uD800",
                "\uDFFF",
                "\uDC00\uD800",
                "a\uD83D",
                "\uDE00b"
            })
    void what_cannot_be_kept_is_refused_even_where_nothing_is_required(String text) {
        assertThatThrownBy(() -> texts.required("f", text, 100)).hasMessageContaining("control characters");
        assertThatThrownBy(() -> texts.optional("f", text, 100)).hasMessageContaining("control characters");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\nb", "a\rb", "\n"})
    void one_line_has_no_breaks(String text) {
        assertThatThrownBy(() -> texts.optionalLine("f", text, 100)).isInstanceOf(ChatException.class);
        assertThat(texts.optionalLine("f", "a\tb", 100)).isEqualTo("a\tb");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "\u00E9", "\u20AC", EMOJI})
    void length_is_counted_in_code_points_of_whatever_size(String character) {
        assertThat(texts.required("f", character.repeat(5000), 5000)).hasSize(5000 * character.length());
        assertThatThrownBy(() -> texts.required("f", character.repeat(5001), 5000))
                .isInstanceOfSatisfying(
                        ChatException.class,
                        refusal -> assertThat(refusal.details())
                                .containsEntry("field", "f")
                                .containsEntry("maxLength", "5000"));
    }

    @Test
    void the_refusal_has_the_code_it_was_made_with() {
        assertThatThrownBy(() -> texts.required("f", "", 1))
                .isInstanceOfSatisfying(
                        ChatException.class,
                        refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID_MESSAGE));
    }

    @Test
    void what_is_missing_stays_missing() {
        assertThat(texts.optional("f", null, 1)).isNull();
        assertThat(texts.optionalLine("f", null, 1)).isNull();
    }

    @Test
    void words_are_few_short_different_and_not_blank() {
        assertThat(texts.words("f", List.of("a", "A"), 2, 1)).containsExactly("a", "A");
        assertThatThrownBy(() -> texts.words("f", List.of("a", "b", "c"), 2, 1)).hasMessage("f must be at most 2");
        assertThatThrownBy(() -> texts.words("f", List.of("a", "a"), 2, 1)).hasMessage("f must not repeat");
        assertThatThrownBy(() -> texts.words("f", List.of("\u200B"), 2, 1)).hasMessage("f must not be blank");
        assertThatThrownBy(() -> texts.words("f", List.of("ab"), 2, 1)).hasMessageContaining("at most 1");
    }
}
