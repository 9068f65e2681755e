package dev.helpline.chat.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.helpline.chat.spi.CustomerId;
import dev.helpline.chat.spi.entry.Entry;
import dev.helpline.chat.spi.rating.Rating;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.store.CommitResult;
import dev.helpline.chat.spi.store.CommitResult.Conflict;
import dev.helpline.chat.spi.store.CommitResult.DuplicateEntry;
import dev.helpline.chat.spi.store.CommitResult.Rejected;
import dev.helpline.chat.spi.store.SessionCommit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** A commit is stored as a whole, and only if the stored version is the one it was made from. */
abstract class CommitStoreContract extends StoreTest {
    @Test
    void a_commit_from_the_stored_version_stores_session_entries_and_audit() {
        Session first = stored(CommitBuilder.creating("s").message("m1", "one").audit("CREATED"));
        SessionCommit commit = CommitBuilder.after(first)
                .message("m2", "two")
                .message("m3", "three")
                .audit("SAID")
                .audit("SAID_MORE")
                .build();

        assertThat(store.commit(commit)).isEqualTo(CommitResult.COMMITTED);

        assertThat(find(first)).isEqualTo(commit.next());
        assertThat(store.entriesAfter(id("s"), 1, 10)).isEqualTo(commit.entries());
        assertThat(store.auditAfter(id("s"), 1, 10)).isEqualTo(commit.audit());
    }

    @Test
    void a_commit_to_a_session_that_does_not_exist_conflicts_with_version_zero() {
        Session unknown = CommitBuilder.creating("s").build().next();

        assertThat(store.commit(CommitBuilder.after(unknown).message("m", "hi").build()))
                .isEqualTo(new Conflict(0));

        assertThat(store.findSession(id("s"))).isEmpty();
        assertThat(log(id("s"))).isEmpty();
    }

    @Test
    void a_commit_from_a_stale_version_reports_the_stored_one_and_changes_nothing() {
        Session first = created("s");
        Session third = stored(CommitBuilder.after(stored(CommitBuilder.after(first))));
        List<Entry> log = log(id("s"));

        assertThat(store.commit(CommitBuilder.after(first)
                        .message("late", "hi")
                        .audit("LATE")
                        .build()))
                .isEqualTo(new Conflict(3));

        assertUnchanged(third, log);
    }

    @Test
    void a_commit_from_a_version_that_is_not_there_yet_reports_the_stored_one_and_changes_nothing() {
        Session first = created("s");
        List<Entry> log = log(id("s"));
        Session second = CommitBuilder.after(first).build().next();

        assertThat(store.commit(
                        CommitBuilder.after(second).message("early", "hi").build()))
                .isEqualTo(new Conflict(1));

        assertUnchanged(first, log);
    }

    @Test
    void creating_a_session_that_exists_reports_the_stored_version_and_changes_nothing() {
        Session second = stored(CommitBuilder.after(created("s")));
        List<Entry> log = log(id("s"));

        assertThat(store.commit(CommitBuilder.creating("s")
                        .customer("another")
                        .message("mine", "hi")
                        .audit("CREATED")
                        .build()))
                .isEqualTo(new Conflict(2));

        assertUnchanged(second, log);
        assertThat(store.countSessionsOf(new CustomerId("another"))).isZero();
    }

    @Test
    void an_entry_whose_id_is_taken_is_named_with_its_seq_and_nothing_is_stored() {
        Session session =
                stored(CommitBuilder.creating("s").message("m1", "one").message("m2", "two"));
        List<Entry> log = log(id("s"));

        assertThat(store.commit(CommitBuilder.after(session)
                        .message("m2", "again")
                        .audit("SAID")
                        .build()))
                .isEqualTo(new DuplicateEntry(Map.of(entryId("m2"), 2L)));

        assertUnchanged(session, log);
    }

    @Test
    void of_several_entries_all_whose_ids_are_taken_are_named_and_nothing_is_stored() {
        Session session = stored(CommitBuilder.creating("s")
                .message("m1", "one")
                .message("m2", "two")
                .message("m3", "three"));
        List<Entry> log = log(id("s"));

        assertThat(store.commit(CommitBuilder.after(session)
                        .message("m3", "again")
                        .message("m4", "fresh")
                        .message("m1", "again")
                        .message("M2", "fresh")
                        .build()))
                .isEqualTo(new DuplicateEntry(Map.of(entryId("m1"), 1L, entryId("m3"), 3L)));

        assertUnchanged(session, log);
    }

    @Test
    void an_id_taken_in_another_session_is_free_in_this_one() {
        stored(CommitBuilder.creating("s1").message("m", "there"));
        Session session = created("s2");

        assertThat(store.commit(
                        CommitBuilder.after(session).message("m", "here").build()))
                .isEqualTo(CommitResult.COMMITTED);
    }

    @Test
    void submitting_a_stored_commit_again_is_a_duplicate_at_its_own_seqs() {
        Session session = created("s");
        SessionCommit commit = CommitBuilder.after(session)
                .message("m1", "one")
                .message("m2", "two")
                .build();
        store.commit(commit);
        List<Entry> log = log(id("s"));

        assertThat(store.commit(commit)).isEqualTo(new DuplicateEntry(Map.of(entryId("m1"), 2L, entryId("m2"), 3L)));

        assertUnchanged(commit.next(), log);
    }

    @Test
    void submitting_a_stored_creation_again_is_a_duplicate_at_its_own_seqs() {
        SessionCommit commit =
                CommitBuilder.creating("s").event("started").message("m", "hi").build();
        store.commit(commit);

        assertThat(store.commit(commit))
                .isEqualTo(new DuplicateEntry(Map.of(entryId("started"), 1L, entryId("m"), 2L)));

        assertUnchanged(commit.next(), commit.entries());
    }

    @Test
    void a_stored_commit_is_a_duplicate_even_after_later_commits() {
        SessionCommit commit =
                CommitBuilder.after(created("s")).message("m1", "one").build();
        store.commit(commit);
        stored(CommitBuilder.after(commit.next()).message("m2", "two"));

        assertThat(store.commit(commit)).isEqualTo(new DuplicateEntry(Map.of(entryId("m1"), 2L)));
    }

    @Test
    void a_commit_that_was_not_stored_conflicts_after_another_one() {
        Session session = created("s");
        SessionCommit lost = CommitBuilder.after(session).message("mine", "one").build();
        Session now = stored(CommitBuilder.after(session).message("theirs", "two"));
        List<Entry> log = log(id("s"));

        assertThat(store.commit(lost)).isEqualTo(new Conflict(2));

        assertUnchanged(now, log);
    }

    @Test
    void a_rating_becomes_the_sessions() {
        Session ended = stored(CommitBuilder.after(created("s")).end());
        Session rated = stored(CommitBuilder.after(ended).rate(4));

        assertThat(find(ended)).isEqualTo(rated);
        assertThat(find(ended).rating()).isNotNull();
    }

    @Test
    void submitting_a_rating_again_is_a_duplicate_and_the_first_stays() {
        Session ended = stored(CommitBuilder.after(created("s")).end());
        SessionCommit rating = CommitBuilder.after(ended).rate(4).build();
        store.commit(rating);

        assertThat(store.commit(rating)).isInstanceOf(DuplicateEntry.class);
        assertThat(store.commit(
                        CommitBuilder.after(ended).event("other").rate(1).build()))
                .isEqualTo(new Conflict(3));

        assertThat(find(ended)).isEqualTo(rating.next());
    }

    @Test
    void a_changed_rating_of_the_same_id_replaces_the_earlier_one() {
        Session rated = stored(
                CommitBuilder.after(stored(CommitBuilder.after(created("s")).end()))
                        .rate(1));
        Rating first = Objects.requireNonNull(rated.rating());
        Rating second = Rating.builder(first.id(), 5, first.at())
                .feedback("better now")
                .editedAt(first.at().plusSeconds(1))
                .build();

        Session changed = stored(CommitBuilder.after(rated).rate(second));

        assertThat(find(rated)).isEqualTo(changed);
        assertThat(find(rated).rating()).isEqualTo(second);
        assertThat(store.commit(
                        CommitBuilder.after(rated).event("other").rate(3).build()))
                .isEqualTo(new Conflict(4));
        assertThat(find(rated).rating()).isEqualTo(second);
    }

    @Test
    void a_reopened_session_has_no_rating_and_can_be_rated_anew() {
        Session rated = stored(
                CommitBuilder.after(stored(CommitBuilder.after(created("s")).end()))
                        .ratingPrompt("p")
                        .rate(1));
        Session reopened = stored(CommitBuilder.after(rated).reopen(1).message("m", "one more thing"));

        assertThat(find(rated)).isEqualTo(reopened);

        Session endedAgain = stored(CommitBuilder.after(reopened).end());

        assertThat(find(rated)).isEqualTo(endedAgain);

        Session ratedAgain = stored(CommitBuilder.after(endedAgain).rate(5));

        assertThat(find(rated)).isEqualTo(ratedAgain);
    }

    @Test
    void a_commit_the_database_refuses_is_rejected_for_good_and_does_no_harm() {
        Session session = created("s");
        List<Entry> log = log(id("s"));
        SessionCommit poison = poisonOrSkip(session);

        assertThat(store.commit(poison)).isInstanceOf(Rejected.class);
        assertThat(store.commit(poison)).isInstanceOf(Rejected.class);

        assertUnchanged(session, log);
        stored(CommitBuilder.after(session).message("m", "all is well"));
    }

    @Test
    void a_thousand_commits_leave_a_log_without_gaps() {
        Session session = created("s");
        for (int i = 2; i <= 1000; i++) {
            session = stored(CommitBuilder.after(session).message("m" + i, "text " + i));
        }

        assertThat(find(session)).isEqualTo(session);
        assertThat(log(id("s"))).hasSize(1000).extracting(Entry::seq).isSorted().doesNotHaveDuplicates();
    }

    private SessionCommit poisonOrSkip(Session session) {
        var poison = contract().poison(session);
        assumeTrue(poison.isPresent(), "the store refuses nothing");
        return poison.orElseThrow();
    }
}
