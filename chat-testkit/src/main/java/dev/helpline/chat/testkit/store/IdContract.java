package dev.helpline.chat.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.chat.spi.AgentId;
import dev.helpline.chat.spi.CustomerId;
import dev.helpline.chat.spi.agent.Agent;
import dev.helpline.chat.spi.audit.AuditRecord;
import dev.helpline.chat.spi.audit.AuditSubject;
import dev.helpline.chat.spi.auth.Role;
import dev.helpline.chat.spi.cursor.MarkHistory;
import dev.helpline.chat.spi.cursor.Reader;
import dev.helpline.chat.spi.cursor.ReaderCursor;
import dev.helpline.chat.spi.entry.Author;
import dev.helpline.chat.spi.entry.Entry;
import dev.helpline.chat.spi.entry.EntryKind;
import dev.helpline.chat.spi.entry.ParticipantType;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.store.OpenSessionQuery;
import dev.helpline.chat.spi.store.OpenSessionQuery.Order;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every spelling that an id can have: ids are stored unchanged, found exactly, and ordered by bytes. */
abstract class IdContract extends StoreTest {
    /** Every character that ids of sessions and entries may have, in ASCII order. */
    private static final String NAME_CHARACTERS = "-.0123456789:ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz";

    /** Every character that ids of customers and agents may have, in ASCII order. */
    private static final String SUBJECT_CHARACTERS =
            "!#$%&()*+,-./0123456789:;=?@" + "ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_`abcdefghijklmnopqrstuvwxyz{|}~";

    static List<String> subjects() {
        return List.of(
                "auth0|5f3",
                "alice+chat@example.org",
                "248289761001",
                "https://idp.example/users?id=7&x=1#me",
                "DOMAIN/alice",
                "--;/*:name*/?${prefix}{}%s",
                ".",
                "~",
                "0",
                "null",
                "customer",
                SUBJECT_CHARACTERS,
                "~".repeat(128));
    }

    @ParameterizedTest
    @MethodSource("subjects")
    void a_customer_of_any_id_is_kept_and_found(String subject) {
        CustomerId customer = new CustomerId(subject);
        Session session = stored(
                CommitBuilder.creating("s").customer(subject).message("m", "hi").audit(by(subject)));
        created("other");

        assertThat(find(session)).isEqualTo(session);
        assertThat(store.openSessionsOf(customer)).containsExactly(session);
        assertThat(store.sessionsOf(customer, null, 0, 10)).containsExactly(session);
        assertThat(store.countSessionsOf(customer)).isEqualTo(1);
        assertThat(store.findEntry(id("s"), entryId("m")))
                .map(Entry::author)
                .map(Author::id)
                .contains(subject);
        assertThat(store.auditAfter(id("s"), 0, 10))
                .extracting(AuditRecord::actor)
                .containsExactly(subject);
    }

    @ParameterizedTest
    @MethodSource("subjects")
    void a_customer_of_any_id_is_found_by_the_text_of_it(String subject) {
        created("other");
        Session session = stored(CommitBuilder.creating("s").customer(subject));
        String text = subject.substring(0, Math.min(subject.length(), 100));

        assertThat(store.openSessions(containing(text), null, 0, 10)).contains(session);
    }

    @ParameterizedTest
    @MethodSource("subjects")
    void an_agent_of_any_id_is_kept_and_found(String subject) {
        AgentId agent = new AgentId(subject);
        Agent enrolled = store.enroll(enrolled(subject));
        store.agentsSeen(Map.of(agent, CommitBuilder.START.plusSeconds(5)));
        Session session = stored(CommitBuilder.after(created("s"))
                .assign(subject, 1)
                .entry(
                        EntryKind.MESSAGE,
                        "m",
                        entry -> entry.author(new Author(ParticipantType.AGENT, subject, null, null))
                                .text("hi")));
        ReaderCursor cursor = ReaderCursor.builder(id("s"), Reader.agent(agent), CommitBuilder.START)
                .delivered(MarkHistory.of(1, CommitBuilder.START))
                .build();
        store.mergeCursors(List.of(cursor));

        assertThat(enrolled).isEqualTo(enrolled(subject));
        assertThat(store.findAgent(agent)).map(Agent::seenAt).contains(CommitBuilder.START.plusSeconds(5));
        assertThat(find(session)).isEqualTo(session);
        assertThat(store.openSessionsOf(agent)).containsExactly(session);
        assertThat(store.openSessions(of(agent), null, 0, 10)).containsExactly(session);
        assertThat(store.findEntry(id("s"), entryId("m"))).contains(log(id("s")).get(1));
        assertThat(store.cursorsOf(id("s"))).containsExactly(cursor);
    }

    @Test
    void ids_of_customers_and_agents_that_look_alike_are_different() {
        List<String> alike = List.of("a_b", "a%b", "A_B", "a_B", "a_b%", "a_b.", "a-b", "a_b$", "aXb");
        for (int i = 0; i < alike.size(); i++) {
            stored(CommitBuilder.after(stored(CommitBuilder.creating("s" + i).customer(alike.get(i))))
                    .assign(alike.get(i), 1));
            store.enroll(enrolled(alike.get(i)));
        }

        for (int i = 0; i < alike.size(); i++) {
            String one = alike.get(i);
            assertThat(ids(store.openSessionsOf(new CustomerId(one)))).containsExactly("s" + i);
            assertThat(ids(store.sessionsOf(new CustomerId(one), null, 0, 10))).containsExactly("s" + i);
            assertThat(ids(store.openSessionsOf(new AgentId(one)))).containsExactly("s" + i);
            assertThat(store.findAgent(new AgentId(one))).contains(enrolled(one));
        }
        assertThat(store.firstAgents(100)).hasSize(alike.size());
    }

    @Test
    void agents_are_ordered_by_the_bytes_of_their_ids() {
        List<String> inOrder =
                SUBJECT_CHARACTERS.chars().mapToObj(Character::toString).toList();
        for (int i = inOrder.size() - 1; i >= 0; i--) {
            store.enroll(enrolled(inOrder.get(i)));
        }

        assertThat(agentIds(store.firstAgents(100))).isEqualTo(inOrder);
    }

    @Test
    void ids_of_sessions_and_entries_may_have_every_character_that_is_allowed() {
        for (int i = 0; i < NAME_CHARACTERS.length(); i++) {
            char c = NAME_CHARACTERS.charAt(i);
            Session session = stored(CommitBuilder.creating("s" + c).message("m" + c, "hi"));

            assertThat(find(session)).isEqualTo(session);
            assertThat(store.findEntry(session.id(), entryId("m" + c))).isPresent();
        }
        assertThat(store.openSessionCounts().waiting()).isEqualTo(NAME_CHARACTERS.length());
    }

    private static AuditRecord by(String actor) {
        return new AuditRecord(
                AuditSubject.of(id("s")),
                1,
                CommitBuilder.START,
                Role.CUSTOMER,
                actor,
                "STARTED",
                null,
                "salt",
                "c0ffee",
                "",
                "hash");
    }

    private static Agent enrolled(String agent) {
        return Agent.builder(new AgentId(agent), CommitBuilder.START)
                .role(Role.AGENT)
                .active(true)
                .seenAt(CommitBuilder.START)
                .build();
    }

    private static OpenSessionQuery containing(String text) {
        return OpenSessionQuery.builder()
                .states(OpenSessionQuery.ALL.states())
                .text(text)
                .order(Order.QUEUE)
                .build();
    }

    private static OpenSessionQuery of(AgentId agent) {
        return OpenSessionQuery.builder()
                .states(OpenSessionQuery.ALL.states())
                .agent(agent)
                .order(Order.QUEUE)
                .build();
    }

    private static List<String> agentIds(List<Agent> agents) {
        return agents.stream().map(Agent::id).map(AgentId::value).toList();
    }
}
