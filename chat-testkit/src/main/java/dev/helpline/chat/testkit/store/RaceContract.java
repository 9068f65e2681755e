package dev.helpline.chat.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.chat.spi.AgentId;
import dev.helpline.chat.spi.CustomerId;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.entry.Entry;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.store.CommitResult;
import dev.helpline.chat.spi.store.CommitResult.Committed;
import dev.helpline.chat.spi.store.CommitResult.Conflict;
import dev.helpline.chat.spi.store.CommitResult.DuplicateEntry;
import dev.helpline.chat.spi.store.SessionCommit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Eight threads want the same thing at the same time: exactly one gets it, and the others are told so. */
abstract class RaceContract extends StoreTest {
    private static final int ROUNDS = 20;

    @Test
    void of_commits_from_one_version_exactly_one_is_stored() {
        Session session = created("s");
        for (int round = 0; round < ROUNDS; round++) {
            Session from = session;

            List<CommitResult> results = Race.run(runner -> store.commit(CommitBuilder.after(from)
                    .message("m-" + from.version() + "-" + runner, "mine")
                    .build()));

            assertOneWinner(results, new Conflict(from.version() + 1));
            session = find(from);
        }
        assertThat(log(session.id())).extracting(Entry::seq).hasSize(ROUNDS + 1).isSorted();
    }

    @Test
    void of_creations_of_one_id_exactly_one_is_stored() {
        for (int round = 0; round < ROUNDS; round++) {
            String id = "s" + round;

            List<CommitResult> results = Race.run(runner -> store.commit(CommitBuilder.creating(id)
                    .customer(id + "-" + runner)
                    .message("m" + runner, "mine")
                    .build()));

            assertOneWinner(results, new Conflict(1));
            assertThat(log(id(id))).hasSize(1);
        }
    }

    @Test
    void of_new_sessions_in_one_open_slot_exactly_one_is_stored() {
        for (int round = 0; round < ROUNDS; round++) {
            String customer = "c" + round;

            List<CommitResult> results = Race.run(runner -> store.commit(CommitBuilder.creating(customer + "-" + runner)
                    .customer(customer)
                    .build()));

            assertOneWinner(results, CommitResult.SLOT_TAKEN);
            assertThat(store.countSessionsOf(new CustomerId(customer))).isEqualTo(1);
        }
    }

    @Test
    void of_sessions_assigned_to_one_slot_of_an_agent_exactly_one_is_stored() {
        for (int round = 0; round < ROUNDS; round++) {
            String agent = "a" + round;
            List<Session> waiting = IntStream.range(0, Race.RUNNERS)
                    .mapToObj(i -> created(agent + "-" + i))
                    .toList();

            List<CommitResult> results = Race.run(runner -> store.commit(
                    CommitBuilder.after(waiting.get(runner)).assign(agent, 1).build()));

            assertOneWinner(results, CommitResult.SLOT_TAKEN);
            assertThat(store.openSessionsOf(new AgentId(agent))).hasSize(1);
        }
    }

    @Test
    void of_one_commit_submitted_by_many_exactly_one_is_stored() {
        Session session = created("s");
        for (int round = 0; round < ROUNDS; round++) {
            SessionCommit commit = CommitBuilder.after(session)
                    .message("m" + round, "the same")
                    .build();

            List<CommitResult> results = Race.run(runner -> store.commit(commit));

            assertOneWinner(results, new DuplicateEntry(Map.of(entryId("m" + round), round + 2L)));
            session = commit.next();
        }
    }

    @Test
    void batches_over_the_same_sessions_in_any_order_end_well_with_one_winner_each() {
        int count = 24;
        List<Session> sessions =
                IntStream.range(0, count).mapToObj(i -> created("s" + i)).toList();
        for (int round = 0; round < ROUNDS; round++) {
            List<Session> from = sessions.stream().map(this::find).toList();

            List<Map<SessionId, CommitResult>> results = Race.run(runner -> {
                List<SessionCommit> batch = new ArrayList<>(from.stream()
                        .map(session -> CommitBuilder.after(session)
                                .message("m-" + session.version() + "-" + runner, "mine")
                                .build())
                        .toList());
                Collections.shuffle(batch, new Random(runner));
                return byId(batch, store.commitAll(batch));
            });

            for (Session session : from) {
                List<CommitResult> ofSession =
                        results.stream().map(batch -> batch.get(session.id())).toList();
                assertOneWinner(ofSession, new Conflict(session.version() + 1));
            }
        }
        sessions.forEach(session -> assertThat(log(session.id())).hasSize(ROUNDS + 1));
    }

    @Test
    void batches_that_want_the_same_slots_in_any_order_end_well_with_one_winner_each() {
        for (int round = 0; round < ROUNDS; round++) {
            String prefix = "r" + round;

            List<List<CommitResult>> results = Race.run(runner -> {
                List<SessionCommit> batch = new ArrayList<>();
                for (int slot = 1; slot <= 6; slot++) {
                    batch.add(CommitBuilder.creating(prefix + "-" + runner + "-" + slot)
                            .customer(prefix)
                            .openSlot(slot)
                            .build());
                }
                Collections.shuffle(batch, new Random(runner));
                return store.commitAll(batch);
            });

            List<CommitResult> all = results.stream().flatMap(List::stream).toList();
            assertThat(all).filteredOn(Committed.class::isInstance).hasSize(6);
            assertThat(all).filteredOn(CommitResult.SLOT_TAKEN::equals).hasSize(6 * (Race.RUNNERS - 1));
            assertThat(store.openSessionsOf(new CustomerId(prefix)))
                    .extracting(Session::openSlot)
                    .containsExactlyInAnyOrder(1, 2, 3, 4, 5, 6);
        }
    }

    @Test
    void a_visible_session_has_all_its_entries_and_records() {
        Session first = created("s");
        AtomicBoolean done = new AtomicBoolean();

        List<Boolean> whole = Race.run(runner -> runner == 0 ? write(first, done) : readWhole(first, done));

        assertThat(whole).containsOnly(true);
    }

    @Test
    void what_was_committed_is_read_by_every_thread_from_then_on() {
        Session session = created("s");
        for (int round = 0; round < ROUNDS; round++) {
            Session now = stored(CommitBuilder.after(session).message("m" + round, "hi"));

            List<Session> read = Race.run(runner -> find(now));

            assertThat(read).containsOnly(now);
            session = now;
        }
    }

    private boolean write(Session first, AtomicBoolean done) {
        try {
            Session session = first;
            for (int i = 0; i < 200; i++) {
                session = stored(CommitBuilder.after(session)
                        .message("m1-" + i, "one")
                        .message("m2-" + i, "two")
                        .audit("SAID"));
            }
            return true;
        } finally {
            done.set(true);
        }
    }

    private boolean readWhole(Session first, AtomicBoolean done) {
        boolean whole = true;
        while (!done.get()) {
            Session seen = find(first);
            whole &= log(seen.id()).size() >= seen.log().lastSeq();
            whole &= store.auditAfter(seen.id(), 0, 1000).size() >= seen.auditCount();
        }
        return whole;
    }

    private static void assertOneWinner(List<CommitResult> results, CommitResult loser) {
        assertThat(results).filteredOn(Committed.class::isInstance).hasSize(1);
        assertThat(results).filteredOn(loser::equals).hasSize(results.size() - 1);
    }

    private static Map<SessionId, CommitResult> byId(List<SessionCommit> batch, List<CommitResult> results) {
        return IntStream.range(0, batch.size())
                .boxed()
                .collect(Collectors.toMap(i -> batch.get(i).next().id(), results::get));
    }
}
