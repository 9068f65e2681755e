package dev.helpline.chat.http.internal.exchange;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderTextTest {
    @ParameterizedTest
    @ValueSource(strings = {"", "Bearer abc", "Gr\u00fc\u00dfe", "\u4f60\u597d", "\ud83d\ude80"})
    void bytes_in_utf_8_become_their_text(String text) {
        String asServersHandItOut = new String(text.getBytes(UTF_8), ISO_8859_1);

        assertThat(HeaderText.decode(asServersHandItOut)).contains(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u4f60\u597d", "\ud83d\ude80", "\u00fc\u4f60"})
    void text_that_a_server_has_decoded_stays_as_it_is(String text) {
        assertThat(HeaderText.decode(text)).contains(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u00e9",
                "\u00c0\u00af",
                "\u00ed\u00a0\u0080",
                "\u00c3",
                "\u00f4\u0090\u0080\u0080",
                "a\ufffdb",
                "\ud83d"
            })
    void invalid_bytes_have_no_text(String value) {
        assertThat(HeaderText.decode(value)).isEmpty();
    }
}
