package dev.helpline.chat.core.internal.board;

import static dev.helpline.chat.core.Sessions.START;
import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.chat.core.board.BoardAlert;
import dev.helpline.chat.core.board.BoardAnswer;
import dev.helpline.chat.core.board.BoardRequest;
import dev.helpline.chat.core.desk.Colleague;
import dev.helpline.chat.core.internal.change.SessionDraft;
import dev.helpline.chat.core.internal.cluster.ClusterLink;
import dev.helpline.chat.core.internal.follow.Amendments;
import dev.helpline.chat.core.internal.follow.PollCaller;
import dev.helpline.chat.core.internal.follow.Viewer;
import dev.helpline.chat.core.internal.live.Announcer;
import dev.helpline.chat.core.internal.live.EntryTails;
import dev.helpline.chat.core.internal.live.Node;
import dev.helpline.chat.core.internal.rules.Arrivals;
import dev.helpline.chat.core.internal.rules.ContentRules;
import dev.helpline.chat.core.internal.rules.Fingerprints;
import dev.helpline.chat.core.internal.rules.StartRules;
import dev.helpline.chat.core.memory.MemoryChatStore;
import dev.helpline.chat.core.policy.ChatPolicy;
import dev.helpline.chat.core.session.StartSession;
import dev.helpline.chat.spi.AgentId;
import dev.helpline.chat.spi.IdGenerator;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.agent.Agent;
import dev.helpline.chat.spi.auth.Principal;
import dev.helpline.chat.spi.cursor.Reader;
import dev.helpline.chat.spi.notify.ChatMetrics;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.store.CommitResult;
import dev.helpline.chat.spi.store.SessionCommit;
import dev.helpline.chat.spi.time.Scheduler;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Hints of other nodes; what the board promises to agents is in the engine's contract. */
class BoardTest {
    private static final PollCaller CALLER =
            new PollCaller(Reader.agent(new AgentId("a")), Viewer.AGENT, Instant.MAX, () -> {});

    private static final Colleague AGENT =
            Colleague.builder(Agent.builder(new AgentId("a"), START).build()).build();

    private final AtomicInteger counter = new AtomicInteger();
    private final IdGenerator ids = () -> "id-" + counter.incrementAndGet();
    private final List<Runnable> timers = new ArrayList<>();
    private final MemoryChatStore store = new MemoryChatStore();
    private final BoardInbox inbox = new BoardInbox();
    private final Node node = new Node(
            store,
            () -> START,
            new Timers(),
            ChatMetrics.NONE,
            Runnable::run,
            new Announcer(List.of(), inbox),
            ClusterLink.none(),
            Duration.ofMinutes(1));
    private final Board board = new Board(
            node,
            inbox,
            new BoardReader(store, new Amendments(new EntryTails(store)), (open, told) -> Map.of()),
            () -> List.of(AGENT),
            "epoch");

    @Test
    void a_hint_has_the_session_read_without_a_look_at_all_others() {
        String cursor = now(BoardRequest.SNAPSHOT).cursor();
        Session hinted = startedElsewhere("hinted");
        startedElsewhere("not-hinted");

        board.hint(hinted.id(), hinted.version());
        runTimers();

        assertThat(now(BoardRequest.after(cursor)).sessions())
                .extracting(summary -> summary.view().session())
                .containsExactly(hinted);
    }

    @Test
    void a_hint_wakes_those_who_wait() {
        String cursor = now(BoardRequest.SNAPSHOT).cursor();
        CompletableFuture<BoardAnswer> waiting = board.answer(
                BoardRequest.after(cursor).waiting(BoardRequest.MAX_WAIT), new AgentId("a"), CALLER, Runnable::run);
        timers.clear();
        Session session = startedElsewhere("s");

        board.hint(session.id(), session.version());
        boolean early = waiting.isDone();
        runTimers();

        assertThat(early).isFalse();
        assertThat(waiting).isCompleted();
    }

    @Test
    void a_hint_of_a_version_that_is_known_has_no_effect() {
        Session session = startedElsewhere("s");
        now(BoardRequest.SNAPSHOT);

        board.hint(session.id(), session.version());

        assertThat(timers).isEmpty();
    }

    @Test
    void without_a_board_a_hint_has_no_effect() {
        board.hint(new SessionId("s"), 7);

        assertThat(timers).isEmpty();
    }

    @Test
    void a_hint_of_a_session_that_does_not_exist_changes_nothing() {
        String cursor = now(BoardRequest.SNAPSHOT).cursor();

        board.hint(new SessionId("unknown"), 7);
        runTimers();

        assertThat(now(BoardRequest.after(cursor)).cursor()).isEqualTo(cursor);
    }

    @Test
    void a_look_while_changes_are_gathered_does_not_make_them_be_gathered_more_often() {
        now(BoardRequest.SNAPSHOT);
        Session first = startedElsewhere("a");
        board.hint(first.id(), first.version());

        board.look();
        Session second = startedElsewhere("b");
        board.hint(second.id(), second.version());

        assertThat(timers).hasSize(1);
    }

    @Test
    void a_commit_that_a_look_found_before_the_inbox_was_emptied_alerts_once() {
        String cursor = now(BoardRequest.SNAPSHOT).cursor();
        SessionCommit commit = start("s");

        board.look();
        BoardAnswer answer = now(BoardRequest.after(cursor));
        inbox.committed(commit);
        runTimers();

        assertThat(answer.alerts())
                .extracting(BoardAlert::session)
                .containsExactly(commit.next().id());
        assertThat(now(BoardRequest.after(answer.cursor())).alerts()).isEmpty();
    }

    @Test
    void a_look_after_an_alert_of_this_node_tells_it_no_second_time() {
        String cursor = now(BoardRequest.SNAPSHOT).cursor();
        inbox.committed(start("s"));
        runTimers();
        BoardAnswer answer = now(BoardRequest.after(cursor));

        board.look();

        assertThat(answer.alerts()).hasSize(1);
        assertThat(now(BoardRequest.after(answer.cursor())).alerts()).isEmpty();
    }

    private Session startedElsewhere(String id) {
        return start(id).next();
    }

    private SessionCommit start(String id) {
        ChatPolicy policy = ChatPolicy.builder().build();
        Fingerprints fingerprints = new Fingerprints("helpline".getBytes(StandardCharsets.UTF_8));
        SessionDraft draft = new StartRules(policy, ContentRules.NONE, ids, fingerprints)
                .draft(
                        new SessionId(id),
                        Principal.customer(id, null),
                        StartSession.PLAIN,
                        Arrivals.whileOpen(1, START));
        SessionCommit commit = draft.toCommit();
        assertThat(store.commit(commit)).isEqualTo(CommitResult.COMMITTED);
        return commit;
    }

    private BoardAnswer now(BoardRequest request) {
        return board.answer(request, new AgentId("a"), CALLER, Runnable::run).join();
    }

    private void runTimers() {
        List<Runnable> due = List.copyOf(timers);
        timers.clear();
        due.forEach(Runnable::run);
    }

    /** Timers that run when they are told to, and a time that stands still. */
    private final class Timers implements Scheduler {
        @Override
        public Scheduled schedule(Duration delay, Runnable task) {
            timers.add(task);
            return () -> timers.remove(task);
        }

        @Override
        public long nanoTime() {
            return 0;
        }
    }
}
