package dev.helpline.chat.core.internal.board;

import static dev.helpline.chat.core.internal.board.BoardSessions.newest;
import static dev.helpline.chat.core.internal.board.BoardSessions.session;
import static dev.helpline.chat.core.internal.board.BoardSessions.waiting;
import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.chat.core.board.BoardAnswer;
import dev.helpline.chat.core.message.MessagePage;
import dev.helpline.chat.core.session.SessionSummary;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.session.SessionState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class BoardIndexTest {
    private static final List<SessionState> STATES = List.of(SessionState.values());
    private static final int MAX_CHANGES = 5;
    private static final int MAX_GONE = 3;

    private final BoardIndex index = new BoardIndex("epoch", MAX_CHANGES, MAX_GONE);

    @Test
    void a_snapshot_tells_every_open_session_and_none_that_went() {
        put(waiting("a", 1));
        put(session("b", 4, SessionState.ACTIVE));
        put(waiting("c", 1));
        put(session("c", 2, SessionState.ENDED));

        BoardAnswer answer = index.since(null);

        assertThat(answer.snapshot()).isTrue();
        assertThat(ids(answer.sessions())).containsExactly("a", "b");
        assertThat(answer.sessions()).extracting(SessionSummary::lastMessage).doesNotContainNull();
        assertThat(answer.gone()).isEmpty();
        assertThat(answer.totalActive()).isEqualTo(2);
        assertThat(answer.waiting()).isEqualTo(1);
        assertThat(answer.hasMore()).isFalse();
    }

    @Test
    void behind_a_cursor_it_tells_what_changed_and_what_went_once_each() {
        put(waiting("a", 1));
        put(waiting("b", 1));
        put(waiting("c", 1));
        String cursor = index.since(null).cursor();

        put(waiting("b", 2));
        put(waiting("b", 3));
        index.remove(new SessionId("a"), 2);
        BoardAnswer answer = since(cursor);

        assertThat(answer.snapshot()).isFalse();
        assertThat(ids(answer.sessions())).containsExactly("b");
        assertThat(answer.sessions().get(0).view().session().version()).isEqualTo(3);
        assertThat(answer.gone()).containsExactly(new SessionId("a"));
        assertThat(since(answer.cursor()).sessions()).isEmpty();
        assertThat(since(answer.cursor()).cursor()).isEqualTo(answer.cursor());
    }

    @Test
    void what_is_known_already_is_no_change() {
        put(waiting("a", 1));
        long before = index.revision();

        put(waiting("a", 1));
        index.remove(new SessionId("unknown"), 1);

        assertThat(index.revision()).isEqualTo(before);
    }

    @Test
    void another_history_at_the_same_version_is_a_change() {
        put(waiting("a", 2));
        String cursor = index.since(null).cursor();

        put(session("a", 2, SessionState.ACTIVE));

        assertThat(ids(since(cursor).sessions())).containsExactly("a");
    }

    @Test
    void a_session_that_is_back_is_told_as_open() {
        put(waiting("a", 1));
        String cursor = index.since(null).cursor();

        index.remove(new SessionId("a"), 0);
        put(waiting("a", 1));

        assertThat(ids(since(cursor).sessions())).containsExactly("a");
        assertThat(since(cursor).gone()).isEmpty();
    }

    @Test
    void a_reader_from_before_a_forgotten_session_gets_a_snapshot_and_one_from_after_it_does_not() {
        for (int i = 0; i <= MAX_GONE; i++) {
            put(waiting("s" + i, 1));
        }
        String before = readAll(new HashMap<>(), null);
        index.remove(new SessionId("s0"), 2);
        String after = readAll(new HashMap<>(), before);
        for (int i = 1; i <= MAX_GONE; i++) {
            index.remove(new SessionId("s" + i), 2);
        }

        assertThat(since(before).snapshot()).isTrue();
        assertThat(since(after).snapshot()).isFalse();
    }

    @Test
    void a_reader_that_is_amid_a_long_snapshot_goes_on_although_many_sessions_went_before_it() {
        for (int i = 0; i <= MAX_GONE; i++) {
            put(waiting("gone" + i, 1));
            index.remove(new SessionId("gone" + i), 2);
        }
        for (int i = 0; i < 3 * MAX_CHANGES; i++) {
            put(waiting("s" + i, 1));
        }
        BoardAnswer first = index.since(null);

        BoardAnswer second = since(first.cursor());

        assertThat(first.hasMore()).isTrue();
        assertThat(second.snapshot()).isFalse();
        assertThat(second.sessions()).hasSize(MAX_CHANGES);
        assertThat(second.gone()).isEmpty();
    }

    @Test
    void an_answer_ends_before_its_texts_are_too_long() {
        BoardIndex wide = new BoardIndex("epoch", 1000, MAX_GONE);
        String text = "x".repeat(MessagePage.MAX_BYTES / 2);
        for (String id : List.of("a", "b", "c")) {
            Session session = waiting(id, 1);
            wide.put(session, newest(session).toBuilder().text(text).build(), 0);
        }

        BoardAnswer answer = wide.since(null);

        assertThat(ids(answer.sessions())).containsExactly("a");
        assertThat(answer.hasMore()).isTrue();
    }

    @Test
    void after_everything_was_forgotten_each_cursor_gets_a_snapshot() {
        put(waiting("a", 1));
        String cursor = index.since(null).cursor();

        index.clear();
        put(waiting("a", 1));

        assertThat(since(cursor).snapshot()).isTrue();
        assertThat(index.since(null).totalActive()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "~",
                "~1.1",
                "~1.1.",
                "~1.1.other",
                "~-1.1.epoch",
                "~3.0.epoch",
                "~0.3.epoch",
                "~999999999999999999.999999999999999999.epoch",
                "~9999999999999999999.1.epoch",
                "~1.1.epoch\n",
                "1.1.epoch"
            })
    void what_is_no_cursor_of_this_board_gets_a_snapshot(String cursor) {
        put(waiting("a", 1));
        put(waiting("b", 1));

        assertThat(since(cursor).snapshot()).isTrue();
    }

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 500);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void a_snapshot_and_the_changes_since_are_a_fresh_snapshot_wherever_readers_cut(long seed) {
        Random random = new Random(seed);
        List<Map<SessionId, SessionSummary>> held = new ArrayList<>();
        List<@Nullable String> cursors = new ArrayList<>();
        for (int reader = 0; reader < 4; reader++) {
            held.add(new HashMap<>());
            cursors.add(null);
        }

        for (int step = 0; step < 400; step++) {
            if (random.nextInt(3) > 0) {
                change(random, step);
            } else {
                int reader = random.nextInt(held.size());
                BoardAnswer answer = since(cursors.get(reader));
                apply(answer, held.get(reader));
                cursors.set(reader, answer.cursor());
                if (!answer.hasMore()) {
                    assertThat(held.get(reader))
                            .as("seed %s, step %s", seed, step)
                            .isEqualTo(fresh());
                    assertThat(answer.totalActive()).isEqualTo(held.get(reader).size());
                    assertThat(answer.waiting())
                            .isEqualTo(held.get(reader).values().stream()
                                    .filter(summary -> summary.view().session().state() == SessionState.WAITING)
                                    .count());
                }
            }
        }

        for (int reader = 0; reader < held.size(); reader++) {
            readAll(held.get(reader), cursors.get(reader));
            assertThat(held.get(reader)).as("seed %s", seed).isEqualTo(fresh());
        }
    }

    private void change(Random random, int step) {
        String id = "s" + random.nextInt(25);
        switch (random.nextInt(200)) {
            case 0 -> index.clear();
            case 1, 2, 3 -> index.remove(new SessionId(id), 0);
            default -> put(session(id, 1 + step, STATES.get(random.nextInt(4))));
        }
    }

    private Map<SessionId, SessionSummary> fresh() {
        Map<SessionId, SessionSummary> fresh = new HashMap<>();
        readAll(fresh, null);
        return fresh;
    }

    /** Reads on from a cursor until there is no more; returns the last cursor. */
    private String readAll(Map<SessionId, SessionSummary> held, @Nullable String cursor) {
        BoardAnswer answer = since(cursor);
        apply(answer, held);
        while (answer.hasMore()) {
            answer = since(answer.cursor());
            apply(answer, held);
        }
        return answer.cursor();
    }

    private static void apply(BoardAnswer answer, Map<SessionId, SessionSummary> held) {
        if (answer.snapshot()) {
            held.clear();
        }
        answer.sessions().forEach(summary -> held.put(summary.view().session().id(), summary));
        answer.gone().forEach(held::remove);
    }

    private BoardAnswer since(@Nullable String cursor) {
        return index.since(index.known(cursor));
    }

    private void put(Session session) {
        index.put(session, newest(session), 0);
    }

    private static List<String> ids(List<SessionSummary> sessions) {
        return sessions.stream()
                .map(summary -> summary.view().session().id().value())
                .toList();
    }
}
