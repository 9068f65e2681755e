package dev.helpline.chat.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.chat.spi.AgentId;
import dev.helpline.chat.spi.cursor.Reader;
import dev.helpline.chat.spi.cursor.ReaderCursor;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.session.SessionState;
import dev.helpline.chat.spi.session.SlaClock;
import dev.helpline.chat.spi.session.SlaTarget;
import dev.helpline.chat.spi.session.Turn;
import dev.helpline.chat.spi.store.QuietQuery;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Finding sessions that may end for inactivity: quiet ones, and ones whose customer went away. */
abstract class SessionSweepContract extends StoreTest {
    private static final Instant TEN = CommitBuilder.START.plusSeconds(10);

    @Test
    void quiet_sessions_are_those_whose_newest_entry_is_older_the_quietest_first() {
        heardOf("s3", 3);
        heardOf("s1", 9);
        heardOf("s2", 3);

        assertThat(ids(quiet(SessionState.WAITING, TEN, 10))).containsExactly("s2", "s3", "s1");
    }

    @Test
    void a_session_with_an_entry_at_that_very_instant_is_not_quiet() {
        heardOf("s1", 10);
        heardOf("s2", 11);

        assertThat(quiet(SessionState.WAITING, TEN, 10)).isEmpty();
        assertThat(ids(quiet(SessionState.WAITING, TEN.plusMillis(1), 10))).containsExactly("s1");
    }

    @Test
    void quiet_sessions_are_of_the_one_state() {
        heardOf("s1", 1);
        Session active = stored(CommitBuilder.after(heardOf("s2", 1)).assign("a", 1));
        stored(CommitBuilder.after(heardOf("s3", 1)).assign("a", 2).hold());
        stored(CommitBuilder.after(heardOf("s4", 1)).end());

        assertThat(quiet(SessionState.ACTIVE, TEN, 10)).containsExactly(active);
        assertThat(ids(quiet(SessionState.ON_HOLD, TEN, 10))).containsExactly("s3");
        assertThat(ids(quiet(SessionState.ENDED, TEN, 10))).containsExactly("s4");
    }

    @Test
    void quiet_sessions_are_at_most_the_limit() {
        heardOf("s1", 1);
        heardOf("s2", 2);
        heardOf("s3", 3);

        assertThat(ids(quiet(SessionState.WAITING, TEN, 2))).containsExactly("s1", "s2");
    }

    @Test
    void overdue_sessions_are_those_whose_time_is_up_and_was_not_noted() {
        due("s1", clock(TEN.plusMillis(1)));
        due("s2", clock(TEN));
        due("s3", clock(TEN.minusMillis(1)));
        due("s4", clock(TEN).toBuilder().breachedAt(TEN).build());
        due("s5", clock(TEN).toBuilder().dueAt(null).build());
        due("s0", clock(TEN));
        created("s6");

        assertThat(ids(store.overdueSessions(TEN, 10))).containsExactly("s3", "s0", "s2");
        assertThat(ids(store.overdueSessions(TEN, 2))).containsExactly("s3", "s0");
        assertThat(store.overdueSessions(TEN.minusMillis(2), 10)).isEmpty();
    }

    @Test
    void a_session_is_overdue_by_the_first_of_its_clocks_that_was_not_noted() {
        Session session = stored(CommitBuilder.after(created("s1"))
                .sla(Map.of(
                        SlaTarget.ASSIGNMENT,
                        clock(TEN.minusSeconds(9)).toBuilder().breachedAt(TEN).build(),
                        SlaTarget.FIRST_RESPONSE,
                        clock(TEN.minusSeconds(2)),
                        SlaTarget.RESOLUTION,
                        clock(TEN))));

        assertThat(store.overdueSessions(TEN.minusSeconds(2).minusMillis(1), 10))
                .isEmpty();
        assertThat(store.overdueSessions(TEN.minusSeconds(2), 10)).containsExactly(session);
    }

    @Test
    void offered_sessions_are_those_with_an_offer_the_first_to_end_first() {
        offered("s1", 1, 9);
        offered("s3", 2, 5);
        offered("s2", 3, 5);
        Session accepted = offered("s4", 4, 1);
        stored(CommitBuilder.after(accepted).assign("a", 4));
        Session declined = offered("s5", 5, 1);
        stored(CommitBuilder.after(declined).endOffer(Map.of()));
        created("s6");

        assertThat(ids(store.offeredSessions(10))).containsExactly("s2", "s3", "s1");
        assertThat(ids(store.offeredSessions(2))).containsExactly("s2", "s3");
    }

    private Session offered(String id, int slot, int seconds) {
        return stored(CommitBuilder.after(created(id)).offer("a", slot, CommitBuilder.START.plusSeconds(seconds)));
    }

    private void due(String id, SlaClock clock) {
        stored(CommitBuilder.after(created(id)).sla(Map.of(SlaTarget.RESOLUTION, clock)));
    }

    private static SlaClock clock(Instant dueAt) {
        return SlaClock.builder().runningSince(CommitBuilder.START).dueAt(dueAt).build();
    }

    @Test
    void a_session_with_a_new_entry_is_no_longer_quiet() {
        Session session = heardOf("s1", 1);
        stored(CommitBuilder.after(session).at(TEN).message("m", "still here"));

        assertThat(quiet(SessionState.WAITING, TEN, 10)).isEmpty();
    }

    @Test
    void a_session_in_which_a_side_has_the_turn_is_silent_since_then_whatever_was_written_later() {
        Session turned =
                stored(CommitBuilder.after(heardOf("s1", 1)).assign("a", 1).turn(Turn.CUSTOMER));
        Session later =
                stored(CommitBuilder.after(turned).at(TEN.plusSeconds(5)).message("m", "still here"));
        Session either = stored(CommitBuilder.after(heardOf("s2", 4)).assign("a", 2));

        assertThat(quiet(SessionState.ACTIVE, TEN, 10)).containsExactly(later, either);
        assertThat(quiet(SessionState.ACTIVE, CommitBuilder.START.plusSeconds(2), 10))
                .isEmpty();
    }

    @Test
    void quiet_sessions_can_be_those_in_which_one_of_some_sides_has_the_turn() {
        stored(CommitBuilder.after(heardOf("s1", 1)).assign("a", 1).turn(Turn.CUSTOMER));
        stored(CommitBuilder.after(heardOf("s2", 2)).assign("a", 2).turn(Turn.AGENT));
        stored(CommitBuilder.after(heardOf("s3", 3)).assign("a", 3));

        assertThat(ids(quiet(active().turns(Set.of(Turn.CUSTOMER))))).containsExactly("s1");
        assertThat(ids(quiet(active().turns(Set.of(Turn.AGENT, Turn.EITHER))))).containsExactly("s2", "s3");
        assertThat(ids(quiet(active()))).containsExactly("s1", "s2", "s3");
    }

    @Test
    void quiet_sessions_can_be_those_without_a_warning_or_those_that_end_before_an_instant() {
        stored(CommitBuilder.after(heardOf("s1", 1)).assign("a", 1).endsAt(TEN));
        stored(CommitBuilder.after(heardOf("s2", 2)).assign("a", 2).endsAt(TEN.plusMillis(1)));
        stored(CommitBuilder.after(heardOf("s3", 3)).assign("a", 3));

        assertThat(ids(quiet(active().unwarned(true)))).containsExactly("s3");
        assertThat(quiet(active().endingBefore(TEN))).isEmpty();
        assertThat(ids(quiet(active().endingBefore(TEN.plusMillis(1))))).containsExactly("s1");
        assertThat(ids(quiet(active().endingBefore(TEN.plusSeconds(1))))).containsExactly("s1", "s2");
    }

    @Test
    void a_customer_seen_then_or_later_keeps_a_quiet_session_from_being_unseen() {
        seen(heardOf("s1", 1), Reader.CUSTOMER, TEN.minusMillis(1));
        seen(heardOf("s2", 2), Reader.CUSTOMER, TEN);
        seen(heardOf("s3", 3), Reader.CUSTOMER, TEN.plusSeconds(5));

        assertThat(ids(store.unseenSessions(SessionState.WAITING, TEN, 10))).containsExactly("s1");
    }

    @Test
    void a_quiet_session_whose_customer_was_never_seen_is_unseen() {
        heardOf("s1", 1);

        assertThat(ids(store.unseenSessions(SessionState.WAITING, TEN, 10))).containsExactly("s1");
    }

    @Test
    void a_message_left_behind_is_not_unseen_however_long_its_customer_is_away() {
        Session left =
                stored(CommitBuilder.creating("s1").at(Duration.ofSeconds(1)).offline());

        assertThat(store.unseenSessions(SessionState.WAITING, TEN, 10)).isEmpty();
        assertThat(quiet(SessionState.WAITING, TEN, 10)).containsExactly(left);
    }

    @Test
    void an_agents_cursor_does_not_count_as_the_customers() {
        seen(heardOf("s1", 1), Reader.agent(new AgentId("a")), TEN.plusSeconds(5));

        assertThat(ids(store.unseenSessions(SessionState.WAITING, TEN, 10))).containsExactly("s1");
    }

    @Test
    void unseen_sessions_are_quiet_of_the_state_in_order_and_at_most_the_limit() {
        heardOf("s3", 3);
        heardOf("s1", 1);
        heardOf("s2", 2);
        heardOf("s4", 11);
        stored(CommitBuilder.after(heardOf("s0", 0)).assign("a", 1));

        assertThat(ids(store.unseenSessions(SessionState.WAITING, TEN, 10))).containsExactly("s1", "s2", "s3");
        assertThat(ids(store.unseenSessions(SessionState.WAITING, TEN, 2))).containsExactly("s1", "s2");
    }

    @Test
    void seen_customers_do_not_use_up_the_limit() {
        seen(heardOf("s1", 1), Reader.CUSTOMER, TEN);
        seen(heardOf("s2", 2), Reader.CUSTOMER, TEN);
        heardOf("s3", 3);

        assertThat(ids(store.unseenSessions(SessionState.WAITING, TEN, 1))).containsExactly("s3");
    }

    private List<Session> quiet(SessionState state, Instant before, int limit) {
        return store.quietSessions(QuietQuery.builder(state, before).build(), limit);
    }

    private List<Session> quiet(QuietQuery.Builder query) {
        return store.quietSessions(query.build(), 10);
    }

    private static QuietQuery.Builder active() {
        return QuietQuery.builder(SessionState.ACTIVE, TEN);
    }

    private Session heardOf(String id, int second) {
        return stored(CommitBuilder.creating(id).at(Duration.ofSeconds(second)));
    }

    private void seen(Session session, Reader reader, Instant at) {
        store.mergeCursors(
                List.of(ReaderCursor.builder(session.id(), reader, at).build()));
    }
}
