package dev.helpline.chat.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.chat.core.ChatEngine;
import dev.helpline.chat.core.ChatParticipant;
import dev.helpline.chat.core.message.MessagesQuery;
import dev.helpline.chat.core.message.SendMessage;
import dev.helpline.chat.core.poll.PollAnswer;
import dev.helpline.chat.core.poll.PollRequest;
import dev.helpline.chat.core.session.EndSession;
import dev.helpline.chat.core.session.ReadMark;
import dev.helpline.chat.core.session.SessionActivity;
import dev.helpline.chat.core.session.WaitEstimate;
import dev.helpline.chat.spi.ChatException;
import dev.helpline.chat.spi.EntryId;
import dev.helpline.chat.spi.ErrorCode;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.auth.Principal;
import dev.helpline.chat.spi.auth.Role;
import dev.helpline.chat.spi.cursor.Reader;
import dev.helpline.chat.spi.cursor.ReaderCursor;
import dev.helpline.chat.spi.entry.Author;
import dev.helpline.chat.spi.entry.Entry;
import dev.helpline.chat.spi.entry.ParticipantType;
import dev.helpline.chat.spi.limit.Limit;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What goes on beside the log: typing, presence, and how far each side has read. */
abstract class ActivityContract extends EngineTest {
    private static final Duration WAIT = Duration.ofSeconds(20);

    // --- typing -----------------------------------------------------------------------------------------------------

    @Test
    void the_other_side_is_told_at_once_that_a_participant_is_typing() {
        SessionId session = active();
        CompletableFuture<PollAnswer> poll = waiting(anton(), session);

        carla().typing(session, true);

        assertThat(answerOf(poll).view().activity().typing())
                .extracting(Author::type)
                .containsExactly(ParticipantType.CUSTOMER);
        assertThat(answerOf(poll).messages()).isEmpty();
    }

    @Test
    void typing_ends_by_itself() {
        SessionId session = active();
        carla().typing(session, true);
        pass(SessionActivity.TYPING_LASTS.dividedBy(2));
        carla().typing(session, true);

        pass(SessionActivity.TYPING_LASTS.minusMillis(1));
        boolean lasts = isTyping(anton(), session);
        pass(Duration.ofMillis(1));

        assertThat(lasts).isTrue();
        assertThat(isTyping(anton(), session)).isFalse();
    }

    @Test
    void each_typist_stops_alone() {
        SessionId session = active();
        anton().typing(session, true);
        pass(Duration.ofSeconds(5));
        carla().typing(session, true);
        pass(Duration.ofSeconds(5));

        assertThat(activity(anton(), session).typing())
                .extracting(Author::type)
                .containsExactly(ParticipantType.CUSTOMER);
        pass(Duration.ofSeconds(5));
        assertThat(isTyping(anton(), session)).isFalse();
    }

    @Test
    void typing_ends_when_the_participant_says_so_or_sends() {
        SessionId session = active();

        carla().typing(session, true);
        carla().typing(session, false);
        boolean afterStop = isTyping(anton(), session);
        carla().typing(session, true);
        carlaSays(session, "done");

        assertThat(afterStop).isFalse();
        assertThat(isTyping(anton(), session)).isFalse();
    }

    @Test
    void typing_leaves_no_timer_and_nothing_in_the_store() {
        SessionId session = active();
        passSlowly(Duration.ofSeconds(15));
        int before = time.waitingTasks();
        long version = stored(session).version();

        for (int i = 0; i < 10; i++) {
            carla().typing(session, true);
            carla().typing(session, false);
        }
        int meanwhile = time.waitingTasks();
        pass(SessionActivity.TYPING_LASTS);

        assertThat(meanwhile).isEqualTo(before + 1);
        assertThat(time.waitingTasks()).isEqualTo(before);
        assertThat(stored(session).version()).isEqualTo(version);
    }

    @Test
    void a_customer_is_not_told_of_the_own_typing_and_agents_are_told_of_each_other() {
        SessionId session = active();
        CompletableFuture<PollAnswer> own = waiting(carla(), session);
        CompletableFuture<PollAnswer> colleague = waiting(agent("berta"), session);

        carla().typing(session, true);
        anton().typing(session, true);

        assertThat(answerOf(colleague).view().activity().typing()).isNotEmpty();
        assertThat(answerOf(own).view().activity().typing())
                .extracting(Author::id)
                .containsExactly(ANTON);
    }

    @Test
    void no_participant_types_in_an_ended_session() {
        SessionId session = ended();

        assertThat(refusalOf(() -> carla().typing(session, true)).code()).isEqualTo(ErrorCode.SESSION_NOT_OPEN);
        assertThat(refusalOf(() -> customer("mallory").typing(session, true)).code())
                .isEqualTo(ErrorCode.SESSION_NOT_FOUND);
    }

    @Test
    void typing_is_limited() {
        restart(unlimited().typingSignals(new Limit(2, Duration.ofSeconds(10))));
        SessionId session = active();

        carla().typing(session, true);
        carla().typing(session, true);

        assertThat(refusalOf(() -> carla().typing(session, true)).code()).isEqualTo(ErrorCode.RATE_LIMITED);
        anton().typing(session, true);
        pass(Duration.ofSeconds(10));
        carla().typing(session, true);
    }

    // --- presence ---------------------------------------------------------------------------------------------------

    @Test
    void a_customer_is_present_while_polling_and_gone_after_a_while() {
        SessionId session = active();
        carla().poll(everything(session, null));
        boolean present = activity(anton(), session).customerOnline();

        passSlowly(SessionActivity.PRESENCE_LASTS.minusSeconds(1));
        boolean still = activity(anton(), session).customerOnline();
        CompletableFuture<PollAnswer> poll = waiting(anton(), session);
        passSlowly(Duration.ofSeconds(2));

        assertThat(present).isTrue();
        assertThat(still).isTrue();
        assertThat(answerOf(poll).view().activity().customerOnline()).isFalse();
    }

    @Test
    void a_customer_who_comes_back_is_present_at_once() {
        SessionId session = active();
        passSlowly(Duration.ofMinutes(1));
        boolean gone = !activity(anton(), session).customerOnline();

        carla().poll(everything(session, null));

        assertThat(gone).isTrue();
        assertThat(activity(anton(), session).customerOnline()).isTrue();
    }

    @Test
    void a_customer_who_is_subscribed_stays_present() {
        SessionId session = active();
        carla().subscribe(everything(session, null), new Inbox());

        passSlowly(Duration.ofMinutes(2));

        assertThat(activity(anton(), session).customerOnline()).isTrue();
    }

    @Test
    void the_customer_sees_whether_the_agent_is_there() {
        SessionId session = active();
        boolean there = activity(carla(), session).agentOnline();

        for (long second = 0; second <= WaitEstimate.AGENT_SEEN_WITHIN.toSeconds(); second++) {
            activity(carla(), session);
            pass(TICK);
        }
        boolean gone = !activity(carla(), session).agentOnline();
        anton().agents();
        pass(TICK);

        assertThat(there).isTrue();
        assertThat(gone).isTrue();
        assertThat(activity(carla(), session).agentOnline()).isTrue();
    }

    @Test
    void an_agent_who_works_at_another_engine_is_there_within_some_seconds() {
        SessionId session = active();
        ChatEngine other = engineOver(store, unlimited().build());
        ChatParticipant carla = other.customer(Principal.customer(CARLA, null));

        for (int second = 0; second < 25; second++) {
            anton().agents();
            activity(carla, session);
            pass(TICK);
        }

        assertThat(activity(carla, session).agentOnline()).isTrue();
    }

    // --- read marks -------------------------------------------------------------------------------------------------

    @Test
    void the_cursor_of_a_poll_says_what_was_delivered() {
        SessionId session = active();
        Entry sent = antonSays(session, "one");
        String cursor = carla().poll(everything(session, null)).cursor();
        pass(TICK);
        long before = activity(anton(), session).customer().deliveredSeq();

        carla().poll(everything(session, cursor));
        pass(TICK);

        assertThat(before).isLessThan(sent.seq());
        assertThat(activity(anton(), session).customer()).satisfies(stands(sent.seq(), 0));
    }

    @Test
    void a_delivery_to_a_subscriber_proves_nothing_until_the_client_says_so() {
        SessionId session = active();
        carla().subscribe(everything(session, null), new Inbox());
        Entry sent = antonSays(session, "one");
        passSlowly(Duration.ofSeconds(2));
        long before = activity(anton(), session).customer().deliveredSeq();

        carla().delivered(session, sent.seq());
        pass(TICK);

        assertThat(before).isZero();
        assertThat(activity(anton(), session).customer().deliveredSeq()).isEqualTo(sent.seq());
    }

    @Test
    void reading_is_told_at_once_and_was_delivered_too() {
        SessionId session = active();
        Entry sent = antonSays(session, "one");
        CompletableFuture<PollAnswer> poll = waiting(anton(), session);

        carla().read(session, sent.seq());

        assertThat(answerOf(poll).view().activity().customer()).satisfies(stands(sent.seq(), sent.seq()));
    }

    @Test
    void what_was_delivered_can_be_read_at_once() {
        SessionId session = active();
        Entry sent = antonSays(session, "one");
        carla().poll(everything(session, carla().poll(everything(session, null)).cursor()));
        antonSays(session, "not delivered");

        carla().readDelivered(session);

        assertThat(activity(anton(), session).customer()).satisfies(stands(sent.seq(), sent.seq()));
    }

    @Test
    void entries_that_are_named_count_as_read_up_to_the_newest_of_them() {
        SessionId session = active();
        Entry first = antonSays(session, "one");
        Entry second = antonSays(session, "two");
        antonSays(session, "three");

        carla().read(session, List.of(second.id(), first.id(), second.id()));

        assertThat(activity(anton(), session).customer()).satisfies(stands(second.seq(), second.seq()));
    }

    @Test
    void an_entry_that_left_memory_can_be_named() {
        SessionId session = active();
        Entry first = antonSays(session, "one");
        antonSays(session, "two");
        restart(unlimited());

        carla().read(session, List.of(first.id()));

        assertThat(activity(anton(), session).customer().readSeq()).isEqualTo(first.seq());
    }

    @Test
    void an_entry_that_another_engine_wrote_can_be_named_at_once() {
        SessionId session = active();
        carla().poll(everything(session, null));
        Entry written = engineOver(store, unlimited().build())
                .agent(Principal.agent("anton", Role.AGENT, null, null))
                .send(SendMessage.builder(session, "elsewhere").build());

        carla().read(session, List.of(written.id()));

        assertThat(activity(anton(), session).customer().readSeq()).isEqualTo(written.seq());
    }

    @Test
    void a_call_that_names_an_entry_which_the_caller_does_not_see_moves_nothing() {
        SessionId session = active();
        Entry seen = antonSays(session, "one");
        Entry foreign = antonSays(started("dora"), "of another session");

        ChatException unknown = refusalOf(() -> carla().read(session, List.of(seen.id(), new EntryId("unknown"))));
        ChatException elsewhere = refusalOf(() -> carla().read(session, List.of(seen.id(), foreign.id())));

        assertThat(unknown.code()).isEqualTo(ErrorCode.INVALID_REQUEST);
        assertThat(unknown.details()).containsEntry("entryId", "unknown");
        assertThat(elsewhere.code()).isEqualTo(ErrorCode.INVALID_REQUEST);
        assertThat(unknown).hasMessage("the session has no entry unknown");
        assertThat(elsewhere).hasMessage("the session has no entry " + foreign.id());
        assertThat(activity(anton(), session).customer()).isEqualTo(ReadMark.NONE);
    }

    @Test
    void one_to_a_hundred_entries_can_be_named() {
        SessionId session = active();
        Entry sent = antonSays(session, "one");
        List<EntryId> hundred = Collections.nCopies(ChatParticipant.MAX_READ_IDS, sent.id());
        List<EntryId> more = Collections.nCopies(ChatParticipant.MAX_READ_IDS + 1, sent.id());

        assertThat(refusalOf(() -> carla().read(session, List.of())).code()).isEqualTo(ErrorCode.INVALID_REQUEST);
        assertThat(refusalOf(() -> carla().read(session, more)).code()).isEqualTo(ErrorCode.INVALID_REQUEST);
        carla().read(session, hundred);

        assertThat(activity(anton(), session).customer().readSeq()).isEqualTo(sent.seq());
    }

    @Test
    void a_mark_only_moves_forward_and_never_beyond_the_log() {
        SessionId session = active();
        Entry sent = antonSays(session, "one");

        carla().read(session, sent.seq());
        carla().read(session, 1);
        carla().delivered(session, Long.MAX_VALUE);
        pass(TICK);

        assertThat(activity(anton(), session).customer()).satisfies(stands(sent.seq(), sent.seq()));
        assertThat(refusalOf(() -> carla().read(session, -1)).code()).isEqualTo(ErrorCode.INVALID_REQUEST);
    }

    @Test
    void the_customer_sees_how_far_the_agents_have_read() {
        SessionId session = active();
        Entry sent = carlaSays(session, "hello");
        CompletableFuture<PollAnswer> poll = waiting(carla(), session);

        anton().read(session, sent.seq() - 1);
        agent("berta").read(session, sent.seq());

        assertThat(answerOf(poll).view().activity().agents().readSeq()).isPositive();
        assertThat(activity(carla(), session).agents()).satisfies(stands(sent.seq(), sent.seq()));
    }

    @Test
    void the_own_delivery_wakes_no_poll_of_ones_own() {
        SessionId session = active();
        antonSays(session, "one");
        String cursor = carla().poll(everything(session, null)).cursor();
        CompletableFuture<PollAnswer> poll =
                future(carla().pollAsync(everything(session, cursor).waiting(WAIT)));

        pass(TICK);

        assertThat(poll).isNotDone();
    }

    @Test
    void marks_are_stored_and_known_after_a_restart() {
        SessionId session = active();
        Entry sent = antonSays(session, "one");
        carla().read(session, sent.seq());
        pass(TICK);

        restart(unlimited());
        carla().poll(everything(session, null));
        pass(TICK);

        assertThat(store.cursorsOf(session))
                .filteredOn(cursor -> cursor.reader().equals(Reader.CUSTOMER))
                .extracting(ReaderCursor::readSeq)
                .containsExactly(sent.seq());
        assertThat(activity(anton(), session).customer()).satisfies(stands(sent.seq(), sent.seq()));
    }

    @Test
    void what_was_read_at_another_engine_is_known_within_half_a_minute_without_a_bus() {
        SessionId session = active();
        Entry sent = antonSays(session, "one");
        ChatParticipant carla = engineOver(store, unlimited().build()).customer(Principal.customer(CARLA, null));
        anton().subscribe(everything(session, null), new Inbox());
        pass(TICK);

        carla.read(session, sent.seq());
        passSlowly(Duration.ofSeconds(32));

        assertThat(activity(anton(), session).customer()).satisfies(stands(sent.seq(), sent.seq()));
    }

    // --- when a message was delivered and read
    // ------------------------------------------------------------------------

    @Test
    void a_message_has_the_instants_at_which_the_other_side_got_it_and_read_it() {
        SessionId session = active();
        Entry sent = antonSays(session, "one");
        String cursor = carla().poll(everything(session, null)).cursor();
        pass(TICK);
        Optional<Instant> early = activity(anton(), session).deliveredAt(sent);

        pass(Duration.ofSeconds(4));
        Instant delivered = time.instant();
        carla().poll(everything(session, cursor));
        pass(Duration.ofSeconds(5));
        Instant read = time.instant();
        carla().read(session, sent.seq());

        assertThat(early).isEmpty();
        assertThat(activity(anton(), session).deliveredAt(sent)).contains(delivered);
        assertThat(activity(anton(), session).readAt(sent)).contains(read);
    }

    @Test
    void each_message_keeps_the_instant_at_which_it_was_read() {
        SessionId session = active();
        List<Entry> sent = new ArrayList<>();
        List<Instant> read = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            sent.add(carlaSays(session, "message"));
            pass(Duration.ofSeconds(1 + i));
            read.add(time.instant());
            anton().read(session, sent.get(i).seq());
            agent("berta").read(session, sent.get(i).seq() - 1);
            pass(TICK);
        }

        SessionActivity seen = activity(carla(), session);

        assertThat(sent)
                .extracting(message -> seen.readAt(message).orElseThrow())
                .isEqualTo(read);
    }

    @Test
    void the_first_agent_who_reads_a_message_counts() {
        SessionId session = active();
        Entry sent = carlaSays(session, "hello");
        Instant first = time.instant();
        agent("berta").read(session, sent.seq());
        pass(Duration.ofSeconds(9));

        anton().read(session, sent.seq());

        assertThat(activity(carla(), session).readAt(sent)).contains(first);
    }

    @Test
    void a_poll_that_waits_tells_the_author_when_the_message_was_read() {
        SessionId session = active();
        Entry sent = antonSays(session, "one");
        CompletableFuture<PollAnswer> poll = waiting(anton(), session);
        pass(Duration.ofSeconds(3));

        carla().read(session, sent.seq());

        assertThat(answerOf(poll).view().activity().readAt(sent)).contains(time.instant());
        assertThat(answerOf(poll).messages()).isEmpty();
    }

    @Test
    void what_was_not_read_has_no_instant_and_events_and_notes_have_none() {
        SessionId session = active();
        Entry read = antonSays(session, "one");
        Entry unread = antonSays(session, "two");
        carla().read(session, read.seq());

        SessionActivity seen = activity(anton(), session);

        assertThat(seen.readAt(unread)).isEmpty();
        assertThat(seen.deliveredAt(unread)).isEmpty();
        assertThat(log(session))
                .filteredOn(entry -> !entry.isMessage())
                .isNotEmpty()
                .allSatisfy(event -> assertThat(seen.readAt(event)).isEmpty());
    }

    @Test
    void the_instants_are_known_after_a_restart() {
        SessionId session = active();
        Entry first = antonSays(session, "one");
        Instant firstRead = time.instant();
        carla().read(session, first.seq());
        pass(Duration.ofSeconds(7));
        Entry second = antonSays(session, "two");
        Instant secondRead = time.instant();
        carla().read(session, second.seq());
        pass(TICK);

        restart(unlimited());
        SessionActivity page =
                anton().messages(MessagesQuery.page(session, 1, 50)).activity();
        SessionActivity polled = anton().poll(everything(session, null)).view().activity();

        assertThat(page.readAt(first)).contains(firstRead);
        assertThat(page.readAt(second)).contains(secondRead);
        assertThat(polled).isEqualTo(page);
    }

    @Test
    void two_engines_at_which_marks_move_at_once_agree_on_every_instant() {
        for (int seed = 0; seed < 20; seed++) {
            Random random = new Random(seed);
            SessionId session = active();
            List<Entry> sent = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                sent.add(antonSays(session, "message " + i));
            }
            List<ChatParticipant> carlas = List.of(
                    carla(),
                    engineOver(store, unlimited().build()).customer(Principal.customer(CARLA, null)),
                    engineOver(store, unlimited().build()).customer(Principal.customer(CARLA, null)));
            Instant[] truth = new Instant[sent.size()];
            for (int step = 0; step < 12; step++) {
                int last = random.nextInt(sent.size());
                for (int i = 0; i <= last; i++) {
                    truth[i] = truth[i] == null ? time.instant() : truth[i];
                }
                carlas.get(random.nextInt(carlas.size()))
                        .read(session, sent.get(last).seq());
                pass(Duration.ofMillis(random.nextInt(1500)));
            }
            pass(TICK);

            restart(unlimited());
            SessionActivity seen =
                    anton().messages(MessagesQuery.page(session, 1, 50)).activity();

            assertThat(sent)
                    .as("seed %s", seed)
                    .extracting(message -> seen.readAt(message).orElse(null))
                    .containsExactly(truth);
            anton().end(EndSession.of(session));
        }
    }

    // --- one head ---------------------------------------------------------------------------------------------------

    @Test
    void a_client_that_follows_sees_what_a_client_that_comes_new_sees() {
        SessionId session = started();
        Inbox carlas = new Inbox();
        Inbox antons = new Inbox();
        carla().subscribe(everything(session, null), carlas);
        anton().subscribe(everything(session, null), antons);

        Runnable[] commands = {
            () -> carlaSays(session, "hello"),
            () -> carla().typing(session, true),
            () -> anton().claim(session),
            () -> anton().typing(session, true),
            () -> antonSays(session, "hi"),
            () -> carla().read(session, 3),
            () -> anton().hold(session),
            () -> anton().delivered(session, 4),
            () -> anton().read(session, 2),
            () -> anton().resume(session),
            () -> carla().typing(session, false),
            () -> passSlowly(Duration.ofSeconds(40)),
            () -> anton().end(EndSession.of(session)),
        };
        for (Runnable command : commands) {
            command.run();
            pass(TICK);

            assertSame(carlas, carla(), session);
            assertSame(antons, anton(), session);
        }
    }

    // --- helpers ----------------------------------------------------------------------------------------------------

    private static CompletableFuture<PollAnswer> waiting(ChatParticipant reader, SessionId session) {
        String cursor = reader.poll(everything(session, null)).cursor();
        return future(reader.pollAsync(PollRequest.everything(session, cursor).waiting(WAIT)));
    }
}
