package dev.helpline.chat.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.helpline.chat.core.AgentDesk;
import dev.helpline.chat.core.ChatEngine;
import dev.helpline.chat.core.CustomerChat;
import dev.helpline.chat.core.memory.MemoryClusterBus;
import dev.helpline.chat.core.poll.PollAnswer;
import dev.helpline.chat.core.poll.PollRequest;
import dev.helpline.chat.core.session.EndSession;
import dev.helpline.chat.core.session.StartSession;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.auth.Principal;
import dev.helpline.chat.spi.auth.Role;
import dev.helpline.chat.spi.cluster.ClusterBus;
import dev.helpline.chat.spi.entry.Entry;
import dev.helpline.chat.spi.session.SessionState;
import dev.helpline.chat.testkit.fault.Fault;
import dev.helpline.chat.testkit.fault.FaultyBus;
import dev.helpline.chat.testkit.fault.FaultyStore;
import dev.helpline.chat.testkit.fault.Gate;
import dev.helpline.chat.testkit.time.Await;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two engines over one store that tell each other over a bus. No scripted time passes unless a test lets it pass. */
abstract class ClusterContract extends EngineTest {
    private static final Duration WAIT = Duration.ofSeconds(20);

    private final MemoryClusterBus cluster = new MemoryClusterBus();
    private final FaultyBus busHere = new FaultyBus(cluster, time, 1);
    private final FaultyBus busThere = new FaultyBus(cluster, time, 2);

    private FaultyStore storeHere;
    private FaultyStore storeThere;
    private ChatEngine other;

    @BeforeEach
    void openTwoEngines() {
        engine.close();
        storeThere = new FaultyStore(store);
        storeHere = new FaultyStore(store);
        engine = closing(engineBuilder(storeHere, unlimited().build())
                .clusterBus(busHere)
                .build());
        other = closing(engineBuilder(storeThere, unlimited().build())
                .clusterBus(busThere)
                .build());
    }

    @Test
    void a_message_sent_here_wakes_a_poll_that_waits_there_at_once() {
        SessionId session = active();
        CompletableFuture<PollAnswer> poll = waitingThere(session);

        antonSays(session, "one");

        assertThat(texts(answerOf(poll))).containsExactly("one");
    }

    @Test
    void a_message_sent_there_wakes_a_poll_that_waits_here_at_once() {
        SessionId session = active();
        String cursor = anton().poll(everything(session, null)).cursor();
        CompletableFuture<PollAnswer> poll =
                future(anton().pollAsync(PollRequest.everything(session, cursor).waiting(WAIT)));

        carlaThere().send(message(session, "m1", "one"));

        assertThat(texts(answerOf(poll))).containsExactly("one");
    }

    @Test
    void every_command_reaches_a_poll_that_waits_there_at_once() {
        SessionId session = started();
        CompletableFuture<PollAnswer> poll = waitingThere(session);
        anton().claim(session);
        assertThat(stateIn(poll)).isEqualTo(SessionState.ACTIVE);

        poll = waitingThere(session);
        anton().hold(session);
        assertThat(stateIn(poll)).isEqualTo(SessionState.ON_HOLD);

        poll = waitingThere(session);
        anton().end(EndSession.of(session));
        assertThat(stateIn(poll)).isEqualTo(SessionState.ENDED);
    }

    @Test
    void a_message_whose_storing_was_in_doubt_wakes_a_poll_there_at_once() {
        SessionId session = active();
        CompletableFuture<PollAnswer> poll = waitingThere(session);
        storeHere.next(Fault.UNKNOWN_STORED);
        int timers = time.waitingTasks();

        CompletableFuture<Entry> sent = future(anton().sendAsync(message(session, "m1", "one")));
        // the next try of the commit; the timer for deadlines runs since the claim
        Await.until(() -> time.waitingTasks() > timers);
        boolean wasInDoubt = !sent.isDone() && !poll.isDone();
        time.advance(Duration.ofMillis(200));

        assertThat(wasInDoubt).isTrue();
        assertThat(texts(answerOf(poll))).containsExactly("one");
    }

    @Test
    void messages_of_many_sessions_all_wake_their_polls_at_once() {
        List<SessionId> sessions =
                IntStream.range(0, 200).mapToObj(i -> watched(started("c" + i))).toList();
        awaitToldThere();
        List<CompletableFuture<PollAnswer>> polls = sessions.stream()
                .map(session -> future(antonThere()
                        .pollAsync(PollRequest.everything(session, cursorThere(session))
                                .waiting(WAIT))))
                .toList();

        sessions.forEach(session -> anton().claim(session));

        assertThat(polls)
                .allSatisfy(poll ->
                        assertThat(answerOf(poll).view().session().state()).isEqualTo(SessionState.ACTIVE));
    }

    @Test
    void a_session_that_no_client_follows_there_is_not_read_there() {
        SessionId followed = active();
        SessionId left = watched(started("clara"));
        antonThere().poll(everything(left, null));
        time.advance(Duration.ofSeconds(30));
        CompletableFuture<PollAnswer> poll = waitingThere(followed);
        workers.awaitIdle();
        long before = storeThere.readsMade();

        customer("clara").send(message(left, "m1", "to a session that is not followed"));
        antonSays(followed, "one");
        answerOf(poll);
        awaitToldThere();
        workers.awaitIdle();

        // what the followed session costs: its head, and its entries behind the newest known one
        assertThat(storeThere.readsMade() - before).isLessThanOrEqualTo(2);
    }

    @Test
    void a_hundred_messages_sent_while_the_store_is_slow_there_cost_a_few_reads() {
        SessionId session = active();
        Reading there = Reading.everything(carlaThere()::poll, session, 200).toTheEnd();
        Gate slow = storeThere.holdReads();
        long before = storeThere.readsMade();

        antonSays(session, "0");
        slow.awaitArrival();
        IntStream.range(1, 100).forEach(i -> antonSays(session, "" + i));
        awaitToldThere();
        slow.open();
        workers.awaitIdle();

        assertThat(storeThere.readsMade() - before).isLessThanOrEqualTo(4);
        assertThat(there.toTheEnd().heard()).isEqualTo(log(session));
    }

    @Test
    void a_bus_that_blocks_delays_no_send_and_delivers_later() {
        SessionId session = active();
        CompletableFuture<PollAnswer> poll = waitingThere(session);
        Gate blocked = busHere.holdPublishing();

        antonSays(session, "one");
        blocked.awaitArrival();
        antonSays(session, "two");
        assertThat(poll).isNotDone();
        blocked.open();

        assertThat(texts(answerOf(poll))).startsWith("one");
    }

    @Test
    void a_bus_that_blocks_does_not_keep_the_engine_from_closing() {
        SessionId session = active();
        Gate blocked = busHere.holdPublishing();
        antonSays(session, "one");
        blocked.awaitArrival();

        assertThat(engine.close(Duration.ofSeconds(10)).complete()).isTrue();

        blocked.open();
    }

    @Test
    void what_was_committed_right_before_closing_is_told() {
        SessionId session = active();
        CompletableFuture<PollAnswer> poll = waitingThere(session);

        antonSays(session, "last words");
        engine.close();

        assertThat(texts(answerOf(poll))).containsExactly("last words");
    }

    @Test
    void with_a_bus_that_fails_a_message_arrives_within_a_second() {
        SessionId session = active();
        CompletableFuture<PollAnswer> poll = waitingThere(session);
        busHere.publishingFails(true);

        antonSays(session, "one");
        workers.awaitIdle();
        assertThat(poll).isNotDone();
        pass(TICK);

        assertThat(texts(answerOf(poll))).containsExactly("one");
    }

    @Test
    void a_bus_that_failed_is_used_again() {
        SessionId session = active();
        busHere.publishingFails(true);
        antonSays(session, "one");
        busHere.publishingFails(false);
        CompletableFuture<PollAnswer> poll = waitingThere(session);

        antonSays(session, "two");

        assertThat(texts(answerOf(poll))).contains("two");
    }

    @Test
    void after_a_connection_came_back_what_was_missed_is_looked_for_at_once() {
        SessionId session = active();
        CompletableFuture<PollAnswer> poll = waitingThere(session);
        busThere.cutOff();
        antonSays(session, "one");

        busThere.reconnect();

        assertThat(texts(answerOf(poll))).containsExactly("one");
    }

    @Test
    void what_others_say_on_the_same_channel_is_ignored() {
        SessionId session = active();
        Reading there = Reading.everything(carlaThere()::poll, session, 50).toTheEnd();
        CompletableFuture<PollAnswer> poll = waitingThere(session);

        cluster.publish(List.of(
                "",
                " ",
                "hello",
                "helpline1",
                "helpline1 ",
                "helpline1 node ",
                "helpline1 node v",
                "helpline1 node v/",
                "helpline1 node v" + session + "/x",
                "helpline1 node v" + session + "/99999999999999999999",
                "helpline1 node v../7",
                "helpline1 node zfrom-a-newer-version",
                "helpline2 node v" + session + "/7",
                "helpline1 node v" + session + "/" + Long.MAX_VALUE,
                "helpline1 node vunknown/3"));
        workers.awaitIdle();
        assertThat(poll).isNotDone();
        antonSays(session, "one");

        assertThat(texts(answerOf(poll))).containsExactly("one");
        assertThat(there.toTheEnd().heard()).isEqualTo(log(session));
    }

    @Test
    void a_reader_that_goes_back_and_forth_between_engines_misses_nothing() {
        SessionId session = active();
        Reading reading = Reading.everything(carla()::poll, session, 3);
        for (int i = 0; i < 40; i++) {
            antonSays(session, "m" + i);
            reading = reading.with(i % 2 == 0 ? carlaThere()::poll : carla()::poll)
                    .toTheEnd();
        }

        assertThat(reading.heard()).isEqualTo(log(session));
    }

    @Test
    void an_engine_closes_its_registration_and_leaves_the_bus_open() {
        engine.close();
        SessionId session = watched(
                carlaThere().currentOrStart(StartSession.PLAIN).session().id());
        Queue<String> heard = new ConcurrentLinkedQueue<>();
        cluster.subscribe(new RecordingListener(heard));

        carlaThere().send(message(session, "m1", "one"));

        Await.until(() -> heard.stream().anyMatch(notice -> notice.contains(session.value())));
    }

    @Test
    void a_closed_bus_is_rejected() {
        MemoryClusterBus closed = new MemoryClusterBus();
        closed.close();

        assertThatIllegalStateException()
                .isThrownBy(() -> engineBuilder(store, unlimited().build())
                        .clusterBus(closed)
                        .build());
    }

    /** Waits until the bus has carried all that the first engine has to tell. */
    private void awaitToldThere() {
        Queue<String> heard = new ConcurrentLinkedQueue<>();
        ClusterBus.Registration registration = cluster.subscribe(new RecordingListener(heard));
        SessionId last = watched(started("marker"));
        Await.until(() -> heard.stream().anyMatch(notice -> notice.contains(last.value())));
        registration.close();
    }

    /** Waits there for what is told from now on; what goes on beside the log would wake the poll, too. */
    private CompletableFuture<PollAnswer> waitingThere(SessionId session) {
        awaitToldThere();
        return future(carlaThere()
                .pollAsync(PollRequest.everything(
                                session,
                                carlaThere().poll(everything(session, null)).cursor())
                        .waiting(WAIT)));
    }

    private String cursorThere(SessionId session) {
        return antonThere().poll(everything(session, null)).cursor();
    }

    private static SessionState stateIn(CompletableFuture<PollAnswer> poll) {
        return answerOf(poll).view().session().state();
    }

    private CustomerChat carlaThere() {
        return other.customer(Principal.customer(CARLA, null));
    }

    private AgentDesk antonThere() {
        return other.agent(Principal.agent(ANTON, Role.AGENT, null, null));
    }
}
