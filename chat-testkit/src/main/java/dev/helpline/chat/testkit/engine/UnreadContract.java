package dev.helpline.chat.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.chat.core.AgentDesk;
import dev.helpline.chat.core.ChatParticipant;
import dev.helpline.chat.core.desk.OpenSessionPage;
import dev.helpline.chat.core.message.SendMessage;
import dev.helpline.chat.core.poll.PollAnswer;
import dev.helpline.chat.core.poll.PollRequest;
import dev.helpline.chat.core.session.EndSession;
import dev.helpline.chat.core.session.SessionSummary;
import dev.helpline.chat.core.session.SessionView;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.auth.Principal;
import dev.helpline.chat.spi.auth.Role;
import dev.helpline.chat.spi.entry.Entry;
import dev.helpline.chat.spi.store.OpenSessionQuery;
import dev.helpline.chat.testkit.fault.FaultyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** How many messages each side has not read: in heads, and in lists of sessions. */
abstract class UnreadContract extends EngineTest {
    /** Longer than the board gathers changes before it tells them. */
    private static final Duration BOARD_GATHERS = Duration.ofMillis(50);

    @Test
    void a_message_of_the_other_side_is_unread_until_the_mark_passes_it() {
        SessionId session = active();
        Entry first = antonSays(session, "one");
        antonSays(session, "two");
        carlaSays(session, "mine");

        Long both = unread(carla(), session);
        carla().read(session, first.seq());
        Long one = unread(carla(), session);
        carla().read(session, Long.MAX_VALUE);

        assertThat(both).isEqualTo(2);
        assertThat(one).isEqualTo(1);
        assertThat(unread(carla(), session)).isZero();
    }

    @Test
    void events_and_what_the_system_says_are_not_unread() {
        restart(unlimited().welcomeMessage("Welcome"));
        SessionId session = active();
        anton().hold(session);

        assertThat(unread(carla(), session)).isZero();
        assertThat(unread(anton(), session)).isZero();
    }

    @Test
    void in_a_session_that_waits_a_message_is_unread_until_any_agent_has_read_it() {
        SessionId session = started();
        carlaSays(session, "one");
        Entry second = carlaSays(session, "two");
        Long before = unread(agent("berta"), session);

        agent("berta").read(session, second.seq());
        carlaSays(session, "three");

        assertThat(before).isEqualTo(2);
        assertThat(unread(anton(), session)).isEqualTo(1);
        assertThat(unread(agent("berta"), session)).isEqualTo(1);
    }

    @Test
    void in_a_session_that_has_an_agent_a_message_is_unread_until_this_agent_has_read_it() {
        SessionId session = active();
        Entry first = carlaSays(session, "one");
        Entry second = carlaSays(session, "two");
        antonSays(session, "an answer reads nothing");
        agent("berta").send(SendMessage.of(session, "and is not unread to another agent"));

        agent("berta").read(session, second.seq());
        Long afterBerta = unread(anton(), session);
        anton().read(session, first.seq());

        assertThat(afterBerta).isEqualTo(2);
        assertThat(unread(anton(), session)).isEqualTo(1);
        assertThat(unread(agent("berta"), session)).isEqualTo(1);
        assertThat(openCounts(anton().openSessions(OpenSessionQuery.ALL, 1, 50)))
                .containsExactly(session + " 1");
        assertThat(carla().session(session).activity().agentReadSeq()).isZero();
    }

    @Test
    void an_agent_who_takes_a_session_over_has_not_read_what_the_agent_before_has() {
        SessionId session = active();
        carlaSays(session, "one");
        anton().read(session, Long.MAX_VALUE);
        Long before = unread(anton(), session);

        supervisor("susan").takeOver(session);
        Long taken = unread(supervisor("susan"), session);
        List<String> listed = openCounts(anton().openSessions(OpenSessionQuery.ALL, 1, 50));
        supervisor("susan").read(session, Long.MAX_VALUE);

        assertThat(before).isZero();
        assertThat(taken).isEqualTo(1);
        assertThat(listed).containsExactly(session + " 1");
        assertThat(unread(anton(), session)).isZero();
    }

    @Test
    void a_poll_and_the_board_are_told_when_the_agent_reads_what_another_agent_has_read() {
        SessionId session = active();
        carlaSays(session, "one");
        agent("berta").read(session, Long.MAX_VALUE);
        BoardReading reading = new BoardReading(anton()::board).toTheEnd();
        Long onBoardBefore = onBoard(reading, session);
        PollAnswer first = anton().poll(PollRequest.everything(session, null));
        CompletableFuture<PollAnswer> poll = future(anton().pollAsync(
                        PollRequest.everything(session, first.cursor()).waiting(Duration.ofSeconds(20))));

        anton().read(session, Long.MAX_VALUE);
        pass(BOARD_GATHERS);

        assertThat(onBoardBefore).isEqualTo(1);
        assertThat(first.view().unreadCount()).isEqualTo(1);
        assertThat(answerOf(poll).view().unreadCount()).isZero();
        assertThat(onBoard(reading.toTheEnd(), session)).isZero();
    }

    @Test
    void each_answer_to_a_poll_has_the_count_as_of_its_head() {
        SessionId session = active();
        PollAnswer first = carla().poll(PollRequest.everything(session, null));
        Entry sent = antonSays(session, "one");
        PollAnswer second = carla().poll(PollRequest.everything(session, first.cursor()));
        CompletableFuture<PollAnswer> poll = future(carla().pollAsync(
                        PollRequest.everything(session, second.cursor()).waiting(Duration.ofSeconds(20))));

        carla().read(session, sent.seq());

        assertThat(first.view().unreadCount()).isZero();
        assertThat(second.view().unreadCount()).isEqualTo(1);
        assertThat(answerOf(poll).view().unreadCount()).isZero();
    }

    @Test
    void a_subscriber_on_another_device_is_told_that_nothing_is_unread_any_more() {
        SessionId session = active();
        Entry sent = antonSays(session, "one");
        Inbox tablet = new Inbox();
        carla().subscribe(PollRequest.everything(session, null), tablet);
        pass(TICK);

        carla().read(session, sent.seq());
        pass(TICK);

        assertThat(tablet.answers().get(tablet.answers().size() - 1).view().unreadCount())
                .isZero();
    }

    @Test
    void lists_have_the_count_of_each_session() {
        SessionId waiting = started("dora");
        customer("dora").send(SendMessage.of(waiting, "one"));
        customer("dora").send(SendMessage.of(waiting, "two"));
        SessionId read = active();
        anton().read(read, carlaSays(read, "hello").seq());
        antonSays(read, "hi");
        SessionId ended = started("carla");
        antonSays(ended, "first");
        antonSays(ended, "second");
        anton().end(EndSession.of(ended));

        assertThat(openCounts(anton().openSessions(OpenSessionQuery.ALL, 1, 50)))
                .containsExactlyInAnyOrder(waiting + " 2", read + " 0");
        assertThat(carla().history(1, 50).sessions())
                .extracting(summary ->
                        summary.view().session().id() + " " + summary.view().unreadCount())
                .containsExactlyInAnyOrder(read + " 1", ended + " 2");
    }

    @Test
    void the_list_and_the_head_agree_after_a_restart() {
        SessionId session = active();
        Entry first = carlaSays(session, "one");
        carlaSays(session, "two");
        carlaSays(session, "three");
        anton().read(session, first.seq());
        pass(TICK);

        restart(unlimited());

        assertThat(openCounts(anton().openSessions(OpenSessionQuery.ALL, 1, 50)))
                .containsExactly(session + " 2");
        assertThat(unread(anton(), session)).isEqualTo(2);
        assertThat(anton().detail(session).view().unreadCount()).isEqualTo(2);
    }

    @Test
    void the_board_tells_each_change_of_the_count() {
        SessionId session = active();
        BoardReading reading = new BoardReading(anton()::board).toTheEnd();
        List<Long> counts = new ArrayList<>();
        Entry first = carlaSays(session, "one");
        List<Runnable> steps = List.of(
                () -> carlaSays(session, "two"),
                () -> antonSays(session, "an answer"),
                () -> anton().read(session, first.seq()),
                () -> carlaSays(session, "three"),
                () -> anton().read(session, Long.MAX_VALUE));

        for (Runnable step : steps) {
            step.run();
            pass(BOARD_GATHERS);
            reading.toTheEnd();
            counts.add(onBoard(reading, session));
        }

        assertThat(counts).containsExactly(2L, 2L, 1L, 2L, 0L);
    }

    @Test
    void the_board_begins_with_what_is_stored() {
        SessionId session = active();
        anton().read(session, carlaSays(session, "one").seq());
        carlaSays(session, "two");
        pass(TICK);

        restart(unlimited());

        assertThat(onBoard(new BoardReading(anton()::board).toTheEnd(), session))
                .isEqualTo(1);
    }

    @Test
    void the_board_knows_within_half_a_minute_what_was_read_at_another_engine_without_a_bus() {
        SessionId session = active();
        carlaSays(session, "one");
        BoardReading reading = new BoardReading(anton()::board).toTheEnd();
        Long before = onBoard(reading, session);

        engineOver(store, unlimited().build())
                .agent(Principal.agent("anton", Role.AGENT, null, null))
                .read(session, Long.MAX_VALUE);
        for (int second = 0; second < 33; second++) {
            pass(TICK);
            reading.toTheEnd();
        }

        assertThat(before).isEqualTo(1);
        assertThat(onBoard(reading, session)).isZero();
    }

    @Test
    void a_page_costs_as_many_reads_as_a_single_session() {
        FaultyStore counted = new FaultyStore(store);
        AgentDesk anton =
                engineOver(counted, unlimited().build()).agent(Principal.agent("anton", Role.AGENT, null, null));
        carlaSays(started(), "hello");
        anton.openSessions(OpenSessionQuery.ALL, 1, 50);
        long forOne = readsOf(counted, () -> anton.openSessions(OpenSessionQuery.ALL, 1, 50));
        for (int i = 0; i < 30; i++) {
            SessionId session = started("customer-" + i);
            customer("customer-" + i).send(SendMessage.of(session, "hello"));
        }

        assertThat(readsOf(counted, () -> anton.openSessions(OpenSessionQuery.ALL, 1, 50)))
                .isEqualTo(forOne);
    }

    @Test
    void among_more_entries_than_are_counted_the_newest_count() {
        SessionId session = active();
        for (int i = 0; i < SessionView.MAX_COUNTED_ENTRIES + 50; i++) {
            carlaSays(session, "message " + i);
        }

        assertThat(unread(anton(), session)).isEqualTo(SessionView.MAX_COUNTED_ENTRIES);
        assertThat(openCounts(anton().openSessions(OpenSessionQuery.ALL, 1, 50)))
                .containsExactly(session + " " + SessionView.MAX_COUNTED_ENTRIES);
    }

    @Test
    void the_count_is_what_a_count_of_the_log_gives_whatever_happens() {
        for (int seed = 0; seed < 20; seed++) {
            Random random = new Random(seed);
            SessionId session = active();
            ChatParticipant carlaThere =
                    engineOver(store, unlimited().build()).customer(Principal.customer(CARLA, null));
            ChatParticipant antonThere =
                    engineOver(store, unlimited().build()).agent(Principal.agent("anton", Role.AGENT, null, null));
            long customerRead = 0;
            long agentsRead = 0;
            for (int step = 0; step < 30; step++) {
                long seq = 1L + random.nextInt((int) stored(session).log().lastSeq());
                switch (random.nextInt(7)) {
                    case 0 -> carlaSays(session, "from the customer");
                    case 1 -> antonSays(session, "from an agent");
                    case 2 -> carlaThere.send(SendMessage.of(session, "from the customer elsewhere"));
                    case 3 -> antonThere.send(SendMessage.of(session, "from an agent elsewhere"));
                    case 4 -> {
                        carla().read(session, seq);
                        customerRead = Math.max(customerRead, seq);
                    }
                    case 5 -> agent("berta").read(session, seq);
                    default -> {
                        anton().read(session, seq);
                        agentsRead = Math.max(agentsRead, seq);
                    }
                }
                pass(Duration.ofMillis(1000L + random.nextInt(1000)));

                assertThat(unread(carla(), session))
                        .as("seed %s", seed)
                        .isEqualTo(counted(session, "anton", customerRead));
                assertThat(unread(anton(), session)).as("seed %s", seed).isEqualTo(counted(session, CARLA, agentsRead));
            }
            anton().end(EndSession.of(session));
        }
    }

    // --- helpers ----------------------------------------------------------------------------------------------------

    private long counted(SessionId session, String author, long readSeq) {
        return log(session).stream()
                .filter(entry -> entry.isMessage() && entry.seq() > readSeq)
                .filter(entry -> author.equals(entry.author().id()))
                .count();
    }

    private static @Nullable Long onBoard(BoardReading reading, SessionId session) {
        return Objects.requireNonNull(reading.held().get(session)).view().unreadCount();
    }

    private static @Nullable Long unread(ChatParticipant reader, SessionId session) {
        return reader.session(session).unreadCount();
    }

    private static List<String> openCounts(OpenSessionPage page) {
        return page.sessions().stream().map(UnreadContract::countOf).toList();
    }

    private static String countOf(SessionSummary summary) {
        return summary.view().session().id() + " " + summary.view().unreadCount();
    }

    private static long readsOf(FaultyStore counted, Runnable call) {
        long before = counted.readsMade();
        call.run();
        return counted.readsMade() - before;
    }
}
