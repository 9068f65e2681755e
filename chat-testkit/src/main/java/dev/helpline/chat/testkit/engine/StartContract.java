package dev.helpline.chat.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.chat.core.desk.OpenSessionPage;
import dev.helpline.chat.core.session.EndSession;
import dev.helpline.chat.core.session.HistoryQuery;
import dev.helpline.chat.core.session.SessionPage;
import dev.helpline.chat.core.session.SessionView;
import dev.helpline.chat.core.session.StartSession;
import dev.helpline.chat.spi.ChatException;
import dev.helpline.chat.spi.CustomerId;
import dev.helpline.chat.spi.EntryId;
import dev.helpline.chat.spi.ErrorCode;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.auth.Principal;
import dev.helpline.chat.spi.auth.Role;
import dev.helpline.chat.spi.entry.Entry;
import dev.helpline.chat.spi.limit.Limit;
import dev.helpline.chat.spi.session.Customer;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.session.SessionState;
import dev.helpline.chat.spi.session.Topic;
import dev.helpline.chat.spi.store.OpenSessionQuery;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Starting sessions, and how many a customer can have. */
abstract class StartContract extends EngineTest {
    private static final SessionId ID = new SessionId("client-made");
    private static final int RACERS = 8;

    @Test
    void a_session_waits_with_an_event_and_the_first_message() {
        SessionId session = watched(carla().start(saying("Hi?")).session().id());

        assertThat(stored(session).state()).isEqualTo(SessionState.WAITING);
        assertThat(log(session)).extracting(EngineTest::word).containsExactly("session_started", "Hi?");
        assertThat(log(session).get(1).author().id()).isEqualTo(CARLA);
    }

    @Test
    void the_first_message_has_the_id_that_the_client_made() {
        StartSession request = StartSession.builder()
                .initialMessage("Hi?")
                .initialMessageId(new EntryId("first"))
                .build();

        SessionId session = watched(carla().start(request).session().id());

        assertThat(log(session).get(1).id()).isEqualTo(new EntryId("first"));
    }

    @Test
    void the_profile_in_the_token_takes_precedence_over_the_apps() {
        Principal principal =
                Principal.builder(Role.CUSTOMER, CARLA).name("Carla").build();
        StartSession request = StartSession.builder()
                .name("Somebody")
                .email("c@example.org")
                .phone("123")
                .topic(Topic.NONE)
                .build();

        Session session = engine.customer(principal).start(request).session();

        assertThat(stored(watched(session.id())).customer())
                .isEqualTo(Customer.builder(new CustomerId(CARLA))
                        .name("Carla")
                        .email("c@example.org")
                        .phone("123")
                        .build());
    }

    @Test
    void an_external_reference_of_the_token_takes_precedence_over_the_apps() {
        Principal withReference =
                Principal.builder(Role.CUSTOMER, CARLA).externalRef("ORD-1").build();

        Session byToken =
                engine.customer(withReference).start(referringTo("ORD-2")).session();
        Session byApp = carla().start(referringTo("ORD-2")).session();

        assertThat(stored(watched(byToken.id())).topic().externalRef()).isEqualTo("ORD-1");
        assertThat(stored(watched(byApp.id())).topic().externalRef()).isEqualTo("ORD-2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x\u0000", "x\uD800", "two\nlines", "\u0007"})
    void an_external_reference_that_no_store_could_hold_is_refused(String reference) {
        ChatException refusal = refusalOf(() -> carla().start(referringTo(reference)));

        assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID_SESSION);
        assertThat(refusal.details()).containsEntry("field", "externalRef");
    }

    @Test
    void both_sides_find_sessions_by_their_external_reference() {
        SessionId first = watched(carla().start(referringTo("ORD-1")).session().id());
        pass(TICK);
        SessionId second = watched(carla().start(referringTo("ORD-1")).session().id());
        carla().start(referringTo("ORD-10"));
        carla().start(StartSession.PLAIN);
        customer("eve").start(referringTo("ORD-1"));
        HistoryQuery query =
                HistoryQuery.builder().externalRef("ORD-1").limit(1).build();

        SessionPage page = carla().history(query);
        SessionPage next =
                carla().history(query.toBuilder().olderThan(page.next()).build());
        OpenSessionPage open = anton().openSessions(
                        OpenSessionQuery.builder().externalRef("ORD-10").build(), 1, 10);

        assertThat(page.total()).isEqualTo(2);
        assertThat(page.sessions())
                .extracting(summary -> summary.view().session().id())
                .containsExactly(second);
        assertThat(next.sessions())
                .extracting(summary -> summary.view().session().id())
                .containsExactly(first);
        assertThat(open.total()).isEqualTo(1);
        assertThat(open.sessions())
                .extracting(summary -> summary.view().session().topic().externalRef())
                .containsExactly("ORD-10");
    }

    @Test
    void a_claimed_start_is_kept_if_it_is_plausible() {
        Instant now = time.instant();

        Session plausible = carla().start(claiming(now.minusSeconds(60))).session();
        Session ahead = carla().start(claiming(now.plusSeconds(301))).session();

        assertThat(plausible.timeline().claimedStart()).isEqualTo(now.minusSeconds(60));
        assertThat(ahead.timeline().claimedStart()).isNull();
        assertThat(plausible.timeline().createdAt()).isEqualTo(now);
    }

    @Test
    void the_welcome_stands_in_every_session_exactly_once() {
        restart(unlimited().welcomeMessage("Welcome!"));

        List<SessionView> started = Crowd.all(RACERS, i -> carla().start(StartSession.withId(ID)));

        assertThat(started).extracting(view -> view.session().id()).containsOnly(ID);
        assertThat(log(watched(ID))).extracting(EngineTest::word).containsExactly("session_started", "Welcome!");
    }

    @Test
    void a_repeated_start_by_the_owner_returns_the_session() {
        Session first = carla().start(StartSession.withId(ID)).session();
        anton().claim(ID);

        Session again = carla().start(StartSession.withId(ID)).session();

        assertThat(again.id()).isEqualTo(first.id());
        assertThat(again).isEqualTo(stored(watched(ID)));
    }

    @Test
    void a_repeated_start_after_the_end_returns_the_ended_session() {
        carla().start(StartSession.withId(ID));
        carla().end(EndSession.of(ID));

        assertThat(carla().start(StartSession.withId(ID)).session().state()).isEqualTo(SessionState.ENDED);
        assertThat(store.countSessionsOf(new CustomerId(CARLA))).isEqualTo(1);
    }

    @Test
    void an_id_that_another_customer_took_is_refused() {
        carla().start(StartSession.withId(ID));

        ChatException refusal = refusalOf(() -> customer("eve").start(StartSession.withId(ID)));

        assertThat(refusal.code()).isEqualTo(ErrorCode.SESSION_CONFLICT);
        assertThat(refusal.details()).isEqualTo(java.util.Map.of("sessionId", ID.value()));
    }

    @Test
    void of_many_customers_who_start_one_id_at_once_one_gets_it() {
        for (int round = 0; round < 10; round++) {
            SessionId id = watched(new SessionId("id" + round));

            List<Crowd.Told<SessionView>> told =
                    Crowd.race(RACERS, i -> customer("c" + i).start(StartSession.withId(id)));

            assertThat(Crowd.answers(told)).hasSize(1);
            assertThat(Crowd.refusals(told))
                    .hasSize(RACERS - 1)
                    .allMatch(refusal -> refusal.code() == ErrorCode.SESSION_CONFLICT);
        }
    }

    @Test
    void probing_for_taken_ids_costs_one_of_the_budget_each() {
        restart(unlimited().newSessions(new Limit(2, Duration.ofMinutes(15))));
        carla().start(StartSession.withId(ID));

        List<ErrorCode> codes = List.of(
                refusalOf(() -> customer("eve").start(StartSession.withId(ID))).code(),
                refusalOf(() -> customer("eve").start(StartSession.withId(ID))).code(),
                refusalOf(() -> customer("eve").start(StartSession.withId(ID))).code());

        assertThat(codes)
                .containsExactly(ErrorCode.SESSION_CONFLICT, ErrorCode.SESSION_CONFLICT, ErrorCode.RATE_LIMITED);
    }

    @Test
    void losing_the_race_for_an_id_costs_the_budget_once() {
        for (int round = 0; round < 20; round++) {
            restart(unlimited().newSessions(new Limit(1, Duration.ofMinutes(15))));
            SessionId id = watched(new SessionId("id" + round));

            List<Crowd.Told<SessionView>> told =
                    Crowd.race(RACERS, i -> customer("c" + i).start(StartSession.withId(id)));

            assertThat(Crowd.refusals(told)).extracting(ChatException::code).containsOnly(ErrorCode.SESSION_CONFLICT);
        }
    }

    @Test
    void a_customer_has_at_most_as_many_open_sessions_as_the_policy_allows() {
        restart(unlimited().maxOpenSessions(2));
        SessionId first = started();
        started();

        ChatException refusal = refusalOf(() -> carla().start(StartSession.PLAIN));
        carla().end(EndSession.of(first));
        started();

        assertThat(refusal.code()).isEqualTo(ErrorCode.TOO_MANY_SESSIONS);
        assertThat(refusal.details()).containsEntry("limit", "2");
    }

    @Test
    void the_limit_of_open_sessions_holds_when_many_are_started_at_once() {
        restart(unlimited().maxOpenSessions(3));
        for (int round = 0; round < 10; round++) {
            String name = "c" + round;

            List<Crowd.Told<SessionView>> told =
                    Crowd.race(RACERS, i -> customer(name).start(StartSession.PLAIN));

            assertThat(Crowd.answers(told)).hasSize(3);
            assertThat(Crowd.refusals(told)).allMatch(refusal -> refusal.code() == ErrorCode.TOO_MANY_SESSIONS);
            assertThat(store.openSessionsOf(new CustomerId(name)))
                    .extracting(Session::openSlot)
                    .containsExactlyInAnyOrder(1, 2, 3);
        }
    }

    @Test
    void of_many_concurrent_requests_for_the_current_session_one_starts_it() {
        for (int round = 0; round < 10; round++) {
            String name = "c" + round;

            List<SessionView> told = Crowd.all(RACERS, i -> customer(name).currentOrStart(StartSession.PLAIN));

            assertThat(told.stream().map(view -> view.session().id()).distinct())
                    .hasSize(1);
            assertThat(store.countSessionsOf(new CustomerId(name))).isEqualTo(1);
        }
    }

    @Test
    void the_current_session_is_the_youngest_that_is_open() {
        started();
        pass(TICK);
        SessionId second = started();
        pass(TICK);
        SessionId third = started();
        carla().end(EndSession.of(third));

        assertThat(carla().current()).map(view -> view.session().id()).contains(second);
        assertThat(carla().currentOrStart(StartSession.PLAIN).session().id()).isEqualTo(second);
    }

    @Test
    void without_an_open_session_there_is_no_current_one() {
        ended();

        assertThat(carla().current()).isEmpty();
        assertThat(carla().currentOrStart(StartSession.PLAIN).session().state()).isEqualTo(SessionState.WAITING);
    }

    @Test
    void asking_for_the_current_session_under_the_id_of_an_ended_one_is_refused() {
        carla().start(StartSession.withId(ID));
        carla().end(EndSession.of(ID));

        assertThat(refusalOf(() -> carla().currentOrStart(StartSession.withId(ID)))
                        .code())
                .isEqualTo(ErrorCode.SESSION_CONFLICT);
    }

    @Test
    void the_history_of_a_customer_begins_with_the_youngest() {
        SessionId first = ended();
        pass(TICK);
        SessionId second = active();
        antonSays(second, "newest");
        started("somebody-else");

        assertThat(carla().history(1, 10).total()).isEqualTo(2);
        assertThat(carla().history(1, 10).sessions())
                .extracting(summary -> summary.view().session().id())
                .containsExactly(second, first);
        assertThat(carla().history(1, 1).sessions().get(0).lastMessage())
                .extracting(Entry::text)
                .isEqualTo("newest");
        assertThat(carla().history(2, 1).sessions())
                .extracting(summary -> summary.view().session().id())
                .containsExactly(first);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x\u0000", "\u0000", "x\uD800", "two\nlines", "\u0007"})
    void a_subject_that_no_store_could_hold_is_refused(String subject) {
        Topic topic = Topic.builder().subject(subject).build();

        ChatException refusal = refusalOf(
                () -> carla().start(StartSession.builder().topic(topic).build()));

        assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID_SESSION);
        assertThat(refusal.details()).containsEntry("field", "subject");
    }

    @Test
    void a_blank_subject_counts_as_missing() {
        Topic topic = Topic.builder().subject(" \u200B").build();

        Session session =
                carla().start(StartSession.builder().topic(topic).build()).session();

        assertThat(session.topic()).isEqualTo(Topic.NONE);
    }

    private static StartSession saying(@Nullable String initial) {
        return StartSession.builder().topic(Topic.NONE).initialMessage(initial).build();
    }

    private static StartSession referringTo(String reference) {
        return StartSession.builder()
                .topic(Topic.builder().externalRef(reference).build())
                .build();
    }

    private static StartSession claiming(Instant start) {
        return StartSession.builder().topic(Topic.NONE).claimedStart(start).build();
    }
}
