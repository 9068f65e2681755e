package dev.helpline.chat.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.helpline.chat.spi.AgentId;
import dev.helpline.chat.spi.CustomerId;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.session.Assignment;
import dev.helpline.chat.spi.session.Customer;
import dev.helpline.chat.spi.session.Priority;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.session.SessionState;
import dev.helpline.chat.spi.session.SlaClock;
import dev.helpline.chat.spi.session.SlaTarget;
import dev.helpline.chat.spi.session.Topic;
import dev.helpline.chat.spi.store.OpenSessionCounts;
import dev.helpline.chat.spi.store.OpenSessionKey;
import dev.helpline.chat.spi.store.OpenSessionQuery;
import dev.helpline.chat.spi.store.OpenSessionQuery.Assigned;
import dev.helpline.chat.spi.store.OpenSessionQuery.Order;
import dev.helpline.chat.spi.store.OpenSessionTotals;
import dev.helpline.chat.spi.time.TimeWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Listing and counting open sessions: which match, and in which order. */
abstract class OpenSessionsContract extends StoreTest {
    private static final Set<SessionState> OPEN = OpenSessionQuery.ALL.states();
    private static final CustomerId ANN = new CustomerId("ann");
    private static final AgentId BOB = new AgentId("bob");

    @Test
    void every_open_session_is_listed_and_no_ended_one() {
        created("s1");
        stored(CommitBuilder.after(created("s2")).assign("a", 1));
        stored(CommitBuilder.after(created("s3")).assign("a", 2).hold());
        stored(CommitBuilder.after(created("s4")).end());

        assertThat(ids(store.openSessions(OpenSessionQuery.ALL, null, 0, 10)))
                .containsExactlyInAnyOrder("s1", "s2", "s3");
        assertThat(store.countOpenSessions(OpenSessionQuery.ALL)).isEqualTo(3);
        assertThat(store.openSessionCounts()).isEqualTo(new OpenSessionCounts(1, 1, 1));
    }

    @Test
    void an_empty_store_has_no_open_sessions() {
        assertThat(store.openSessions(OpenSessionQuery.ALL, null, 0, 10)).isEmpty();
        assertThat(store.countOpenSessions(OpenSessionQuery.ALL)).isZero();
        assertThat(store.openSessionCounts()).isEqualTo(new OpenSessionCounts(0, 0, 0));
    }

    @Test
    void the_totals_of_an_empty_store_have_no_wait() {
        OpenSessionTotals totals = store.openSessionTotals(CommitBuilder.START);

        assertThat(totals).isEqualTo(OpenSessionTotals.builder().build());
        assertThat(totals.waitingSince()).isNull();
    }

    @Test
    void the_totals_tell_the_waits_of_those_who_wait_until_the_given_instant() {
        Instant start = CommitBuilder.START;
        stored(CommitBuilder.creating("s1").at(Duration.ofSeconds(30)));
        stored(CommitBuilder.after(created("s2")).queued(BOB, start.plusSeconds(10)));
        stored(CommitBuilder.creating("s3").at(Duration.ofSeconds(90)));
        stored(CommitBuilder.after(created("s4")).assign("a", 1));
        stored(CommitBuilder.after(created("s5")).assign("a", 2).hold());
        stored(CommitBuilder.after(created("s6")).end());

        OpenSessionTotals totals = store.openSessionTotals(start.plusSeconds(60).plusMillis(7));

        assertThat(totals.counts()).isEqualTo(new OpenSessionCounts(3, 1, 1));
        assertThat(totals.waitingSince()).isEqualTo(start.plusSeconds(10));
        assertThat(totals.waited()).isEqualTo(Duration.ofSeconds(30 + 50).plusMillis(14));
    }

    @Test
    void the_totals_count_the_overdue_targets_of_sessions_in_each_state() {
        SlaClock running = SlaClock.builder().runningSince(CommitBuilder.START).build();
        SlaClock overdue = running.toBuilder().breachedAt(CommitBuilder.START).build();
        SlaClock met = overdue.toBuilder().runningSince(null).build();
        stored(CommitBuilder.after(created("s1"))
                .sla(Map.of(SlaTarget.ASSIGNMENT, overdue, SlaTarget.FIRST_RESPONSE, overdue)));
        stored(CommitBuilder.after(created("s2")).assign("a", 1).sla(Map.of(SlaTarget.FIRST_RESPONSE, overdue)));
        stored(CommitBuilder.after(created("s3"))
                .sla(Map.of(SlaTarget.FIRST_RESPONSE, met, SlaTarget.RESOLUTION, running)));
        created("s4");

        OpenSessionTotals totals = store.openSessionTotals(CommitBuilder.START);

        assertThat(totals.overdue()).isEqualTo(2);
        assertThat(totals.overdueTargets())
                .containsOnly(entry(SlaTarget.ASSIGNMENT, 1L), entry(SlaTarget.FIRST_RESPONSE, 2L));
    }

    @Test
    void the_list_shows_sessions_as_they_are_now() {
        var session = stored(CommitBuilder.after(created("s1")).assign("a", 1).message("m", "hi"));

        assertThat(store.openSessions(OpenSessionQuery.ALL, null, 0, 10)).containsExactly(session);
    }

    @Test
    void states_restrict_to_themselves() {
        created("s1");
        stored(CommitBuilder.after(created("s2")).assign("a", 1));
        stored(CommitBuilder.after(created("s3")).assign("a", 2).hold());

        assertListed(query(Set.of(SessionState.ON_HOLD), null, null, null, null, null), "s3");
        assertListed(
                query(Set.of(SessionState.WAITING, SessionState.ACTIVE), null, null, null, null, null), "s1", "s2");
    }

    @Test
    void assignment_restricts_to_sessions_with_or_without_an_agent() {
        created("s1");
        stored(CommitBuilder.after(created("s2")).assign("a", 1));

        assertListed(query(OPEN, Assigned.YES, null, null, null, null), "s2");
        assertListed(query(OPEN, Assigned.NO, null, null, null, null), "s1");
    }

    @Test
    void an_agent_restricts_to_exactly_that_one() {
        stored(CommitBuilder.after(created("s1")).assign("bob", 1));
        stored(CommitBuilder.after(created("s2")).assign("Bob", 1));

        assertListed(query(OPEN, null, "bob", null, null, null), "s1");
    }

    @Test
    void a_priority_restricts_to_itself() {
        stored(CommitBuilder.creating("s1").priority(Priority.HIGH));
        created("s2");

        assertListed(query(OPEN, null, null, Priority.HIGH, null, null), "s1");
    }

    @Test
    void windows_restrict_to_the_start_and_to_the_newest_entry_from_their_beginning_on_and_before_their_end() {
        for (int i = 1; i <= 4; i++) {
            stored(CommitBuilder.creating("s" + i).at(Duration.ofSeconds(i)));
        }
        stored(CommitBuilder.after(store.findSession(id("s1")).orElseThrow())
                .at(Duration.ofSeconds(9))
                .message("m", "hi"));
        TimeWindow middle = new TimeWindow(CommitBuilder.START.plusSeconds(2), CommitBuilder.START.plusSeconds(4));
        TimeWindow late = TimeWindow.since(CommitBuilder.START.plusSeconds(4));

        assertListed(OpenSessionQuery.builder().started(middle).build(), "s2", "s3");
        assertListed(OpenSessionQuery.builder().started(late).build(), "s4");
        assertListed(OpenSessionQuery.builder().active(middle).build(), "s2", "s3");
        assertListed(OpenSessionQuery.builder().active(late).build(), "s1", "s4");
        assertListed(
                OpenSessionQuery.builder()
                        .active(late)
                        .started(TimeWindow.before(CommitBuilder.START.plusSeconds(2)))
                        .build(),
                "s1");
        assertListed(OpenSessionQuery.builder()
                .started(new TimeWindow(CommitBuilder.START.plusSeconds(3), CommitBuilder.START))
                .build());
    }

    @Test
    void a_department_restricts_to_exactly_that_of_the_agent() {
        inDepartment("s1", 1, "Sales");
        inDepartment("s2", 2, "sales");
        inDepartment("s3", 3, null);
        created("s4");

        assertListed(query(OPEN, null, null, null, "Sales", null), "s1");
    }

    @Test
    void a_department_is_that_of_the_session_before_that_of_its_agent() {
        stored(CommitBuilder.creating("s1").department("Sales"));
        inDepartment("s2", 1, "Sales");
        stored(CommitBuilder.after(stored(CommitBuilder.creating("s3").department("Billing")))
                .assign(new Assignment(BOB, null, "Sales", CommitBuilder.START), 2));
        stored(CommitBuilder.creating("s4").department("Sales "));

        assertListed(query(OPEN, null, null, null, "Sales", null), "s1", "s2");
        assertListed(query(OPEN, null, null, null, "Billing", null), "s3");
    }

    @Test
    void several_departments_list_the_sessions_of_each_in_one_order_page_by_page() {
        stored(CommitBuilder.creating("s1").department("Sales").at(Duration.ofSeconds(1)));
        stored(CommitBuilder.creating("s2").department("Billing").at(Duration.ofSeconds(2)));
        stored(CommitBuilder.creating("s3").department("sales").at(Duration.ofSeconds(3)));
        stored(CommitBuilder.creating("s4").department("Sales ").at(Duration.ofSeconds(4)));
        stored(CommitBuilder.creating("s5").at(Duration.ofSeconds(5)));
        stored(CommitBuilder.creating("s6").department("Sales").at(Duration.ofSeconds(6)));
        inDepartment("s7", 1, "Billing");
        OpenSessionQuery query = ofDepartments("Sales", "Billing", "Nowhere");

        List<Session> first = store.openSessions(query, null, 0, 2);
        stored(CommitBuilder.creating("s0").department("Billing").at(Duration.ZERO));
        List<Session> rest = store.openSessions(query, OpenSessionKey.of(first.get(1)), 0, 10);

        assertThat(ids(first)).containsExactly("s1", "s2");
        assertThat(ids(rest)).containsExactly("s6", "s7");
        assertThat(store.countOpenSessions(query)).isEqualTo(5);
    }

    @Test
    void ten_departments_are_searched_and_none_of_them_list_no_session() {
        stored(CommitBuilder.creating("s1").department("d10"));
        stored(CommitBuilder.creating("s2").department("d1"));
        stored(CommitBuilder.creating("s3"));

        assertListed(ofDepartments("d1", "d2", "d3", "d4", "d5", "d6", "d7", "d8", "d9", "d10"), "s1", "s2");
        assertListed(ofDepartments());
    }

    private static OpenSessionQuery ofDepartments(String... departments) {
        return OpenSessionQuery.builder().departments(List.of(departments)).build();
    }

    @Test
    void a_category_restricts_to_exactly_itself() {
        stored(CommitBuilder.creating("s1")
                .topic(Topic.builder().category("refund").build()));
        stored(CommitBuilder.creating("s2")
                .topic(Topic.builder().category("Refund").build()));
        stored(CommitBuilder.creating("s3")
                .topic(Topic.builder().category("refund ").build()));
        created("s4");

        assertListed(OpenSessionQuery.builder().category("refund").build(), "s1");
    }

    @ParameterizedTest
    @CsvSource({"vip, s1|s2", "v, s4", "ip, ''", "'a,b', s3", "'%', s3", "_, s3", "VIP, ''", "[, ''", "'vip,a,b', ''"})
    void a_tag_restricts_to_sessions_that_have_exactly_it(String tag, String expected) {
        stored(CommitBuilder.creating("s1").tags(Set.of("vip")));
        stored(CommitBuilder.creating("s2").tags(Set.of("a", "vip", "z")));
        stored(CommitBuilder.creating("s3").tags(Set.of("a,b", "%", "_", "vip!")));
        stored(CommitBuilder.creating("s4").tags(Set.of("v")));
        created("s5");

        assertListed(
                OpenSessionQuery.builder().tag(tag).build(),
                Arrays.stream(expected.split("\\|", -1))
                        .filter(id -> !id.isEmpty())
                        .toArray(String[]::new));
    }

    @Test
    void escalated_restricts_to_sessions_that_are() {
        stored(CommitBuilder.creating("s1").escalatedAt(CommitBuilder.START));
        created("s2");

        assertListed(OpenSessionQuery.builder().escalated(true).build(), "s1");
    }

    @Test
    void an_external_reference_restricts_to_exactly_itself_and_is_searched_like_other_texts() {
        about("s1", "ORD-1");
        about("s2", "ord-1");
        about("s3", "ORD-1 ");
        created("s4");

        assertListed(OpenSessionQuery.builder().externalRef("ORD-1").build(), "s1");
        assertListed(OpenSessionQuery.builder().text("rd-1").build(), "s1", "s2", "s3");
    }

    @ParameterizedTest
    @CsvSource({
        "s.Order-7, s.Order-7",
        "Order-7, not-the-id",
        "late pizza, subject",
        "ANN.example, id",
        "'Ann O''Hara', name",
        "@example.ORG, email",
        "50%, percent",
        "a_b, underscore",
        "c\\d, backslash",
        "Grün, umlaut"
    })
    void a_text_is_the_whole_id_or_is_looked_for_literally_in_subject_and_customer_whatever_the_case(
            String text, String expected) {
        searchable("s.Order-7", "c1", null, null, null);
        searchable("not-the-id", "c0", null, null, "Where is order-7?");
        searchable("subject", "c2", null, null, "A LATE Pizza again");
        searchable("id", "ann.EXAMPLE", null, null, null);
        searchable("name", "c4", "ann o'hara", null, null);
        searchable("email", "c5", null, "carl@Example.org", null);
        searchable("percent", "c6", null, null, "50% off");
        searchable("no-percent", "c7", null, null, "50x off");
        searchable("underscore", "c8", null, null, "A_B");
        searchable("no-underscore", "c9", null, null, "axb");
        searchable("backslash", "c10", null, null, "C\\D");
        searchable("umlaut", "c11", null, null, "gRün");

        assertListed(query(OPEN, null, null, null, null, text), expected);
    }

    @Test
    void restrictions_hold_together() {
        stored(CommitBuilder.after(
                        stored(CommitBuilder.creating("s1").customer("sofa-1").priority(Priority.HIGH)))
                .assign("bob", 1));
        stored(CommitBuilder.after(stored(CommitBuilder.creating("s2").customer("sofa-2")))
                .assign("bob", 2));
        stored(CommitBuilder.creating("s3").customer("sofa-3").priority(Priority.HIGH));

        assertListed(query(OPEN, Assigned.YES, "bob", Priority.HIGH, null, "SOFA"), "s1");
        assertListed(query(OPEN, Assigned.NO, "bob", Priority.HIGH, null, "SOFA"));
    }

    @Test
    void the_queue_has_the_waiting_first_then_the_urgent_then_the_old_then_the_smaller_id() {
        stored(CommitBuilder.creating("w-low").priority(Priority.LOW));
        stored(CommitBuilder.creating("w-normal-young").at(Duration.ofSeconds(9)));
        stored(CommitBuilder.creating("w-normal-twin-b").at(Duration.ofSeconds(5)));
        stored(CommitBuilder.creating("w-normal-twin-a").at(Duration.ofSeconds(5)));
        stored(CommitBuilder.creating("w-high").priority(Priority.HIGH).at(Duration.ofSeconds(20)));
        stored(CommitBuilder.creating("w-urgent").priority(Priority.URGENT).at(Duration.ofSeconds(30)));
        stored(CommitBuilder.after(stored(CommitBuilder.creating("a-urgent").priority(Priority.URGENT)))
                .assign("a", 1));
        stored(CommitBuilder.after(stored(CommitBuilder.creating("h-urgent")
                        .priority(Priority.URGENT)
                        .at(Duration.ofSeconds(1))))
                .assign("a", 2)
                .hold());
        stored(CommitBuilder.after(created("a-normal")).assign("a", 3));

        assertThat(ids(store.openSessions(OpenSessionQuery.ALL, null, 0, 20)))
                .containsExactly(
                        "w-urgent",
                        "w-high",
                        "w-normal-twin-a",
                        "w-normal-twin-b",
                        "w-normal-young",
                        "w-low",
                        "a-urgent",
                        "h-urgent",
                        "a-normal");
    }

    @Test
    void newest_has_the_youngest_first_and_the_smaller_id_among_twins() {
        stored(CommitBuilder.creating("s1").at(Duration.ofSeconds(1)));
        stored(CommitBuilder.creating("s3").at(Duration.ofSeconds(2)));
        stored(CommitBuilder.creating("s2").at(Duration.ofSeconds(2)));

        assertThat(ids(store.openSessions(ordered(Order.NEWEST), null, 0, 10))).containsExactly("s2", "s3", "s1");
    }

    @Test
    void activity_has_the_newest_entry_first_and_the_smaller_id_among_twins() {
        var quiet = created("s1");
        stored(CommitBuilder.creating("s3").at(Duration.ofSeconds(2)));
        stored(CommitBuilder.creating("s2").at(Duration.ofSeconds(2)));

        assertThat(ids(store.openSessions(ordered(Order.ACTIVITY), null, 0, 10)))
                .containsExactly("s2", "s3", "s1");

        stored(CommitBuilder.after(quiet).at(Duration.ofSeconds(9)).message("m", "hi"));

        assertThat(ids(store.openSessions(ordered(Order.ACTIVITY), null, 0, 10)))
                .containsExactly("s1", "s2", "s3");
    }

    @Test
    void skip_and_limit_cut_a_page_out_of_the_order() {
        for (int i = 1; i <= 5; i++) {
            stored(CommitBuilder.creating("s" + i).at(Duration.ofSeconds(i)));
        }

        assertThat(ids(store.openSessions(OpenSessionQuery.ALL, null, 1, 2))).containsExactly("s2", "s3");
        assertThat(ids(store.openSessions(OpenSessionQuery.ALL, null, 4, 2))).containsExactly("s5");
        assertThat(store.openSessions(OpenSessionQuery.ALL, null, 5, 2)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Order.class)
    void reading_on_from_the_last_key_gives_the_whole_list_in_its_order(Order order) {
        for (int i = 0; i < 12; i++) {
            CommitBuilder creation = CommitBuilder.creating("s" + i)
                    .priority(i % 2 == 0 ? Priority.LOW : Priority.HIGH)
                    .at(Duration.ofSeconds(i % 3));
            var session = stored(creation);
            if (i % 4 == 0) {
                stored(CommitBuilder.after(session)
                        .at(Duration.ofSeconds(20 - i))
                        .assign("a", i + 1));
            }
        }
        OpenSessionQuery query = ordered(order);
        List<Session> whole = store.openSessions(query, null, 0, 100);

        List<Session> read = new ArrayList<>();
        for (List<Session> page = store.openSessions(query, null, 0, 1); !page.isEmpty(); ) {
            read.addAll(page);
            page = store.openSessions(query, OpenSessionKey.of(read.get(read.size() - 1)), 0, 5);
        }

        assertThat(whole).hasSize(12);
        assertThat(read).isEqualTo(whole);
    }

    @Test
    void reading_on_skips_among_what_is_behind_the_key() {
        for (int i = 1; i <= 5; i++) {
            stored(CommitBuilder.creating("s" + i).at(Duration.ofSeconds(i)));
        }
        OpenSessionKey second =
                OpenSessionKey.of(store.findSession(new SessionId("s2")).orElseThrow());

        assertThat(ids(store.openSessions(OpenSessionQuery.ALL, second, 1, 5))).containsExactly("s4", "s5");
    }

    @Test
    void a_list_can_be_read_on_from_a_session_that_has_ended_meanwhile() {
        for (int i = 1; i <= 3; i++) {
            stored(CommitBuilder.creating("s" + i).at(Duration.ofSeconds(i)));
        }
        Session second = store.findSession(new SessionId("s2")).orElseThrow();
        stored(CommitBuilder.after(second).end());

        assertThat(ids(store.openSessions(OpenSessionQuery.ALL, OpenSessionKey.of(second), 0, 5)))
                .containsExactly("s3");
    }

    @Test
    void versions_are_those_of_the_open_sessions_in_the_order_of_their_ids() {
        created("s-1");
        stored(CommitBuilder.after(stored(CommitBuilder.after(created("S-2")).assign("a", 1)))
                .hold());
        stored(CommitBuilder.after(created("s.3")).end());
        stored(CommitBuilder.after(created("s_4")).assign("a", 2));

        assertThat(store.openSessionVersions(null, 10))
                .containsExactly(entry(id("S-2"), 3L), entry(id("s-1"), 1L), entry(id("s_4"), 2L));
    }

    @Test
    void versions_of_open_sessions_are_read_on_from_the_largest_id_of_a_page() {
        List.of("s5", "s1", "s3", "s2", "s4").forEach(this::created);
        stored(CommitBuilder.after(store.findSession(id("s2")).orElseThrow()).end());

        SortedMap<SessionId, Long> first = store.openSessionVersions(null, 2);
        SortedMap<SessionId, Long> second = store.openSessionVersions(first.lastKey(), 2);

        assertThat(first).containsOnlyKeys(id("s1"), id("s3"));
        assertThat(second).containsOnlyKeys(id("s4"), id("s5"));
        assertThat(store.openSessionVersions(second.lastKey(), 2)).isEmpty();
        assertThat(store.openSessionVersions(id("s2"), 1)).containsOnlyKeys(id("s3"));
    }

    @Test
    void the_open_sessions_of_a_customer_come_oldest_first_without_the_ended_ones() {
        ofAnn("s4", 4, 2);
        ofAnn("s2", 2, 2);
        ofAnn("s5", 5, 3);
        Session ended = ofAnn("s3", 3, 2);
        ofAnn("s1", 1, 1);
        created("s9");
        stored(CommitBuilder.after(ended).end());

        assertThat(ids(store.openSessionsOf(ANN))).containsExactly("s1", "s2", "s4", "s5");
        assertThat(store.openSessionsOf(new CustomerId("Ann"))).isEmpty();
    }

    @Test
    void the_open_sessions_of_an_agent_come_oldest_first() {
        assigned(BOB, "s2", 1, Duration.ofSeconds(2));
        assigned(BOB, "s3", 2, Duration.ofSeconds(2));
        assigned(BOB, "s1", 3, Duration.ofSeconds(9));
        created("s4");

        assertThat(ids(store.openSessionsOf(BOB))).containsExactly("s2", "s3", "s1");
    }

    @Test
    void a_session_on_hold_is_still_its_agents_and_an_ended_one_is_not() {
        Session held = stored(
                CommitBuilder.after(assigned(BOB, "s1", 1, Duration.ZERO)).hold());
        Session ended = stored(
                CommitBuilder.after(assigned(BOB, "s2", 2, Duration.ZERO)).end());

        assertThat(store.openSessionsOf(BOB)).containsExactly(held);
        assertThat(find(ended).assignment()).isEqualTo(ended.assignment());
    }

    @Test
    void a_session_that_was_passed_on_is_the_other_agents() {
        Session passed = stored(
                CommitBuilder.after(assigned(BOB, "s1", 1, Duration.ZERO)).assign("carl", 1));

        assertThat(store.openSessionsOf(BOB)).isEmpty();
        assertThat(store.openSessionsOf(new AgentId("carl"))).containsExactly(passed);
    }

    @Test
    void agents_whose_ids_differ_by_case_are_two() {
        assigned(BOB, "s1", 1, Duration.ZERO);

        assertThat(store.openSessionsOf(new AgentId("Bob"))).isEmpty();
    }

    @Test
    void an_offered_session_takes_a_slot_of_the_agent_and_is_assigned_to_none() {
        Session offered =
                stored(CommitBuilder.after(created("s1")).offer(BOB.value(), 1, CommitBuilder.START.plusSeconds(30)));
        assigned(BOB, "s2", 2, Duration.ofSeconds(1));

        assertThat(store.openSessionsOf(BOB)).contains(offered).hasSize(2);
        assertThat(store.openSessionsPerAgent()).containsOnly(entry(BOB, 2L));
        assertListed(OpenSessionQuery.builder().agent(BOB).build(), "s2");
        assertListed(OpenSessionQuery.builder().assignment(Assigned.YES).build(), "s2");
        assertListed(OpenSessionQuery.builder().assignment(Assigned.NO).build(), "s1");
        assertThat(store.openSessionCounts().waiting()).isEqualTo(1);
    }

    @Test
    void open_sessions_are_counted_per_agent() {
        created("waiting");
        stored(CommitBuilder.after(created("s1")).assign("a", 1));
        stored(CommitBuilder.after(created("s2")).assign("a", 2).hold());
        stored(CommitBuilder.after(created("s3")).assign("A", 1));
        Session ended = stored(CommitBuilder.after(created("s4")).assign("b", 1));
        stored(CommitBuilder.after(ended).end());

        assertThat(store.openSessionsPerAgent()).containsOnly(entry(new AgentId("a"), 2L), entry(new AgentId("A"), 1L));
    }

    private void assertListed(OpenSessionQuery query, String... expected) {
        assertThat(ids(store.openSessions(query, null, 0, 100))).containsExactlyInAnyOrder(expected);
        assertThat(store.countOpenSessions(query)).isEqualTo(expected.length);
    }

    private void inDepartment(String id, int slot, @Nullable String department) {
        var session = created(id);
        stored(CommitBuilder.after(session)
                .assign(new Assignment(new AgentId("a"), null, department, CommitBuilder.START), slot));
    }

    private void about(String id, String externalRef) {
        stored(CommitBuilder.creating(id)
                .topic(Topic.builder().externalRef(externalRef).build()));
    }

    private void searchable(
            String id, String customer, @Nullable String name, @Nullable String email, @Nullable String subject) {
        stored(CommitBuilder.creating(id)
                .customer(Customer.builder(new CustomerId(customer))
                        .name(name)
                        .email(email)
                        .build())
                .topic(Topic.builder().subject(subject).build()));
    }

    private static OpenSessionQuery query(
            Set<SessionState> states,
            @Nullable Assigned assignment,
            @Nullable String agent,
            @Nullable Priority priority,
            @Nullable String department,
            @Nullable String text) {
        AgentId agentId = agent == null ? null : new AgentId(agent);
        return OpenSessionQuery.builder()
                .states(states)
                .assignment(assignment)
                .agent(agentId)
                .priority(priority)
                .departments(department == null ? null : List.of(department))
                .text(text)
                .order(Order.QUEUE)
                .build();
    }

    private static OpenSessionQuery ordered(Order order) {
        return OpenSessionQuery.builder().states(OPEN).order(order).build();
    }

    private Session ofAnn(String id, int slot, int second) {
        return stored(CommitBuilder.creating(id).customer("ann").openSlot(slot).at(Duration.ofSeconds(second)));
    }

    private Session assigned(AgentId agent, String id, int slot, Duration sinceStart) {
        return stored(CommitBuilder.after(stored(CommitBuilder.creating(id).at(sinceStart)))
                .assign(agent.value(), slot));
    }
}
