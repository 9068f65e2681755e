package dev.helpline.chat.spi.facts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.chat.spi.AgentId;
import dev.helpline.chat.spi.agent.Agent;
import dev.helpline.chat.spi.agent.Presence;
import dev.helpline.chat.spi.time.TimeWindow;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Workloads of the time from ten to eleven, worked out by hand, with the sums in comments. */
class WorkloadVectorsTest {
    private static final AgentId ADA = new AgentId("ada");
    private static final AgentId BEN = new AgentId("ben");
    private static final TimeWindow HOUR = new TimeWindow(time("10:00"), time("11:00"));

    @Test
    void an_agent_with_two_sessions_at_once() {
        List<AgentStint> stints = List.of(
                stint(ADA, "10:00", "10:30", 5), stint(ADA, "10:15", "10:45", 0), stint(BEN, "10:00", "10:59", 0));
        List<OnlineInterval> online = List.of(online(ADA, "10:00", "11:00"));

        // 30 min and 30 min, 5 min of them on hold: 55 min handled; 60 min of sessions in 60 min online
        AgentWorkload workload = AgentWorkload.of(ADA, stints, online, HOUR);
        assertThat(workload)
                .isEqualTo(AgentWorkload.builder(ADA)
                        .taken(2)
                        .handled(2)
                        .handleTime(Duration.ofMinutes(55))
                        .onlineTime(Duration.ofHours(1))
                        .sessionTime(Duration.ofHours(1))
                        .build());
        assertThat(workload.averageHandleTime()).isEqualTo(Duration.ofSeconds(27 * 60 + 30));
        assertThat(workload.meanAtOnce()).isEqualTo(new BigDecimal("1.0000"));
    }

    @Test
    void a_session_of_an_agent_who_is_not_online_is_none_at_once() {
        List<AgentStint> stints = List.of(stint(ADA, "10:00", "10:40", 0));
        List<OnlineInterval> online = List.of(online(ADA, "10:10", "10:20"), online(ADA, "10:30", "10:50"));

        // with the session 10 min and 10 min of 10 min and 20 min online
        AgentWorkload workload = AgentWorkload.of(ADA, stints, online, HOUR);
        assertThat(workload.handleTime()).isEqualTo(Duration.ofMinutes(40));
        assertThat(workload.onlineTime()).isEqualTo(Duration.ofMinutes(30));
        assertThat(workload.sessionTime()).isEqualTo(Duration.ofMinutes(20));
        assertThat(workload.meanAtOnce()).isEqualTo(new BigDecimal("0.6667"));
    }

    @Test
    void what_is_beyond_the_window_does_not_count() {
        List<AgentStint> stints = List.of(
                stint(ADA, "09:30", "10:10", 0),
                stint(ADA, "10:50", "11:00", 0),
                stint(ADA, "11:00", "11:30", 0),
                stint(ADA, "09:00", "10:00", 0));
        List<OnlineInterval> online = List.of(online(ADA, "09:00", "11:30"));

        // the second was taken within the hour, and the first ended in it, and so did the last, at its first moment: 40
        // min and 60
        // min; sessions for 10 min and 10 min
        assertThat(AgentWorkload.of(ADA, stints, online, HOUR))
                .isEqualTo(AgentWorkload.builder(ADA)
                        .taken(1)
                        .handled(2)
                        .handleTime(Duration.ofMinutes(100))
                        .onlineTime(Duration.ofHours(1))
                        .sessionTime(Duration.ofMinutes(20))
                        .build());
    }

    @Test
    void a_stint_that_goes_on_was_taken_and_is_not_handled_yet() {
        AgentStint open = AgentStint.builder(1, ADA, time("10:50")).build();

        assertThat(AgentWorkload.of(ADA, List.of(open), List.of(online(ADA, "10:40", "11:10")), HOUR))
                .isEqualTo(AgentWorkload.builder(ADA)
                        .taken(1)
                        .onlineTime(Duration.ofMinutes(20))
                        .sessionTime(Duration.ofMinutes(10))
                        .build());
    }

    @Test
    void without_any_there_is_no_mean() {
        AgentWorkload none = AgentWorkload.of(ADA, List.of(), List.of(), HOUR);

        assertThat(none.isZero()).isTrue();
        assertThat(none.averageHandleTime()).isNull();
        assertThat(none.meanAtOnce()).isNull();
    }

    @Test
    void an_agent_is_online_between_two_signs_of_life_a_minute_apart() {
        Agent seen = Agent.builder(ADA, time("10:00")).build();

        assertThat(OnlineInterval.between(seen, time("10:00").plusSeconds(60)))
                .contains(OnlineInterval.of(ADA, time("10:00"), time("10:01")));
        assertThat(OnlineInterval.between(seen, time("10:00").plusMillis(60_001)))
                .isEmpty();
        assertThat(OnlineInterval.between(seen, time("10:00"))).isEmpty();
        assertThat(OnlineInterval.between(seen, time("09:59"))).isEmpty();
    }

    @Test
    void an_agent_who_is_away_or_inactive_is_not_online() {
        Agent.Builder seen = Agent.builder(ADA, time("10:00"));

        assertThat(OnlineInterval.between(seen.presence(Presence.AWAY).build(), time("10:01")))
                .isEmpty();
        assertThat(OnlineInterval.between(seen.presence(Presence.OFFLINE).build(), time("10:01")))
                .isEmpty();
        assertThat(OnlineInterval.between(
                        seen.presence(Presence.ONLINE).active(false).build(), time("10:01")))
                .isEmpty();
    }

    private static AgentStint stint(AgentId agent, String from, String until, long heldMinutes) {
        return AgentStint.builder(1, agent, time(from))
                .until(time(until))
                .heldTime(Duration.ofMinutes(heldMinutes))
                .build();
    }

    private static OnlineInterval online(AgentId agent, String from, String until) {
        return OnlineInterval.of(agent, time(from), time(until));
    }

    private static Instant time(String time) {
        return Instant.parse("2026-01-05T" + time + ":00Z");
    }
}
