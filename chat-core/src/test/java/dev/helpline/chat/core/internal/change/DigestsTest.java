package dev.helpline.chat.core.internal.change;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DigestsTest {
    private static final byte[] KEY = "a key of some length".getBytes(StandardCharsets.UTF_8);

    @Test
    void fields_do_not_run_into_each_other() {
        Stream<@Nullable String[]> lists = Stream.of(
                fields("ab", "c"),
                fields("a", "bc"),
                fields("abc"),
                fields("abc", ""),
                fields("", "abc"),
                fields("abc", null),
                fields(null, "abc"),
                fields("ab", "c", ""),
                fields(),
                fields(""),
                fields((String) null));

        assertThat(lists.flatMap(list -> Stream.of(Digests.sha256(list), Digests.hmac(KEY, list))))
                .doesNotHaveDuplicates();
    }

    @Test
    void the_same_fields_have_the_same_digest_under_the_same_key_only() {
        assertThat(Digests.hmac(KEY, "a", null))
                .isEqualTo(Digests.hmac(KEY, "a", null))
                .hasSize(32);
        assertThat(Digests.hmac(KEY, "a")).isNotEqualTo(Digests.hmac(new byte[] {1}, "a"));
        assertThat(Digests.sha256("a", null))
                .isEqualTo(Digests.sha256("a", null))
                .hasSize(64);
    }

    private static @Nullable String[] fields(@Nullable String... fields) {
        return fields;
    }
}
