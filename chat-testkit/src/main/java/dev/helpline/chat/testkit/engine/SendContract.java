package dev.helpline.chat.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.chat.core.message.SendMessage;
import dev.helpline.chat.core.policy.AnswerPolicy;
import dev.helpline.chat.core.session.EndSession;
import dev.helpline.chat.spi.ChatException;
import dev.helpline.chat.spi.EntryId;
import dev.helpline.chat.spi.ErrorCode;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.entry.Entry;
import dev.helpline.chat.spi.session.SessionState;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sending messages: who may send, what may be sent, and in which order it is stored. */
abstract class SendContract extends EngineTest {
    private static final int SENDERS = 64;
    private static final String EMOJI = "\uD83D\uDE00";

    @Test
    void of_64_concurrent_senders_each_gets_its_own_seq_without_a_gap() {
        SessionId session = active();

        List<Entry> sent = Crowd.all(
                SENDERS,
                i -> i % 2 == 0
                        ? carla().send(message(session, "m" + i, "m" + i))
                        : anton().send(message(session, "m" + i, "m" + i)));

        assertThat(sent.stream().map(Entry::seq).sorted())
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(3, SENDERS + 2).boxed().toList());
        assertThat(log(session).subList(2, SENDERS + 2)).containsExactlyInAnyOrderElementsOf(sent);
    }

    @Test
    void a_message_that_was_acknowledged_before_another_is_sent_precedes_it() {
        SessionId session = active();

        Entry first = carlaSays(session, "one");
        Entry second = antonSays(session, "two");

        assertThat(second.seq()).isEqualTo(first.seq() + 1);
    }

    @Test
    void an_agents_message_claims_a_waiting_session() {
        SessionId session = started();

        antonSays(session, "Hello!");

        assertThat(stored(session).state()).isEqualTo(SessionState.ACTIVE);
        assertThat(stored(session).assignment()).extracting("agent").isEqualTo(agentId(ANTON));
        assertThat(log(session))
                .extracting(EngineTest::word)
                .containsExactly("session_started", "session_assigned", "Hello!");
    }

    @Test
    void of_two_agents_who_answer_a_waiting_session_at_once_one_gets_it_and_both_are_heard() {
        SessionId session = started();

        List<Entry> sent = Crowd.all(2, i -> agent("a" + i).send(SendMessage.of(session, "Hello!")));

        assertThat(log(session))
                .containsAll(sent)
                .filteredOn(entry -> entry.type().equals("session_assigned"))
                .hasSize(1);
    }

    @Test
    void where_only_the_owner_may_answer_another_agent_is_refused_and_a_supervisor_is_not() {
        restart(unlimited().answers(AnswerPolicy.OWNER));
        SessionId session = active();

        ChatException refusal = refusalOf(() -> agent("other").send(SendMessage.of(session, "me too")));
        supervisor("boss").send(SendMessage.of(session, "I may"));

        assertThat(refusal.code()).isEqualTo(ErrorCode.FORBIDDEN);
        assertThat(log(session))
                .extracting(EngineTest::word)
                .containsExactly("session_started", "session_assigned", "I may");
    }

    @Test
    void a_customers_message_takes_the_session_off_hold_and_an_agents_does_not() {
        SessionId session = active();
        anton().hold(session);

        antonSays(session, "still on hold");
        SessionState afterAgents = stored(session).state();
        carlaSays(session, "back");

        assertThat(afterAgents).isEqualTo(SessionState.ON_HOLD);
        assertThat(stored(session).state()).isEqualTo(SessionState.ACTIVE);
    }

    @Test
    void no_message_can_be_sent_to_a_session_that_ended() {
        SessionId session = ended();

        assertThat(refusalOf(() -> carlaSays(session, "wait")).code()).isEqualTo(ErrorCode.SESSION_NOT_OPEN);
        assertThat(refusalOf(() -> antonSays(session, "wait")).code()).isEqualTo(ErrorCode.SESSION_NOT_OPEN);
        assertThat(refusalOf(() -> carlaSays(session, "wait")).details())
                .containsEntry("state", "ENDED")
                .containsEntry("endedBy", "AGENT");
    }

    @Test
    void no_message_follows_the_end_however_close_they_race() {
        for (int round = 0; round < 30; round++) {
            SessionId session = active();

            Crowd.race(
                    4,
                    i -> i == 0
                            ? anton().end(EndSession.of(session)).session().id()
                            : carlaSays(session, "hurry " + i).session());

            assertThat(log(session)).extracting(Entry::type).last().isEqualTo("session_ended");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\n\t", "\u00A0", "\u200B", "\uFEFF\u2060", "\u3000 \u2003", "\u00AD", "\u3164"})
    void a_message_that_shows_nothing_is_refused(String text) {
        SessionId session = started();

        ChatException refusal = refusalOf(() -> carlaSays(session, text));

        assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID_MESSAGE);
        assertThat(refusal.details()).containsEntry("field", "message");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a\u0000b", "a\u0007b", "a\u001Bb", "a\u007Fb", "a\u0085b", "a\uD800b", "\uDC00", "a\uDC00\uD800"
            })
    void a_message_that_no_store_could_hold_is_refused(String text) {
        SessionId session = started();

        assertThat(refusalOf(() -> carlaSays(session, text)).code()).isEqualTo(ErrorCode.INVALID_MESSAGE);
    }

    @Test
    void the_longest_message_has_5000_code_points_of_whatever_size() {
        SessionId session = started();

        Entry longest = carlaSays(session, EMOJI.repeat(5000));
        ChatException refusal = refusalOf(() -> carlaSays(session, "x" + EMOJI.repeat(5000)));

        assertThat(store.findEntry(session, longest.id()).orElseThrow().text()).isEqualTo(EMOJI.repeat(5000));
        assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID_MESSAGE);
        assertThat(refusal.details()).containsEntry("maxLength", "5000");
    }

    @Test
    void a_refusal_never_repeats_what_was_said() {
        SessionId session = started();

        ChatException refusal = refusalOf(() -> carlaSays(session, "secret\u0000"));

        assertThat(refusal.toString() + refusal.details()).doesNotContain("secret");
    }

    @Test
    void a_message_may_reply_to_another_of_its_session() {
        SessionId session = active();
        Entry question = carlaSays(session, "?");

        Entry answer = anton().send(
                        SendMessage.builder(session, "!").replyTo(question.id()).build());

        assertThat(answer.replyTo()).isEqualTo(question.id());
    }

    @Test
    void a_reply_to_no_message_of_its_session_is_refused() {
        SessionId session = active();
        Entry elsewhere = carlaSays(started(), "over here");

        assertThat(refusalOf(() -> replyTo(session, new EntryId("nothing"))).code())
                .isEqualTo(ErrorCode.INVALID_MESSAGE);
        assertThat(refusalOf(() -> replyTo(session, elsewhere.id())).code()).isEqualTo(ErrorCode.INVALID_MESSAGE);
        EntryId event = log(session).get(0).id();
        assertThat(refusalOf(() -> replyTo(session, event)).code()).isEqualTo(ErrorCode.INVALID_MESSAGE);
    }

    @Test
    void metadata_is_kept_as_it_is_up_to_4096_characters() {
        SessionId session = started();
        String metadata = "{\"x\":\"" + "y".repeat(4096 - 8) + "\"}";

        Entry sent = carla().send(
                        SendMessage.builder(session, "look").metadata(metadata).build());
        ChatException refusal = refusalOf(() -> carla().send(SendMessage.builder(session, "look")
                .metadata(metadata + " ")
                .build()));

        assertThat(store.findEntry(session, sent.id()).orElseThrow().metadata()).isEqualTo(metadata);
        assertThat(refusal.details()).containsEntry("field", "metadata");
    }

    @Test
    void blank_metadata_counts_as_missing() {
        SessionId session = started();

        Entry sent =
                carla().send(SendMessage.builder(session, "look").metadata("  ").build());

        assertThat(sent.metadata()).isNull();
    }

    @Test
    void a_claimed_time_is_kept_if_it_is_plausible_and_never_counts() {
        SessionId session = started();
        Instant now = time.instant();

        Entry earlier = claiming(session, now.minusSeconds(3600));
        Entry ahead = claiming(session, now.plusSeconds(300));
        Entry tooFar = claiming(session, now.plusSeconds(301));

        assertThat(List.of(earlier, ahead))
                .extracting(Entry::claimedAt)
                .containsExactly(now.minusSeconds(3600), now.plusSeconds(300));
        assertThat(tooFar.claimedAt()).isNull();
        assertThat(List.of(earlier, ahead, tooFar)).extracting(Entry::at).containsOnly(now);
    }

    @Test
    void messages_of_many_sessions_do_not_get_into_each_others_way() {
        List<SessionId> all =
                IntStream.range(0, 16).mapToObj(i -> started("c" + i)).toList();

        Crowd.all(
                16,
                i -> IntStream.range(0, 10)
                        .mapToObj(n -> customer("c" + i).send(message(all.get(i), "m" + n, "m" + n)))
                        .toList());

        assertThat(all).allSatisfy(session -> assertThat(log(session)).hasSize(11));
    }

    private Entry replyTo(SessionId session, EntryId to) {
        return carla().send(SendMessage.builder(session, "hm").replyTo(to).build());
    }

    private Entry claiming(SessionId session, Instant at) {
        return carla().send(SendMessage.builder(session, "when").claimedAt(at).build());
    }
}
