package dev.helpline.chat.core.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.helpline.chat.spi.content.Content;
import dev.helpline.chat.spi.content.ContentFilter;
import dev.helpline.chat.spi.content.ContentFilter.Changed;
import dev.helpline.chat.spi.content.ContentFilter.Flagged;
import dev.helpline.chat.spi.content.ContentFilter.Passed;
import dev.helpline.chat.spi.content.ContentFilter.Refused;
import dev.helpline.chat.spi.content.ContentFilter.Verdict;
import dev.helpline.chat.spi.entry.Author;
import dev.helpline.chat.spi.entry.ParticipantType;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContentFiltersTest {
    private static final Author CARLA = new Author(ParticipantType.CUSTOMER, "carla", null, null);
    private static final Author ANTON = new Author(ParticipantType.AGENT, "anton", null, null);
    private static final int LONGEST = 5000;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a < b && b > c",
                "List<String> names = new ArrayList<>();",
                "Exception in thread \"main\"\n\tat Foo.bar(Foo.java:12)",
                "--------------------------------------------------------------------------------",
                "\uD83D\uDE00\uD83D\uDE00\uD83D\uDE00 \uD83D\uDC4D\uD83C\uDFFD",
                "\u0645\u0631\u062D\u0628\u0627 \u05E9\u05DC\u05D5\u05DD",
                "an isolate \u2068that is closed\u2069, as names in translated texts have",
                "see https://shop.example/orders/1 and www.shop.example"
            })
    void the_standard_filters_pass_what_people_write(String text) {
        assertThat(ContentFilters.standard())
                .allSatisfy(filter -> assertThat(judge(filter, text)).isEqualTo(Passed.PASSED));
    }

    @Test
    void more_links_than_allowed_are_flagged() {
        String five = "http://a HTTPS://b www.c https://d http://e ";

        assertThat(judge(ContentFilters.links(5), five)).isEqualTo(Passed.PASSED);
        assertThat(judge(ContentFilters.links(5), five + "www.f")).isEqualTo(new Flagged("6 links"));
    }

    @Test
    void tags_are_flagged_and_comparisons_are_not() {
        ContentFilter tags = ContentFilters.tags();

        assertThat(judge(tags, "<script>alert(1)</script>")).isInstanceOf(Flagged.class);
        assertThat(judge(tags, "<img src=x onerror=alert(1)>")).isInstanceOf(Flagged.class);
        assertThat(judge(tags, "1 < 2 and 3 > 2, x<5")).isEqualTo(Passed.PASSED);
    }

    @Test
    void a_text_counts_as_repeated_if_it_is_exactly_the_same() {
        Content content = Content.builder(CARLA, "hello")
                .previous(List.of("hello", "Hello", "hello"))
                .build();

        assertThat(ContentFilters.repeats(2).judge(content)).isInstanceOf(Flagged.class);
        assertThat(ContentFilters.repeats(3).judge(content)).isEqualTo(Passed.PASSED);
    }

    @Test
    void a_flood_is_counted_in_code_points() {
        String emoji = "\uD83D\uDE00";

        assertThat(judge(ContentFilters.floods(4), "aaa" + emoji.repeat(3))).isEqualTo(Passed.PASSED);
        assertThat(judge(ContentFilters.floods(4), "a" + emoji.repeat(4)))
                .isEqualTo(new Flagged("4 equal characters in a row"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "invoice\u202Efdp.exe",
                "\u202Dforced",
                "open \u2067isolate",
                "open \u202Bembedding",
                "\u2068closed in\nthe next line\u2069"
            })
    void misused_direction_controls_are_flagged(String text) {
        assertThat(judge(ContentFilters.directionOverrides(), text)).isInstanceOf(Flagged.class);
    }

    @ParameterizedTest
    @CsvSource({
        "darn,           true",
        "'Oh, DARN!',    true",
        "darned,         false",
        "'bad  word',    true",
        "'bad-word',     true",
        "bad,            false",
        "\uFF44\uFF41\uFF52\uFF4E, true",
        "caf\u00e9,      true",
        "cafe\u0301,     true",
        "cafe,           false",
    })
    void listed_words_are_whole_words_in_any_case_and_width(String text, boolean found) {
        ContentFilter words = ContentFilters.words("words", List.of("Darn", "bad word", "caf\u00e9"));

        assertThat(judge(words, text) instanceof Flagged).isEqualTo(found);
    }

    @Test
    void masking_hides_listed_words_and_nothing_else() {
        ContentFilter masking = ContentFilters.masking("words", List.of("darn", "bad word", "bad"));

        assertThat(judge(masking, "DARN! A bad  word, \uD83D\uDE00 badly, bad"))
                .isInstanceOfSatisfying(
                        Changed.class,
                        changed -> assertThat(changed.text()).isEqualTo("****! A ***  ****, \uD83D\uDE00 badly, ***"));
        assertThat(judge(masking, "nothing")).isEqualTo(Passed.PASSED);
    }

    @Test
    void a_pattern_a_length_and_a_refusal() {
        ContentFilter digits = ContentFilters.pattern("digits", Pattern.compile("[0-9]{16}"), "a card number");

        assertThat(judge(digits, "4111111111111111")).isEqualTo(new Flagged("a card number"));
        assertThat(judge(ContentFilters.refusing(digits), "4111111111111111")).isEqualTo(new Refused("a card number"));
        assertThat(judge(ContentFilters.refusing(ContentFilters.masking("m", List.of("x"))), "x"))
                .isInstanceOf(Refused.class);
        assertThat(judge(ContentFilters.refusing(digits), "hello")).isEqualTo(Passed.PASSED);
        assertThat(judge(ContentFilters.longerThan(2), "\uD83D\uDE00\uD83D\uDE00"))
                .isEqualTo(Passed.PASSED);
        assertThat(judge(ContentFilters.longerThan(2), "abc")).isEqualTo(new Flagged("3 characters"));
    }

    @Test
    void a_filter_for_customers_leaves_agents_alone() {
        ContentFilter filter = ContentFilters.ofCustomers(ContentFilters.links(0));

        assertThat(filter.judge(Content.builder(CARLA, "www.x").build())).isInstanceOf(Flagged.class);
        assertThat(filter.judge(Content.builder(ANTON, "www.x").build())).isEqualTo(Passed.PASSED);
        assertThat(filter.name()).isEqualTo("links");
    }

    /** Texts on which a careless pattern would need hours. */
    @ParameterizedTest
    @ValueSource(strings = {"<", "<a ", "http://", "www.", "a", "\u202A", "bad "})
    void every_filter_is_done_with_the_longest_hostile_text_at_once(String part) {
        String text = part.repeat(LONGEST / part.length());
        List<ContentFilter> all = List.of(
                ContentFilters.tags(),
                ContentFilters.links(5),
                ContentFilters.floods(200),
                ContentFilters.directionOverrides(),
                ContentFilters.words("words", List.of("bad bad bad bad word")),
                ContentFilters.masking("masks", List.of("bad word")));

        assertThat(all).allSatisfy(filter -> assertThat(judge(filter, text)).isNotNull());
    }

    @Test
    void names_bounds_and_words_are_checked() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ContentFilters.words("Not a name", List.of("x")))
                .withMessageContaining("a-z 0-9 -");
        assertThatIllegalArgumentException().isThrownBy(() -> ContentFilters.words("words", List.of("!?")));
        assertThatIllegalArgumentException().isThrownBy(() -> ContentFilters.links(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> ContentFilters.repeats(0));
        assertThatIllegalArgumentException().isThrownBy(() -> ContentFilters.floods(1));
        assertThatIllegalArgumentException().isThrownBy(() -> ContentFilters.longerThan(0));
    }

    private static Verdict judge(ContentFilter filter, String text) {
        return filter.judge(Content.builder(CARLA, text).build());
    }
}
