package dev.helpline.chat.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.chat.core.ChatEngine;
import dev.helpline.chat.core.memory.MemoryChatStore;
import dev.helpline.chat.core.message.MessagePage;
import dev.helpline.chat.core.message.MessagesQuery;
import dev.helpline.chat.core.message.SendMessage;
import dev.helpline.chat.core.poll.PollAnswer;
import dev.helpline.chat.core.rating.RateSession;
import dev.helpline.chat.core.session.EndSession;
import dev.helpline.chat.core.session.StartSession;
import dev.helpline.chat.spi.ErrorCode;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.auth.Principal;
import dev.helpline.chat.spi.auth.Role;
import dev.helpline.chat.spi.entry.Entry;
import dev.helpline.chat.spi.session.SessionState;
import dev.helpline.chat.testkit.fault.FaultyStore;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The store goes back to an earlier state, as it does when a lagging replica is promoted or a backup is restored: the
 * engine adopts what is stored, and clients who received lost entries receive the session again. The store under test
 * is the replica.
 */
abstract class FailoverContract extends EngineTest {
    private FaultyStore cluster;
    private ChatEngine other;

    @BeforeEach
    void openCluster() {
        engine.close();
        cluster = new FaultyStore(new MemoryChatStore()).replicatedBy(store);
        engine = engineOver(cluster, unlimited().build());
        other = engineOver(store, unlimited().build());
    }

    @AfterEach
    void closePrimary() {
        engine.close();
        other.close();
    }

    @Test
    void the_engine_goes_on_from_what_is_stored() {
        SessionId session = active();
        Entry kept = antonSays(session, "kept");
        lost(() -> List.of(antonSays(session, "lost"), carlaSays(session, "lost too")));

        Entry next = carlaSays(session, "next");

        assertThat(next.seq()).isEqualTo(kept.seq() + 1);
        assertThat(texts(log(session))).endsWith("kept", "next");
    }

    @Test
    void a_cursor_that_is_ahead_is_told_the_session_anew_and_goes_on_from_there() {
        SessionId session = active();
        antonSays(session, "kept");
        String ahead = lostAfterTold(session, "lost");
        pass(TICK);

        PollAnswer anew = carla().poll(everything(session, ahead));
        antonSays(session, "next");
        PollAnswer next = carla().poll(everything(session, anew.cursor()));

        assertThat(anew.messages()).isEqualTo(log(session).subList(0, 3));
        assertThat(anew.view().session().log().lastSeq()).isEqualTo(3);
        assertThat(texts(next)).containsExactly("next");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 5})
    void an_engine_that_never_saw_what_is_lost_tells_the_session_anew_however_much_was_written_since(int written) {
        SessionId session = active();
        antonSays(session, "kept");
        String cursor = lostAfterTold(session, "lost", "lost too");
        otherSaysTimes(session, written);

        PollAnswer there = other.customer(Principal.customer(CARLA, null)).poll(everything(session, cursor));

        assertThat(there.messages()).isEqualTo(log(session));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3, 5})
    void an_engine_that_remembers_what_is_lost_notices_within_a_second(int written) {
        SessionId session = active();
        antonSays(session, "kept");
        String cursor = lostAfterTold(session, "lost", "lost too");
        otherSaysTimes(session, written);
        pass(TICK);

        assertThat(carla().poll(everything(session, cursor)).messages()).isEqualTo(log(session));
        assertThat(carla().poll(everything(session, null)).messages()).isEqualTo(log(session));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void after_an_outage_it_notices_also_if_as_much_was_written_as_was_lost(int written) {
        SessionId session = active();
        antonSays(session, "kept");
        String cursor = lostAfterTold(session, "lost", "lost too");
        cluster.readsFail(true);
        pass(TICK);
        otherSaysTimes(session, written);
        cluster.readsFail(false);
        pass(TICK);

        assertThat(carla().poll(everything(session, cursor)).messages()).isEqualTo(log(session));
        carlaSays(session, "next");
        assertThat(texts(log(session))).endsWith("next");
    }

    @Test
    void a_poll_that_waits_is_told_the_session_anew_within_a_second() {
        SessionId session = active();
        antonSays(session, "kept");
        cluster.lag();
        antonSays(session, "lost");
        String cursor = carla().poll(everything(session, null)).cursor();
        CompletableFuture<PollAnswer> poll =
                future(carla().pollAsync(everything(session, cursor).waiting(Duration.ofSeconds(20))));

        cluster.failOver();
        pass(TICK);

        assertThat(answerOf(poll).messages()).isEqualTo(log(session));
    }

    @Test
    void a_message_whose_id_is_lost_can_be_sent_again() {
        SessionId session = active();
        lost(() -> carla().send(message(session, "m", "Hello?")));

        Entry again = carla().send(message(session, "m", "Hello?"));

        assertThat(log(session)).contains(again);
    }

    @Test
    void a_message_id_that_is_lost_is_no_place_to_go_on_from() {
        SessionId session = active();
        antonSays(session, "kept");
        Entry lost = lost(() -> antonSays(session, "lost"));
        pass(TICK);

        assertThat(carla().poll(everything(session, lost.id().value())).messages())
                .isEqualTo(log(session));
    }

    @Test
    void an_end_that_is_lost_has_not_happened() {
        SessionId session = active();
        lost(() -> {
            anton().end(EndSession.of(session));
            return carla().rate(RateSession.of(session, 5));
        });

        carlaSays(session, "still here");

        assertThat(carla().session(session).session()).isEqualTo(stored(session));
        assertThat(stored(session).state()).isEqualTo(SessionState.ACTIVE);
    }

    @Test
    void an_assignment_that_is_lost_can_be_made_again() {
        SessionId session = started();
        lost(() -> anton().claim(session));

        agent("other").claim(session);

        assertThat(owner(session)).isEqualTo("other");
    }

    @Test
    void a_session_that_is_lost_is_not_found_and_can_be_started_again() {
        SessionId session = new SessionId("mine");
        cluster.lag();
        carla().start(StartSession.withId(session));
        carlaSays(session, "lost");
        String cursor = carla().poll(everything(session, null)).cursor();
        CompletableFuture<PollAnswer> poll =
                future(carla().pollAsync(everything(session, cursor).waiting(Duration.ofSeconds(20))));
        cluster.failOver();

        assertThat(refusalOf(() -> carlaSays(session, "gone?")).code()).isEqualTo(ErrorCode.SESSION_NOT_FOUND);
        pass(TICK);
        CompletableFuture<PollAnswer> ended = inTime(poll);
        assertThat(refusalOf(() -> joined(ended)).code()).isEqualTo(ErrorCode.SESSION_NOT_FOUND);
        assertThat(refusalOf(() -> carla().poll(everything(session, cursor))).code())
                .isEqualTo(ErrorCode.SESSION_NOT_FOUND);
        carla().start(StartSession.withId(watched(session)));
        carlaSays(session, "again");
        assertThat(texts(carla().poll(everything(session, cursor)).messages())).endsWith("again");
        assertThat(carla().poll(everything(session, cursor)).messages()).isEqualTo(log(session));
    }

    @Test
    void a_page_behind_a_cursor_that_is_ahead_begins_at_the_start() {
        SessionId session = active();
        antonSays(session, "kept");
        String cursor = lostAfterTold(session, "lost", "lost too");
        otherSays(session, "other");
        pass(TICK);

        MessagePage page = carla().messages(MessagesQuery.after(session, cursor, 50));

        assertThat(texts(page.messages())).containsExactly("kept", "other");
    }

    // --- what the tests are written in ----------------------------------------------------------------------------

    /** Makes changes that the replica misses, then promotes the replica. */
    private <T> T lost(Supplier<T> changes) {
        cluster.lag();
        T made = changes.get();
        cluster.failOver();
        return made;
    }

    /** Loses a message of Anton's; returns the cursor of Carla, who received it. */
    private String lostAfterTold(SessionId session, String... texts) {
        return lost(() -> {
            for (String text : texts) {
                antonSays(session, text);
            }
            return carla().poll(everything(session, null)).cursor();
        });
    }

    private void otherSaysTimes(SessionId session, int times) {
        for (int i = 0; i < times; i++) {
            otherSays(session, "other " + i);
        }
    }

    private Entry otherSays(SessionId session, String text) {
        return other.agent(Principal.agent("another", Role.AGENT, null, null)).send(SendMessage.of(session, text));
    }
}
