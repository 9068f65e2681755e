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

    @Test
    void a_digest_never_changes_since_stores_keep_them() {
        // Each field as a length of four bytes, -1 if it is absent, and its UTF-8 bytes; computed with another library.
        assertThat(Digests.sha256("a", null, "", "\u00e9"))
                .isEqualTo("177d5e0e5cc384608c558e5be6d937b5ee75d9c46c6300920bcb9b22ab89a561");
        assertThat(Digests.hmac(KEY, "a", null, "", "\u00e9")).isEqualTo("5c6db310888fa150121d75a792cddf13");
    }

    private static @Nullable String[] fields(@Nullable String... fields) {
        return fields;
    }
}
