package dev.helpline.chat.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.helpline.chat.spi.entry.Audience;
import dev.helpline.chat.spi.entry.Entry;
import dev.helpline.chat.spi.entry.EntryKind;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.store.CommitResult;
import dev.helpline.chat.spi.store.CommitResult.Committed;
import dev.helpline.chat.spi.store.CommitResult.Conflict;
import dev.helpline.chat.spi.store.CommitResult.DuplicateEntry;
import dev.helpline.chat.spi.store.CommitResult.Rejected;
import dev.helpline.chat.spi.store.SessionCommit;
import dev.helpline.chat.testkit.time.Await;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Several commits in one call are judged as if each was submitted alone. */
abstract class CommitAllContract extends StoreTest {
    @Test
    void no_commits_have_no_results() {
        assertThat(store.commitAll(List.of())).isEmpty();
    }

    @Test
    void a_single_commit_is_judged_like_any_other() {
        Session session = created("s");
        SessionCommit commit = CommitBuilder.after(session).message("m", "hi").build();

        assertThat(store.commitAll(List.of(commit))).containsExactly(CommitResult.COMMITTED);
        assertThat(store.commitAll(List.of(commit))).containsExactly(new DuplicateEntry(Map.of(entryId("m"), 2L)));
    }

    @Test
    void good_commits_are_all_stored() {
        List<SessionCommit> commits = IntStream.range(0, 20)
                .mapToObj(i -> CommitBuilder.after(created("s" + i))
                        .message("m1", "one of " + i)
                        .message("m2", "two of " + i)
                        .audit("SAID")
                        .build())
                .toList();

        assertThat(store.commitAll(commits)).hasSize(20).containsOnly(CommitResult.COMMITTED);

        commits.forEach(this::assertStored);
    }

    @Test
    void the_results_come_in_the_order_of_the_commits() {
        Session stale = created("m-stale");
        stored(CommitBuilder.after(stale));
        Session duplicate = stored(CommitBuilder.creating("a-duplicate").message("m", "first"));
        stored(CommitBuilder.creating("holder").customer("c"));
        stored(CommitBuilder.after(created("busy")).assign("a", 1));
        SessionCommit good =
                CommitBuilder.after(created("z-good")).message("m", "hi").build();
        SessionCommit creation =
                CommitBuilder.creating("b-new").message("m", "hi").build();
        SessionCommit ending = CommitBuilder.after(created("k-ending")).end().build();

        assertThat(store.commitAll(List.of(
                        good,
                        CommitBuilder.after(stale).message("late", "hi").build(),
                        creation,
                        CommitBuilder.after(duplicate).message("m", "again").build(),
                        CommitBuilder.creating("c-collides").customer("c").build(),
                        CommitBuilder.after(CommitBuilder.creating("unknown")
                                        .build()
                                        .next())
                                .build(),
                        CommitBuilder.after(created("n-collides"))
                                .assign("a", 1)
                                .build(),
                        CommitBuilder.creating("holder").message("mine", "hi").build(),
                        ending)))
                .containsExactly(
                        CommitResult.COMMITTED,
                        new Conflict(2),
                        CommitResult.COMMITTED,
                        new DuplicateEntry(Map.of(entryId("m"), 1L)),
                        CommitResult.SLOT_TAKEN,
                        new Conflict(0),
                        CommitResult.SLOT_TAKEN,
                        new Conflict(1),
                        CommitResult.COMMITTED);
        List.of(good, creation, ending).forEach(this::assertStored);
    }

    @Test
    void commits_that_are_refused_leave_nothing_behind() {
        Session stale = created("s1");
        Session current = stored(CommitBuilder.after(stale));
        List<Entry> log = log(id("s1"));
        stored(CommitBuilder.creating("s2").customer("c"));

        store.commitAll(List.of(
                CommitBuilder.after(stale).message("late", "hi").audit("LATE").build(),
                CommitBuilder.creating("s3").customer("c").audit("CREATED").build(),
                CommitBuilder.creating("s4").build()));

        assertUnchanged(current, log);
        assertThat(store.findSession(id("s3"))).isEmpty();
        assertThat(log(id("s3"))).isEmpty();
        assertThat(store.auditAfter(id("s3"), 0, 10)).isEmpty();
        assertThat(store.findSession(id("s4"))).isPresent();
    }

    @Test
    void of_two_new_sessions_in_one_slot_one_is_stored() {
        SessionCommit one =
                CommitBuilder.creating("s1").customer("c").openSlot(1).build();
        SessionCommit other =
                CommitBuilder.creating("s2").customer("c").openSlot(1).build();
        SessionCommit bystander = CommitBuilder.creating("s3").build();

        List<CommitResult> results = store.commitAll(List.of(one, other, bystander));

        assertThat(results.subList(0, 2)).containsExactlyInAnyOrder(CommitResult.COMMITTED, CommitResult.SLOT_TAKEN);
        assertThat(results.get(2)).isEqualTo(CommitResult.COMMITTED);
        assertThat(store.openSessionsOf(one.next().customer().id())).hasSize(1);
    }

    @Test
    void of_two_sessions_assigned_to_one_slot_of_an_agent_one_is_stored() {
        SessionCommit one = CommitBuilder.after(created("s1")).assign("a", 1).build();
        SessionCommit other = CommitBuilder.after(created("s2")).assign("a", 1).build();
        SessionCommit bystander =
                CommitBuilder.after(created("s3")).message("m", "hi").build();

        List<CommitResult> results = store.commitAll(List.of(one, other, bystander));

        assertThat(results.subList(0, 2)).containsExactlyInAnyOrder(CommitResult.COMMITTED, CommitResult.SLOT_TAKEN);
        assertThat(results.get(2)).isEqualTo(CommitResult.COMMITTED);
        assertThat(store.openSessionCounts().active()).isEqualTo(1);
    }

    @Test
    void two_commits_of_one_session_are_rejected_and_nothing_is_stored() {
        Session session = created("s1");
        SessionCommit one = CommitBuilder.after(session).message("m1", "hi").build();
        SessionCommit other = CommitBuilder.after(session).message("m2", "hi").build();

        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        store.commitAll(List.of(CommitBuilder.creating("s2").build(), one, other)));

        assertThat(find(session)).isEqualTo(session);
        assertThat(store.findSession(id("s2"))).isEmpty();
    }

    @Test
    void a_large_batch_is_stored_and_is_all_duplicates_when_submitted_again() {
        List<SessionCommit> creations = IntStream.range(0, 300)
                .mapToObj(
                        i -> CommitBuilder.creating("s" + i).message("m", "hi").build())
                .toList();
        List<SessionCommit> messages = creations.stream()
                .map(commit -> CommitBuilder.after(commit.next())
                        .message("m2", "hello")
                        .build())
                .toList();

        assertThat(store.commitAll(creations)).hasSize(300).containsOnly(CommitResult.COMMITTED);
        assertThat(store.commitAll(messages)).hasSize(300).containsOnly(CommitResult.COMMITTED);
        assertThat(store.commitAll(messages)).hasSize(300).containsOnly(new DuplicateEntry(Map.of(entryId("m2"), 2L)));
        assertThat(store.commitAll(creations)).hasSize(300).containsOnly(new DuplicateEntry(Map.of(entryId("m"), 1L)));
        messages.forEach(this::assertStored);
    }

    @Test
    void logs_that_move_on_each_in_its_own_way_fit_into_one_batch() {
        List<SessionCommit> commits = IntStream.range(1, 64)
                .mapToObj(way -> movedOn(created("s" + way), way))
                .toList();

        assertThat(store.commitAll(commits)).hasSize(63).containsOnly(CommitResult.COMMITTED);

        commits.forEach(this::assertStored);
        List<SessionCommit> next = commits.stream()
                .map(commit -> CommitBuilder.after(commit.next())
                        .message("last", "goes on where it is")
                        .build())
                .toList();
        assertThat(store.commitAll(next)).hasSize(63).containsOnly(CommitResult.COMMITTED);
        next.forEach(this::assertStored);
    }

    /**
     * Returns a commit with up to three messages, an event and a note, at one of two times, as the bits of {@code
     * way} say.
     */
    private static SessionCommit movedOn(Session session, int way) {
        CommitBuilder commit = CommitBuilder.after(session).at(Duration.ofSeconds(1 + (way >> 5)));
        if ((way & 1) != 0) {
            commit.event("event");
        }
        for (int i = 0; i < ((way >> 1) & 3); i++) {
            commit.message("m" + i, "hi");
        }
        if ((way & 8) != 0) {
            commit.entry(
                    EntryKind.MESSAGE,
                    "note",
                    entry -> entry.audience(Audience.AGENTS).text("hush"));
        }
        if ((way & 16) != 0) {
            commit.event("another");
        }
        return commit.build();
    }

    @Test
    void every_kind_of_change_fits_into_one_batch() {
        Session active = stored(CommitBuilder.after(created("s1")).assign("a", 1));
        Session ended = stored(CommitBuilder.after(created("s2")).end());
        Session waiting = created("s3");
        List<SessionCommit> commits = List.of(
                CommitBuilder.after(active).hold().audit("HELD").build(),
                CommitBuilder.after(ended).rate(3).build(),
                CommitBuilder.after(waiting).assign("a", 2).build(),
                CommitBuilder.creating("s4").build(),
                CommitBuilder.after(stored(CommitBuilder.after(created("s5")).end()))
                        .reopen(1)
                        .build());

        assertThat(store.commitAll(commits)).hasSize(5).containsOnly(CommitResult.COMMITTED);
        commits.forEach(this::assertStored);
    }

    @Test
    void a_commit_the_database_refuses_takes_none_of_its_neighbours_with_it() {
        Session victim = created("s2");
        var poison = contract().poison(victim);
        assumeTrue(poison.isPresent(), "the store refuses nothing");
        SessionCommit before =
                CommitBuilder.after(created("s1")).message("m", "hi").build();
        SessionCommit after =
                CommitBuilder.after(created("s3")).message("m", "hi").build();
        SessionCommit creation = CommitBuilder.creating("s4").build();

        List<CommitResult> results = store.commitAll(List.of(before, poison.orElseThrow(), after, creation));

        assertThat(results.get(1)).isInstanceOf(Rejected.class);
        assertThat(List.of(results.get(0), results.get(2), results.get(3))).hasOnlyElementsOfType(Committed.class);
        List.of(before, after, creation).forEach(this::assertStored);
        assertThat(find(victim)).isEqualTo(victim);
        assertThat(log(victim.id())).hasSize(1);
    }

    @Test
    void a_session_that_another_transaction_writes_does_not_delay_its_neighbours() {
        Session locked = created("s2");
        SessionCommit before =
                CommitBuilder.after(created("s1")).message("m", "hi").build();
        SessionCommit held = CommitBuilder.after(locked).message("m", "hi").build();
        SessionCommit after =
                CommitBuilder.after(created("s3")).message("m", "hi").build();
        var lock = contract().lockRow(locked.id());
        assumeTrue(lock.isPresent(), "the store has no row locks");

        CompletableFuture<List<CommitResult>> results;
        try (var heldLock = lock.orElseThrow()) {
            assertThat(heldLock).isNotNull();
            results = CompletableFuture.supplyAsync(() -> store.commitAll(List.of(before, held, after)));
            Await.until(() -> find(before.next()).equals(before.next())
                    && find(after.next()).equals(after.next()));
            assertThat(results).isNotDone();
        }

        assertThat(results.join()).hasSize(3).containsOnly(CommitResult.COMMITTED);
        assertStored(held);
    }

    private void assertStored(SessionCommit commit) {
        assertThat(find(commit.next())).isEqualTo(commit.next());
        assertThat(store.entriesAfter(
                        commit.next().id(), commit.entries().get(0).seq() - 1, 100))
                .isEqualTo(commit.entries());
    }
}
