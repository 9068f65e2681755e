package dev.helpline.chat.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.chat.spi.CustomerId;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.session.Topic;
import dev.helpline.chat.spi.store.SessionHistoryQuery;
import dev.helpline.chat.spi.store.SessionKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Listing all the sessions of a customer. */
abstract class SessionHistoryContract extends StoreTest {
    private static final CustomerId ANN = new CustomerId("ann");

    @Test
    void the_youngest_session_comes_first_and_the_smaller_id_among_twins() {
        fiveOfAnn();

        assertThat(ids(store.sessionsOf(ANN, null, 0, 10))).containsExactly("s5", "s2", "s3", "s4", "s1");
    }

    @Test
    void a_page_ends_at_the_limit() {
        fiveOfAnn();

        assertThat(ids(store.sessionsOf(ANN, null, 0, 2))).containsExactly("s5", "s2");
    }

    @Test
    void a_page_begins_strictly_after_its_key() {
        fiveOfAnn();

        assertThat(ids(store.sessionsOf(ANN, keyOf("s2"), 0, 10))).containsExactly("s3", "s4", "s1");
        assertThat(store.sessionsOf(ANN, keyOf("s1"), 0, 10)).isEmpty();
    }

    @Test
    void the_key_need_not_be_of_a_session_that_exists() {
        fiveOfAnn();

        SessionKey between = new SessionKey(CommitBuilder.START.plusSeconds(2), id("s3a"));

        assertThat(ids(store.sessionsOf(ANN, between, 0, 10))).containsExactly("s4", "s1");
    }

    @Test
    void skipping_leaves_out_that_many_after_the_key() {
        fiveOfAnn();

        assertThat(ids(store.sessionsOf(ANN, null, 1, 2))).containsExactly("s2", "s3");
        assertThat(ids(store.sessionsOf(ANN, keyOf("s2"), 1, 9))).containsExactly("s4", "s1");
        assertThat(store.sessionsOf(ANN, null, 5, 9)).isEmpty();
    }

    @Test
    void paging_by_key_meets_every_session_once() {
        fiveOfAnn();

        List<String> met = new ArrayList<>();
        List<Session> page = store.sessionsOf(ANN, null, 0, 2);
        while (!page.isEmpty()) {
            met.addAll(ids(page));
            page = store.sessionsOf(ANN, SessionKey.of(page.get(page.size() - 1)), 0, 2);
        }

        assertThat(met).containsExactly("s5", "s2", "s3", "s4", "s1");
    }

    @Test
    void an_external_reference_restricts_to_exactly_itself() {
        about("s1", 1, "ORD-1");
        about("s2", 2, "ord-1");
        about("s3", 3, "ORD-1 ");
        about("s4", 4, "ORD-1");
        about("s5", 5, null);
        stored(CommitBuilder.creating("s6")
                .topic(Topic.builder().externalRef("ORD-1").build()));
        SessionHistoryQuery query =
                SessionHistoryQuery.builder(ANN).externalRef("ORD-1").build();

        assertThat(ids(store.sessionsOf(query, null, 0, 10))).containsExactly("s4", "s1");
        assertThat(ids(store.sessionsOf(query, null, 0, 1))).containsExactly("s4");
        assertThat(ids(store.sessionsOf(query, keyOf("s4"), 0, 10))).containsExactly("s1");
        assertThat(store.countSessionsOf(query)).isEqualTo(2);
    }

    @Test
    void the_sessions_of_others_are_not_the_customers() {
        fiveOfAnn();

        assertThat(store.sessionsOf(new CustomerId("Ann"), null, 0, 10)).isEmpty();
        assertThat(store.countSessionsOf(new CustomerId("Ann"))).isZero();
    }

    @Test
    void all_sessions_of_a_customer_are_counted_ended_ones_too() {
        fiveOfAnn();
        stored(CommitBuilder.after(store.findSession(id("s3")).orElseThrow()).end());

        assertThat(store.countSessionsOf(ANN)).isEqualTo(5);
        assertThat(store.sessionsOf(ANN, null, 0, 10)).hasSize(5);
    }

    @Test
    void the_history_shows_sessions_as_they_are_now() {
        Session rated = stored(CommitBuilder.after(stored(
                        CommitBuilder.after(stored(CommitBuilder.creating("s1").customer("ann")))
                                .end()))
                .rate(4));

        assertThat(store.sessionsOf(ANN, null, 0, 10)).containsExactly(rated);
    }

    /**
     * Stores five sessions: s1 is the oldest, s5 the youngest; s2, s3 and s4 have the same creation and are stored
     * in another order.
     */
    private void fiveOfAnn() {
        ofAnn("s4", 4, Duration.ofSeconds(2));
        ofAnn("s2", 2, Duration.ofSeconds(2));
        ofAnn("s5", 5, Duration.ofSeconds(3));
        ofAnn("s3", 3, Duration.ofSeconds(2));
        ofAnn("s1", 1, Duration.ofSeconds(1));
        created("s9");
    }

    private void ofAnn(String id, int slot, Duration sinceStart) {
        stored(CommitBuilder.creating(id).customer("ann").openSlot(slot).at(sinceStart));
    }

    private void about(String id, int slot, @Nullable String externalRef) {
        stored(CommitBuilder.creating(id)
                .customer("ann")
                .openSlot(slot)
                .at(Duration.ofSeconds(slot))
                .topic(Topic.builder().externalRef(externalRef).build()));
    }

    private SessionKey keyOf(String id) {
        return SessionKey.of(store.findSession(id(id)).orElseThrow());
    }
}
