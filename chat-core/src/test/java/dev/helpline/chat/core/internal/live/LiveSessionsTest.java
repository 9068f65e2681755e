package dev.helpline.chat.core.internal.live;

import static dev.helpline.chat.core.Sessions.START;
import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.chat.core.internal.change.SessionDraft;
import dev.helpline.chat.core.internal.cluster.ClusterLink;
import dev.helpline.chat.core.internal.rules.Actor;
import dev.helpline.chat.core.internal.rules.Arrivals;
import dev.helpline.chat.core.internal.rules.ContentRules;
import dev.helpline.chat.core.internal.rules.EndCommand;
import dev.helpline.chat.core.internal.rules.Fingerprints;
import dev.helpline.chat.core.internal.rules.StartRules;
import dev.helpline.chat.core.memory.MemoryChatStore;
import dev.helpline.chat.core.policy.ChatPolicy;
import dev.helpline.chat.core.session.EndSession;
import dev.helpline.chat.core.session.StartSession;
import dev.helpline.chat.spi.IdGenerator;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.auth.Principal;
import dev.helpline.chat.spi.cursor.Reader;
import dev.helpline.chat.spi.cursor.ReaderCursor;
import dev.helpline.chat.spi.entry.ParticipantType;
import dev.helpline.chat.spi.notify.ChatMetrics;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.session.SessionState;
import dev.helpline.chat.spi.time.Scheduler;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LiveSessionsTest {
    private static final ChatPolicy POLICY = ChatPolicy.builder().build();
    private static final SessionId ID = new SessionId("s");
    private static final Actor CARLA = new Actor(Principal.customer("carla", null));
    private static final Duration PAUSE = Duration.ofMinutes(6);

    private volatile Instant now = START;
    private final AtomicInteger counter = new AtomicInteger();
    private final IdGenerator ids = () -> "id-" + counter.incrementAndGet();
    private final MemoryChatStore store = new MemoryChatStore();
    private final LiveSessions sessions = new LiveSessions(
            new Node(
                    store,
                    () -> now,
                    new Standing(),
                    ChatMetrics.NONE,
                    Runnable::run,
                    new Announcer(List.of(), (session, entries) -> {}),
                    ClusterLink.none(),
                    Duration.ofMinutes(1)),
            Duration.ofSeconds(10),
            agent -> false);

    @AfterEach
    void close() {
        sessions.startClosing();
        sessions.close(Duration.ofSeconds(10));
    }

    @Test
    void an_unused_session_leaves_memory() {
        started();
        int before = sessions.size();
        now = now.plus(PAUSE);

        sessions.retireUnused();

        assertThat(before).isEqualTo(1);
        assertThat(sessions.size()).isZero();
    }

    @Test
    void the_entries_of_an_unused_session_leave_memory_with_it() {
        LiveSession live = started();
        boolean before = sessions.tails().remembers(live.head(), 0);
        now = now.plus(PAUSE);

        sessions.retireUnused();

        assertThat(before).isTrue();
        assertThat(sessions.tails().remembers(live.head(), 0)).isFalse();
    }

    @Test
    void a_session_that_a_caller_asked_for_lately_stays() {
        started();
        now = now.plus(PAUSE);
        LiveSession live = sessions.find(ID).orElseThrow();

        sessions.retireUnused();

        assertThat(sessions.find(ID)).containsSame(live);
    }

    @Test
    void a_watched_session_stays() {
        LiveSession live = started();
        sessions.watch(live, live.head(), ParticipantType.AGENT, () -> {});
        now = now.plus(PAUSE);

        sessions.retireUnused();

        assertThat(sessions.size()).isEqualTo(1);
    }

    @Test
    void a_session_stays_until_it_is_written_how_far_its_customer_has_read() {
        LiveSession live = started();
        live.readers().delivered(Reader.CUSTOMER, 1);
        now = now.plus(PAUSE);

        sessions.retireUnused();
        int before = sessions.size();
        sessions.writeCursors();
        sessions.retireUnused();

        assertThat(before).isEqualTo(1);
        assertThat(sessions.size()).isZero();
        assertThat(store.cursorsOf(ID)).extracting(ReaderCursor::deliveredSeq).containsExactly(1L);
    }

    @Test
    void a_caller_that_kept_a_session_can_use_it_after_it_left_memory() {
        LiveSession live = started();
        now = now.plus(PAUSE);
        sessions.retireUnused();

        Session ended = sessions.submit(live, new EndCommand(CARLA, EndSession.of(ID), POLICY, ids))
                .join();

        assertThat(ended.state()).isEqualTo(SessionState.ENDED);
        assertThat(sessions.find(ID).orElseThrow().head().session()).isEqualTo(ended);
    }

    @Test
    void a_watcher_of_a_session_that_left_memory_is_woken_all_the_same() {
        LiveSession live = started();
        now = now.plus(PAUSE);
        sessions.retireUnused();
        AtomicInteger woken = new AtomicInteger();

        sessions.watch(live, live.head(), ParticipantType.AGENT, woken::incrementAndGet);
        LiveSession again = sessions.find(ID).orElseThrow();
        sessions.submit(again, new EndCommand(CARLA, EndSession.of(ID), POLICY, ids))
                .join();

        assertThat(woken).hasValue(1);
    }

    @Test
    void a_watcher_of_an_old_head_is_woken_at_once_and_only_once() {
        LiveSession live = started();
        Head old = live.head();
        sessions.submit(live, new EndCommand(CARLA, EndSession.of(ID), POLICY, ids))
                .join();
        AtomicInteger woken = new AtomicInteger();

        sessions.watch(live, old, ParticipantType.AGENT, woken::incrementAndGet);
        int atOnce = woken.get();
        live.wakeAll();

        assertThat(atOnce).isEqualTo(1);
        assertThat(woken).hasValue(1);
    }

    @Test
    void a_watcher_that_was_removed_is_not_woken() {
        LiveSession live = started();
        AtomicInteger woken = new AtomicInteger();
        Runnable watcher = woken::incrementAndGet;

        sessions.watch(live, live.head(), ParticipantType.AGENT, watcher);
        live.unwatch(watcher);
        live.wakeAll();

        assertThat(woken).hasValue(0);
    }

    @Test
    void a_place_is_told_once_and_only_to_a_session_that_waits() {
        LiveSession live = started();
        AtomicInteger woken = new AtomicInteger();
        sessions.watch(live, live.head(), ParticipantType.AGENT, woken::incrementAndGet);

        sessions.place(id -> Optional.of(3));
        long revision = live.head().live().agentRevision();
        sessions.place(id -> Optional.of(3));
        long unchanged = live.head().live().agentRevision();
        sessions.submit(live, new EndCommand(CARLA, EndSession.of(ID), POLICY, ids))
                .join();
        live.place(2);

        assertThat(woken).hasValue(1);
        assertThat(unchanged).isEqualTo(revision);
        assertThat(live.head().live().queuePosition()).isNull();
    }

    @Test
    void the_live_revision_is_another_after_a_stay_out_of_memory() {
        LiveSession live = started();
        sessions.place(id -> Optional.of(3));
        long revision = live.head().live().agentRevision();
        now = now.plus(PAUSE);
        sessions.retireUnused();

        assertThat(sessions.find(ID).orElseThrow().head().live().agentRevision())
                .isGreaterThan(revision);
    }

    @Test
    void an_older_session_never_takes_the_place_of_a_newer_one() {
        LiveSession live = started();
        Session first = live.head().session();
        Session ended = sessions.submit(live, new EndCommand(CARLA, EndSession.of(ID), POLICY, ids))
                .join();

        sessions.remember(first);

        assertThat(live.head().session()).isEqualTo(ended);
    }

    private LiveSession started() {
        StartRules rules =
                new StartRules(ChatPolicy.builder().build(), ContentRules.NONE, ids, new Fingerprints(new byte[16]));
        SessionDraft draft = rules.draft(ID, CARLA.principal(), StartSession.PLAIN, Arrivals.whileOpen(1, now));
        sessions.create(draft.toCommit(), sessions.deadline()).join();
        return sessions.find(ID).orElseThrow();
    }

    /** A time that passes as {@link #now} does, and in which nothing scheduled ever runs. */
    private final class Standing implements Scheduler {
        @Override
        public Scheduled schedule(Duration delay, Runnable task) {
            return () -> {};
        }

        @Override
        public long nanoTime() {
            return Duration.between(START, now).toNanos();
        }
    }
}
