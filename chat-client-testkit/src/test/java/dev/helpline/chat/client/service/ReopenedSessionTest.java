package dev.helpline.chat.client.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.chat.client.session.SessionRequest;
import dev.helpline.chat.client.testkit.FakeCall;
import dev.helpline.chat.client.testkit.FakeChatApi;
import dev.helpline.chat.client.testkit.FakeFailure;
import dev.helpline.chat.client.testkit.NoJitter;
import dev.helpline.chat.client.testkit.ScriptedScheduler;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A session that has ended may be reopened by the agent; the customer's service notices it. */
@SuppressWarnings("FutureReturnValueIgnored") // the listener reports the outcome
class ReopenedSessionTest {
    private static final Duration INTERVAL = Duration.ofSeconds(2);
    private static final Duration FIRST_LOOK = Duration.ofSeconds(15);
    private static final Duration WINDOW = Duration.ofHours(1);

    private final FakeChatApi api = new FakeChatApi();
    private final ScriptedScheduler time = new ScriptedScheduler();
    private final Recording recording = new Recording() {
        @Override
        public void onSessionReopened(String sessionId) {
            heard.add("reopened");
        }
    };
    private final ChatService service = ChatService.builder(api)
            .listener(recording)
            .scheduler(time)
            .clock(time.clock())
            .executor(Runnable::run)
            .random(new NoJitter())
            .build();

    private String endedSession() {
        service.startChatSession(SessionRequest.builder().build());
        time.runDue();
        String session = service.sessionId().orElseThrow();
        api.agentEnds(session, "solved");
        time.advance(INTERVAL);
        recording.news();
        return session;
    }

    @Test
    void an_agents_reopening_is_noticed_and_the_session_is_polled_as_before() {
        api.reopenWindow(WINDOW);
        String session = endedSession();

        api.agentReopens(session);
        api.agentWrites(session, "one more thing");
        time.advance(FIRST_LOOK);

        assertThat(recording.news()).containsExactly("reopened", "received one more thing");
        api.agentWrites(session, "and another");
        time.advance(INTERVAL);
        api.agentEnds(session, "now");
        time.advance(INTERVAL);
        assertThat(recording.news()).containsExactly("received and another", "ended BY_AGENT");
    }

    @Test
    void a_second_reopening_is_noticed_too() {
        api.reopenWindow(WINDOW);
        String session = endedSession();
        api.agentReopens(session);
        time.advance(FIRST_LOOK);
        api.agentEnds(session, "again");
        time.advance(INTERVAL);
        recording.news();

        api.agentReopens(session);
        time.advance(FIRST_LOOK);

        assertThat(recording.news()).containsExactly("reopened");
    }

    @Test
    void a_server_whose_ends_are_final_is_not_polled_after_the_end() {
        endedSession();
        int before = api.count(FakeCall.POLL);

        time.advance(Duration.ofDays(1));

        assertThat(api.count(FakeCall.POLL)).isEqualTo(before);
        assertThat(time.planned()).isEmpty();
    }

    @Test
    void looking_gets_rarer_and_ends_with_the_time_for_reopening() {
        api.reopenWindow(WINDOW);
        endedSession();
        int before = api.count(FakeCall.POLL);

        time.advance(WINDOW.plus(Duration.ofMinutes(5)));

        int looks = api.count(FakeCall.POLL) - before;
        assertThat(looks).isBetween(10, 20);
        assertThat(time.planned()).isEmpty();
    }

    @Test
    void what_was_written_between_two_looks_is_shown_even_if_the_session_has_ended_again() {
        api.reopenWindow(WINDOW);
        String session = endedSession();

        api.agentReopens(session);
        api.agentWrites(session, "sorry, wrong invoice");
        api.agentEnds(session, "corrected");
        time.advance(FIRST_LOOK);

        assertThat(recording.news()).containsExactly("received sorry, wrong invoice");
    }

    @Test
    void a_look_that_fails_is_made_again() {
        api.reopenWindow(WINDOW);
        String session = endedSession();
        api.goOffline();
        time.advance(Duration.ofMinutes(10));
        api.agentReopens(session);

        api.goOnline();
        time.advance(Duration.ofMinutes(5));

        assertThat(recording.news()).containsExactly("reopened");
    }

    @Test
    void a_session_that_is_gone_is_not_looked_at_again() {
        api.reopenWindow(WINDOW);
        endedSession();
        api.failNext(FakeCall.POLL, 1, FakeFailure.refusal(404, "SESSION_NOT_FOUND"));

        time.advance(FIRST_LOOK);

        assertThat(time.planned()).isEmpty();
    }

    @Test
    void another_session_can_be_started_meanwhile_and_ends_the_looking() {
        api.reopenWindow(WINDOW);
        String first = endedSession();

        service.startChatSession(SessionRequest.builder().build());
        time.runDue();
        recording.news();
        api.agentReopens(first);
        api.agentWrites(first, "to the old session");
        time.advance(FIRST_LOOK);

        assertThat(service.sessionId().orElseThrow()).isNotEqualTo(first);
        assertThat(recording.news()).isEmpty();
    }

    @Test
    void the_customers_own_message_reopens_the_session_and_is_told() {
        api.reopenWindow(WINDOW);
        endedSession();

        service.sendMessage("it happened again");
        time.advance(INTERVAL);

        assertThat(recording.news()).contains("reopened", "updated it happened again SENT");
    }
}
