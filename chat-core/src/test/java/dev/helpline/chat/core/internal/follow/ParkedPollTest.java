package dev.helpline.chat.core.internal.follow;

import static dev.helpline.chat.core.Sessions.START;
import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.chat.core.internal.change.SessionDraft;
import dev.helpline.chat.core.internal.cluster.ClusterLink;
import dev.helpline.chat.core.internal.desk.QueueBoard;
import dev.helpline.chat.core.internal.live.Announcer;
import dev.helpline.chat.core.internal.live.LiveSession;
import dev.helpline.chat.core.internal.live.LiveSessions;
import dev.helpline.chat.core.internal.live.Node;
import dev.helpline.chat.core.internal.rules.Actor;
import dev.helpline.chat.core.internal.rules.Arrivals;
import dev.helpline.chat.core.internal.rules.ContentRules;
import dev.helpline.chat.core.internal.rules.Fingerprints;
import dev.helpline.chat.core.internal.rules.StartRules;
import dev.helpline.chat.core.memory.MemoryChatStore;
import dev.helpline.chat.core.policy.ChatPolicy;
import dev.helpline.chat.core.poll.PollAnswer;
import dev.helpline.chat.core.poll.PollRequest;
import dev.helpline.chat.core.session.StartSession;
import dev.helpline.chat.spi.AgentId;
import dev.helpline.chat.spi.IdGenerator;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.auth.Principal;
import dev.helpline.chat.spi.cursor.Reader;
import dev.helpline.chat.spi.notify.ChatMetrics;
import dev.helpline.chat.spi.time.Scheduler;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a poll leaves behind: no timer, and nothing that keeps its session in memory. */
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ParkedPollTest {
    private static final SessionId ID = new SessionId("s");
    private static final Actor CARLA = new Actor(Principal.customer("carla", null));
    private static final Duration LONG_UNUSED = Duration.ofMinutes(6);

    private volatile Instant now = START;
    private final AtomicInteger counter = new AtomicInteger();
    private final IdGenerator ids = () -> "id-" + counter.incrementAndGet();
    private final Timers timers = new Timers();
    private final AtomicInteger measured = new AtomicInteger();
    private final MemoryChatStore store = new MemoryChatStore();
    private final Node node = new Node(
            store,
            () -> now,
            timers,
            new CountingPolls(),
            Runnable::run,
            new Announcer(List.of(), (session, entries) -> {}),
            ClusterLink.none(),
            Duration.ofMinutes(1));
    private final LiveSessions sessions = new LiveSessions(node, Duration.ofSeconds(10), agent -> false);
    private final QueueBoard queue = new QueueBoard(node, since -> 1, List::of, false);
    private final Follower follower = new Follower(sessions, queue, "epoch");

    @AfterEach
    void close() {
        sessions.startClosing();
        sessions.close(Duration.ofSeconds(10));
    }

    @Test
    void a_poll_that_is_told_something_leaves_nothing_behind() {
        CompletableFuture<PollAnswer> poll = parked(started());

        sessions.place(session -> Optional.of(3));

        assertThat(poll).isCompleted();
        assertNothingLeft();
    }

    @Test
    void a_poll_that_is_cancelled_leaves_nothing_behind() {
        CompletableFuture<PollAnswer> poll = parked(started());

        poll.cancel(false);

        assertNothingLeft();
    }

    @Test
    void a_poll_whose_time_is_up_leaves_nothing_behind() {
        CompletableFuture<PollAnswer> poll = parked(started());

        timers.runAll();

        assertThat(poll).isCompleted();
        assertNothingLeft();
    }

    @Test
    void a_poll_whose_time_is_up_before_it_has_begun_to_wait_leaves_nothing_behind() {
        LiveSession live = started();
        String cursor = cursor(live);
        timers.whenScheduled = timers::runAll;

        CompletableFuture<PollAnswer> poll = answer(live, waiting(cursor));

        assertThat(poll).isCompleted();
        assertNothingLeft();
    }

    @Test
    void a_poll_that_begins_to_wait_while_the_engine_closes_is_answered() {
        LiveSession live = started();
        String cursor = cursor(live);
        timers.whenScheduled = sessions::startClosing;

        CompletableFuture<PollAnswer> poll = answer(live, waiting(cursor));

        assertThat(poll).isCompleted();
        assertThat(poll.join().cursor()).isEqualTo(cursor);
    }

    @Test
    void an_answer_is_measured_once_and_a_cancelled_poll_never() {
        LiveSession live = started();
        CompletableFuture<PollAnswer> answered = parked(live);
        int before = measured.get();
        timers.runAll();
        int afterAnswer = measured.get();

        CompletableFuture<PollAnswer> cancelled = parked(live);
        int afterCursor = measured.get();
        List<Runnable> late = timers.all();
        cancelled.cancel(false);
        late.forEach(Runnable::run);

        assertThat(answered).isCompleted();
        assertThat(afterAnswer).isEqualTo(before + 1);
        assertThat(measured).hasValue(afterCursor);
    }

    private void assertNothingLeft() {
        sessions.writeCursors();
        now = now.plus(LONG_UNUSED);
        sessions.retireUnused();

        assertThat(timers.all()).as("timers").isEmpty();
        assertThat(sessions.size()).as("sessions in memory").isZero();
    }

    /** A poll of an agent's who knows everything, and so waits. */
    private CompletableFuture<PollAnswer> parked(LiveSession live) {
        CompletableFuture<PollAnswer> poll = answer(live, waiting(cursor(live)));
        assertThat(poll).isNotDone();
        return poll;
    }

    private String cursor(LiveSession live) {
        return answer(live, PollRequest.everything(ID, null)).join().cursor();
    }

    private static PollRequest waiting(String cursor) {
        return PollRequest.everything(ID, cursor).waiting(Duration.ofSeconds(20));
    }

    private CompletableFuture<PollAnswer> answer(LiveSession live, PollRequest request) {
        PollCaller caller = new PollCaller(Reader.agent(new AgentId("ada")), Viewer.AGENT, Instant.MAX, () -> {});
        return new Polls(node, sessions, follower).answer(live, caller, request, Runnable::run);
    }

    private LiveSession started() {
        StartRules rules =
                new StartRules(ChatPolicy.builder().build(), ContentRules.NONE, ids, new Fingerprints(new byte[16]));
        SessionDraft draft = rules.draft(ID, CARLA.principal(), StartSession.PLAIN, Arrivals.whileOpen(1, now));
        sessions.create(draft.toCommit(), sessions.deadline()).join();
        return sessions.find(ID).orElseThrow();
    }

    private final class CountingPolls implements ChatMetrics {
        @Override
        public void pollAnswered(int messages, boolean fromMemory) {
            measured.incrementAndGet();
        }
    }

    /** Timers that run when they are told to. */
    private final class Timers implements Scheduler {
        private final List<Runnable> tasks = new ArrayList<>();
        private Runnable whenScheduled = () -> {};

        @Override
        public synchronized Scheduled schedule(Duration delay, Runnable task) {
            tasks.add(task);
            whenScheduled.run();
            return () -> forget(task);
        }

        @Override
        public long nanoTime() {
            return Duration.between(START, now).toNanos();
        }

        private synchronized void forget(Runnable task) {
            tasks.remove(task);
        }

        synchronized List<Runnable> all() {
            return List.copyOf(tasks);
        }

        void runAll() {
            List<Runnable> due = all();
            due.forEach(this::forget);
            due.forEach(Runnable::run);
        }
    }
}
