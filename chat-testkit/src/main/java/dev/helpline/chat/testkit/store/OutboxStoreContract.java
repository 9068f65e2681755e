package dev.helpline.chat.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.StoreException;
import dev.helpline.chat.spi.outbox.Delivery;
import dev.helpline.chat.spi.outbox.OutboxCounts;
import dev.helpline.chat.spi.outbox.OutboxStore;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.store.CommitResult;
import dev.helpline.chat.spi.store.SessionCommit;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What durable listeners have not taken yet: stored with each commit, held up by failures, and removed once taken. */
abstract class OutboxStoreContract extends StoreTest {
    private static final String MAIL = "mail";
    private static final Instant LATER = CommitBuilder.START.plusSeconds(3600);
    private OutboxStore outbox;

    @BeforeEach
    void requireOutbox() {
        Assumptions.assumeTrue(store instanceof OutboxStore, "the store keeps no outbox");
        outbox = (OutboxStore) store;
    }

    @Test
    void a_commit_leaves_a_delivery_for_each_entry_and_each_listener() {
        Session session =
                heard(CommitBuilder.creating("s1").message("m1", "one").message("m2", "two"), MAIL, "audit");

        assertThat(outbox.deliveries("audit", session.id(), 10)).hasSameSizeAs(log(session.id()));
        assertThat(outbox.deliveries(MAIL, session.id(), 10))
                .containsExactlyElementsOf(log(session.id()).stream()
                        .map(entry -> Delivery.builder(MAIL, session.id(), entry.seq())
                                .dueAt(entry.at())
                                .build())
                        .toList());
        assertThat(outbox.deliveries(MAIL, session.id(), 1)).hasSize(1);
        assertThat(outbox.deliveries("unknown", session.id(), 10)).isEmpty();
    }

    @Test
    void commits_in_one_call_leave_theirs_as_well() {
        Session first = created("s1");
        Session second = created("s2");
        Session third = created("s3");

        List<CommitResult> results = store.commitAll(List.of(
                CommitBuilder.after(first).message("m1", "one").build().forListeners(Set.of(MAIL)),
                CommitBuilder.after(second).message("m2", "two").build(),
                CommitBuilder.after(third)
                        .message("m3", "three")
                        .audit("NOTED")
                        .build()
                        .forListeners(Set.of(MAIL, "audit"))));

        assertThat(results).containsOnly(CommitResult.COMMITTED);
        assertThat(seqs(MAIL, first.id())).containsExactly(first.log().lastSeq() + 1);
        assertThat(seqs(MAIL, second.id())).isEmpty();
        assertThat(seqs(MAIL, third.id())).containsExactly(third.log().lastSeq() + 1);
        assertThat(seqs("audit", third.id())).containsExactly(third.log().lastSeq() + 1);
    }

    @Test
    void a_commit_that_is_refused_leaves_nothing() {
        Session session = created("s1");
        stored(CommitBuilder.after(session).message("m1", "one"));

        SessionCommit late = CommitBuilder.after(session).message("m2", "two").build();
        assertThat(store.commit(late.forListeners(Set.of(MAIL)))).isInstanceOf(CommitResult.Conflict.class);

        assertThat(outbox.deliveries(MAIL, session.id(), 10)).isEmpty();
    }

    @Test
    void a_session_is_due_once_its_first_delivery_is_and_the_oldest_comes_first() {
        Session late = heard(CommitBuilder.creating("late").at(CommitBuilder.START.plusSeconds(20)), MAIL);
        Session early = heard(CommitBuilder.creating("early").at(CommitBuilder.START.plusSeconds(10)), MAIL);
        heard(CommitBuilder.after(early).at(CommitBuilder.START.plusSeconds(30)).message("m", "one"), MAIL);
        heard(CommitBuilder.creating("other"), "audit");

        assertThat(due(CommitBuilder.START.plusSeconds(9))).isEmpty();
        assertThat(due(CommitBuilder.START.plusSeconds(10))).containsExactly(early.id());
        assertThat(due(LATER)).containsExactly(early.id(), late.id());
        assertThat(outbox.sessionsDue(MAIL, LATER, 1)).containsExactly(early.id());
    }

    @Test
    void what_was_taken_is_gone() {
        Session session =
                heard(CommitBuilder.creating("s1").message("m1", "one").message("m2", "two"), MAIL, "audit");
        Session other = heard(CommitBuilder.creating("s2"), MAIL);
        List<Long> all = seqs(MAIL, session.id());

        outbox.delivered(MAIL, session.id(), all.get(0));
        assertThat(seqs(MAIL, session.id())).containsExactlyElementsOf(all.subList(1, all.size()));
        outbox.delivered(MAIL, session.id(), all.get(all.size() - 1));

        assertThat(due(LATER)).containsExactly(other.id());
        assertThat(seqs("audit", session.id())).containsExactlyElementsOf(all);
    }

    @Test
    void a_failure_holds_up_its_own_session_only() {
        Session session = heard(CommitBuilder.creating("s1").message("m1", "one"), MAIL);
        Session other = heard(CommitBuilder.creating("s2"), MAIL);
        Delivery first = outbox.deliveries(MAIL, session.id(), 1).get(0);
        Instant again = CommitBuilder.START.plusSeconds(60);

        Delivery failed =
                first.toBuilder().attempts(1).dueAt(again).failure("no – 🙂").build();
        outbox.failed(failed);

        assertThat(due(again.minusMillis(1))).containsExactly(other.id());
        assertThat(due(again)).containsExactly(other.id(), session.id());
        assertThat(outbox.deliveries(MAIL, session.id(), 10)).first().isEqualTo(failed);
        assertThat(outbox.deliveries(MAIL, session.id(), 10))
                .extracting(Delivery::dueAt)
                .containsOnly(again);

        Session next = heard(CommitBuilder.after(session).message("m9", "nine"), MAIL);
        assertThat(next.id()).isEqualTo(session.id());
        assertThat(due(again.minusMillis(1)))
                .as("a later entry is held up, too")
                .containsExactly(other.id());
    }

    @Test
    void a_failure_of_what_was_taken_meanwhile_brings_nothing_back() {
        Session session = heard(CommitBuilder.creating("s1"), MAIL);
        Delivery delivery = outbox.deliveries(MAIL, session.id(), 1).get(0);
        outbox.delivered(MAIL, session.id(), delivery.seq());

        outbox.failed(delivery.toBuilder().attempts(1).dueAt(LATER).build());

        assertThat(outbox.deliveries(MAIL, session.id(), 10)).isEmpty();
    }

    @Test
    void a_dead_letter_holds_up_nothing_and_stays() {
        Session session =
                heard(CommitBuilder.creating("s1").message("m1", "one").message("m2", "two"), MAIL);
        List<Delivery> before = outbox.deliveries(MAIL, session.id(), 10);

        Delivery dead = before.get(0).toBuilder()
                .attempts(5)
                .dueAt(null)
                .failure("broken")
                .build();
        outbox.failed(dead);

        assertThat(due(LATER)).containsExactly(session.id());
        assertThat(outbox.deliveries(MAIL, session.id(), 10))
                .containsExactlyElementsOf(before.subList(1, before.size()));
        outbox.delivered(MAIL, session.id(), Long.MAX_VALUE);
        assertThat(due(LATER)).isEmpty();
        assertThat(outbox.deadLetters(MAIL, null, 10)).containsExactly(dead);
        assertThat(outbox.deadLetters("audit", null, 10)).isEmpty();
    }

    @Test
    void a_dead_letter_is_handed_out_again_as_if_it_was_new() {
        Delivery dead = dead("s1");

        assertThat(outbox.retry(dead, LATER)).isTrue();

        assertThat(outbox.deadLetters(MAIL, null, 10)).isEmpty();
        assertThat(outbox.deliveries(MAIL, dead.session(), 10))
                .contains(Delivery.builder(MAIL, dead.session(), dead.seq())
                        .dueAt(LATER)
                        .build());
        assertThat(outbox.retry(dead, LATER))
                .as("it is no dead letter any more")
                .isFalse();
    }

    @Test
    void a_dead_letter_is_discarded_once() {
        Delivery dead = dead("s1");

        assertThat(outbox.discard(dead)).isTrue();

        assertThat(outbox.deadLetters(MAIL, null, 10)).isEmpty();
        assertThat(outbox.discard(dead)).isFalse();
        assertThat(outbox.retry(dead, LATER)).isFalse();
    }

    @Test
    void only_dead_letters_are_discarded_or_retried() {
        Session session = heard(CommitBuilder.creating("s1"), MAIL);
        Delivery alive = outbox.deliveries(MAIL, session.id(), 1).get(0);

        assertThat(outbox.discard(alive)).isFalse();
        assertThat(outbox.retry(alive, LATER)).isFalse();
        assertThat(outbox.deliveries(MAIL, session.id(), 1)).containsExactly(alive);
    }

    @Test
    void dead_letters_come_in_pages() {
        Delivery first = dead("a");
        Delivery second = dead("b");
        Delivery third = dead("c");

        assertThat(outbox.deadLetters(MAIL, null, 2)).containsExactly(first, second);
        assertThat(outbox.deadLetters(MAIL, second, 2)).containsExactly(third);
        assertThat(outbox.deadLetters(MAIL, third, 2)).isEmpty();
    }

    @Test
    void what_was_not_taken_comes_in_pages_with_dead_letters() {
        Delivery first = dead("a");
        Session session = heard(CommitBuilder.creating("b").message("m1", "one"), MAIL);
        heard(CommitBuilder.creating("b2"), "audit");
        Delivery third = dead("c");
        List<Delivery> second = outbox.deliveries(MAIL, session.id(), 10);

        List<Delivery> all = outbox.undelivered(MAIL, null, 100);

        assertThat(all).contains(first, third).containsAll(second);
        assertThat(all).extracting(Delivery::listener).containsOnly(MAIL);
        assertThat(all)
                .isSortedAccordingTo(Comparator.comparing(Delivery::session).thenComparing(Delivery::seq));
        assertThat(outbox.undelivered(MAIL, null, 2)).isEqualTo(all.subList(0, 2));
        assertThat(outbox.undelivered(MAIL, all.get(1), 100)).isEqualTo(all.subList(2, all.size()));
        assertThat(outbox.undelivered(MAIL, all.get(all.size() - 1), 100)).isEmpty();
    }

    @Test
    void what_waits_and_what_is_dead_is_counted() {
        dead("s1");
        Session session = heard(CommitBuilder.creating("s2").message("m1", "one"), MAIL);
        heard(CommitBuilder.creating("s3"), "audit");

        long waiting = Stream.of(session.id(), new SessionId("s1"))
                .mapToLong(id -> seqs(MAIL, id).size())
                .sum();
        assertThat(outbox.outboxCounts(MAIL)).isEqualTo(OutboxCounts.of(waiting, 1));
        assertThat(outbox.outboxCounts("unknown")).isEqualTo(OutboxCounts.of(0, 0));
    }

    @Test
    void a_closed_store_refuses_every_call() {
        Delivery delivery = Delivery.builder(MAIL, new SessionId("s1"), 1).build();
        store.close();

        for (ThrowingCallable call : List.<ThrowingCallable>of(
                () -> outbox.sessionsDue(MAIL, LATER, 1),
                () -> outbox.deliveries(MAIL, delivery.session(), 1),
                () -> outbox.delivered(MAIL, delivery.session(), 1),
                () -> outbox.failed(delivery),
                () -> outbox.undelivered(MAIL, null, 1),
                () -> outbox.deadLetters(MAIL, null, 1),
                () -> outbox.retry(delivery, LATER),
                () -> outbox.discard(delivery),
                () -> outbox.outboxCounts(MAIL))) {
            assertThatExceptionOfType(StoreException.class).isThrownBy(call);
        }
    }

    private Session heard(CommitBuilder commit, String... listeners) {
        SessionCommit built = commit.build().forListeners(Set.of(listeners));
        assertThat(store.commit(built)).isEqualTo(CommitResult.COMMITTED);
        return built.next();
    }

    private Delivery dead(String session) {
        heard(CommitBuilder.creating(session), MAIL);
        Delivery dead = outbox.deliveries(MAIL, new SessionId(session), 1).get(0).toBuilder()
                .attempts(3)
                .dueAt(null)
                .failure("broken")
                .build();
        outbox.failed(dead);
        return dead;
    }

    private List<SessionId> due(Instant now) {
        return outbox.sessionsDue(MAIL, now, 10);
    }

    private List<Long> seqs(String listener, SessionId session) {
        return outbox.deliveries(listener, session, 100).stream()
                .map(Delivery::seq)
                .toList();
    }
}
