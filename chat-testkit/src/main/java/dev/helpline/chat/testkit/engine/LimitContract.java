package dev.helpline.chat.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.chat.core.message.SendMessage;
import dev.helpline.chat.core.policy.AccessPolicy;
import dev.helpline.chat.core.policy.ChatPolicy;
import dev.helpline.chat.core.session.EndSession;
import dev.helpline.chat.core.session.StartSession;
import dev.helpline.chat.spi.ChatException;
import dev.helpline.chat.spi.ErrorCode;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.auth.Principal;
import dev.helpline.chat.spi.entry.Entry;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The limits of the default policy: 30 messages a minute, 5 sessions in 15 minutes, any number of polls. */
abstract class LimitContract extends EngineTest {
    @BeforeEach
    void useTheDefaultPolicy() {
        restart(ChatPolicy.builder().maxOpenSessions(1000));
    }

    @Test
    void the_31st_message_of_a_minute_is_refused_with_the_time_to_wait() {
        SessionId session = started();
        say(session, 30);

        ChatException refusal = refusalOf(() -> carlaSays(session, "one too many"));

        assertThat(refusal.code()).isEqualTo(ErrorCode.RATE_LIMITED);
        assertThat(refusal.retryAfter()).contains(Duration.ofSeconds(2));
        assertThat(refusal.details()).containsEntry("limit", "30").containsEntry("periodSeconds", "60");
        assertThat(stored(session).log().messageCount()).isEqualTo(30);
    }

    @Test
    void after_the_time_that_was_told_one_more_goes_through() {
        SessionId session = started();
        say(session, 30);
        pass(Duration.ofSeconds(2));

        carlaSays(session, "now");

        assertThat(refusalOf(() -> carlaSays(session, "and now?")).code()).isEqualTo(ErrorCode.RATE_LIMITED);
    }

    @Test
    void the_limit_is_per_customer_and_not_per_session() {
        SessionId one = started();
        SessionId two = started();
        SessionId others = started("other");
        say(one, 30);

        assertThat(refusalOf(() -> carlaSays(two, "x")).code()).isEqualTo(ErrorCode.RATE_LIMITED);
        assertThat(customer("other").send(SendMessage.of(others, "x")).seq()).isEqualTo(2);
    }

    @Test
    void the_limit_holds_with_and_without_a_token() {
        restart(ChatPolicy.builder().access(AccessPolicy.SESSION_ID));
        SessionId session = started();
        say(session, 30);

        assertThat(refusalOf(() -> engine.customer(Principal.ANONYMOUS).send(SendMessage.of(session, "x")))
                        .code())
                .isEqualTo(ErrorCode.RATE_LIMITED);
    }

    @Test
    void of_many_messages_at_once_30_go_through() {
        SessionId session = started();

        List<Crowd.Told<Entry>> told = Crowd.race(40, i -> carlaSays(session, "m" + i));

        assertThat(Crowd.answers(told)).hasSize(30);
        assertThat(Crowd.refusals(told)).allMatch(refusal -> refusal.code() == ErrorCode.RATE_LIMITED);
    }

    @Test
    void agents_have_a_larger_limit_of_their_own() {
        SessionId session = active();
        for (int i = 0; i < 120; i++) {
            antonSays(session, "m" + i);
        }

        assertThat(refusalOf(() -> antonSays(session, "x")).code()).isEqualTo(ErrorCode.RATE_LIMITED);
        assertThat(carlaSays(session, "still allowed").text()).isEqualTo("still allowed");
    }

    @Test
    void the_sixth_session_in_15_minutes_is_refused_however_many_are_open() {
        for (int i = 0; i < 5; i++) {
            carla().end(EndSession.of(started()));
        }

        ChatException refusal = refusalOf(() -> carla().start(StartSession.PLAIN));

        assertThat(refusal.code()).isEqualTo(ErrorCode.RATE_LIMITED);
        assertThat(refusal.retryAfter()).contains(Duration.ofMinutes(3));
    }

    @Test
    void a_session_that_was_started_before_is_answered_beyond_the_limit() {
        SessionId id = new SessionId("mine");
        carla().start(StartSession.withId(id));
        for (int i = 0; i < 4; i++) {
            started();
        }

        assertThat(carla().start(StartSession.withId(id)).session().id()).isEqualTo(id);
        assertThat(carla().currentOrStart(StartSession.PLAIN).session().state().isOpen())
                .isTrue();
    }

    @Test
    void polling_is_never_limited() {
        SessionId session = started();

        for (int i = 0; i < 1000; i++) {
            carla().poll(everything(session, null));
        }

        assertThat(carla().poll(everything(session, null)).messages()).hasSize(1);
    }

    private void say(SessionId session, int count) {
        for (int i = 0; i < count; i++) {
            carlaSays(session, "m" + i);
        }
    }
}
