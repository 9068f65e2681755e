package dev.helpline.chat.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.chat.spi.AgentId;
import dev.helpline.chat.spi.cursor.Reader;
import dev.helpline.chat.spi.cursor.ReaderCursor;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.session.SessionState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Finding sessions that may end for inactivity: quiet ones, and ones whose customer went away. */
abstract class SessionSweepContract extends StoreTest {
    private static final Instant TEN = CommitBuilder.START.plusSeconds(10);

    @Test
    void quiet_sessions_are_those_whose_newest_entry_is_older_the_quietest_first() {
        heardOf("s3", 3);
        heardOf("s1", 9);
        heardOf("s2", 3);

        assertThat(ids(store.quietSessions(SessionState.WAITING, TEN, 10))).containsExactly("s2", "s3", "s1");
    }

    @Test
    void a_session_with_an_entry_at_that_very_instant_is_not_quiet() {
        heardOf("s1", 10);
        heardOf("s2", 11);

        assertThat(store.quietSessions(SessionState.WAITING, TEN, 10)).isEmpty();
        assertThat(ids(store.quietSessions(SessionState.WAITING, TEN.plusMillis(1), 10)))
                .containsExactly("s1");
    }

    @Test
    void quiet_sessions_are_of_the_one_state() {
        heardOf("s1", 1);
        Session active = stored(CommitBuilder.after(heardOf("s2", 1)).assign("a", 1));
        stored(CommitBuilder.after(heardOf("s3", 1)).assign("a", 2).hold());
        stored(CommitBuilder.after(heardOf("s4", 1)).end());

        assertThat(store.quietSessions(SessionState.ACTIVE, TEN, 10)).containsExactly(active);
        assertThat(ids(store.quietSessions(SessionState.ON_HOLD, TEN, 10))).containsExactly("s3");
        assertThat(ids(store.quietSessions(SessionState.ENDED, TEN, 10))).containsExactly("s4");
    }

    @Test
    void quiet_sessions_are_at_most_the_limit() {
        heardOf("s1", 1);
        heardOf("s2", 2);
        heardOf("s3", 3);

        assertThat(ids(store.quietSessions(SessionState.WAITING, TEN, 2))).containsExactly("s1", "s2");
    }

    @Test
    void a_session_with_a_new_entry_is_no_longer_quiet() {
        Session session = heardOf("s1", 1);
        stored(CommitBuilder.after(session).at(TEN).message("m", "still here"));

        assertThat(store.quietSessions(SessionState.WAITING, TEN, 10)).isEmpty();
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

    private Session heardOf(String id, int second) {
        return stored(CommitBuilder.creating(id).at(Duration.ofSeconds(second)));
    }

    private void seen(Session session, Reader reader, Instant at) {
        store.mergeCursors(
                List.of(ReaderCursor.builder(session.id(), reader, at).build()));
    }
}
