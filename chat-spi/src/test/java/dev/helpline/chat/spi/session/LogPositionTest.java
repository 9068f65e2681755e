package dev.helpline.chat.spi.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.helpline.chat.spi.EntryId;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.entry.Audience;
import dev.helpline.chat.spi.entry.Entry;
import dev.helpline.chat.spi.entry.EntryKind;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class LogPositionTest {
    private static final Instant NOW = Instant.parse("2026-01-05T09:00:00Z");

    @Test
    void each_entry_moves_the_position_by_what_it_is() {
        LogPosition event = LogPosition.START.after(entry(1, EntryKind.EVENT, Audience.ALL));
        LogPosition message = event.after(entry(2, EntryKind.MESSAGE, Audience.ALL));
        LogPosition note = message.after(entry(3, EntryKind.NOTE, Audience.AGENTS));
        LogPosition amendment = note.after(entry(4, EntryKind.AMENDMENT, Audience.ALL));

        assertThat(event).isEqualTo(position(1, 1).build());
        assertThat(message)
                .isEqualTo(position(2, 2).messageCount(1).lastMessageSeq(2).build());
        assertThat(note)
                .isEqualTo(position(3, 2).messageCount(1).lastMessageSeq(2).build());
        assertThat(amendment)
                .isEqualTo(position(4, 4)
                        .messageCount(1)
                        .lastMessageSeq(2)
                        .amendmentCount(1)
                        .build());
    }

    @Test
    void an_entry_that_is_not_the_next_one_is_refused() {
        LogPosition one = LogPosition.START.after(entry(1, EntryKind.MESSAGE, Audience.ALL));

        assertThatIllegalArgumentException().isThrownBy(() -> one.after(entry(1, EntryKind.MESSAGE, Audience.ALL)));
        assertThatIllegalArgumentException().isThrownBy(() -> one.after(entry(3, EntryKind.MESSAGE, Audience.ALL)));
    }

    @Test
    void a_log_cannot_count_more_than_it_has() {
        assertRefused(position(1, 2));
        assertRefused(position(1, 1).messageCount(2).lastMessageSeq(1));
        assertRefused(position(2, 1).messageCount(2).lastMessageSeq(1));
        assertRefused(position(3, 3).messageCount(2).lastMessageSeq(2).amendmentCount(2));
    }

    private static void assertRefused(LogPosition.Builder position) {
        assertThatIllegalArgumentException().isThrownBy(position::build);
    }

    private static LogPosition.Builder position(long lastSeq, long lastVisibleSeq) {
        return LogPosition.builder().lastSeq(lastSeq).lastVisibleSeq(lastVisibleSeq);
    }

    private static Entry entry(long seq, EntryKind kind, Audience audience) {
        return Entry.builder(new SessionId("s"), seq, new EntryId("e" + seq))
                .messageNumber(kind == EntryKind.MESSAGE ? 1 : 0)
                .kind(kind)
                .type("text")
                .audience(audience)
                .at(NOW)
                .build();
    }
}
