package dev.helpline.chat.core.internal.follow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.helpline.chat.spi.EntryId;
import dev.helpline.chat.spi.SessionId;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PollCursorTest {
    private static final SessionId SESSION = new SessionId("s");
    private static final PollCursor CURSOR = new PollCursor(7, "c0ffee", 3, 1_767_600_000_000L, "epoch_-9");

    @Test
    void a_cursor_is_read_as_it_was_written() {
        assertThat(PollCursor.parse(CURSOR.format(SESSION), SESSION)).contains(CURSOR);
    }

    @Test
    void a_cursor_of_another_session_is_none() {
        assertThat(PollCursor.parse(CURSOR.format(SESSION), new SessionId("t"))).isEmpty();
    }

    @Test
    void a_cursor_can_never_be_a_message_id_nor_a_message_id_a_cursor() {
        assertThat(EntryId.isValid(CURSOR.format(SESSION))).isFalse();
        assertThat(PollCursor.looksLike("m.1:a_B-c")).isFalse();
        assertThat(PollCursor.looksLike(CURSOR.format(SESSION))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "~",
                "~~",
                "~1.2.3",
                "~-1.a.2.3.e.73",
                "~1.a.2.3.e.73 ",
                " ~1.a.2.3.e.73",
                "~1.a.2.3.e.73\n",
                "~1.a.2.3..73",
                "~\u0661.a.2.3.e.73",
                "~1.a.2.3.e\u0000.73",
                "~99999999999999999999.a.2.3.e.73",
                "~1.a.2.3.e.ffffffffff",
                "~1.a.2.3.e.74",
                "1.a.2.3.e.73",
                "~1.2.3.e.73",
                "~1.xyz.2.3.e.73",
                "~1.123456789.2.3.e.73"
            })
    void whatever_else_comes_is_no_cursor(String text) {
        assertThat(PollCursor.parse(text, SESSION)).isEmpty();
    }

    @Test
    void a_text_of_any_length_is_judged_at_once() {
        assertThat(PollCursor.parse("~" + "1.".repeat(5_000_000), SESSION)).isEmpty();
    }

    static LongStream seeds() {
        return LongStream.range(0, 20);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void random_texts_are_never_an_error(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 500; i++) {
            StringBuilder text = new StringBuilder(CURSOR.format(SESSION));
            text.setCharAt(random.nextInt(text.length()), (char) random.nextInt(0x250));

            assertThatCode(() -> PollCursor.parse(text.toString(), SESSION))
                    .as("seed %s", seed)
                    .doesNotThrowAnyException();
        }
    }
}
