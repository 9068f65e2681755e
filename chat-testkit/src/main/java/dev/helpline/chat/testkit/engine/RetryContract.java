package dev.helpline.chat.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.chat.core.message.SendMessage;
import dev.helpline.chat.core.session.EndSession;
import dev.helpline.chat.core.session.StartSession;
import dev.helpline.chat.spi.ChatException;
import dev.helpline.chat.spi.EntryId;
import dev.helpline.chat.spi.ErrorCode;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.entry.Entry;
import dev.helpline.chat.spi.limit.Limit;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.session.Topic;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Retries of messages that may have arrived: never twice in the log, always with the first result. */
abstract class RetryContract extends EngineTest {
    private static final String ID = "client-made";

    @Test
    void repeating_a_message_returns_the_same_entry() {
        SessionId session = active();
        Entry first = carla().send(message(session, ID, "Hi?"));
        antonSays(session, "Hello!");
        pass(TICK);

        Entry again = carla().send(message(session, ID, "Hi?"));

        assertThat(again).isEqualTo(first);
        assertThat(log(session))
                .extracting(EngineTest::word)
                .containsExactly("session_started", "session_assigned", "Hi?", "Hello!");
    }

    @Test
    void a_retry_may_claim_another_time() {
        SessionId session = started();
        EntryId id = new EntryId(ID);
        Entry first = carla().send(SendMessage.builder(session, "Hi?")
                .id(id)
                .claimedAt(time.instant())
                .build());
        pass(TICK);

        Entry again = carla().send(SendMessage.builder(session, "Hi?")
                .id(id)
                .claimedAt(time.instant())
                .build());

        assertThat(again).isEqualTo(first);
    }

    @Test
    void a_repeated_start_may_claim_another_time_and_say_other_things_of_the_customer() {
        SessionId id = watched(new SessionId(ID));
        StartSession first = StartSession.builder()
                .id(id)
                .name("Carla")
                .topic(Topic.NONE)
                .claimedStart(time.instant())
                .initialMessage("Hi?")
                .build();
        Session started = carla().start(first).session();
        pass(TICK);

        Session again = carla().start(StartSession.builder()
                        .id(id)
                        .name("Carla C.")
                        .email("c@example.org")
                        .topic(Topic.NONE)
                        .claimedStart(time.instant())
                        .initialMessage("Hi again?")
                        .build())
                .session();

        assertThat(again).isEqualTo(started);
        assertThat(log(id)).extracting(EngineTest::word).containsExactly("session_started", "Hi?");
    }

    @Test
    void a_repeated_end_may_claim_another_time_and_give_another_reason() {
        SessionId session = active();
        Session ended = carla().end(EndSession.builder(session)
                        .reason("Solved")
                        .claimedAt(time.instant())
                        .build())
                .session();
        pass(TICK);

        assertThat(carla().end(EndSession.builder(session)
                                .reason("solved!")
                                .claimedAt(time.instant())
                                .build())
                        .session())
                .isEqualTo(ended);
        assertThat(anton().end(EndSession.of(session)).session()).isEqualTo(ended);
    }

    @Test
    void of_16_concurrent_retries_one_is_stored_and_all_return_it() {
        for (int round = 0; round < 10; round++) {
            SessionId session = started();

            List<Entry> answers = Crowd.all(16, i -> carla().send(message(session, ID, "Hi?")));

            assertThat(answers).containsOnly(log(session).get(1));
            assertThat(log(session)).hasSize(2);
        }
    }

    @Test
    void concurrent_retries_of_an_agents_message_claim_once() {
        SessionId session = started();

        List<Entry> answers = Crowd.all(8, i -> anton().send(message(session, ID, "Hello!")));

        assertThat(answers).containsOnly(log(session).get(2));
        assertThat(log(session))
                .extracting(EngineTest::word)
                .containsExactly("session_started", "session_assigned", "Hello!");
    }

    static Stream<SendMessage> otherContents() {
        SessionId session = new SessionId("s");
        EntryId id = new EntryId(ID);
        return Stream.of(
                SendMessage.builder(session, "Hi?!").id(id).build(),
                SendMessage.builder(session, "Hi? ").id(id).build(),
                SendMessage.builder(session, "Hi?").id(id).metadata("{}").build(),
                SendMessage.builder(session, "Hi?")
                        .id(id)
                        .replyTo(new EntryId("first"))
                        .build());
    }

    @ParameterizedTest
    @MethodSource("otherContents")
    void another_content_under_the_same_id_is_refused(SendMessage other) {
        SessionId session = started();
        carla().send(message(session, "first", "first"));
        carla().send(message(session, ID, "Hi?"));

        ChatException refusal = refusalOf(() -> carla().send(SendMessage.builder(session, other.text())
                .id(other.id())
                .claimedAt(other.claimedAt())
                .replyTo(other.replyTo())
                .metadata(other.metadata())
                .build()));

        assertThat(refusal.code()).isEqualTo(ErrorCode.MESSAGE_CONFLICT);
        assertThat(refusal.details()).containsEntry("messageId", ID);
        assertThat(log(session)).hasSize(3);
    }

    @Test
    void the_same_content_from_another_sender_is_refused() {
        SessionId session = active();
        carla().send(message(session, ID, "Hi?"));
        anton().send(message(session, "antons", "Hello!"));

        assertThat(refusalOf(() -> anton().send(message(session, ID, "Hi?"))).code())
                .isEqualTo(ErrorCode.MESSAGE_CONFLICT);
        assertThat(refusalOf(() -> agent("other").send(message(session, "antons", "Hello!")))
                        .code())
                .isEqualTo(ErrorCode.MESSAGE_CONFLICT);
    }

    @Test
    void of_concurrent_messages_with_one_id_and_two_contents_one_wins() {
        SessionId session = started();

        List<Crowd.Told<Entry>> told = Crowd.race(8, i -> carla().send(message(session, ID, "text " + i % 2)));

        assertThat(Crowd.answers(told)).hasSize(4).containsOnly(log(session).get(1));
        assertThat(Crowd.refusals(told)).hasSize(4).allMatch(refusal -> refusal.code() == ErrorCode.MESSAGE_CONFLICT);
    }

    @Test
    void an_id_of_the_engines_own_entries_is_taken() {
        SessionId session = started();
        EntryId event = log(session).get(0).id();

        assertThat(refusalOf(() -> carla().send(SendMessage.of(session, event, "x")))
                        .code())
                .isEqualTo(ErrorCode.MESSAGE_CONFLICT);
    }

    @Test
    void one_id_may_be_used_in_two_sessions_and_ids_that_differ_in_case_are_two() {
        SessionId one = started();
        SessionId two = started();

        carla().send(message(one, "abc", "x"));
        carla().send(message(one, "ABC", "y"));
        carla().send(message(two, "abc", "z"));

        assertThat(log(one)).extracting(Entry::text).endsWith("x", "y");
        assertThat(log(two)).extracting(Entry::text).endsWith("z");
    }

    @Test
    void a_retry_after_the_end_still_gets_the_first_result() {
        SessionId session = active();
        Entry first = carla().send(message(session, ID, "Hi?"));
        anton().end(EndSession.of(session));

        assertThat(carla().send(message(session, ID, "Hi?"))).isEqualTo(first);
        assertThat(refusalOf(() -> carla().send(message(session, ID, "other"))).code())
                .isEqualTo(ErrorCode.MESSAGE_CONFLICT);
    }

    @Test
    void a_retry_in_an_expired_session_still_gets_the_first_result() {
        SessionId session = active();
        Entry first = carla().send(message(session, ID, "Hi?"));
        pass(Duration.ofHours(1));

        assertThat(carla().send(message(session, ID, "Hi?"))).isEqualTo(first);
        assertThat(stored(session).state().isOpen()).isFalse();
    }

    @Test
    void a_retry_beyond_the_rate_limit_still_gets_the_first_result() {
        restart(unlimited().customerMessages(new Limit(2, Duration.ofMinutes(1))));
        SessionId session = started();
        Entry first = carla().send(message(session, ID, "Hi?"));
        carlaSays(session, "more");

        Entry again = carla().send(message(session, ID, "Hi?"));
        ChatException refusal = refusalOf(() -> carla().send(message(session, "new", "Hi?")));

        assertThat(again).isEqualTo(first);
        assertThat(refusal.code()).isEqualTo(ErrorCode.RATE_LIMITED);
    }

    @Test
    void a_late_retry_gets_the_first_result_beyond_the_limit_and_after_a_restart() {
        restart(unlimited().customerMessages(new Limit(200, Duration.ofMinutes(1))));
        SessionId session = started();
        Entry first = carla().send(message(session, ID, "Hi?"));
        for (int i = 0; i < 199; i++) {
            carlaSays(session, "more " + i);
        }

        Entry again = carla().send(message(session, ID, "Hi?"));
        restart(unlimited());

        assertThat(again).isEqualTo(first);
        assertThat(carla().send(message(session, ID, "Hi?"))).isEqualTo(first);
    }

    @Test
    void retries_of_remembered_messages_cost_nothing_of_the_budget() {
        restart(unlimited().customerMessages(new Limit(2, Duration.ofMinutes(1))));
        SessionId session = started();
        carla().send(message(session, ID, "Hi?"));

        for (int i = 0; i < 10; i++) {
            carla().send(message(session, ID, "Hi?"));
        }

        assertThat(carlaSays(session, "second").seq()).isEqualTo(3);
    }
}
