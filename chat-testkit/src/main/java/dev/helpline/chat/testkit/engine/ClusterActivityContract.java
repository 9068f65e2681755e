package dev.helpline.chat.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.helpline.chat.core.AgentDesk;
import dev.helpline.chat.core.ChatEngine;
import dev.helpline.chat.core.ChatParticipant;
import dev.helpline.chat.core.CustomerChat;
import dev.helpline.chat.core.memory.MemoryClusterBus;
import dev.helpline.chat.core.poll.PollAnswer;
import dev.helpline.chat.core.poll.PollRequest;
import dev.helpline.chat.core.session.EndSession;
import dev.helpline.chat.core.session.ReadMark;
import dev.helpline.chat.core.session.SessionActivity;
import dev.helpline.chat.core.session.SessionSummary;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.auth.Principal;
import dev.helpline.chat.spi.auth.Role;
import dev.helpline.chat.spi.entry.Author;
import dev.helpline.chat.spi.entry.Entry;
import dev.helpline.chat.spi.entry.ParticipantType;
import dev.helpline.chat.testkit.fault.FaultyBus;
import dev.helpline.chat.testkit.fault.FaultyStore;
import dev.helpline.chat.testkit.time.Await;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two engines over one store that tell each other over a bus what goes on beside the log. */
abstract class ClusterActivityContract extends EngineTest {
    private static final Duration WAIT = PollRequest.MAX_WAIT;

    private final MemoryClusterBus cluster = new MemoryClusterBus();
    private final FaultyBus busHere = new FaultyBus(cluster, time, 1);
    private final FaultyBus busThere = new FaultyBus(cluster, time, 2);
    private final Queue<String> heard = new ConcurrentLinkedQueue<>();

    private FaultyStore storeThere;
    private ChatEngine there;
    private int markers;

    @BeforeEach
    void openTwoEngines() {
        engine.close();
        storeThere = new FaultyStore(store);
        engine = closing(
                engineBuilder(store, unlimited().build()).clusterBus(busHere).build());
        there = closing(engineBuilder(storeThere, unlimited().build())
                .clusterBus(busThere)
                .build());
        // Subscribed last, so what is heard here was received by both engines before.
        cluster.subscribe(new RecordingListener(heard));
    }

    // --- typing -----------------------------------------------------------------------------------------------------

    @Test
    void typing_is_told_there_at_once() {
        SessionId session = active();
        CompletableFuture<PollAnswer> poll = waiting(antonThere(), session);

        carla().typing(session, true);

        assertThat(answerOf(poll).view().activity().typing())
                .extracting(Author::type, Author::id)
                .containsExactly(tuple(ParticipantType.CUSTOMER, CARLA));
    }

    @Test
    void names_in_any_script_arrive_as_they_are() {
        SessionId session = active();
        CompletableFuture<PollAnswer> poll = waiting(carlaThere(), session);
        AgentDesk zoe = engine.agent(Principal.agent("auth0|zoe", Role.AGENT, "Zoë 王/. 😀", "ÄÖ ~"));

        zoe.typing(session, true);

        assertThat(answerOf(poll).view().activity().typing())
                .containsExactly(new Author(ParticipantType.AGENT, "auth0|zoe", "Zoë 王/. 😀", "ÄÖ ~"));
    }

    @Test
    void that_typing_stopped_is_told_there_at_once() {
        SessionId session = active();
        carla().typing(session, true);
        toldBy(engine);
        CompletableFuture<PollAnswer> poll = waiting(antonThere(), session);

        carla().typing(session, false);

        assertThat(answerOf(poll).view().activity().typing()).isEmpty();
    }

    @Test
    void typing_ends_there_with_the_message() {
        SessionId session = active();
        activity(antonThere(), session);
        carla().typing(session, true);
        toldBy(engine);
        boolean typed = isTyping(antonThere(), session);

        carlaSays(session, "done");
        toldBy(engine);

        assertThat(typed).isTrue();
        assertThat(isTyping(antonThere(), session)).isFalse();
    }

    @Test
    void typing_ends_there_by_itself_when_the_engine_here_dies() {
        SessionId session = active();
        activity(antonThere(), session);
        carla().typing(session, true);
        toldBy(engine);
        busHere.cutOff();

        pass(SessionActivity.TYPING_LASTS.minusMillis(1));
        boolean lasts = isTyping(antonThere(), session);
        pass(Duration.ofMillis(1));

        assertThat(lasts).isTrue();
        assertThat(isTyping(antonThere(), session)).isFalse();
    }

    @Test
    void each_typist_stops_alone_on_both_engines() {
        SessionId session = active();
        activity(carlaThere(), session);
        antonThere().typing(session, true);
        pass(Duration.ofSeconds(4));
        agent("berta").typing(session, true);
        toldBy(engine);
        List<Author> both = activity(carlaThere(), session).typing();
        pass(Duration.ofSeconds(6));
        List<Author> one = activity(carlaThere(), session).typing();
        pass(Duration.ofSeconds(4));

        assertThat(both).extracting(Author::id).containsExactly(ANTON, "berta");
        assertThat(one).extracting(Author::id).containsExactly("berta");
        assertThat(isTyping(carlaThere(), session)).isFalse();
    }

    @Test
    void an_old_notice_that_arrives_late_undoes_nothing() {
        SessionId session = active();
        activity(antonThere(), session);
        String typist = "/c.10000.Y2FybGE.~.~";

        publish("l" + session + "/7/~/2@9.1@9/.", "l" + session + "/6/~/1@8.1@8/." + typist);
        pass(TICK);

        assertThat(activity(antonThere(), session).typing()).isEmpty();
        assertThat(activity(antonThere(), session).customer()).satisfies(stands(2, 1));
        publish("l" + session + "/8/~/./." + typist);
        assertThat(isTyping(antonThere(), session)).isTrue();
    }

    // --- presence ---------------------------------------------------------------------------------------------------

    @Test
    void a_customer_who_comes_is_present_there_at_once() {
        SessionId session = active();
        passSlowly(Duration.ofMinutes(1));
        CompletableFuture<PollAnswer> poll = waiting(antonThere(), session);

        carla().poll(everything(session, null));

        assertThat(answerOf(poll).view().activity().customerOnline()).isTrue();
    }

    @Test
    void an_agent_who_comes_later_sees_within_a_second_that_the_customer_is_present() {
        SessionId session = active();
        carla().poll(everything(session, null));
        passSlowly(Duration.ofSeconds(20));
        activity(antonThere(), session);

        pass(TICK);
        toldBy(there);
        toldBy(engine);

        assertThat(activity(antonThere(), session).customerOnline()).isTrue();
    }

    @Test
    void a_customer_stays_present_there_for_as_long_as_here() {
        SessionId session = active();
        carla().subscribe(everything(session, null), new Inbox());
        Inbox antons = new Inbox();
        antonThere().subscribe(everything(session, null), antons);
        tickAndTell();
        int before = antons.answers().size();

        for (int second = 0; second < 90; second++) {
            tickAndTell();
        }

        assertThat(antons.answers().subList(before, antons.answers().size())).isEmpty();
        assertThat(activity(antonThere(), session).customerOnline()).isTrue();
    }

    @Test
    void a_customer_whose_polls_wait_as_long_as_they_may_stays_present_there() {
        SessionId session = active();
        CompletableFuture<PollAnswer> poll = waiting(carla(), session);
        Inbox antons = new Inbox();
        antonThere().subscribe(everything(session, null), antons);
        tickAndTell();
        tickAndTell();
        int before = antons.answers().size();

        for (int second = 0; second < 120; second++) {
            tickAndTell();
            poll = poll.isDone() ? waiting(carla(), session) : poll;
        }

        assertThat(antons.answers().subList(before, antons.answers().size())).isEmpty();
        assertThat(activity(antonThere(), session).customerOnline()).isTrue();
    }

    @Test
    void the_customer_of_an_engine_that_died_is_gone_after_a_while() {
        SessionId session = active();
        carla().subscribe(everything(session, null), new Inbox());
        antonThere().subscribe(everything(session, null), new Inbox());
        tickAndTell();
        boolean present = activity(antonThere(), session).customerOnline();

        busHere.cutOff();
        passSlowly(SessionActivity.PRESENCE_LASTS.plus(TICK));

        assertThat(present).isTrue();
        assertThat(activity(antonThere(), session).customerOnline()).isFalse();
    }

    @Test
    void an_agent_who_comes_is_present_at_the_other_engine_within_a_second() {
        SessionId session = active();
        passSlowly(Duration.ofMinutes(2));
        boolean gone = !activity(carla(), session).agentOnline();

        antonThere().agents();
        toldBy(there);
        pass(TICK);

        assertThat(gone).isTrue();
        assertThat(activity(carla(), session).agentOnline()).isTrue();
    }

    @Test
    void a_session_whose_clients_are_all_at_one_engine_costs_the_bus_only_its_changes() {
        SessionId session = active();
        carla().subscribe(everything(session, null), new Inbox());
        anton().subscribe(everything(session, null), new Inbox());
        tickAndTell();
        long before = notices(session);

        for (int second = 0; second < 120; second++) {
            tickAndTell();
        }

        assertThat(notices(session)).isEqualTo(before);
    }

    // --- marks ------------------------------------------------------------------------------------------------------

    @Test
    void reading_is_told_there_at_once() {
        SessionId session = active();
        Entry sent = antonSays(session, "one");
        toldBy(engine);
        CompletableFuture<PollAnswer> poll = waiting(antonThere(), session);

        carla().read(session, sent.seq());

        assertThat(answerOf(poll).view().activity().customer()).satisfies(stands(sent.seq(), sent.seq()));
    }

    @Test
    void the_instant_of_reading_is_told_there_and_stays() {
        SessionId session = active();
        Entry first = antonSays(session, "one");
        Entry second = antonSays(session, "two");
        activity(antonThere(), session);
        Instant read = time.instant();

        carla().read(session, first.seq());
        toldBy(engine);
        pass(Duration.ofSeconds(5));
        carla().read(session, second.seq());
        toldBy(engine);

        SessionActivity seen = activity(antonThere(), session);
        assertThat(seen.readAt(first)).contains(read);
        assertThat(seen.deliveredAt(first)).contains(read);
        assertThat(seen.readAt(second)).contains(time.instant());
    }

    @Test
    void of_two_nodes_at_which_one_message_was_read_the_earlier_instant_counts_at_both() {
        SessionId session = active();
        Entry sent = antonSays(session, "one");
        busHere.publishingFails(true);
        Instant read = time.instant();
        carla().read(session, sent.seq());
        pass(Duration.ofSeconds(1));
        busHere.publishingFails(false);

        antonThere().subscribe(everything(session, null), new Inbox());
        carlaThere().read(session, sent.seq());
        toldBy(there);
        Optional<Instant> here = activity(anton(), session).readAt(sent);
        passSlowly(Duration.ofSeconds(32));

        assertThat(here).contains(read);
        assertThat(activity(antonThere(), session).readAt(sent)).contains(read);
    }

    @Test
    void the_board_there_knows_at_once_what_an_agent_has_read_here() {
        SessionId session = active();
        carlaSays(session, "one");
        toldBy(engine);
        BoardReading reading = new BoardReading(antonThere()::board).toTheEnd();
        SessionSummary before = reading.held().get(session);

        anton().read(session, Long.MAX_VALUE);
        toldBy(engine);
        pass(Duration.ofMillis(50));
        reading.toTheEnd();

        assertThat(before).extracting(summary -> summary.view().unreadCount()).isEqualTo(1L);
        assertThat(reading.held().get(session))
                .extracting(summary -> summary.view().unreadCount())
                .isEqualTo(0L);
    }

    @Test
    void the_board_and_the_head_there_know_at_once_what_the_sessions_agent_has_read_here_after_another_agent() {
        SessionId session = active();
        carlaSays(session, "one");
        agent("berta").read(session, Long.MAX_VALUE);
        toldBy(engine);
        BoardReading reading = new BoardReading(antonThere()::board).toTheEnd();
        SessionSummary before = reading.held().get(session);
        Long headBefore = antonThere().session(session).unreadCount();

        anton().read(session, Long.MAX_VALUE);
        toldBy(engine);
        pass(Duration.ofMillis(50));
        reading.toTheEnd();

        assertThat(before).extracting(summary -> summary.view().unreadCount()).isEqualTo(1L);
        assertThat(headBefore).isEqualTo(1);
        assertThat(reading.held().get(session))
                .extracting(summary -> summary.view().unreadCount())
                .isEqualTo(0L);
        assertThat(antonThere().session(session).unreadCount()).isZero();
    }

    @Test
    void a_delivery_is_told_there_within_a_second() {
        SessionId session = active();
        Entry sent = antonSays(session, "one");
        activity(antonThere(), session);

        carla().delivered(session, sent.seq());
        pass(TICK);
        toldBy(engine);
        pass(TICK);

        assertThat(activity(antonThere(), session).customer()).satisfies(stands(sent.seq(), 0));
    }

    @Test
    void a_mark_that_arrives_before_its_entry_is_not_beyond_the_log_and_counts_later() {
        SessionId session = active();
        activity(antonThere(), session);
        long last = stored(session).log().lastSeq();

        publish("l" + session + "/1/~/" + (last + 1) + "@1." + (last + 1) + "@1/.");
        ReadMark early = activity(antonThere(), session).customer();
        antonSays(session, "one");
        toldBy(engine);
        pass(TICK);

        assertThat(early).satisfies(stands(last, last));
        assertThat(activity(antonThere(), session).customer()).satisfies(stands(last + 1, last + 1));
    }

    @Test
    void a_mark_of_the_bus_never_decides_where_a_poll_begins() {
        SessionId session = active();
        Entry before = antonSays(session, "not seen");
        Entry own = carlaThere().send(message(session, "own", "mine"));

        publish("l" + session + "/1/~/" + own.seq() + "@1." + own.seq() + "@1/.");
        PollAnswer answer = carlaThere().poll(everything(session, own.id().value()));

        assertThat(answer.messages()).contains(before);
    }

    @Test
    void marks_that_the_bus_lost_are_known_within_half_a_minute() {
        SessionId session = active();
        Entry sent = antonSays(session, "one");
        antonThere().subscribe(everything(session, null), new Inbox());
        tickAndTell();
        busHere.publishingFails(true);
        carla().read(session, sent.seq());

        passSlowly(Duration.ofSeconds(32));

        assertThat(activity(antonThere(), session).customer()).satisfies(stands(sent.seq(), sent.seq()));
    }

    @Test
    void after_a_connection_came_back_what_was_missed_is_told_within_a_second() {
        SessionId session = active();
        Entry sent = antonSays(session, "one");
        carla().subscribe(everything(session, null), new Inbox());
        antonThere().subscribe(everything(session, null), new Inbox());
        tickAndTell();
        busHere.cutOff();
        carla().read(session, sent.seq());
        toldBy(there);
        workers.awaitIdle();

        busHere.reconnect();
        pass(TICK);
        toldBy(engine);

        assertThat(activity(antonThere(), session).customer()).satisfies(stands(sent.seq(), sent.seq()));
    }

    // --- what is not taken over -------------------------------------------------------------------------------------

    @Test
    void what_cannot_be_read_is_ignored() {
        SessionId session = active();
        activity(antonThere(), session);
        tickAndTell();
        tickAndTell();
        SessionActivity before = activity(antonThere(), session);
        String head = "l" + session;

        publish(
                "l",
                "a",
                "p",
                "a../",
                "lunknown/1/0/1.1/1.1",
                "aunknown",
                head + "/1",
                head + "/1/0/1@1.1@1",
                head + "/x/0/1@1.1@1/1@1.1@1",
                head + "/1/-1/1@1.1@1/1@1.1@1",
                head + "/1/30001/1@1.1@1/1@1.1@1",
                head + "/1/99999999999999999999/1@1.1@1/1@1.1@1",
                head + "/1/0/1@1.2@1/1@1.1@1",
                head + "/1/0/1@1.-1@1/1@1.1@1",
                head + "/1/0/1@11@1/1@1.1@1",
                head + "/1/0/1@1.1@1/1@1.1@1/c.10001.Y2FybGE.~.~",
                head + "/1/0/1@1.1@1/1@1.1@1/c.1000.~.~.~",
                head + "/1/0/1@1.1@1/1@1.1@1/x.1000.Y2FybGE.~.~",
                head + "/1/0/1@1.1@1/1@1.1@1/c.1000.Y2FybGE.AAAA.~",
                head + "/1/0/1@1.1@1/1@1.1@1/c.1000.Y2FybGE.(.~",
                head + "/1/0/1@1.1@1/1@1.1@1/c.1000.Y2FybGE.~",
                head + "/1/0/1@1.1@1/1@1.1@1" + "/c.1000.Y2FybGE.~.~".repeat(33),
                head + "/1/0/1.1/1@1.1@1",
                head + "/1/0/1@1,1@2.1@1/1@1.1@1",
                head + "/1/0/2@2,1@1.1@1/1@1.1@1",
                head + "/1/~/" + Long.MAX_VALUE + "@1." + Long.MAX_VALUE + "@1/.");
        pass(TICK);

        assertThat(activity(antonThere(), session)).isEqualTo(before);
    }

    @Test
    void what_was_heard_is_not_told_again() {
        SessionId session = active();
        Entry sent = antonSays(session, "one");
        carla().subscribe(everything(session, null), new Inbox());
        antonThere().subscribe(everything(session, null), new Inbox());
        for (int second = 0; second < 3; second++) {
            tickAndTell();
        }
        heard.clear();

        carla().typing(session, true);
        carla().read(session, sent.seq());
        for (int second = 0; second < 3; second++) {
            tickAndTell();
        }

        List<String> tellers = heard.stream()
                .filter(notice -> notice.contains(" l" + session + "/"))
                .map(notice -> notice.split(" ", -1)[1])
                .distinct()
                .toList();
        assertThat(tellers).hasSize(1);
    }

    @Test
    void what_goes_on_there_costs_no_read() {
        SessionId session = active();
        Entry sent = antonSays(session, "one");
        antonThere().subscribe(everything(session, null), new Inbox());
        tickAndTell();
        long before = storeThere.readsMade();

        carla().typing(session, true);
        carla().read(session, sent.seq());
        toldBy(engine);
        workers.awaitIdle();

        assertThat(storeThere.readsMade()).isEqualTo(before);
    }

    // --- one head ---------------------------------------------------------------------------------------------------

    @Test
    void a_client_that_follows_sees_what_a_client_that_comes_new_sees_at_either_engine() {
        SessionId session = started();
        Inbox carlas = new Inbox();
        Inbox antons = new Inbox();
        carla().subscribe(everything(session, null), carlas);
        antonThere().subscribe(everything(session, null), antons);

        Runnable[] commands = {
            () -> carlaSays(session, "hello"),
            () -> carla().typing(session, true),
            () -> antonThere().claim(session),
            () -> antonThere().typing(session, true),
            () -> antonThere().send(message(session, "m1", "hi")),
            () -> carla().read(session, 3),
            () -> antonThere().hold(session),
            () -> antonThere().delivered(session, 4),
            () -> antonThere().read(session, 2),
            () -> antonThere().resume(session),
            () -> carla().typing(session, false),
            () -> antonThere().end(EndSession.of(session)),
        };
        for (Runnable command : commands) {
            command.run();
            toldBy(engine);
            toldBy(there);
            tickAndTell();
            tickAndTell();

            assertSame(carlas, carla(), session);
            assertSame(antons, antonThere(), session);
            assertThat(activity(anton(), session)).isEqualTo(activity(antonThere(), session));
        }
    }

    // --- helpers ----------------------------------------------------------------------------------------------------

    /** Lets a second pass, and waits until each engine has received what the other one told. */
    private void tickAndTell() {
        pass(TICK);
        toldBy(there);
        toldBy(engine);
        workers.awaitIdle();
    }

    /** Waits until the bus has carried all that the engine has to tell. An agent who was absent so far is told of last. */
    private void toldBy(ChatEngine teller) {
        String marker = "marker" + markers++;
        teller.agent(Principal.agent(marker, Role.AGENT, null, null));
        Await.until(() -> heard.stream().anyMatch(notice -> notice.matches(".* p" + marker + "( .*)?")));
    }

    private void publish(String... notices) {
        for (String notice : notices) {
            cluster.publish(List.of("helpline1 node-x " + notice));
        }
        workers.awaitIdle();
    }

    private long notices(SessionId session) {
        return heard.stream().filter(notice -> notice.contains(session.value())).count();
    }

    private static CompletableFuture<PollAnswer> waiting(ChatParticipant reader, SessionId session) {
        String cursor = reader.poll(everything(session, null)).cursor();
        return future(reader.pollAsync(PollRequest.everything(session, cursor).waiting(WAIT)));
    }

    private CustomerChat carlaThere() {
        return there.customer(Principal.customer(CARLA, null));
    }

    private AgentDesk antonThere() {
        return there.agent(Principal.agent(ANTON, Role.AGENT, null, null));
    }
}
