package dev.helpline.chat.testkit.engine;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.helpline.chat.core.AgentDesk;
import dev.helpline.chat.core.ChatEngine;
import dev.helpline.chat.core.board.BoardAnswer;
import dev.helpline.chat.core.board.BoardRequest;
import dev.helpline.chat.core.memory.MemoryChatStore;
import dev.helpline.chat.core.message.SendMessage;
import dev.helpline.chat.core.session.EndSession;
import dev.helpline.chat.core.session.SessionSummary;
import dev.helpline.chat.core.session.SessionView;
import dev.helpline.chat.core.session.StartSession;
import dev.helpline.chat.spi.ChatException;
import dev.helpline.chat.spi.ErrorCode;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.auth.Authenticator.Accepted;
import dev.helpline.chat.spi.auth.Principal;
import dev.helpline.chat.spi.auth.Role;
import dev.helpline.chat.spi.store.OpenSessionQuery;
import dev.helpline.chat.testkit.fault.FaultyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The board of all open sessions: snapshots, changes since a cursor, and waiting for them. */
abstract class BoardContract extends EngineTest {
    private static final Duration WAIT = Duration.ofSeconds(20);

    /** Longer than changes are gathered before they are told. */
    private static final Duration SOON = Duration.ofMillis(50);

    // --- what it tells --------------------------------------------------------------------------------------------

    @Test
    void an_empty_board_is_a_snapshot_without_sessions() {
        BoardAnswer answer = anton().board(BoardRequest.SNAPSHOT);

        assertThat(answer.snapshot()).isTrue();
        assertThat(answer.sessions()).isEmpty();
        assertThat(answer.totalActive()).isZero();
        assertThat(answer.hasMore()).isFalse();
    }

    @Test
    void a_snapshot_tells_the_open_sessions_as_the_list_does_without_their_places() {
        SessionId waiting = started();
        SessionId active = active();
        antonSays(active, "Hello");
        ended();

        BoardAnswer answer = anton().board(BoardRequest.SNAPSHOT);

        assertThat(byId(answer.sessions())).isEqualTo(listed()).containsOnlyKeys(waiting, active);
        assertThat(lastText(byId(answer.sessions()), active)).isEqualTo("Hello");
        assertThat(answer.totalActive()).isEqualTo(2);
        assertThat(answer.waiting()).isEqualTo(1);
    }

    @Test
    void each_command_is_told_soon_with_the_session_as_it_stands() {
        BoardReading reading = new BoardReading(anton()::board).toTheEnd();
        SessionId session = started();
        List<Runnable> commands = List.of(
                () -> carlaSays(session, "Hi"),
                () -> anton().claim(session),
                () -> antonSays(session, "Hello"),
                () -> anton().hold(session),
                () -> anton().resume(session));
        pass(SOON);
        reading.toTheEnd();

        for (Runnable command : commands) {
            command.run();
            pass(SOON);
            BoardAnswer answer = reading.once();

            assertThat(answer.snapshot()).isFalse();
            assertThat(byId(answer.sessions())).isEqualTo(listed()).containsOnlyKeys(session);
        }
    }

    @Test
    void a_session_that_ends_is_gone() {
        SessionId kept = started();
        SessionId session = active();
        BoardReading reading = new BoardReading(anton()::board).toTheEnd();

        carla().end(EndSession.of(session));
        pass(SOON);
        BoardAnswer answer = reading.once();

        assertThat(answer.gone()).containsExactly(session);
        assertThat(answer.sessions()).isEmpty();
        assertThat(answer.totalActive()).isEqualTo(1);
        assertThat(reading.held()).containsOnlyKeys(kept);
    }

    @Test
    void without_a_change_it_tells_nothing_and_the_same_cursor() {
        active();
        BoardAnswer first = anton().board(BoardRequest.SNAPSHOT);
        passSlowly(Duration.ofSeconds(5));

        BoardAnswer second = anton().board(BoardRequest.after(first.cursor()));

        assertThat(second.snapshot()).isFalse();
        assertThat(second.sessions()).isEmpty();
        assertThat(second.gone()).isEmpty();
        assertThat(second.totalActive()).isEqualTo(1);
        assertThat(second.cursor()).isEqualTo(first.cursor());
    }

    @Test
    void an_invented_cursor_and_one_of_another_engine_get_a_snapshot() {
        SessionId session = active();
        String elsewhere = desk(secondEngine()).board(BoardRequest.SNAPSHOT).cursor();

        assertThat(anton().board(BoardRequest.after("~made-up")).snapshot()).isTrue();
        assertThat(byId(anton().board(BoardRequest.after(elsewhere)).sessions()))
                .containsOnlyKeys(session);
    }

    @Test
    void all_agents_at_one_cursor_get_one_answer() {
        SessionId session = active();
        BoardAnswer first = anton().board(BoardRequest.SNAPSHOT);
        antonSays(session, "Hello");
        pass(SOON);

        BoardAnswer antons = anton().board(BoardRequest.after(first.cursor()));
        BoardAnswer bertas = agent("berta").board(BoardRequest.after(first.cursor()));

        assertThat(antons.sessions()).hasSize(1);
        assertThat(bertas).isSameAs(antons);
        assertThat(agent("berta").board(BoardRequest.SNAPSHOT)).isSameAs(anton().board(BoardRequest.SNAPSHOT));
    }

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 12);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void a_snapshot_and_the_changes_since_are_a_fresh_snapshot_on_any_engine(long seed) {
        Random random = new Random(seed);
        List<ChatEngine> engines = List.of(engine, secondEngine());
        List<BoardReading> readings = IntStream.range(0, 3)
                .mapToObj(i -> new BoardReading(desk(engines.get(i % 2))::board))
                .toList();
        List<SessionId> sessions = new ArrayList<>();

        for (int step = 0; step < 60; step++) {
            change(random, engines.get(random.nextInt(2)), sessions);
            if (random.nextBoolean()) {
                pass(Duration.ofMillis(random.nextInt(300)));
            }
            BoardReading reading = readings.get(random.nextInt(3));
            if (random.nextInt(10) == 0) {
                reading.at(desk(engines.get(random.nextInt(2)))::board);
            }
            reading.once();
        }
        pass(TICK.plus(SOON));

        assertThat(readings)
                .as("seed %s", seed)
                .allSatisfy(reading -> assertThat(reading.toTheEnd().held()).isEqualTo(listed()));
        assertThat(engines)
                .as("seed %s", seed)
                .allSatisfy(each -> assertThat(
                                new BoardReading(desk(each)::board).toTheEnd().held())
                        .isEqualTo(listed()));
    }

    private void change(Random random, ChatEngine by, List<SessionId> sessions) {
        int command = random.nextInt(8);
        if (sessions.isEmpty() || command == 0) {
            sessions.add(watched(by.customer(Principal.customer(CARLA, null))
                    .start(StartSession.PLAIN)
                    .session()
                    .id()));
            return;
        }
        SessionId session = sessions.get(random.nextInt(sessions.size()));
        AgentDesk desk = desk(by);
        try {
            switch (command) {
                case 1, 2 ->
                    by.customer(Principal.customer(CARLA, null)).send(SendMessage.of(session, "c" + random.nextInt()));
                case 3 -> desk.send(SendMessage.of(session, "a" + random.nextInt()));
                case 4 -> desk.claim(session);
                case 5 -> desk.hold(session);
                case 6 -> desk.resume(session);
                default -> desk.end(EndSession.of(session));
            }
        } catch (ChatException e) {
            assertThat(e.code()).isIn(ErrorCode.SESSION_NOT_OPEN, ErrorCode.SESSION_CONFLICT);
        }
    }

    // --- waiting --------------------------------------------------------------------------------------------------

    @Test
    void a_first_request_returns_at_once() {
        assertThat(answerOf(anton().boardAsync(BoardRequest.SNAPSHOT.waiting(WAIT)))
                        .snapshot())
                .isTrue();
    }

    @Test
    void a_change_wakes_those_who_wait() {
        SessionId session = active();
        BoardRequest waiting = upToDate();
        CompletableFuture<BoardAnswer> antons = future(anton().boardAsync(waiting));
        CompletableFuture<BoardAnswer> bertas = future(agent("berta").boardAsync(waiting));
        CompletableFuture<BoardAnswer> blocking = CompletableFuture.supplyAsync(() -> anton().board(waiting));

        pass(SOON);
        boolean early = antons.isDone() || bertas.isDone();
        antonSays(session, "Hello");
        pass(SOON);

        assertThat(early).isFalse();
        assertThat(answerOf(antons).sessions()).hasSize(1);
        assertThat(answerOf(bertas)).isSameAs(answerOf(antons));
        assertThat(answerInTime(blocking).sessions()).hasSize(1);
    }

    @Test
    void changes_that_come_together_are_told_together() {
        List<SessionId> sessions =
                IntStream.range(0, 5).mapToObj(i -> started()).toList();
        CompletableFuture<BoardAnswer> waiting = future(anton().boardAsync(upToDate()));

        sessions.forEach(session -> anton().claim(session));
        pass(SOON);

        assertThat(answerOf(waiting).sessions()).hasSize(5);
    }

    @Test
    void when_its_time_is_up_it_returns_nothing() {
        active();
        BoardRequest request = upToDate();
        CompletableFuture<BoardAnswer> waiting = future(anton().boardAsync(request));

        pass(WAIT.minusMillis(1));
        boolean early = waiting.isDone();
        pass(Duration.ofMillis(1));

        assertThat(early).isFalse();
        assertThat(answerOf(waiting).sessions()).isEmpty();
        assertThat(answerOf(waiting).cursor()).isEqualTo(request.after());
    }

    @Test
    void whether_it_was_answered_or_cancelled_it_leaves_nothing_behind() {
        SessionId session = active();
        BoardRequest request = upToDate();
        int before = time.waitingTasks();
        CompletableFuture<BoardAnswer> answered = future(anton().boardAsync(request));
        CompletableFuture<BoardAnswer> cancelled = future(anton().boardAsync(request));

        boolean wasCancelled = cancelled.cancel(false);
        antonSays(session, "Hello");
        pass(SOON);
        answerOf(answered);
        workers.awaitIdle();

        assertThat(wasCancelled).isTrue();
        assertThat(time.waitingTasks()).isEqualTo(before);
    }

    @Test
    void five_hundred_who_wait_hold_no_thread() {
        SessionId session = active();
        BoardRequest request = upToDate();
        workers.awaitIdle();
        int threads = Thread.activeCount();

        List<CompletableFuture<BoardAnswer>> waiting = IntStream.range(0, 500)
                .mapToObj(i -> future(anton().boardAsync(request)))
                .toList();
        int threadsMeanwhile = Thread.activeCount();
        antonSays(session, "Hello");
        pass(SOON);

        // other test classes may run at the same time and start threads of their own
        assertThat(threadsMeanwhile).isLessThan(threads + 500 / 10);
        assertThat(waiting)
                .allSatisfy(poll -> assertThat(answerOf(poll).sessions()).hasSize(1));
    }

    @Test
    void closing_answers_those_who_wait_and_lets_none_wait_any_more() {
        active();
        AgentDesk anton = anton();
        BoardRequest request = upToDate();
        CompletableFuture<BoardAnswer> waiting = future(anton.boardAsync(request));

        engine.close();

        assertThat(answerOf(waiting).sessions()).isEmpty();
        assertThat(answerOf(anton.boardAsync(request)).sessions()).isEmpty();
    }

    // --- permission -----------------------------------------------------------------------------------------------

    @Test
    void a_deactivated_agent_is_told_nothing_that_happens_afterwards() {
        SessionId session = active();
        CompletableFuture<BoardAnswer> waiting = future(agent("berta").boardAsync(upToDate()));

        engine.setAgentActive(agentId("berta"), false);
        antonSays(session, "not for Berta");
        pass(SOON);

        assertThat(codeOf(waiting)).isEqualTo(ErrorCode.AGENT_INACTIVE);
    }

    @Test
    void a_wait_ends_with_the_token() {
        active();
        agent("berta");
        pass(Duration.ofSeconds(2));
        BoardRequest request = upToDate();
        AgentDesk berta = engine.agent(new Accepted(
                Principal.agent("berta", Role.AGENT, null, null), time.instant().plusSeconds(10)));
        CompletableFuture<BoardAnswer> waiting = future(berta.boardAsync(request));

        pass(Duration.ofMillis(9_999));
        boolean early = waiting.isDone();
        pass(Duration.ofMillis(1));

        assertThat(early).isFalse();
        assertThat(codeOf(waiting)).isEqualTo(ErrorCode.AUTHENTICATION_REQUIRED);
        assertThat(refusalOf(() -> berta.board(BoardRequest.SNAPSHOT)).code())
                .isEqualTo(ErrorCode.AUTHENTICATION_REQUIRED);
    }

    // --- other engines --------------------------------------------------------------------------------------------

    @Test
    void what_another_engine_changes_is_told_within_a_second() {
        SessionId ending = active();
        SessionId changing = active();
        ChatEngine other = secondEngine();
        CompletableFuture<BoardAnswer> waiting = future(anton().boardAsync(upToDate()));

        SessionView there = other.customer(Principal.customer("dora", null)).start(StartSession.PLAIN);
        desk(other).send(SendMessage.of(changing, "Hello"));
        desk(other).end(EndSession.of(ending));
        pass(TICK);

        assertThat(byId(answerOf(waiting).sessions()))
                .isEqualTo(listed())
                .containsOnlyKeys(watched(there.session().id()), changing);
        assertThat(answerOf(waiting).gone()).containsExactly(ending);
    }

    @Test
    void a_message_of_another_engine_is_told_also_if_this_one_changes_the_session_first() {
        SessionId session = active();
        BoardReading reading = new BoardReading(anton()::board).toTheEnd();

        desk(secondEngine()).send(SendMessage.of(session, "from there"));
        anton().hold(session);
        pass(SOON);

        assertThat(reading.toTheEnd().held()).isEqualTo(listed());
        assertThat(lastText(reading.held(), session)).isEqualTo("from there");
    }

    // --- the store ------------------------------------------------------------------------------------------------

    @Test
    void reads_do_not_grow_with_the_agents_who_wait_nor_with_the_changes() {
        FaultyStore counted = new FaultyStore(store);
        restartOver(counted);
        SessionId session = active();
        BoardRequest request = upToDate();
        AgentDesk anton = anton();
        long before = counted.readsMade();
        List<CompletableFuture<BoardAnswer>> waiting = IntStream.range(0, 200)
                .mapToObj(i -> future(anton.boardAsync(request)))
                .toList();

        for (int i = 0; i < 20; i++) {
            antonSays(session, "m" + i);
        }
        pass(SOON);

        assertThat(waiting)
                .allSatisfy(poll -> assertThat(answerOf(poll).sessions()).hasSize(1));
        assertThat(counted.readsMade()).isEqualTo(before);
    }

    @Test
    void a_store_that_cannot_be_read_at_first_is_reported_and_read_again_with_the_next_request() {
        FaultyStore faulty = new FaultyStore(store);
        restartOver(faulty);
        SessionId session = active();
        AgentDesk anton = anton();

        faulty.readsFail(true);
        ErrorCode code = refusalOf(() -> anton.board(BoardRequest.SNAPSHOT)).code();
        faulty.readsFail(false);

        assertThat(code).isEqualTo(ErrorCode.STORE_UNAVAILABLE);
        assertThat(byId(anton.board(BoardRequest.SNAPSHOT).sessions())).containsOnlyKeys(session);
    }

    @Test
    void while_the_store_cannot_be_read_the_board_stays_and_afterwards_it_is_read_again() {
        FaultyStore faulty = new FaultyStore(store);
        restartOver(faulty);
        SessionId session = active();
        BoardReading reading = new BoardReading(anton()::board).toTheEnd();

        faulty.readsFail(true);
        pass(TICK);
        reading.toTheEnd();
        boolean stays = reading.held().containsKey(session);
        faulty.readsFail(false);
        desk(secondEngine()).send(SendMessage.of(session, "meanwhile"));
        pass(TICK);

        assertThat(stays).isTrue();
        assertThat(reading.toTheEnd().held()).isEqualTo(listed());
    }

    @Test
    void what_the_store_lost_is_gone_and_what_it_has_is_told() {
        FaultyStore cluster = new FaultyStore(new MemoryChatStore()).replicatedBy(store);
        restartOver(cluster);
        SessionId session = active();
        antonSays(session, "kept");
        BoardReading reading = new BoardReading(anton()::board).toTheEnd();
        cluster.lag();
        antonSays(session, "lost");
        SessionId lost = carla().start(StartSession.PLAIN).session().id();
        pass(SOON);
        boolean wasTold = reading.toTheEnd().held().containsKey(lost);

        cluster.failOver();
        pass(TICK);

        assertThat(wasTold).isTrue();
        assertThat(reading.toTheEnd().held()).isEqualTo(listed()).containsOnlyKeys(session);
    }

    @Test
    void a_board_that_no_agent_uses_is_dropped_after_a_minute_and_read_anew_for_the_next_one() {
        FaultyStore counted = new FaultyStore(store);
        restartOver(counted);
        SessionId session = active();
        BoardReading reading = new BoardReading(anton()::board).toTheEnd();
        passSlowly(Duration.ofSeconds(50));
        boolean isKept = !reading.once().snapshot();

        passSlowly(Duration.ofSeconds(63));
        antonSays(session, "unseen");
        BoardAnswer anew = reading.once();

        assertThat(isKept).isTrue();
        assertThat(anew.snapshot()).isTrue();
        assertThat(reading.toTheEnd().held()).isEqualTo(listed());
    }

    @Test
    void a_board_that_an_agent_waits_for_is_kept() {
        SessionId session = active();
        BoardReading reading = new BoardReading(anton()::board).toTheEnd();
        for (int i = 0; i < 4; i++) {
            CompletableFuture<BoardAnswer> waiting = future(
                    anton().boardAsync(BoardRequest.after(reading.cursor()).waiting(WAIT)));
            passSlowly(WAIT);
            reading.apply(answerOf(waiting));
        }
        antonSays(session, "Hello");
        pass(SOON);

        assertThat(reading.once().snapshot()).isFalse();
        assertThat(reading.held()).isEqualTo(listed());
    }

    // --- vocabulary -----------------------------------------------------------------------------------------------

    private void restartOver(FaultyStore faulty) {
        engine.close();
        engine = engineOver(faulty, unlimited().build());
    }

    private ChatEngine secondEngine() {
        return engineOver(store, unlimited().build());
    }

    private static AgentDesk desk(ChatEngine of) {
        return of.agent(Principal.agent(ANTON, Role.AGENT, null, null));
    }

    /** A request that waits for what happens from now on. */
    private BoardRequest upToDate() {
        pass(SOON);
        return BoardRequest.after(new BoardReading(anton()::board).toTheEnd().cursor())
                .waiting(WAIT);
    }

    /** The open sessions in the desk's list, which reads the store. */
    private Map<SessionId, SessionSummary> listed() {
        return byId(anton().openSessions(OpenSessionQuery.ALL, 1, 100).sessions());
    }

    /** The summaries without places and estimates. */
    private static Map<SessionId, SessionSummary> byId(List<SessionSummary> summaries) {
        Map<SessionId, SessionSummary> byId = new TreeMap<>();
        for (SessionSummary summary : summaries) {
            byId.put(
                    summary.view().session().id(),
                    SessionSummary.builder(SessionView.builder(summary.view().session())
                                    .unreadCount(summary.view().unreadCount())
                                    .build())
                            .lastMessage(summary.lastMessage())
                            .build());
        }
        return byId;
    }

    private static String lastText(Map<SessionId, SessionSummary> summaries, SessionId session) {
        SessionSummary summary = requireNonNull(summaries.get(session));
        return requireNonNull(summary.lastMessage()).text();
    }

    private static ErrorCode codeOf(CompletableFuture<?> refused) {
        Throwable failure = catchThrowable(() -> refused.get(20, TimeUnit.SECONDS));
        assertThat(failure).hasCauseInstanceOf(ChatException.class);
        return ((ChatException) requireNonNull(failure.getCause())).code();
    }
}
