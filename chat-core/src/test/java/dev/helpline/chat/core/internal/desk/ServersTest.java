package dev.helpline.chat.core.internal.desk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.chat.core.desk.Colleague;
import dev.helpline.chat.spi.AgentId;
import dev.helpline.chat.spi.agent.Agent;
import dev.helpline.chat.spi.agent.Presence;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ServersTest {
    private static final Optional<String> GENERAL = Optional.empty();
    private static final Optional<String> BILLING = Optional.of("Billing");
    private static final Optional<String> SALES = Optional.of("Sales");

    @Test
    void routed_agents_serve_as_many_as_their_places() {
        assertThat(Servers.of(
                        List.of(online("ada", 3), online("bob", 2)),
                        loads("ada", 1, "bob", 2),
                        Map.of(GENERAL, 4),
                        true))
                .isEqualTo(Map.of(GENERAL, new Servers(5, 2)));
    }

    @Test
    void an_agent_above_capacity_has_no_place_free() {
        assertThat(Servers.of(List.of(online("ada", 2)), loads("ada", 5), Map.of(GENERAL, 1), true))
                .isEqualTo(Map.of(GENERAL, new Servers(2, 0)));
    }

    @Test
    void agents_who_choose_their_sessions_serve_what_they_have_and_at_least_one() {
        assertThat(Servers.of(
                        List.of(online("ada", 20), online("bob", 20)), loads("ada", 4), Map.of(GENERAL, 4), false))
                .isEqualTo(Map.of(GENERAL, new Servers(5, 0)));
    }

    @Test
    void absent_agents_serve_no_queue() {
        Colleague absent = online("ada", 3).toBuilder().presence(Presence.AWAY).build();

        assertThat(Servers.of(List.of(absent), loads("ada", 1), Map.of(GENERAL, 4), true))
                .isEmpty();
    }

    @Test
    void agents_serve_their_departments_and_sessions_of_none() {
        assertThat(Servers.of(
                        List.of(online("ada", 3, "Billing"), online("bob", 2, "Sales")),
                        Map.of(),
                        Map.of(BILLING, 1),
                        true))
                .isEqualTo(Map.of(BILLING, new Servers(3, 3)));
    }

    @Test
    void an_agent_of_several_queues_is_divided_as_the_waiting_sessions_are() {
        assertThat(Servers.of(
                        List.of(online("ada", 8, "Billing", "Sales")),
                        loads("ada", 4),
                        Map.of(BILLING, 1, SALES, 2, GENERAL, 1),
                        true))
                .isEqualTo(Map.of(BILLING, new Servers(2, 1), SALES, new Servers(4, 2), GENERAL, new Servers(2, 1)));
    }

    private static Map<AgentId, Long> loads(String agent, long load) {
        return Map.of(new AgentId(agent), load);
    }

    private static Map<AgentId, Long> loads(String agent, long load, String other, long otherLoad) {
        return Map.of(new AgentId(agent), load, new AgentId(other), otherLoad);
    }

    private static Colleague online(String id, int capacity, String... departments) {
        Agent agent = Agent.builder(new AgentId(id), Instant.EPOCH)
                .departments(List.of(departments))
                .build();
        return Colleague.builder(agent)
                .presence(Presence.ONLINE)
                .capacity(capacity)
                .build();
    }
}
