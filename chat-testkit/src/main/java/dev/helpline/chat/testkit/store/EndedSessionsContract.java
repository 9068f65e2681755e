package dev.helpline.chat.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.chat.spi.AgentId;
import dev.helpline.chat.spi.session.Assignment;
import dev.helpline.chat.spi.session.EndCause;
import dev.helpline.chat.spi.session.EndedBy;
import dev.helpline.chat.spi.session.Ending;
import dev.helpline.chat.spi.session.Outcome;
import dev.helpline.chat.spi.session.Priority;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.session.Topic;
import dev.helpline.chat.spi.store.EndedSessionKey;
import dev.helpline.chat.spi.store.EndedSessionQuery;
import dev.helpline.chat.spi.time.TimeWindow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Listing ended sessions: which match, and in which order. */
abstract class EndedSessionsContract extends StoreTest {
    private static final Instant START = CommitBuilder.START;

    @Test
    void every_ended_session_is_listed_the_last_one_first_and_no_open_one() {
        created("open");
        ended("s2", 5, null);
        ended("s3", 9, null);
        ended("s1", 5, null);

        assertListed(EndedSessionQuery.ALL, "s3", "s1", "s2");
    }

    @Test
    void the_list_shows_sessions_as_they_are_now() {
        Session rated =
                stored(CommitBuilder.after(ended("s1", 1, Outcome.RESOLVED)).rate(4));

        assertThat(store.endedSessions(EndedSessionQuery.ALL, null, 10)).containsExactly(rated);
    }

    @Test
    void a_session_that_was_reopened_is_none_of_them() {
        Session ended = ended("s1", 1, null);
        stored(CommitBuilder.after(ended).reopen(1));

        assertListed(EndedSessionQuery.ALL);
    }

    @Test
    void reading_on_from_any_session_gives_the_rest_of_the_list() {
        for (int i = 0; i < 9; i++) {
            ended("s" + i, i / 3, null);
        }
        List<Session> whole = store.endedSessions(EndedSessionQuery.ALL, null, 100);

        List<Session> read = new ArrayList<>();
        for (List<Session> page = store.endedSessions(EndedSessionQuery.ALL, null, 1); !page.isEmpty(); ) {
            read.addAll(page);
            page = store.endedSessions(EndedSessionQuery.ALL, EndedSessionKey.of(read.get(read.size() - 1)), 2);
        }

        assertThat(whole).hasSize(9);
        assertThat(read).isEqualTo(whole);
    }

    @Test
    void a_time_restricts_to_the_ends_from_it_on_and_before_it() {
        for (int i = 1; i <= 4; i++) {
            ended("s" + i, i, null);
        }
        EndedSessionQuery middle = EndedSessionQuery.builder()
                .ended(new TimeWindow(START.plusSeconds(2), START.plusSeconds(4)))
                .build();

        assertListed(middle, "s3", "s2");
        assertThat(ids(store.endedSessions(middle, key("s3"), 10))).containsExactly("s2");
        assertThat(ids(store.endedSessions(middle, key("s4"), 10))).containsExactly("s3", "s2");
        assertThat(ids(store.endedSessions(middle, key("s1"), 10))).isEmpty();
    }

    @Test
    void a_priority_restricts_to_the_one_that_a_session_ended_with() {
        Session raised = stored(CommitBuilder.creating("s1").priority(Priority.HIGH));
        Session lowered = stored(CommitBuilder.after(raised).priority(Priority.LOW));
        stored(CommitBuilder.after(lowered).end());
        stored(CommitBuilder.after(stored(CommitBuilder.creating("s2").priority(Priority.HIGH)))
                .end());

        assertListed(EndedSessionQuery.builder().priority(Priority.HIGH).build(), "s2");
        assertListed(EndedSessionQuery.builder().priority(Priority.LOW).build(), "s1");
        assertListed(EndedSessionQuery.builder().priority(Priority.NORMAL).build());
    }

    private EndedSessionKey key(String id) {
        return EndedSessionKey.of(store.findSession(id(id)).orElseThrow());
    }

    @Test
    void an_agent_and_an_outcome_restrict_to_exactly_themselves() {
        ended("s1", 1, Outcome.RESOLVED);
        ended("s2", 2, Outcome.SPAM);
        ended("s3", 3, null);
        stored(CommitBuilder.after(created("s4")).end());

        assertListed(EndedSessionQuery.builder().outcome(Outcome.SPAM).build(), "s2");
        assertListed(EndedSessionQuery.builder().agent(new AgentId("bob")).build(), "s3", "s2", "s1");
        assertListed(EndedSessionQuery.builder().agent(new AgentId("Bob")).build());
    }

    @Test
    void a_department_a_category_a_tag_and_a_text_restrict_as_with_open_sessions() {
        Topic refund = Topic.builder().category("refund").subject("My BAG").build();
        Session filed = stored(
                CommitBuilder.creating("s1").topic(refund).department("Billing").tags(Set.of("vip", "bag")));
        stored(CommitBuilder.after(filed).end());
        ended("s2", 1, null);

        assertListed(ofDepartments("Billing"), "s1");
        assertListed(ofDepartments("Sales"), "s2");
        assertListed(ofDepartments("Billing", "Sales", "sales "), "s1", "s2");
        assertListed(ofDepartments());
        assertListed(EndedSessionQuery.builder().category("refund").build(), "s1");
        assertListed(EndedSessionQuery.builder().tag("vip").build(), "s1");
        assertListed(EndedSessionQuery.builder().tag("vi").build());
        assertListed(EndedSessionQuery.builder().text("my bag").build(), "s1");
    }

    private static EndedSessionQuery ofDepartments(String... departments) {
        return EndedSessionQuery.builder().departments(List.of(departments)).build();
    }

    private Session ended(String id, int second, @Nullable Outcome outcome) {
        Assignment bob = new Assignment(new AgentId("bob"), "Bob", "Sales", START);
        Session assigned = stored(CommitBuilder.after(created(id)).assign(bob, 1));
        Instant at = START.plusSeconds(second);
        return stored(
                CommitBuilder.after(assigned).end(new Ending(EndedBy.AGENT, EndCause.NORMAL, null, outcome, at, null)));
    }

    private void assertListed(EndedSessionQuery query, String... expected) {
        assertThat(ids(store.endedSessions(query, null, 100))).containsExactly(expected);
    }
}
