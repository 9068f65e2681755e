package dev.helpline.chat.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.chat.spi.AgentId;
import dev.helpline.chat.spi.CustomerId;
import dev.helpline.chat.spi.entry.Entry;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.store.CommitResult;
import dev.helpline.chat.spi.store.CommitResult.Conflict;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** No two sessions have the same slot of a customer or of an agent. */
abstract class SlotContract extends StoreTest {
    @Test
    void a_new_session_in_a_taken_open_slot_is_not_stored() {
        stored(CommitBuilder.creating("s1").customer("c").openSlot(1));

        assertThat(store.commit(CommitBuilder.creating("s2")
                        .customer("c")
                        .openSlot(1)
                        .audit("CREATED")
                        .build()))
                .isEqualTo(CommitResult.SLOT_TAKEN);

        assertThat(store.findSession(id("s2"))).isEmpty();
        assertThat(log(id("s2"))).isEmpty();
        assertThat(store.auditAfter(id("s2"), 0, 10)).isEmpty();
    }

    @Test
    void another_slot_is_free_and_so_is_the_same_slot_of_another_customer() {
        stored(CommitBuilder.creating("s1").customer("c").openSlot(1));
        stored(CommitBuilder.creating("s2").customer("c").openSlot(2));
        stored(CommitBuilder.creating("s3").customer("C").openSlot(1));

        assertThat(store.openSessionCounts().total()).isEqualTo(3);
    }

    @Test
    void a_refused_session_can_be_created_in_another_slot() {
        stored(CommitBuilder.creating("s1").customer("c").openSlot(1));
        store.commit(CommitBuilder.creating("s2").customer("c").openSlot(1).build());

        Session second = stored(CommitBuilder.creating("s2").customer("c").openSlot(2));

        assertThat(find(second)).isEqualTo(second);
    }

    @Test
    void a_session_moves_to_another_agents_slot_of_the_same_number_and_frees_its_own() {
        Session first = stored(CommitBuilder.after(created("s1")).assign("a", 1));
        Session taken = stored(CommitBuilder.after(created("s2")).assign("b", 1));

        assertThat(store.commit(
                        CommitBuilder.after(first).assign("b", 1).audit("MOVED").build()))
                .isEqualTo(CommitResult.SLOT_TAKEN);
        assertThat(find(first)).isEqualTo(first);

        stored(CommitBuilder.after(taken).end());
        Session moved = stored(CommitBuilder.after(first).assign("b", 1).audit("MOVED"));
        stored(CommitBuilder.after(created("s3")).assign("a", 1));

        assertThat(store.openSessionsOf(new AgentId("b"))).containsExactly(moved);
        assertThat(ids(store.openSessionsOf(new AgentId("a")))).containsExactly("s3");
    }

    @Test
    void a_commit_to_a_taken_agent_slot_changes_nothing() {
        stored(CommitBuilder.after(created("s1")).assign("a", 1));
        Session waiting = stored(CommitBuilder.after(created("s2")));
        List<Entry> log = log(id("s2"));

        assertThat(store.commit(CommitBuilder.after(waiting)
                        .assign("a", 1)
                        .audit("ASSIGNED")
                        .build()))
                .isEqualTo(CommitResult.SLOT_TAKEN);

        assertUnchanged(waiting, log);
    }

    @Test
    void another_agent_slot_is_free_and_so_is_the_same_slot_of_another_agent() {
        stored(CommitBuilder.after(created("s1")).assign("a", 1));
        stored(CommitBuilder.after(created("s2")).assign("a", 2));
        stored(CommitBuilder.after(created("s3")).assign("A", 1));

        assertThat(store.openSessionCounts().active()).isEqualTo(3);
    }

    @Test
    void a_session_keeps_its_slots_from_version_to_version() {
        Session session = stored(CommitBuilder.after(created("s1")).assign("a", 1));
        session = stored(CommitBuilder.after(session).message("m", "hi"));
        session = stored(CommitBuilder.after(session).hold());

        assertThat(find(session)).isEqualTo(session);
        assertThat(store.commit(
                        CommitBuilder.after(created("s2")).assign("a", 1).build()))
                .isEqualTo(CommitResult.SLOT_TAKEN);
    }

    @Test
    void an_ended_session_has_given_up_both_slots() {
        Session first = stored(CommitBuilder.creating("s1").customer("c").openSlot(1));
        stored(CommitBuilder.after(stored(CommitBuilder.after(first).assign("a", 1)))
                .end());

        Session second = stored(CommitBuilder.creating("s2").customer("c").openSlot(1));
        stored(CommitBuilder.after(second).assign("a", 1));
    }

    @Test
    void many_ended_sessions_of_one_customer_and_agent_are_kept_side_by_side() {
        for (int i = 0; i < 5; i++) {
            Session session = stored(CommitBuilder.creating("s" + i).customer("c"));
            stored(CommitBuilder.after(stored(CommitBuilder.after(session).assign("a", 1)))
                    .end());
        }

        assertThat(store.countSessionsOf(new CustomerId("c"))).isEqualTo(5);
    }

    @Test
    void a_session_that_is_passed_on_gives_up_the_slot_of_its_former_agent() {
        Session passed = stored(
                CommitBuilder.after(stored(CommitBuilder.after(created("s1")).assign("a", 1)))
                        .assign("b", 1));

        stored(CommitBuilder.after(created("s2")).assign("a", 1));

        assertThat(store.commit(
                        CommitBuilder.after(created("s3")).assign("b", 1).build()))
                .isEqualTo(CommitResult.SLOT_TAKEN);
        assertThat(find(passed)).isEqualTo(passed);
    }

    @Test
    void a_session_refused_an_agents_slot_keeps_the_one_it_has() {
        Session session = stored(CommitBuilder.after(created("s1")).assign("a", 1));
        stored(CommitBuilder.after(created("s2")).assign("b", 1));

        assertThat(store.commit(CommitBuilder.after(session).assign("b", 1).build()))
                .isEqualTo(CommitResult.SLOT_TAKEN);

        assertThat(store.commit(
                        CommitBuilder.after(created("s3")).assign("a", 1).build()))
                .isEqualTo(CommitResult.SLOT_TAKEN);
    }

    @Test
    void a_reopened_session_needs_a_free_slot() {
        Session ended = stored(CommitBuilder.after(
                        stored(CommitBuilder.creating("s1").customer("c").openSlot(1)))
                .end());
        stored(CommitBuilder.creating("s2").customer("c").openSlot(1));

        assertThat(store.commit(CommitBuilder.after(ended).reopen(1).build())).isEqualTo(CommitResult.SLOT_TAKEN);
        assertThat(store.commit(CommitBuilder.after(ended).reopen(2).build())).isEqualTo(CommitResult.COMMITTED);
    }

    @Test
    void an_offer_takes_the_agents_slot_until_it_ends() {
        Instant until = CommitBuilder.START.plusSeconds(30);
        Session offered = stored(CommitBuilder.after(created("s1")).offer("a", 1, until));

        assertThat(find(offered)).isEqualTo(offered);
        assertThat(store.commit(
                        CommitBuilder.after(created("s2")).assign("a", 1).build()))
                .isEqualTo(CommitResult.SLOT_TAKEN);
        assertThat(store.commit(CommitBuilder.after(created("s3"))
                        .offer("a", 1, until)
                        .audit("OFFERED")
                        .build()))
                .isEqualTo(CommitResult.SLOT_TAKEN);

        Session waits = stored(CommitBuilder.after(offered).endOffer(Map.of(new AgentId("a"), until)));
        assertThat(find(waits)).isEqualTo(waits);
        stored(CommitBuilder.after(created("s4")).assign("a", 1));
    }

    @Test
    void an_accepted_offer_keeps_its_slot_and_another_agent_gives_it_up() {
        Instant until = CommitBuilder.START.plusSeconds(30);
        Session accepted = stored(
                CommitBuilder.after(stored(CommitBuilder.after(created("s1")).offer("a", 1, until)))
                        .assign("a", 1));
        Session taken = stored(
                CommitBuilder.after(stored(CommitBuilder.after(created("s2")).offer("a", 2, until)))
                        .assign("b", 1));

        assertThat(find(accepted)).isEqualTo(accepted);
        assertThat(store.openSessionsOf(new AgentId("a"))).containsExactly(accepted);
        assertThat(store.openSessionsOf(new AgentId("b"))).containsExactly(taken);
        stored(CommitBuilder.after(created("s3")).assign("a", 2));
    }

    @Test
    void a_session_that_ends_while_it_is_offered_gives_up_the_slot() {
        Session offered = stored(CommitBuilder.after(created("s1")).offer("a", 1, CommitBuilder.START.plusSeconds(30)));

        Session ended = stored(CommitBuilder.after(offered).end());

        assertThat(find(ended)).isEqualTo(ended);
        assertThat(ended.assignment()).isNull();
        stored(CommitBuilder.after(created("s2")).assign("a", 1));
    }

    @Test
    void a_stale_commit_to_a_taken_slot_conflicts_with_the_stored_version() {
        stored(CommitBuilder.after(created("s1")).assign("a", 1));
        Session first = created("s2");
        stored(CommitBuilder.after(first));

        assertThat(store.commit(
                        CommitBuilder.after(first).assign("a", 1).event("late").build()))
                .isEqualTo(new Conflict(2));
    }
}
