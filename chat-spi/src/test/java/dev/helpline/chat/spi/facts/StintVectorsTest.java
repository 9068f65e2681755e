package dev.helpline.chat.spi.facts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.chat.spi.AgentId;
import dev.helpline.chat.spi.EntryId;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.entry.AssignmentEvent;
import dev.helpline.chat.spi.entry.Entry;
import dev.helpline.chat.spi.entry.EntryKind;
import dev.helpline.chat.spi.entry.EventType;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Logs written by hand with the stints that a reader of the documentation would count, with the sums in comments. All of them are of one Monday. */
class StintVectorsTest {
    private static final SessionId SESSION = new SessionId("s1");
    private static final AgentId ADA = new AgentId("ada");
    private static final AgentId BEN = new AgentId("ben");
    private final List<Entry> log = new ArrayList<>();

    @Test
    void a_stint_runs_from_the_assignment_to_the_end_without_the_time_on_hold() {
        at("09:00:00", EventType.SESSION_STARTED);
        assigned("09:01:00", ADA);
        at("09:03:00", EventType.SESSION_HELD);
        at("09:05:30", EventType.SESSION_RESUMED);
        at("09:10:00", EventType.SESSION_HELD);
        at("09:11:00", EventType.SESSION_ENDED);

        // 09:01:00 to 09:11:00 is 600 s; 150 s and 60 s on hold; 390 s are left
        assertThat(stints()).containsExactly(stint(2, ADA, "09:01:00", "09:11:00", 210));
        assertThat(stints().get(0).handleTime()).isEqualTo(Duration.ofSeconds(390));
        assertThat(facts().stint()).isNull();
    }

    @Test
    void a_transfer_ends_a_stint_and_begins_another_one() {
        assigned("09:00:00", ADA);
        assigned("09:04:00", BEN);
        at("09:04:00", EventType.SESSION_TRANSFERRED);
        at("09:10:00", EventType.SESSION_ENDED);

        assertThat(stints())
                .containsExactly(stint(1, ADA, "09:00:00", "09:04:00", 0), stint(2, BEN, "09:04:00", "09:10:00", 0));
    }

    @Test
    void a_session_that_is_transferred_on_hold_is_on_hold_in_both_stints() {
        assigned("09:00:00", ADA);
        at("09:01:00", EventType.SESSION_HELD);
        assigned("09:04:00", BEN);
        at("09:09:00", EventType.SESSION_RESUMED);
        at("09:10:00", EventType.SESSION_ENDED);

        // on hold from 09:01 to 09:09, 480 s: 180 s before the transfer and 300 s after it
        assertThat(stints())
                .containsExactly(
                        stint(1, ADA, "09:00:00", "09:04:00", 180), stint(3, BEN, "09:04:00", "09:10:00", 300));
        assertThat(facts().heldTime()).isEqualTo(Duration.ofMinutes(8));
    }

    @Test
    void the_time_in_a_queue_is_in_no_stint() {
        assigned("09:00:00", ADA);
        at("09:02:00", EventType.SESSION_HELD);
        at("09:05:00", EventType.SESSION_RETURNED);
        assigned("09:30:00", ADA);
        at("09:31:00", EventType.SESSION_ENDED);

        // an agent who gets the session again begins another stint
        assertThat(stints())
                .containsExactly(stint(1, ADA, "09:00:00", "09:05:00", 180), stint(4, ADA, "09:30:00", "09:31:00", 0));
    }

    @Test
    void a_reopened_session_begins_a_stint_only_with_its_assignment() {
        assigned("09:00:00", ADA);
        at("09:02:00", EventType.SESSION_ENDED);
        at("12:00:00", EventType.SESSION_REOPENED);
        assertThat(facts().stint()).isNull();
        assigned("12:00:00", ADA);

        assertThat(stints()).containsExactly(stint(1, ADA, "09:00:00", "09:02:00", 0));
        assertThat(facts().stint())
                .isEqualTo(AgentStint.builder(4, ADA, time("12:00:00")).build());
    }

    @Test
    void a_hold_that_goes_on_is_not_counted_yet() {
        assigned("09:00:00", ADA);
        at("09:01:00", EventType.SESSION_HELD);
        at("09:02:00", EventType.SESSION_RESUMED);
        at("09:03:00", EventType.SESSION_HELD);

        assertThat(facts().stint())
                .isEqualTo(AgentStint.builder(1, ADA, time("09:00:00"))
                        .heldTime(Duration.ofMinutes(1))
                        .build());
        assertThat(facts().stint()).extracting(AgentStint::handleTime).isNull();
    }

    @Test
    void an_assignment_that_names_no_agent_begins_no_stint() {
        assigned("09:00:00", ADA);
        at("09:01:00", EventType.SESSION_ASSIGNED);
        at("09:02:00", EventType.SESSION_ENDED);

        assertThat(stints()).containsExactly(stint(1, ADA, "09:00:00", "09:01:00", 0));
    }

    @Test
    void a_clock_that_goes_back_gives_no_negative_time() {
        assigned("09:00:10", ADA);
        at("09:00:11", EventType.SESSION_HELD);
        at("09:00:31", EventType.SESSION_RESUMED);
        at("09:00:20", EventType.SESSION_RETURNED);
        assigned("09:00:40", BEN);
        at("09:00:39", EventType.SESSION_ENDED);

        // 10 s, of which the hold of 20 s leaves nothing
        assertThat(stints())
                .containsExactly(stint(1, ADA, "09:00:10", "09:00:20", 10), stint(5, BEN, "09:00:40", "09:00:40", 0));
    }

    @Test
    void only_an_assignment_names_its_agent() {
        assertThat(AssignmentEvent.metadata(ADA)).isEqualTo("{\"agent\":\"ada\"}");
        assertThat(AssignmentEvent.agentOf(event(EventType.SESSION_ASSIGNED, "{\"agent\":\"ada\"}")))
                .contains(ADA);
        assertThat(AssignmentEvent.agentOf(event(EventType.SESSION_OFFERED, "{\"agent\":\"ada\"}")))
                .isEmpty();
        assertThat(AssignmentEvent.agentOf(event(EventType.SESSION_ASSIGNED, null)))
                .isEmpty();
        assertThat(AssignmentEvent.agentOf(event(EventType.SESSION_ASSIGNED, "{\"agent\":\"\"}")))
                .isEmpty();
        assertThat(AssignmentEvent.agentOf(event(EventType.SESSION_ASSIGNED, "{\"agent\":\"a\",\"by\":\"b\"}")))
                .isEmpty();
    }

    private List<AgentStint> stints() {
        return accumulated().rows().stints();
    }

    private SessionFacts facts() {
        return accumulated().facts();
    }

    private FactAccumulator accumulated() {
        return FactAccumulator.from(SessionFacts.START).addAll(log);
    }

    private static AgentStint stint(long seq, AgentId agent, String from, String until, long heldSeconds) {
        return AgentStint.builder(seq, agent, time(from))
                .until(time(until))
                .heldTime(Duration.ofSeconds(heldSeconds))
                .build();
    }

    private static Instant time(String time) {
        return Instant.parse("2026-01-05T" + time + "Z");
    }

    private void assigned(String time, AgentId agent) {
        at(time, EventType.SESSION_ASSIGNED, AssignmentEvent.metadata(agent));
    }

    private void at(String time, EventType event) {
        at(time, event, null);
    }

    private void at(String time, EventType event, @Nullable String metadata) {
        log.add(event(event, metadata).toBuilder().at(time(time)).build());
    }

    private Entry event(EventType event, @Nullable String metadata) {
        long seq = log.size() + 1L;
        return Entry.builder(SESSION, seq, new EntryId("e" + seq))
                .kind(EntryKind.EVENT)
                .type(event.type())
                .metadata(metadata)
                .at(time("09:00:00"))
                .build();
    }
}
