package dev.helpline.chat.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.chat.core.CustomerChat;
import dev.helpline.chat.core.guest.GuestSession;
import dev.helpline.chat.core.message.SendMessage;
import dev.helpline.chat.core.policy.ChatPolicy;
import dev.helpline.chat.core.policy.GuestPolicy;
import dev.helpline.chat.core.poll.PollAnswer;
import dev.helpline.chat.core.poll.PollRequest;
import dev.helpline.chat.core.session.EndSession;
import dev.helpline.chat.core.session.SessionView;
import dev.helpline.chat.core.session.StartSession;
import dev.helpline.chat.spi.ChatException;
import dev.helpline.chat.spi.CustomerId;
import dev.helpline.chat.spi.ErrorCode;
import dev.helpline.chat.spi.NetworkAddress;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.audit.AuditRecord;
import dev.helpline.chat.spi.auth.Authenticator.Accepted;
import dev.helpline.chat.spi.auth.Authenticator.Refused;
import dev.helpline.chat.spi.auth.Authenticator.Verdict;
import dev.helpline.chat.spi.entry.Entry;
import dev.helpline.chat.spi.limit.Limit;
import dev.helpline.chat.spi.session.Customer;
import dev.helpline.chat.spi.session.GuestAccess;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Customers without an account, and how they sign in. */
abstract class GuestContract extends EngineTest {
    private static final NetworkAddress HOME =
            NetworkAddress.parse("2001:db8:0:1::7").orElseThrow();
    private static final NetworkAddress SAME_HOME =
            NetworkAddress.parse("2001:db8:0:1:ffff::9").orElseThrow();
    private static final NetworkAddress ELSEWHERE =
            NetworkAddress.parse("203.0.113.7").orElseThrow();

    @BeforeEach
    void letGuestsIn() {
        restart(guests());
    }

    private static ChatPolicy.Builder guests() {
        return unlimited()
                .guests(GuestPolicy.builder()
                        .startsPerAddress(null)
                        .tokenLifetime(Duration.ofHours(1))
                        .build());
    }

    @Test
    void guests_are_not_let_in_unless_the_policy_says_so() {
        String token = start().token();
        restart(unlimited());

        ChatException refusal = refusalOf(() -> engine.guests().start(StartSession.PLAIN, HOME));

        assertThat(refusal.code()).isEqualTo(ErrorCode.FORBIDDEN);
        assertThat(judged(token)).isInstanceOf(Refused.class);
    }

    @Test
    void a_guest_holds_a_conversation_with_the_token() {
        GuestSession started =
                engine.guests().start(StartSession.builder().name("Jo").build(), HOME);
        SessionId session = watched(started.view().session().id());
        CustomerChat jo = guest(started.token());

        jo.send(SendMessage.of(session, "Hello"));
        antonSays(session, "Hi Jo");

        Customer customer = stored(session).customer();
        assertThat(customer.guest()).isTrue();
        assertThat(customer.name()).isEqualTo("Jo");
        assertThat(texts(jo.poll(everything(session, null)))).contains("Hello", "Hi Jo");
        assertThat(jo.current()).map(view -> view.session().id()).contains(session);
        assertThat(jo.history(1, 10).total()).isEqualTo(1);
        jo.end(EndSession.of(session));
        assertThat(stored(session).ending()).isNotNull();
    }

    @Test
    void the_token_is_random_and_the_store_keeps_a_digest_of_it() {
        List<GuestSession> started =
                IntStream.range(0, 20).mapToObj(i -> start()).toList();

        Set<String> secrets = started.stream()
                .map(session -> session.token().substring(6, session.token().indexOf('.', 6)))
                .collect(Collectors.toSet());

        assertThat(secrets).hasSize(20).allMatch(secret -> secret.length() >= 43);
        assertThat(started).allSatisfy(session -> {
            GuestAccess access =
                    Objects.requireNonNull(stored(session.view().session().id()).guestAccess());
            assertThat(session.token()).doesNotContain(access.tokenHash());
            assertThat(session.toString()).doesNotContain(session.token());
        });
    }

    @Test
    void a_token_opens_its_own_session_and_no_other() {
        GuestSession own = start();
        GuestSession other = start();
        SessionId foreign = other.view().session().id();
        CustomerChat guest = guest(own.token());

        assertThat(refusalOf(() -> guest.poll(everything(foreign, null))).code())
                .isEqualTo(ErrorCode.SESSION_NOT_FOUND);
        assertThat(refusalOf(() -> guest.send(SendMessage.of(foreign, "hi"))).code())
                .isEqualTo(ErrorCode.SESSION_NOT_FOUND);
        assertThat(refusalOf(() -> guest.start(StartSession.PLAIN)).code()).isEqualTo(ErrorCode.FORBIDDEN);
        assertThat(guest.start(StartSession.withId(own.view().session().id()))
                        .session()
                        .id())
                .isEqualTo(own.view().session().id());
        assertThat(guest.history(1, 10).total()).isEqualTo(1);
    }

    @Test
    void a_secret_of_one_session_does_not_open_another_one() {
        GuestSession one = start();
        GuestSession other = start();
        String swapped = one.token()
                .replace(
                        one.view().session().id().value(),
                        other.view().session().id().value());

        assertThat(judged(swapped)).isInstanceOf(Refused.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "guest.",
                "guest..s",
                "guest.AAAA.s",
                "guest.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA.",
                "guest.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA...",
                "guest.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA.no-such-session",
                "guest.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\u0000A.s",
                "nonsense"
            })
    void a_token_that_was_never_made_is_refused(String token) {
        start();

        assertThat(judged(token)).isInstanceOf(Refused.class);
    }

    @Test
    void a_token_of_a_customer_with_an_account_never_opens_as_a_guests() {
        SessionId session = started();

        assertThat(judged("guest.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA." + session))
                .isInstanceOf(Refused.class);
    }

    @Test
    void a_token_expires_with_what_waits_on_it() {
        restart(guests().sessionTimeout(Duration.ofHours(2)));
        GuestSession started = start();
        SessionId session = started.view().session().id();
        CustomerChat guest = guest(started.token());
        time.advance(Duration.ofMinutes(59).plusSeconds(45));
        pass(Duration.ofSeconds(10)); // what the hour changed, such as the presence of the guest, is in the cursor
        String cursor = guest.poll(everything(session, null)).cursor();
        CompletableFuture<PollAnswer> waiting =
                future(guest.pollAsync(PollRequest.everything(session, cursor).waiting(Duration.ofSeconds(20))));

        pass(Duration.ofSeconds(5));

        assertThat(judged(started.token())).isInstanceOf(Refused.class);
        assertThat(refusalOf(() -> guest.poll(everything(session, null))).code())
                .isEqualTo(ErrorCode.AUTHENTICATION_REQUIRED);
        assertThat(refusalOf(() -> joined(inTime(waiting))).code()).isEqualTo(ErrorCode.AUTHENTICATION_REQUIRED);
    }

    @Test
    void a_token_is_valid_on_other_nodes_and_after_a_restart() {
        GuestSession started = start();
        restart(guests());

        assertThat(guest(started.token()).session(started.view().session().id()).session())
                .isEqualTo(started.view().session());
    }

    @Test
    void starts_are_limited_by_address_and_by_network() {
        restart(guests().guests(GuestPolicy.builder()
                .startsPerAddress(new Limit(2, Duration.ofHours(1)))
                .build()));
        engine.guests().start(StartSession.PLAIN, HOME);
        engine.guests().start(StartSession.PLAIN, SAME_HOME);

        ChatException refusal = refusalOf(() -> engine.guests().start(StartSession.PLAIN, HOME));
        engine.guests().start(StartSession.PLAIN, ELSEWHERE);
        time.advance(Duration.ofMinutes(30));
        engine.guests().start(StartSession.PLAIN, HOME);

        assertThat(refusal.code()).isEqualTo(ErrorCode.RATE_LIMITED);
        assertThat(refusal.retryAfter()).isPresent();
    }

    @Test
    void an_id_that_is_taken_is_refused() {
        SessionId taken = started();

        assertThat(refusalOf(() -> engine.guests().start(StartSession.withId(taken), HOME))
                        .code())
                .isEqualTo(ErrorCode.SESSION_CONFLICT);
    }

    @Test
    void a_guest_who_signs_in_takes_the_session_along_with_its_history() {
        GuestSession started = start();
        SessionId session = watched(started.view().session().id());
        Entry hello = guest(started.token()).send(message(session, "m1", "Hello"));
        String guestId = stored(session).customer().id().value();

        SessionView theirs = carla().takeOver(started.token());

        assertThat(theirs.session()).isEqualTo(stored(session));
        assertThat(stored(session).customer())
                .isEqualTo(Customer.builder(new CustomerId(CARLA)).name("Jo").build());
        assertThat(stored(session).guestAccess()).isNull();
        assertThat(texts(carla().poll(everything(session, null)))).contains("Hello");
        assertThat(carla().history(1, 10).total()).isEqualTo(1);
        assertThat(store.countSessionsOf(new CustomerId(guestId))).isZero();
        assertThat(log(session)).extracting(EngineTest::word).contains("customer_signed_in");
        assertThat(carla().send(message(session, "m1", "Hello"))).isEqualTo(hello);
        AuditRecord audited = lastAudit(session);
        assertThat(audited.action()).isEqualTo("GUEST_SIGNED_IN");
        assertThat(audited.actor()).isEqualTo(CARLA);
        assertThat(audited.detail()).isEqualTo("guest=" + guestId);
    }

    @Test
    void the_guests_token_is_worth_nothing_from_then_on() {
        GuestSession started = start();
        SessionId session = watched(started.view().session().id());
        CustomerChat guest = guest(started.token());
        String cursor = guest.poll(everything(session, null)).cursor();
        CompletableFuture<PollAnswer> waiting =
                future(guest.pollAsync(PollRequest.everything(session, cursor).waiting(Duration.ofSeconds(20))));

        carla().takeOver(started.token());
        antonSays(session, "for Carla alone");

        assertThat(refusalOf(() -> joined(inTime(waiting))).code()).isEqualTo(ErrorCode.SESSION_NOT_FOUND);
        assertThat(refusalOf(() -> guest.poll(everything(session, null))).code())
                .isEqualTo(ErrorCode.SESSION_NOT_FOUND);
        assertThat(judged(started.token())).isInstanceOf(Refused.class);
    }

    @Test
    void taking_over_again_changes_nothing_for_the_customer_and_is_refused_for_others() {
        GuestSession started = start();
        SessionId session = watched(started.view().session().id());
        carla().takeOver(started.token());
        int entries = log(session).size();

        SessionView again = carla().takeOver(started.token());

        assertThat(again.session()).isEqualTo(stored(session));
        assertThat(log(session)).hasSize(entries);
        assertThat(refusalOf(() -> customer("eve").takeOver(started.token())).code())
                .isEqualTo(ErrorCode.SESSION_NOT_FOUND);
        assertThat(stored(session).customer().id()).isEqualTo(new CustomerId(CARLA));
    }

    @Test
    void of_customers_who_take_over_at_once_one_gets_the_session() {
        for (int round = 0; round < 10; round++) {
            GuestSession started = start();
            SessionId session = watched(started.view().session().id());

            List<Crowd.Told<SessionView>> told =
                    Crowd.race(8, i -> customer("c" + i).takeOver(started.token()));

            assertThat(Crowd.answers(told)).hasSize(1);
            assertThat(Crowd.refusals(told)).extracting(ChatException::code).containsOnly(ErrorCode.SESSION_NOT_FOUND);
            assertThat(log(session).stream().filter(entry -> word(entry).equals("customer_signed_in")))
                    .hasSize(1);
        }
    }

    @Test
    void the_limit_of_open_sessions_holds_for_sessions_that_are_taken_over() {
        restart(guests().maxOpenSessions(2));
        started();
        started();
        GuestSession guests = start();
        SessionId session = watched(guests.view().session().id());

        ChatException refusal = refusalOf(() -> carla().takeOver(guests.token()));
        guest(guests.token()).end(EndSession.of(session));
        carla().takeOver(guests.token());

        assertThat(refusal.code()).isEqualTo(ErrorCode.TOO_MANY_SESSIONS);
        assertThat(stored(session).customer().id()).isEqualTo(new CustomerId(CARLA));
    }

    @Test
    void the_limit_holds_when_many_sessions_are_taken_over_at_once() {
        restart(guests().maxOpenSessions(3));
        List<GuestSession> started =
                IntStream.range(0, 8).mapToObj(i -> start()).toList();

        List<Crowd.Told<SessionView>> told =
                Crowd.race(8, i -> carla().takeOver(started.get(i).token()));

        assertThat(Crowd.answers(told)).hasSize(3);
        assertThat(Crowd.refusals(told)).extracting(ChatException::code).containsOnly(ErrorCode.TOO_MANY_SESSIONS);
        assertThat(store.openSessionsOf(new CustomerId(CARLA))).hasSize(3);
    }

    @Test
    void guests_take_over_nothing() {
        GuestSession one = start();
        GuestSession other = start();

        assertThat(refusalOf(() -> guest(one.token()).takeOver(other.token())).code())
                .isEqualTo(ErrorCode.FORBIDDEN);
    }

    private GuestSession start() {
        return engine.guests().start(StartSession.builder().name("Jo").build(), HOME);
    }

    private Verdict judged(String token) {
        return engine.guests().authenticator().authenticate(token);
    }

    private CustomerChat guest(String token) {
        return engine.customer((Accepted) judged(token), HOME);
    }

    private AuditRecord lastAudit(SessionId session) {
        List<AuditRecord> records = store.auditAfter(session, 0, 100);
        return records.get(records.size() - 1);
    }
}
