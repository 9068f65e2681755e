package dev.helpline.chat.core.internal.live;

import static dev.helpline.chat.core.Sessions.START;
import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.chat.core.Sessions;
import dev.helpline.chat.core.internal.change.NewEntry;
import dev.helpline.chat.core.internal.change.SessionChange;
import dev.helpline.chat.core.internal.change.SessionDraft;
import dev.helpline.chat.core.internal.cluster.ClusterLink;
import dev.helpline.chat.core.memory.MemoryChatStore;
import dev.helpline.chat.spi.CustomerId;
import dev.helpline.chat.spi.EntryId;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.StoreException;
import dev.helpline.chat.spi.entry.EventType;
import dev.helpline.chat.spi.notify.ChatMetrics;
import dev.helpline.chat.spi.session.Customer;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.store.CommitResult;
import dev.helpline.chat.spi.store.CommitResult.Conflict;
import dev.helpline.chat.spi.store.SessionCommit;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CommitQueueTest {
    private final MemoryChatStore store = new MemoryChatStore();
    private final Queue<Integer> batches = new ConcurrentLinkedQueue<>();
    private final CommitQueue queue =
            new CommitQueue(store, new Batches(), (delay, task) -> () -> {}, ClusterLink.none(), Set.of(), 1);
    private final CountDownLatch held = new CountDownLatch(1);
    private final CountDownLatch opened = new CountDownLatch(1);

    @AfterEach
    void close() {
        opened.countDown();
        queue.close();
    }

    @Test
    void a_lone_source_goes_alone() {
        queue.start();
        Scripted source = submitted(new Scripted(() -> creating("s")));

        assertThat(source.told.join()).isEqualTo(CommitResult.COMMITTED);
        assertThat(batches).containsExactly(1);
    }

    @Test
    void what_lines_up_meanwhile_goes_together() {
        holdTheDrainer();
        List<Scripted> sources = IntStream.range(0, 10)
                .mapToObj(i -> submitted(new Scripted(() -> creating("s" + i))))
                .toList();

        opened.countDown();

        assertThat(sources).allSatisfy(source -> assertThat(source.told.join()).isEqualTo(CommitResult.COMMITTED));
        assertThat(batches).containsExactly(10);
    }

    @Test
    void two_commits_of_one_session_go_one_after_the_other() {
        holdTheDrainer();
        Scripted one = submitted(new Scripted(() -> creating("s")));
        Scripted two = submitted(new Scripted(() -> creating("s")));

        opened.countDown();

        assertThat(one.told.join()).isEqualTo(CommitResult.COMMITTED);
        assertThat(two.told.join()).isInstanceOf(CommitResult.DuplicateEntry.class);
    }

    @Test
    void a_source_without_a_commit_sends_nothing_to_the_store() {
        holdTheDrainer();
        submitted(new Scripted(() -> null));
        Scripted other = submitted(new Scripted(() -> creating("s")));

        opened.countDown();

        assertThat(other.told.join()).isEqualTo(CommitResult.COMMITTED);
        assertThat(batches).containsExactly(1);
    }

    @Test
    void a_source_that_fails_is_abandoned_and_the_others_of_its_batch_are_stored() {
        holdTheDrainer();
        Scripted early = submitted(new Scripted(() -> {
            throw new IllegalStateException("scripted");
        }));
        Scripted late = submitted(new Scripted(() -> creating("late")) {
            @Override
            public void settled(CommitResult result) {
                throw new StackOverflowError("scripted");
            }
        });
        Scripted other = submitted(new Scripted(() -> creating("s")));

        opened.countDown();

        assertThat(early.told.join()).isEqualTo("abandoned");
        assertThat(late.told.join()).isEqualTo("abandoned");
        assertThat(other.told.join()).isEqualTo(CommitResult.COMMITTED);
    }

    @Test
    void a_checked_exception_from_a_host_in_another_language_ends_no_drainer() {
        holdTheDrainer();
        Scripted early = submitted(new Scripted(() -> {
            CommitQueueTest.<RuntimeException>sneak(new IOException("scripted"));
            return null;
        }));
        Scripted late = submitted(new Scripted(() -> creating("late")) {
            @Override
            public void settled(CommitResult result) {
                CommitQueueTest.<RuntimeException>sneak(new IOException("scripted"));
            }
        });
        Scripted other = submitted(new Scripted(() -> creating("s")));

        opened.countDown();

        assertThat(early.told.join()).isEqualTo("abandoned");
        assertThat(late.told.join()).isEqualTo("abandoned");
        assertThat(other.told.join()).isEqualTo(CommitResult.COMMITTED);
    }

    @SuppressWarnings("unchecked") // which is how Kotlin and Lombok throw checked exceptions
    private static <T extends Throwable> void sneak(Throwable thrown) throws T {
        throw (T) thrown;
    }

    @Test
    void a_store_that_fails_leaves_all_of_the_batch_unknown_and_a_broken_one_of_them_abandoned() {
        holdTheDrainer();
        Scripted one = submitted(new Scripted(() -> creating("one")));
        Scripted broken = submitted(new Scripted(() -> creating("broken")) {
            @Override
            public void unknown(StoreException cause) {
                throw new IllegalStateException("scripted");
            }
        });
        Scripted two = submitted(new Scripted(() -> creating("two")));
        store.close();

        opened.countDown();

        assertThat(one.told.join()).isEqualTo("unknown");
        assertThat(broken.told.join()).isEqualTo("abandoned");
        assertThat(two.told.join()).isEqualTo("unknown");
    }

    @Test
    void closing_carries_what_is_in_the_line_and_abandons_what_comes_later() {
        holdTheDrainer();
        Scripted inLine = submitted(new Scripted(() -> creating("s")));

        queue.close();
        Scripted late = submitted(new Scripted(() -> creating("late")));
        opened.countDown();

        assertThat(queue.awaitClosed(Duration.ofSeconds(30))).isTrue();
        assertThat(inLine.told.join()).isEqualTo(CommitResult.COMMITTED);
        assertThat(late.told.join()).isEqualTo("abandoned");
        assertThat(store.findSession(new SessionId("late"))).isEmpty();
    }

    @Test
    void a_conflict_is_told_as_the_store_tells_it() {
        queue.start();
        submitted(new Scripted(() -> creating("s"))).told.join();
        Session stored = store.findSession(new SessionId("s")).orElseThrow();
        submitted(new Scripted(() -> following(stored, "a"))).told.join();

        Scripted stale = submitted(new Scripted(() -> following(stored, "b")));

        assertThat(stale.told.join()).isEqualTo(new Conflict(2));
    }

    /** Makes the only drainer wait, so that others line up behind. */
    private void holdTheDrainer() {
        queue.start();
        submitted(new Scripted(() -> {
            held.countDown();
            await(opened);
            return null;
        }));
        await(held);
    }

    private Scripted submitted(Scripted source) {
        queue.submit(source);
        return source;
    }

    private static SessionCommit creating(String id) {
        Session fresh = Sessions.fresh();
        Session session = Session.builder(
                        new SessionId(id), Customer.builder(new CustomerId(id)).build(), fresh.timeline())
                .version(1)
                .state(fresh.state())
                .topic(fresh.topic())
                .priority(fresh.priority())
                .openSlot(1)
                .log(fresh.log())
                .audit(0, "")
                .build();
        return with(SessionDraft.creating(session, START), "started");
    }

    private static SessionCommit following(Session stored, String entry) {
        return with(SessionDraft.following(stored, START), entry);
    }

    private static SessionCommit with(SessionDraft draft, String entry) {
        NewEntry event = NewEntry.event(new EntryId(entry), EventType.SESSION_STARTED, "");
        draft.add(SessionChange.of(draft.session(), List.of(event), List.of()));
        return draft.toCommit();
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** A source of one commit, and what it was told. */
    private static class Scripted implements CommitQueue.Source {
        final CompletableFuture<Object> told = new CompletableFuture<>();
        private final Supplier<@Nullable SessionCommit> commit;

        Scripted(Supplier<@Nullable SessionCommit> commit) {
            this.commit = commit;
        }

        @Override
        public @Nullable SessionCommit next() {
            return commit.get();
        }

        @Override
        public void settled(CommitResult result) {
            told.complete(result);
        }

        @Override
        public void unknown(StoreException cause) {
            told.complete("unknown");
        }

        @Override
        public void abandon() {
            told.complete("abandoned");
        }
    }

    /** Keeps the sizes of the batches, told before the next batch is taken. */
    private final class Batches implements ChatMetrics {
        @Override
        public void batchCommitted(int commits, Duration took) {
            batches.add(commits);
        }
    }
}
