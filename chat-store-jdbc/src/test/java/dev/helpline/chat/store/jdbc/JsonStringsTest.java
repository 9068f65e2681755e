package dev.helpline.chat.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class JsonStringsTest {
    @Test
    void a_list_is_written_as_a_json_array() {
        assertThat(JsonStrings.write(List.of("speed", "a \"b\" \\ c", "\n")))
                .isEqualTo("[\"speed\",\"a \\\"b\\\" \\\\ c\",\"\\u000a\"]");
        assertThat(JsonStrings.write(List.of())).isEqualTo("[]");
    }

    @Test
    void every_list_that_is_written_is_read_back() {
        List<String> strings = List.of("", "\"", "\\", ",", "[\"]", "\u0000\u001f\n\t", "\uD83E\uDD57", "\\u0041");

        assertThat(JsonStrings.parse(JsonStrings.write(strings))).isEqualTo(strings);
        assertThat(JsonStrings.parse(JsonStrings.write(List.of()))).isEmpty();
    }

    @Test
    void arrays_that_others_wrote_are_read_as_well() {
        assertThat(JsonStrings.parse(" [ \"a\\n\\t\\r\\b\\f\\/\" , \"\\u00e9\" ] "))
                .containsExactly("a\n\t\r\b\f/", "é");
    }
}
