package dev.helpline.chat.core.internal.board;

import static dev.helpline.chat.core.internal.board.BoardSessions.message;
import static dev.helpline.chat.core.internal.board.BoardSessions.newest;
import static dev.helpline.chat.core.internal.board.BoardSessions.session;
import static dev.helpline.chat.core.internal.board.BoardSessions.waiting;
import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.chat.core.internal.board.BoardInbox.Arrival;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.session.LogPosition;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.session.SessionState;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class BoardInboxTest {
    private final BoardInbox inbox = new BoardInbox();
    private final AtomicInteger rung = new AtomicInteger();

    @Test
    void a_closed_inbox_takes_nothing() {
        inbox.committed(waiting("a", 1), List.of());
        inbox.hinted(new SessionId("a"));

        assertThat(inbox.takeCommits()).isEmpty();
        assertThat(inbox.takeHints()).isEmpty();
    }

    @Test
    void an_inbox_that_was_closed_has_forgotten_what_arrived() {
        inbox.open(rung::incrementAndGet);
        inbox.committed(waiting("a", 1), List.of());
        inbox.hinted(new SessionId("a"));

        inbox.close();

        assertThat(inbox.takeCommits()).isEmpty();
        assertThat(inbox.takeHints()).isEmpty();
    }

    @Test
    void each_arrival_rings_and_is_taken_once() {
        inbox.open(rung::incrementAndGet);

        inbox.committed(waiting("a", 1), List.of());
        inbox.hinted(new SessionId("b"));

        assertThat(rung).hasValue(2);
        assertThat(inbox.takeCommits()).containsExactly(new Arrival(waiting("a", 1), null, List.of()));
        assertThat(inbox.takeHints()).containsExactly(new SessionId("b"));
        assertThat(inbox.takeCommits()).isEmpty();
        assertThat(inbox.takeHints()).isEmpty();
    }

    @Test
    void of_many_commits_the_newest_is_kept_whatever_the_order() {
        inbox.open(rung::incrementAndGet);
        Session newer = waiting("a", 3);

        inbox.committed(newer, List.of(newest(newer)));
        inbox.committed(waiting("a", 2), List.of(newest(waiting("a", 2))));

        assertThat(inbox.takeCommits()).containsExactly(new Arrival(newer, newest(newer), List.of()));
    }

    @Test
    void of_two_commits_at_one_version_the_later_is_kept() {
        inbox.open(rung::incrementAndGet);
        Session other = session("a", 2, SessionState.ACTIVE);

        inbox.committed(waiting("a", 2), List.of());
        inbox.committed(other, List.of());

        assertThat(inbox.takeCommits()).extracting(Arrival::session).containsExactly(other);
    }

    @Test
    void the_newest_message_is_kept_if_a_later_commit_has_none() {
        inbox.open(rung::incrementAndGet);
        Session said = waiting("a", 2);
        Session held = said.toBuilder()
                .version(3)
                .log(LogPosition.builder()
                        .lastSeq(3)
                        .lastVisibleSeq(3)
                        .messageCount(2)
                        .lastMessageSeq(2)
                        .build())
                .build();

        inbox.committed(said, List.of(message(said, 1), newest(said)));
        inbox.committed(held, List.of(message(held, 3)));

        assertThat(inbox.takeCommits()).containsExactly(new Arrival(held, newest(said), List.of()));
    }

    @Test
    void an_older_message_is_not_taken_for_the_newest() {
        inbox.open(rung::incrementAndGet);
        Session said = waiting("a", 2);
        Session missed = waiting("a", 4);

        inbox.committed(said, List.of(newest(said)));
        inbox.committed(missed, List.of());

        assertThat(inbox.takeCommits()).containsExactly(new Arrival(missed, null, List.of()));
    }
}
