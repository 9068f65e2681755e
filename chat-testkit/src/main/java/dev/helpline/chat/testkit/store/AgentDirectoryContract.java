package dev.helpline.chat.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.chat.spi.AgentId;
import dev.helpline.chat.spi.agent.Agent;
import dev.helpline.chat.spi.auth.Role;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The directory of agents. */
abstract class AgentDirectoryContract extends StoreTest {
    private static final Instant START = CommitBuilder.START;

    @Test
    void an_agent_is_found_by_exactly_its_id() {
        Agent lower = saved(agent("bob"));

        assertThat(store.findAgent(new AgentId("bob"))).contains(lower);
        assertThat(store.findAgent(new AgentId("Bob"))).isEmpty();
        assertThat(store.findAgent(new AgentId("bo"))).isEmpty();
    }

    @Test
    void enrolling_stores_an_agent_the_directory_does_not_know() {
        Agent agent = full("bob", 3);

        assertThat(store.enroll(agent)).isEqualTo(agent);
        assertThat(store.findAgent(agent.id())).contains(agent);
    }

    @Test
    void enrolling_a_known_agent_takes_over_name_department_and_role() {
        saved(Agent.builder(new AgentId("bob"), START)
                .name("Bob")
                .department("Sales")
                .role(Role.AGENT)
                .active(false)
                .capacity(3)
                .seenAt(START.plusSeconds(5))
                .build());

        Agent enrolled = store.enroll(Agent.builder(new AgentId("bob"), START.plusSeconds(7))
                .name("Robert")
                .role(Role.ADMIN)
                .active(true)
                .capacity(9)
                .seenAt(START.plusSeconds(7))
                .build());

        assertThat(enrolled)
                .isEqualTo(Agent.builder(new AgentId("bob"), START)
                        .name("Robert")
                        .role(Role.ADMIN)
                        .active(false)
                        .capacity(3)
                        .seenAt(START.plusSeconds(7))
                        .build());
        assertThat(store.findAgent(new AgentId("bob"))).contains(enrolled);
    }

    @Test
    void enrolling_does_not_move_seen_at_backward() {
        saved(seen("bob", 9));

        assertThat(store.enroll(seen("bob", 2)).seenAt()).isEqualTo(START.plusSeconds(9));
        assertThat(store.findAgent(new AgentId("bob"))).contains(seen("bob", 9));
    }

    @Test
    void enrolling_a_new_agent_concurrently_stores_one() {
        for (int round = 0; round < 10; round++) {
            String id = "agent" + round;

            List<Agent> enrolled = Race.run(runner -> store.enroll(seen(id, runner)));

            assertThat(enrolled).extracting(Agent::enrolledAt).containsOnly(START);
            assertThat(store.findAgent(new AgentId(id))).contains(seen(id, Race.RUNNERS - 1));
        }
        assertThat(store.firstAgents(100)).hasSize(10);
    }

    @Test
    void saving_stores_a_known_or_unknown_agent_as_it_is() {
        saved(seen("bob", 9));
        Agent changed = Agent.builder(new AgentId("bob"), START)
                .department("Care")
                .role(Role.SUPERVISOR)
                .active(false)
                .capacity(1)
                .seenAt(START)
                .build();

        assertThat(saved(changed)).isEqualTo(changed);
        assertThat(store.findAgent(changed.id())).contains(changed);
    }

    @Test
    void the_largest_and_the_emptiest_agent_come_back_whole() {
        Agent largest = saved(Agent.builder(new AgentId("z".repeat(128)), Instant.parse("9999-12-31T23:59:59.999Z"))
                .name("\uD83E\uDD57".repeat(255))
                .department("\uD83E\uDD57".repeat(255))
                .role(Role.ADMIN)
                .active(true)
                .capacity(Integer.MAX_VALUE)
                .seenAt(Instant.parse("9999-12-31T23:59:59.999Z"))
                .build());
        Agent emptiest = saved(Agent.builder(new AgentId("0"), START)
                .name("")
                .role(Role.AGENT)
                .active(true)
                .seenAt(START)
                .build());

        assertThat(store.firstAgents(10)).containsExactly(emptiest, largest);
    }

    @Test
    void being_seen_moves_forward_and_never_backward() {
        saved(seen("ann", 5));
        saved(seen("bob", 5));

        store.agentsSeen(Map.of(
                new AgentId("ann"), START.plusSeconds(9),
                new AgentId("bob"), START.plusSeconds(1)));

        assertThat(store.firstAgents(10)).containsExactly(seen("ann", 9), seen("bob", 5));
    }

    @Test
    void unknown_agents_are_ignored_when_seen() {
        saved(seen("ann", 5));

        store.agentsSeen(Map.of(new AgentId("Ann"), START, new AgentId("ann"), START.plusSeconds(6)));
        store.agentsSeen(Map.of());

        assertThat(store.firstAgents(10)).containsExactly(seen("ann", 6));
    }

    @Test
    void agents_come_in_the_order_of_their_ids() {
        for (String id : List.of("b", "B", "_", "a", ".", "0", "A", "-", ":", "a0", "aA", "Z")) {
            saved(agent(id));
        }

        assertThat(store.firstAgents(20))
                .extracting(agent -> agent.id().value())
                .containsExactly("-", ".", "0", ":", "A", "B", "Z", "_", "a", "a0", "aA", "b");
    }

    @Test
    void agents_are_listed_up_to_the_limit() {
        saved(agent("a"));
        saved(agent("b"));
        saved(agent("c"));

        assertThat(store.firstAgents(2)).containsExactly(agent("a"), agent("b"));
    }

    @Test
    void an_empty_directory_lists_no_agents() {
        assertThat(store.firstAgents(10)).isEmpty();
        assertThat(store.countAgentsSeenSince(Instant.EPOCH)).isZero();
    }

    @Test
    void counted_are_active_agents_seen_then_or_later() {
        saved(seen("a", 9));
        saved(seen("b", 10));
        saved(seen("c", 11));
        saved(Agent.builder(new AgentId("d"), START)
                .role(Role.AGENT)
                .active(false)
                .seenAt(START.plusSeconds(11))
                .build());

        assertThat(store.countAgentsSeenSince(START.plusSeconds(10))).isEqualTo(2);
    }

    private Agent saved(Agent agent) {
        store.saveAgent(agent);
        return agent;
    }

    private static Agent agent(String id) {
        return seen(id, 0);
    }

    private static Agent seen(String id, int second) {
        return Agent.builder(new AgentId(id), START)
                .role(Role.AGENT)
                .active(true)
                .seenAt(START.plusSeconds(second))
                .build();
    }

    private static Agent full(String id, @Nullable Integer capacity) {
        return Agent.builder(new AgentId(id), START)
                .name("Bob")
                .department("Care")
                .role(Role.SUPERVISOR)
                .active(true)
                .capacity(capacity)
                .seenAt(START.plusMillis(1))
                .build();
    }
}
