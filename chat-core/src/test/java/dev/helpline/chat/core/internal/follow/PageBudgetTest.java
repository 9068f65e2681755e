package dev.helpline.chat.core.internal.follow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.chat.core.Sessions;
import dev.helpline.chat.core.message.MessagePage;
import dev.helpline.chat.spi.EntryId;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.entry.Audience;
import dev.helpline.chat.spi.entry.Author;
import dev.helpline.chat.spi.entry.Entry;
import dev.helpline.chat.spi.entry.EntryKind;
import dev.helpline.chat.spi.entry.ParticipantType;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageBudgetTest {
    /** What an entry costs besides its texts. */
    private static final int OVERHEAD = 256;

    @Test
    void a_page_without_entries_holds_none() {
        assertThat(PageBudget.count(List.of())).isZero();
    }

    @Test
    void entries_that_fill_a_page_exactly_fit() {
        Entry half = said("x".repeat(MessagePage.MAX_BYTES / 2 - OVERHEAD));

        assertThat(PageBudget.count(List.of(half, half))).isEqualTo(2);
        assertThat(PageBudget.count(List.of(half, half, said("")))).isEqualTo(2);
    }

    @Test
    void the_first_entry_always_fits_and_leaves_no_room_if_it_is_longer_than_a_page() {
        Entry tooLong = said("x".repeat(MessagePage.MAX_BYTES));

        assertThat(PageBudget.count(List.of(tooLong))).isEqualTo(1);
        assertThat(PageBudget.count(List.of(tooLong, said("")))).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "\u007F", "\u0080", "\u00E9", "\u07FF", "\u0800", "\u20AC", "\uFFFF", "\uD83D\uDE00"})
    void text_counts_as_the_bytes_it_has_in_utf_8(String character) {
        String text = character.repeat(100);
        int bytes = text.getBytes(StandardCharsets.UTF_8).length;

        assertExactly(OVERHEAD + bytes, said(text));
    }

    @Test
    void metadata_and_what_is_told_of_the_author_count_too() {
        assertExactly(OVERHEAD + 7, entry("", "{\"a\":1}", null, null));
        assertExactly(OVERHEAD + 6, entry("", null, "An\u00E9na", null));
        assertExactly(OVERHEAD + 5, entry("", null, null, "Sales"));
    }

    @Test
    void a_reply_leaves_room_for_the_longest_quote() {
        Entry reply = said("yes").toBuilder().replyTo(new EntryId("q")).build();

        assertExactly(OVERHEAD + 4 * 200 + 4 * 255 + 4 * 255 + 3, reply);
    }

    /** The entry fits behind one that leaves just its size, and not behind one that leaves a byte less. */
    private static void assertExactly(int size, Entry entry) {
        Entry before = said("x".repeat(MessagePage.MAX_BYTES - size - OVERHEAD));
        Entry beforeLonger = said("x".repeat(MessagePage.MAX_BYTES - size - OVERHEAD + 1));

        assertThat(PageBudget.count(List.of(before, entry))).isEqualTo(2);
        assertThat(PageBudget.count(List.of(beforeLonger, entry))).isEqualTo(1);
    }

    private static Entry said(String text) {
        return entry(text, null, null, null);
    }

    private static Entry entry(
            String text, @Nullable String metadata, @Nullable String name, @Nullable String department) {
        return Entry.builder(new SessionId("s"), 1, new EntryId("e"))
                .prevVisibleSeq(0)
                .messageNumber(1)
                .kind(EntryKind.MESSAGE)
                .type("text")
                .audience(Audience.ALL)
                .author(new Author(ParticipantType.AGENT, "a", name, department))
                .at(Sessions.START)
                .text(text)
                .metadata(metadata)
                .fingerprint("")
                .build();
    }
}
