package dev.helpline.chat.testkit.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.chat.core.CustomerChat;
import dev.helpline.chat.core.message.MessagePage;
import dev.helpline.chat.core.message.MessagesQuery;
import dev.helpline.chat.core.policy.ChatPolicy;
import dev.helpline.chat.core.poll.Include;
import dev.helpline.chat.core.poll.PollAnswer;
import dev.helpline.chat.core.poll.PollRequest;
import dev.helpline.chat.core.session.EndSession;
import dev.helpline.chat.core.session.SessionPage;
import dev.helpline.chat.core.session.StartSession;
import dev.helpline.chat.spi.EntryId;
import dev.helpline.chat.spi.ErrorCode;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.auth.Principal;
import dev.helpline.chat.spi.entry.Entry;
import dev.helpline.chat.spi.session.SessionState;
import dev.helpline.chat.spi.store.SessionKey;
import dev.helpline.chat.testkit.fault.FaultyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Polls and pages return everything once and in order, with every kind of cursor. */
abstract class ReadContract extends EngineTest {
    private static final int MANY = 130;
    private static final int WORDY = 60;

    @Test
    void many_messages_of_one_instant_come_completely_and_in_order_through_polls() {
        SessionId session = talkative();

        Reading reading = Reading.otherSide(carla()::poll, session, 20).toTheEnd();

        assertThat(reading.texts()).containsExactlyElementsOf(numbered(MANY));
    }

    @Test
    void many_messages_of_one_instant_come_completely_and_in_order_through_pages() {
        SessionId session = talkative();

        List<Entry> read = new ArrayList<>();
        for (int page = 1; page <= 7; page++) {
            read.addAll(carla().messages(MessagesQuery.page(session, page, 20)).messages());
        }

        assertThat(texts(read)).containsExactlyElementsOf(numbered(MANY));
        assertThat(carla().messages(MessagesQuery.page(session, 8, 20))).satisfies(page -> {
            assertThat(page.messages()).isEmpty();
            assertThat(page.total()).isEqualTo(MANY);
            assertThat(page.next()).isNull();
        });
    }

    @Test
    void pages_count_messages_and_leave_out_events() {
        SessionId session = active();
        for (int i = 0; i < 3; i++) {
            anton().hold(session);
            anton().resume(session);
            antonSays(session, "m" + i);
        }

        assertThat(texts(anton().messages(MessagesQuery.page(session, 2, 2)).messages()))
                .containsExactly("m2");
    }

    @Test
    void a_conversation_is_read_forwards_by_cursors_while_more_arrives() {
        SessionId session = talkative();

        List<Entry> read = new ArrayList<>();
        MessagePage page = carla().messages(MessagesQuery.page(session, 1, 50));
        for (; page.next() != null; page = carla().messages(MessagesQuery.after(session, page.next(), 50))) {
            read.addAll(page.messages());
            if (read.size() == 100) {
                antonSays(session, "m" + MANY);
            }
        }
        read.addAll(page.messages());

        assertThat(texts(read)).containsExactlyElementsOf(numbered(MANY + 1));
        assertThat(page.total()).isEqualTo(MANY + 1);
    }

    @Test
    void a_conversation_is_read_backwards_by_cursors_from_where_a_poll_stands() {
        SessionId session = talkative();
        String cursor = carla().poll(asking(session, null, 100)).cursor();

        List<Entry> read = new ArrayList<>();
        MessagePage page = carla().messages(MessagesQuery.before(session, cursor, 30));
        for (; page.next() != null; page = carla().messages(MessagesQuery.before(session, page.next(), 30))) {
            read.addAll(0, page.messages());
        }
        read.addAll(0, page.messages());

        assertThat(texts(read)).containsExactlyElementsOf(numbered(100));
    }

    @Test
    void a_message_stands_between_what_is_before_and_what_is_behind_it() {
        SessionId session = active();
        carlaSays(session, "one");
        anton().hold(session);
        Entry two = antonSays(session, "two");
        anton().resume(session);
        carlaSays(session, "three");
        String id = two.id().value();

        MessagePage before = carla().messages(MessagesQuery.before(session, id, 10));
        MessagePage behind = anton().messages(MessagesQuery.after(session, id, 10));

        assertThat(texts(before.messages())).containsExactly("one");
        assertThat(texts(behind.messages())).containsExactly("three");
        assertThat(before.next()).isNull();
        assertThat(behind.next()).isNull();
    }

    @Test
    void a_page_that_ends_with_the_last_message_has_no_next_page() {
        SessionId session = active();
        antonSays(session, "one");
        antonSays(session, "two");

        MessagePage exact = carla().messages(MessagesQuery.page(session, 1, 2));
        MessagePage first = carla().messages(MessagesQuery.page(session, 1, 1));

        assertThat(exact.next()).isNull();
        assertThat(first.next()).isEqualTo(first.messages().get(0).id().value());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "never-heard-of", "~", "~1.1.1.x.0", "two words"})
    void pages_refuse_a_cursor_they_do_not_know(String cursor) {
        SessionId session = active();
        antonSays(session, "one");

        for (MessagesQuery query :
                List.of(MessagesQuery.after(session, cursor, 10), MessagesQuery.before(session, cursor, 10))) {
            assertThat(refusalOf(() -> carla().messages(query)).code()).isEqualTo(ErrorCode.INVALID_REQUEST);
        }
    }

    @Test
    void pages_refuse_a_message_and_a_cursor_of_another_session() {
        SessionId session = active();
        SessionId other = active();
        String elsewhere = antonSays(other, "elsewhere").id().value();
        String cursor = carla().poll(asking(other, null, 50)).cursor();

        for (String foreign : List.of(elsewhere, cursor)) {
            assertThat(refusalOf(() -> carla().messages(MessagesQuery.after(session, foreign, 10)))
                            .code())
                    .isEqualTo(ErrorCode.INVALID_REQUEST);
        }
    }

    @Test
    void a_history_read_by_keys_neither_repeats_nor_skips_while_sessions_are_started() {
        List<SessionId> sessions = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            sessions.add(0, i < 5 ? ended() : started());
            time.advance(Duration.ofMillis(i % 2));
        }

        List<SessionId> read = new ArrayList<>();
        SessionPage page = carla().history(1, 2);
        started();
        while (true) {
            page.sessions().forEach(past -> read.add(past.view().session().id()));
            if (page.next() == null) {
                break;
            }
            page = carla().history(page.next(), 2);
        }

        assertThat(read).containsExactlyInAnyOrderElementsOf(sessions);
        assertThat(page.total()).isEqualTo(8);
    }

    @Test
    void nothing_is_lost_or_repeated_while_more_arrives() {
        SessionId session = active();
        CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> {
            for (int i = 0; i < 300; i++) {
                antonSays(session, "m" + i);
            }
        });

        Reading reading = Reading.otherSide(carla()::poll, session, 20);
        while (reading.heard().size() < 300 && !writing.isCompletedExceptionally()) {
            reading.once();
        }

        assertThat(reading.toTheEnd().texts()).containsExactlyElementsOf(numbered(300));
    }

    @Test
    void what_both_sides_read_while_both_write_is_the_log() {
        SessionId session = active();
        List<Reading> readers = Crowd.all(4, i -> i < 2 ? writing(session, i) : reading(session, i));

        assertThat(readers)
                .allSatisfy(reader -> assertThat(reader.toTheEnd().heard()).isEqualTo(log(session)));
    }

    @Test
    void a_poll_returns_at_most_its_limit_and_says_whether_there_is_more() {
        SessionId session = active();
        antonSays(session, "one");
        antonSays(session, "two");

        PollAnswer first = carla().poll(asking(session, null, 1));
        PollAnswer second = carla().poll(asking(session, first.cursor(), 1));
        PollAnswer exact = carla().poll(asking(session, null, 2));

        assertThat(texts(first)).containsExactly("one");
        assertThat(first.hasMore()).isTrue();
        assertThat(texts(second)).containsExactly("two");
        assertThat(second.hasMore()).isFalse();
        assertThat(exact.hasMore()).isFalse();
    }

    @Test
    void a_larger_limit_than_100_counts_as_100() {
        SessionId session = talkative();

        PollAnswer answer = carla().poll(asking(session, null, 5000));

        assertThat(answer.messages()).hasSize(100);
        assertThat(answer.hasMore()).isTrue();
    }

    @Test
    void the_entries_a_customer_may_see_are_chained_without_holes() {
        SessionId session = active();
        carlaSays(session, "one");
        anton().hold(session);
        carlaSays(session, "two");

        List<Entry> heard =
                Reading.everything(carla()::poll, session, 2).toTheEnd().heard();

        assertThat(heard).extracting(Entry::prevVisibleSeq).containsExactly(0L, 1L, 2L, 3L, 4L, 5L);
        assertThat(heard).extracting(Entry::seq).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {"", "never-heard-of", "~", "~1.1.1.x.0", "~999999999999999999.1.1.x.0", "two words", "~~~~", "1"
            })
    void what_is_unknown_means_from_the_start(@Nullable String after) {
        SessionId session = active();
        antonSays(session, "one");

        assertThat(texts(carla().poll(asking(session, after, 50)))).containsExactly("one");
    }

    @Test
    void a_cursor_or_a_message_of_another_session_means_from_the_start() {
        SessionId session = active();
        antonSays(session, "one");
        SessionId other = active();
        Entry elsewhere = antonSays(other, "elsewhere");
        antonSays(other, "more");
        String cursor = carla().poll(asking(other, null, 50)).cursor();

        assertThat(texts(carla().poll(asking(session, cursor, 50)))).containsExactly("one");
        assertThat(texts(carla().poll(asking(session, elsewhere.id().value(), 50))))
                .containsExactly("one");
    }

    @Test
    void a_cursor_from_the_future_means_from_the_start() {
        SessionId session = active();
        antonSays(session, "one");
        String cursor = carla().poll(asking(session, null, 50)).cursor();
        String ahead = "~9999" + cursor.substring(cursor.indexOf('.'));

        assertThat(texts(carla().poll(asking(session, ahead, 50)))).containsExactly("one");
    }

    @ParameterizedTest
    @CsvSource({"^(~\\d+)\\.\\d+, $1.999999999", "^~\\d+, ~999999999"})
    void a_cursor_that_is_ahead_of_every_node_costs_no_read_of_the_store(String part, String forged) {
        FaultyStore faulty = new FaultyStore(store);
        CustomerChat carla = engineOver(faulty, unlimited().build()).customer(Principal.customer(CARLA, null));
        SessionId session = watched(carla.start(StartSession.PLAIN).session().id());
        String cursor = carla.poll(asking(session, null, 50)).cursor();

        faulty.readsFail(true);
        PollAnswer answer = carla.poll(asking(session, cursor.replaceFirst(part, forged), 50));

        assertThat(answer.cursor()).isEqualTo(cursor);
    }

    @Test
    void after_a_message_of_the_other_side_comes_what_stands_behind_it() {
        SessionId session = active();
        Entry one = antonSays(session, "one");
        antonSays(session, "two");

        assertThat(texts(carla().poll(asking(session, one.id().value(), 50)))).containsExactly("two");
    }

    @Test
    void a_client_that_moves_on_to_its_own_message_misses_nothing_that_came_before_it() {
        SessionId session = active();
        antonSays(session, "unseen");
        Entry own = carlaSays(session, "mine");

        assertThat(texts(carla().poll(asking(session, own.id().value(), 50)))).containsExactly("unseen");
    }

    @Test
    void what_such_a_client_has_presented_is_not_repeated() {
        SessionId session = active();
        Entry seen = antonSays(session, "seen");
        carla().poll(asking(session, seen.id().value(), 50));
        antonSays(session, "unseen");
        Entry own = carlaSays(session, "mine");

        assertThat(texts(carla().poll(asking(session, own.id().value(), 50)))).containsExactly("unseen");
    }

    @Test
    void such_a_client_misses_nothing_after_a_restart_either() {
        SessionId session = active();
        Entry seen = antonSays(session, "seen");
        carla().poll(asking(session, seen.id().value(), 50));
        pass(TICK);
        antonSays(session, "unseen");
        Entry own = carlaSays(session, "mine");
        restart(unlimited());

        assertThat(texts(carla().poll(asking(session, own.id().value(), 50)))).containsExactly("unseen");
    }

    @Test
    void an_agent_who_moves_on_to_an_own_message_is_told_what_stands_behind_it() {
        SessionId session = active();
        carlaSays(session, "before");
        Entry own = antonSays(session, "mine");
        carlaSays(session, "behind");

        assertThat(texts(anton().poll(asking(session, own.id().value(), 50)))).containsExactly("behind");
    }

    @Test
    void what_was_told_and_then_told_again_from_there_is_what_is_told_at_once() {
        SessionId session = active();
        Reading early = Reading.everything(carla()::poll, session, 100).toTheEnd();
        antonSays(session, "one");
        anton().hold(session);
        early.toTheEnd();
        carlaSays(session, "two");
        anton().end(EndSession.of(session));
        early.toTheEnd();

        Reading late = Reading.everything(carla()::poll, session, 100).toTheEnd();

        assertThat(early.heard()).isEqualTo(late.heard());
        assertThat(early.head()).isEqualTo(late.head()).isEqualTo(stored(session));
    }

    @Test
    void cursors_outlive_a_restart() {
        SessionId session = active();
        antonSays(session, "one");
        Reading before = Reading.otherSide(carla()::poll, session, 20).toTheEnd();
        restart(unlimited());
        antonSays(session, "two");

        assertThat(before.with(carla()::poll).toTheEnd().texts()).containsExactly("one", "two");
    }

    @Test
    void an_empty_poll_returns_the_cursor_it_came_with() {
        SessionId session = active();
        String cursor = carla().poll(asking(session, null, 50)).cursor();

        PollAnswer again = carla().poll(asking(session, cursor, 50));

        assertThat(again.messages()).isEmpty();
        assertThat(again.hasMore()).isFalse();
        assertThat(again.cursor()).isEqualTo(cursor);
    }

    @Test
    void an_ended_session_first_tells_what_is_left_and_its_end_throughout() {
        SessionId session = active();
        antonSays(session, "one");
        antonSays(session, "two");
        anton().end(EndSession.of(session));

        PollAnswer first = carla().poll(asking(session, null, 1));
        PollAnswer second = carla().poll(asking(session, first.cursor(), 1));
        PollAnswer third = carla().poll(asking(session, second.cursor(), 1));

        assertThat(List.of(first, second, third))
                .extracting(answer -> answer.view().session().state())
                .containsOnly(SessionState.ENDED);
        assertThat(List.of(texts(first), texts(second), texts(third)))
                .containsExactly(List.of("one"), List.of("two"), List.of());
        assertThat(List.of(first.hasMore(), second.hasMore(), third.hasMore())).containsExactly(true, false, false);
    }

    @Test
    void the_newest_entries_come_with_the_oldest_of_them_first() {
        SessionId session = talkative();

        assertThat(anton().newest(session, 3)).extracting(Entry::text).containsExactly("m127", "m128", "m129");
    }

    @Test
    void a_poll_of_long_messages_ends_before_its_limit_and_leads_on_to_the_rest() {
        SessionId session = wordy();

        PollAnswer first = carla().poll(asking(session, null, 100));
        Reading reading = Reading.otherSide(carla()::poll, session, 100).toTheEnd();

        assertThat(first.hasMore()).isTrue();
        assertThat(bytes(first.messages())).isLessThanOrEqualTo(MessagePage.MAX_BYTES);
        assertThat(reading.heard()).extracting(Entry::messageNumber).isSorted().hasSize(WORDY);
    }

    @Test
    void a_page_of_long_messages_ends_before_its_limit_and_leads_on_to_the_rest() {
        SessionId session = wordy();
        String first = firstMessage(session);
        String end = carla().poll(asking(session, newestMessage(session), 1)).cursor();

        MessagePage forwards = anton().messages(MessagesQuery.after(session, first, 100));
        MessagePage forwardsRest = anton().messages(MessagesQuery.after(session, requireNonNull(forwards.next()), 100));
        MessagePage backwards = anton().messages(MessagesQuery.before(session, end, 100));
        MessagePage backwardsRest =
                anton().messages(MessagesQuery.before(session, requireNonNull(backwards.next()), 100));

        assertThat(bytes(forwards.messages())).isLessThanOrEqualTo(MessagePage.MAX_BYTES);
        assertThat(bytes(backwards.messages())).isLessThanOrEqualTo(MessagePage.MAX_BYTES);
        assertThat(numbers(forwards, forwardsRest)).isEqualTo(numbersFrom(2));
        assertThat(numbers(backwardsRest, backwards)).isEqualTo(numbersFrom(1));
    }

    @Test
    void the_newest_of_long_messages_are_fewer_than_asked_for() {
        SessionId session = wordy();

        List<Entry> newest = anton().newest(session, 500);

        assertThat(bytes(newest)).isBetween(MessagePage.MAX_BYTES - 50_000L, (long) MessagePage.MAX_BYTES);
        assertThat(newest.get(newest.size() - 1).messageNumber()).isEqualTo(WORDY);
        assertThat(newest).extracting(Entry::seq).isSorted();
    }

    @Test
    void the_newest_are_read_over_the_bounds_of_single_reads() {
        SessionId session = talkative();

        assertThat(texts(anton().newest(session, 120))).isEqualTo(numbered(MANY).subList(MANY - 120, MANY));
        assertThat(anton().newest(session, 500)).isEqualTo(log(session));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 101})
    void a_page_of_no_size_or_too_large_a_one_is_refused(int limit) {
        SessionId session = started();

        assertThat(refusalOf(() -> carla().messages(MessagesQuery.page(session, 1, limit)))
                        .code())
                .isEqualTo(ErrorCode.INVALID_REQUEST);
        assertThat(refusalOf(() -> carla().messages(MessagesQuery.after(session, "x", limit)))
                        .code())
                .isEqualTo(ErrorCode.INVALID_REQUEST);
        assertThat(refusalOf(() -> carla().history(1, limit)).code()).isEqualTo(ErrorCode.INVALID_REQUEST);
        SessionKey key = new SessionKey(time.instant(), session);
        assertThat(refusalOf(() -> carla().history(key, limit)).code()).isEqualTo(ErrorCode.INVALID_REQUEST);
    }

    private SessionId talkative() {
        SessionId session = active();
        for (int i = 0; i < MANY; i++) {
            antonSays(session, "m" + i);
        }
        return session;
    }

    /** Starts a session whose messages have the maximal length, and are longer than a page together. */
    private SessionId wordy() {
        SessionId session = active();
        String text = "\uD83D\uDE00".repeat(ChatPolicy.LONGEST_MESSAGE);
        for (int i = 0; i < WORDY; i++) {
            antonSays(session, text);
        }
        return session;
    }

    private String firstMessage(SessionId session) {
        return carla().messages(MessagesQuery.page(session, 1, 1))
                .messages()
                .get(0)
                .id()
                .value();
    }

    private String newestMessage(SessionId session) {
        return anton().newest(session, 1).get(0).id().value();
    }

    private static long bytes(List<Entry> entries) {
        return entries.stream()
                .mapToLong(entry -> entry.text().getBytes(UTF_8).length)
                .sum();
    }

    private static List<Long> numbers(MessagePage first, MessagePage rest) {
        return Stream.of(first, rest)
                .flatMap(page -> page.messages().stream())
                .map(Entry::messageNumber)
                .toList();
    }

    private static List<Long> numbersFrom(int first) {
        return LongStream.rangeClosed(first, WORDY).boxed().toList();
    }

    private Reading writing(SessionId session, int writer) {
        for (int i = 0; i < 50; i++) {
            EntryId id = new EntryId("m-" + writer + "-" + i);
            String text = writer + " says " + i;
            Entry unused = writer == 0
                    ? carla().send(message(session, id.value(), text))
                    : anton().send(message(session, id.value(), text));
        }
        return Reading.everything(carla()::poll, session, 100);
    }

    private Reading reading(SessionId session, int reader) {
        Reading reading = Reading.everything(reader == 2 ? carla()::poll : anton()::poll, session, 7);
        while (reading.heard().size() < 102) {
            reading.once();
        }
        return reading;
    }

    private static PollRequest asking(SessionId session, @Nullable String after, int limit) {
        return PollRequest.builder(session)
                .after(after)
                .limit(limit)
                .maxWait(Duration.ZERO)
                .include(Set.<Include>of())
                .build();
    }

    private static List<String> numbered(int count) {
        return IntStream.range(0, count).mapToObj(i -> "m" + i).toList();
    }
}
