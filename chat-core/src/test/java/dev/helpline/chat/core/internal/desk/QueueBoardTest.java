package dev.helpline.chat.core.internal.desk;

import static dev.helpline.chat.core.Sessions.START;
import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.chat.core.Sessions;
import dev.helpline.chat.core.internal.cluster.ClusterLink;
import dev.helpline.chat.core.internal.live.Announcer;
import dev.helpline.chat.core.internal.live.Node;
import dev.helpline.chat.core.memory.MemoryChatStore;
import dev.helpline.chat.spi.notify.ChatMetrics;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.session.SessionState;
import dev.helpline.chat.spi.store.ChatStore;
import dev.helpline.chat.spi.store.WaitingSession;
import dev.helpline.chat.spi.time.Scheduler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class QueueBoardTest {
    private static final Session WAITING = Sessions.in(SessionState.WAITING);

    private final Timer timer = new Timer();
    private final QueueBoard board = board(slow(new MemoryChatStore()));
    private List<WaitingSession> queue = List.of();
    private int reads;
    private int serviceReads;
    private long millisPerRead;

    @Test
    void a_change_is_read_at_once() {
        board.viewNow(WAITING);
        board.changed();

        board.viewNow(WAITING);

        assertThat(reads).isEqualTo(2);
    }

    @Test
    void a_queue_without_changes_is_read_once_a_second() {
        for (int i = 0; i < 100; i++) {
            board.viewNow(WAITING);
            timer.advanceMillis(100);
        }

        assertThat(reads).isEqualTo(10);
    }

    @Test
    void a_queue_whose_read_takes_long_is_not_read_at_every_change() {
        millisPerRead = 10;
        for (int i = 0; i < 1000; i++) {
            board.changed();
            board.viewNow(WAITING);
            timer.advanceMillis(1);
        }

        assertThat(reads).isEqualTo(5); // one in 10 ms and 20 times as long
    }

    @Test
    void a_change_is_read_within_a_second_however_long_that_takes() {
        millisPerRead = 500;
        board.viewNow(WAITING);
        board.changed();
        timer.advanceMillis(999);
        board.refresh();
        assertThat(reads).isEqualTo(1);

        timer.advanceMillis(1);
        board.refresh();

        assertThat(reads).isEqualTo(2);
    }

    @Test
    void service_times_are_read_once_in_ten_seconds_however_often_the_queue_changes() {
        queue = List.of(WaitingSession.of(WAITING.id(), null));
        for (int i = 0; i < 200; i++) {
            board.changed();
            board.viewNow(WAITING);
            timer.advanceMillis(100);
        }

        assertThat(reads).isEqualTo(200);
        assertThat(serviceReads).isEqualTo(2);
    }

    @Test
    void while_no_session_waits_nothing_is_read_for_estimates() {
        board.viewNow(WAITING);

        assertThat(reads).isEqualTo(1);
        assertThat(serviceReads).isZero();
    }

    private QueueBoard board(ChatStore store) {
        Node node = new Node(
                store,
                () -> START,
                timer,
                ChatMetrics.NONE,
                Runnable::run,
                new Announcer(List.of(), (session, entries) -> {}),
                ClusterLink.none(),
                Duration.ofMinutes(1));
        return new QueueBoard(node, since -> 1, List::of, false);
    }

    /** Counts the reads of the queue, each of which takes its time. */
    private ChatStore slow(ChatStore store) {
        return (ChatStore) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {ChatStore.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("waitingSessions")) {
                        reads++;
                        timer.advanceMillis(millisPerRead);
                        return queue;
                    }
                    if (method.getName().equals("recentServiceTimes")) {
                        serviceReads++;
                    }
                    try {
                        return method.invoke(store, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    /** A scheduler that only tells the time. */
    private static final class Timer implements Scheduler {
        private long nanos;

        void advanceMillis(long millis) {
            nanos += TimeUnit.MILLISECONDS.toNanos(millis);
        }

        @Override
        public Scheduled schedule(Duration delay, Runnable task) {
            return () -> {};
        }

        @Override
        public long nanoTime() {
            return nanos;
        }
    }
}
