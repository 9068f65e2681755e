package dev.helpline.chat.core.internal.rules;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TagsTest {
    @ParameterizedTest
    @CsvSource({
        "VIP, vip",
        "'  two   words ', two words",
        "'no\u00a0break', no break",
        "u\u0308ber, \u00fcber",
        "\u0130STANBUL, i\u0307stanbul",
        "100%_off, 100%_off"
    })
    void a_tag_has_one_spelling(String written, String normal) {
        assertThat(Tags.normal("tag", written)).isEqualTo(normal);
    }

    @Test
    void the_normal_spelling_of_a_normal_tag_is_itself() {
        String normal = Tags.normal("tag", " A\u030a \u2003B ");

        assertThat(Tags.normal("tag", normal)).isEqualTo(normal);
    }
}
