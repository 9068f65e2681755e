package dev.helpline.chat.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.helpline.chat.spi.AgentId;
import dev.helpline.chat.spi.agent.Agent;
import dev.helpline.chat.spi.agent.Presence;
import dev.helpline.chat.spi.audit.AuditRecord;
import dev.helpline.chat.spi.audit.AuditSubject;
import dev.helpline.chat.spi.auth.Role;
import dev.helpline.chat.spi.store.TextLimits;
import java.time.Instant;
import java.util.Collections;
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
                        .version(1)
                        .seenAt(START.plusSeconds(7))
                        .build());
        assertThat(store.findAgent(new AgentId("bob"))).contains(enrolled);
    }

    @Test
    void enrolling_does_not_move_seen_at_backward() {
        store.enroll(seen("bob", 9));

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
    void enrolling_a_managed_agent_changes_only_when_it_was_seen() {
        Agent managed = saved(full("bob", 3).toBuilder().managed(true).build());

        Agent enrolled = store.enroll(Agent.builder(managed.id(), START.plusSeconds(7))
                .name("Robert")
                .email("robert@example.org")
                .department("Sales")
                .role(Role.ADMIN)
                .seenAt(START.plusSeconds(7))
                .build());

        assertThat(enrolled)
                .isEqualTo(managed.toBuilder().seenAt(START.plusSeconds(7)).build());
        assertThat(store.findAgent(managed.id())).contains(enrolled);
    }

    @Test
    void saving_replaces_what_admins_say_and_keeps_what_the_agent_did() {
        store.enroll(seen("bob", 9));
        store.choosePresence(new AgentId("bob"), Presence.AWAY, START.plusSeconds(3));

        Agent saved = full("bob", 1).toBuilder()
                .managed(true)
                .version(1)
                .seenAt(START)
                .presence(Presence.ONLINE)
                .build();

        assertThat(store.saveAgent(saved, change("bob", 1))).isTrue();
        assertThat(store.findAgent(saved.id()))
                .contains(saved.toBuilder()
                        .seenAt(START.plusSeconds(9))
                        .presence(Presence.AWAY)
                        .build());
    }

    @Test
    void an_agent_is_saved_only_at_the_next_version() {
        Agent first = saved(agent("bob"));
        Agent again = first.toBuilder().name("Again").build();
        Agent third = first.toBuilder().name("Third").version(3).build();

        assertThat(store.saveAgent(again, change("bob", 1))).isFalse();
        assertThat(store.saveAgent(third, change("bob", 3))).isFalse();
        assertThat(store.saveAgent(agent("new").toBuilder().version(2).build(), change("new", 2)))
                .isFalse();

        assertThat(store.findAgent(first.id())).contains(first);
        assertThat(store.findAgent(new AgentId("new"))).isEmpty();
        assertThat(store.auditAfter(AuditSubject.of(first.id()), 0, 10)).containsExactly(change("bob", 1));
        assertThat(store.auditAfter(AuditSubject.of(new AgentId("new")), 0, 10)).isEmpty();
    }

    @Test
    void of_agents_saved_at_one_version_at_the_same_time_one_is_stored() {
        for (int round = 0; round < 5; round++) {
            String id = "agent" + round;

            List<Boolean> saved = Race.run(runner -> store.saveAgent(
                    agent(id).toBuilder().name("n" + runner).version(1).build(), change(id, 1)));

            assertThat(saved).containsOnlyOnce(true);
            assertThat(store.findAgent(new AgentId(id)).orElseThrow().name()).isEqualTo("n" + saved.indexOf(true));
            assertThat(store.auditAfter(AuditSubject.of(new AgentId(id)), 0, 10))
                    .hasSize(1);
        }
    }

    @Test
    void a_change_of_another_agent_or_version_is_rejected() {
        Agent agent = agent("bob").toBuilder().version(1).build();

        assertThatIllegalArgumentException().isThrownBy(() -> store.saveAgent(agent, change("bill", 1)));
        assertThatIllegalArgumentException().isThrownBy(() -> store.saveAgent(agent, change("bob", 2)));
        assertThat(store.findAgent(agent.id())).isEmpty();
    }

    @Test
    void changes_come_back_whole_and_in_order_up_to_the_limit() {
        Agent agent = saved(agent("bob"));
        AuditRecord largest = new AuditRecord(
                AuditSubject.of(agent.id()),
                2,
                Instant.parse("9999-12-31T23:59:59.999Z"),
                Role.ADMIN,
                "~".repeat(128),
                "A".repeat(64),
                "\uD83E\uDD57".repeat(TextLimits.AUDIT_DETAIL),
                "s".repeat(128),
                "c".repeat(128),
                "p".repeat(128),
                "h".repeat(128));
        AuditRecord erased = new AuditRecord(
                AuditSubject.of(agent.id()), 3, START, null, null, "AGENT_CHANGED", null, null, "commitment", "p", "h");
        store.saveAgent(agent.toBuilder().version(2).build(), largest);
        store.saveAgent(agent.toBuilder().version(3).build(), erased);
        saved(agent("other"));

        assertThat(store.auditAfter(AuditSubject.of(agent.id()), 0, 10))
                .containsExactly(change("bob", 1), largest, erased);
        assertThat(store.auditAfter(AuditSubject.of(agent.id()), 1, 1)).containsExactly(largest);
        assertThat(store.auditAfter(AuditSubject.of(agent.id()), 3, 10)).isEmpty();
    }

    @Test
    void a_chosen_presence_is_kept_and_counts_as_being_seen() {
        store.enroll(seen("ann", 5));
        store.enroll(seen("bob", 5));

        store.choosePresence(new AgentId("ann"), Presence.AWAY, START.plusSeconds(9));
        store.choosePresence(new AgentId("bob"), Presence.OFFLINE, START.plusSeconds(1));
        store.choosePresence(new AgentId("Ann"), Presence.OFFLINE, START);

        assertThat(store.firstAgents(10))
                .containsExactly(
                        seen("ann", 9).toBuilder().presence(Presence.AWAY).build(),
                        seen("bob", 5).toBuilder().presence(Presence.OFFLINE).build());
    }

    @Test
    void the_largest_and_the_emptiest_agent_come_back_whole() {
        Agent largest = saved(Agent.builder(new AgentId("z".repeat(128)), Instant.parse("9999-12-31T23:59:59.999Z"))
                .name("\uD83E\uDD57".repeat(255))
                .email("\uD83E\uDD57".repeat(255))
                .departments(Collections.nCopies(TextLimits.DEPARTMENTS, "\u0001".repeat(TextLimits.DEPARTMENT)))
                .skills(Collections.nCopies(TextLimits.SKILLS, "\u0001".repeat(TextLimits.SKILL)))
                .languages(Collections.nCopies(TextLimits.LANGUAGES, "\u0001".repeat(TextLimits.LOCALE)))
                .role(Role.ADMIN)
                .active(true)
                .capacity(Integer.MAX_VALUE)
                .managed(true)
                .presence(Presence.OFFLINE)
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
        store.enroll(seen("ann", 5));
        store.enroll(seen("bob", 5));

        store.agentsSeen(Map.of(
                new AgentId("ann"), START.plusSeconds(9),
                new AgentId("bob"), START.plusSeconds(1)));

        assertThat(store.firstAgents(10)).containsExactly(seen("ann", 9), seen("bob", 5));
    }

    @Test
    void unknown_agents_are_ignored_when_seen() {
        store.enroll(seen("ann", 5));

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
        store.enroll(agent("a"));
        store.enroll(agent("b"));
        store.enroll(agent("c"));

        assertThat(store.firstAgents(2)).containsExactly(agent("a"), agent("b"));
    }

    @Test
    void an_empty_directory_lists_no_agents() {
        assertThat(store.firstAgents(10)).isEmpty();
        assertThat(store.countAgentsSeenSince(Instant.EPOCH)).isZero();
    }

    @Test
    void counted_are_active_agents_who_are_online_and_seen_then_or_later() {
        saved(seen("a", 9));
        saved(seen("b", 10));
        saved(seen("c", 11));
        saved(Agent.builder(new AgentId("d"), START)
                .role(Role.AGENT)
                .active(false)
                .seenAt(START.plusSeconds(11))
                .build());
        saved(seen("e", 11).toBuilder().presence(Presence.AWAY).build());

        assertThat(store.countAgentsSeenSince(START.plusSeconds(10))).isEqualTo(2);
    }

    private Agent saved(Agent agent) {
        Agent first = agent.toBuilder().version(1).build();
        assertThat(store.saveAgent(first, change(agent.id().value(), 1))).isTrue();
        return first;
    }

    private static AuditRecord change(String agent, long number) {
        return change(new AgentId(agent), number);
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
