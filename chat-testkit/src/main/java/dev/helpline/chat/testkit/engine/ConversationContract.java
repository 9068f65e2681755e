package dev.helpline.chat.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.chat.core.poll.PollAnswer;
import dev.helpline.chat.core.rating.RateSession;
import dev.helpline.chat.core.session.EndSession;
import dev.helpline.chat.core.session.SessionView;
import dev.helpline.chat.core.session.StartSession;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.audit.AuditRecord;
import dev.helpline.chat.spi.entry.Entry;
import dev.helpline.chat.spi.entry.EntryKind;
import dev.helpline.chat.spi.session.EndedBy;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.session.SessionState;
import dev.helpline.chat.spi.session.Topic;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** One conversation, from the first message to the rating. */
abstract class ConversationContract extends EngineTest {
    @Test
    void a_whole_conversation_is_told_to_both_sides_in_one_order() {
        SessionId session = wholeConversation();

        Reading customers = Reading.everything(carla()::poll, session, 3).toTheEnd();
        Reading agents = Reading.everything(anton()::poll, session, 100).toTheEnd();

        assertThat(customers.heard()).extracting(EngineTest::word).containsExactlyElementsOf(WHOLE);
        assertThat(agents.heard()).isEqualTo(customers.heard()).isEqualTo(log(session));
    }

    @Test
    void the_session_ends_with_everything_counted() {
        SessionId session = wholeConversation();

        Session stored = stored(session);

        assertThat(stored.state()).isEqualTo(SessionState.ENDED);
        assertThat(stored.log().messageCount()).isEqualTo(4);
        assertThat(stored.ending()).extracting("by").isEqualTo(EndedBy.AGENT);
        assertThat(stored.rating()).extracting("stars").isEqualTo(5);
        assertThat(stored.openSlot()).isNull();
        assertThat(stored.agentSlot()).isNull();
        assertThat(stored.assignment()).extracting("agent").isEqualTo(agentId(ANTON));
    }

    @Test
    void every_change_an_agent_makes_is_in_the_audit_chain() {
        SessionId session = wholeConversation();

        assertThat(store.auditAfter(session, 0, 100))
                .extracting("action")
                .containsExactly(
                        "SESSION_STARTED",
                        "SESSION_ASSIGNED",
                        "MESSAGE_SENT",
                        "SESSION_HELD",
                        "SESSION_RESUMED",
                        "MESSAGE_SENT",
                        "SESSION_ENDED",
                        "SESSION_RATED");
    }

    @Test
    void an_audit_record_says_who_did_what_to_whom_and_not_what_was_written() {
        SessionId session = wholeConversation();

        assertThat(store.auditAfter(session, 0, 100))
                .extracting(record -> record.action() + " " + record.actor() + " " + record.detail())
                .containsExactly(
                        "SESSION_STARTED carla null",
                        "SESSION_ASSIGNED anton agent=anton",
                        "MESSAGE_SENT anton message=" + idOf("Hello!", session),
                        "SESSION_HELD anton null",
                        "SESSION_RESUMED carla null",
                        "MESSAGE_SENT anton message=" + idOf("Here.", session),
                        "SESSION_ENDED anton by=AGENT",
                        "SESSION_RATED carla stars=5");
    }

    @Test
    void every_audit_record_has_a_salt_of_its_own() {
        SessionId session = wholeConversation();
        SessionId answered = started();
        antonSays(answered, "At once.");
        pass(Duration.ofMinutes(31));
        carla().session(answered);

        assertThat(Stream.of(session, answered).flatMap(id -> store.auditAfter(id, 0, 100).stream()))
                .hasSize(12)
                .extracting(AuditRecord::salt)
                .doesNotHaveDuplicates()
                .allSatisfy(salt -> assertThat(salt).isNotBlank());
    }

    @Test
    void events_can_be_read_as_plain_text() {
        SessionId session = wholeConversation();

        assertThat(log(session).stream().filter(entry -> entry.kind() == EntryKind.EVENT))
                .extracting(Entry::text)
                .containsExactly(
                        "The conversation was started.",
                        "An agent joined the conversation.",
                        "The conversation is on hold until the customer writes.",
                        "The conversation goes on.",
                        "The agent ended the conversation.",
                        "The conversation was rated.");
    }

    @Test
    void events_are_told_in_the_language_of_the_session() {
        StartSession request = StartSession.builder()
                .topic(Topic.builder().locale("de-AT").build())
                .build();
        SessionId session = watched(carla().start(request).session().id());
        antonSays(session, "hello");
        anton().hold(session);
        carlaSays(session, "hello");
        carla().end(EndSession.of(session));
        carla().rate(RateSession.of(session, 5));

        assertThat(log(session).stream().filter(entry -> entry.kind() == EntryKind.EVENT))
                .extracting(Entry::text)
                .containsExactly(
                        "Das Gespräch wurde begonnen.",
                        "Der Support ist dem Gespräch beigetreten.",
                        "Das Gespräch ruht, bis die Kundin oder der Kunde schreibt.",
                        "Das Gespräch geht weiter.",
                        "Das Gespräch wurde von der Kundin oder dem Kunden beendet.",
                        "Das Gespräch wurde bewertet.");
    }

    @Test
    void a_message_is_stored_as_it_was_written() {
        SessionId session = started();
        String written =
                " \u202Eabc\u202C <b>&amp;</b>\t'\"\r\n\uD83D\uDC69\u200D\uD83D\uDCBB e\u0301 \u05D0 %s ${x} \\ ";

        Entry told = carlaSays(session, written);

        assertThat(told.text()).isEqualTo(written);
        assertThat(store.findEntry(session, told.id())).contains(told);
    }

    @Test
    void what_is_polled_by_default_is_what_the_other_side_said() {
        SessionId session = wholeConversation();

        PollAnswer customers = Reading.otherSide(carla()::poll, session, 50).once();
        PollAnswer agents = Reading.otherSide(anton()::poll, session, 50).once();

        assertThat(texts(customers)).containsExactly("Hello!", "Here.");
        assertThat(texts(agents)).containsExactly("Hi?", "Where is it?");
    }

    @Test
    void an_agents_view_of_a_session_holds_its_past_and_its_timeline() {
        SessionId first = ended();
        SessionId second = active();

        SessionView view = anton().detail(second).view();

        assertThat(view.session()).isEqualTo(stored(second));
        assertThat(anton().detail(second).pastSessions())
                .extracting(Session::id)
                .containsExactly(first);
        assertThat(anton().detail(second).timeline())
                .extracting(Entry::type)
                .containsExactly("session_started", "session_assigned");
    }

    private static final List<String> WHOLE = List.of(
            "session_started",
            "Hi?",
            "session_assigned",
            "Hello!",
            "session_held",
            "session_resumed",
            "Where is it?",
            "Here.",
            "session_ended",
            "session_rated");

    private String idOf(String text, SessionId session) {
        return log(session).stream()
                .filter(entry -> entry.text().equals(text))
                .map(entry -> entry.id().value())
                .findFirst()
                .orElseThrow();
    }

    private SessionId wholeConversation() {
        SessionId session = started();
        carlaSays(session, "Hi?");
        anton().claim(session);
        antonSays(session, "Hello!");
        anton().hold(session);
        carlaSays(session, "Where is it?");
        antonSays(session, "Here.");
        anton().end(EndSession.of(session));
        carla().rate(RateSession.of(session, 5));
        return session;
    }
}
