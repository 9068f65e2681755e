package dev.helpline.chat.core.internal.lease;

import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.chat.core.memory.MemoryChatStore;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.time.Scheduler;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Work that comes while its session is being worked on. */
class LeasedSessionWorkTest {
    private static final SessionId ID = new SessionId("s-1");

    private final Semaphore looks = new Semaphore(0);
    private final Semaphore begun = new Semaphore(0);
    private final Semaphore mayEnd = new Semaphore(0);
    private volatile boolean due;

    @Test
    void a_session_that_is_due_again_while_it_has_a_thread_is_worked_on_once_more_without_another_look() {
        try (MemoryChatStore store = new MemoryChatStore()) {
            LeasedSessionWork work = new LeasedSessionWork(
                    "test", task(), 4, store, InstantSource.fixed(Instant.EPOCH), new StoppedTime(), "engine");
            due = true;
            work.look();
            take(begun);
            take(looks);

            due = true;
            work.look();
            take(looks);
            work.look(); // begins when the look before it has noted the session
            take(looks);
            assertThat(begun.availablePermits()).as("one thread at a time").isZero();
            mayEnd.release();

            take(begun);
            mayEnd.release();
            work.close();
        }
    }

    /** What is due is dealt with when the work begins, so that only what comes later is due again. */
    private LeasedSessionWork.Task task() {
        return new LeasedSessionWork.Task() {
            @Override
            public List<SessionId> due(int limit) {
                boolean found = due;
                looks.release();
                return found ? List.of(ID) : List.of();
            }

            @Override
            public void work(SessionId session, LeasedSessionWork work) {
                due = false;
                begun.release();
                mayEnd.acquireUninterruptibly();
            }
        };
    }

    private static void take(Semaphore semaphore) {
        try {
            assertThat(semaphore.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Time does not pass. */
    private static final class StoppedTime implements Scheduler {
        @Override
        public long nanoTime() {
            return 0;
        }

        @Override
        public Scheduled schedule(Duration delay, Runnable task) {
            throw new AssertionError("nothing is scheduled");
        }
    }
}
