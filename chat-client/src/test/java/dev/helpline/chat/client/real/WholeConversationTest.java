package dev.helpline.chat.client.real;

import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.chat.client.HelplineClient;
import dev.helpline.chat.client.agent.SupportApi;
import dev.helpline.chat.client.message.OutgoingMessage;
import dev.helpline.chat.client.rating.SubmittedRating;
import dev.helpline.chat.client.service.ChatMessage;
import dev.helpline.chat.client.service.ChatService;
import dev.helpline.chat.client.service.DeliveryState;
import dev.helpline.chat.client.service.EndKind;
import dev.helpline.chat.client.service.SessionEnd;
import dev.helpline.chat.client.session.EndRequest;
import dev.helpline.chat.client.session.EndedSession;
import dev.helpline.chat.client.session.SessionHead;
import dev.helpline.chat.client.session.SessionRequest;
import dev.helpline.chat.client.session.SessionState;
import dev.helpline.chat.testkit.time.ScriptedTime;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WholeConversationTest {
    private final ScriptedTime serverTime = ScriptedTime.startingAt("2026-01-05T09:00:00Z");
    private final RealServer server = new RealServer.Setup().time(serverTime).start();
    private final HelplineClient alice = server.customer("alice");
    private final HelplineClient sarah = server.agent("sarah");
    private final SupportApi desk = sarah.support();
    private final FastScheduler scheduler = new FastScheduler();
    private final Screen screen = new Screen();
    private final ChatService chat = ChatService.builder(alice.chat())
            .scheduler(scheduler)
            .listener(screen)
            .build();

    @AfterEach
    void close() {
        chat.close();
        scheduler.close();
        alice.close();
        sarah.close();
        server.close();
    }

    private String start() throws Exception {
        return chat.startChatSession(
                        SessionRequest.builder().subject("An order").build())
                .get(20, TimeUnit.SECONDS)
                .sessionId();
    }

    private void answer(String session, String text) {
        desk.sendMessage(OutgoingMessage.builder(session, text).build()).execute();
    }

    private List<String> shown() {
        return chat.messages().stream()
                .map(message -> message.sender() + " " + message.text() + " " + message.state())
                .toList();
    }

    @Test
    void a_customer_asks_an_agent_answers_and_ends_and_the_customer_rates() throws Exception {
        String session = start();

        ChatMessage written = chat.sendMessage("Where is my order?");
        assertThat(written.state()).isEqualTo(DeliveryState.SENDING);
        screen.awaitSent(1);
        answer(session, "On its way.");
        screen.awaitReceived(1);
        SessionHead head = screen.awaitHead(known -> known.state() == SessionState.ACTIVE);
        assertThat(head.agent().orElseThrow().name()).contains("Name of sarah");
        chat.sendMessage("Thank you!");
        screen.awaitSent(2);
        desk.endSession(EndRequest.builder(session).endReason("answered").build())
                .execute();
        screen.awaitEnd();
        SubmittedRating rating =
                chat.submitRating(5, "Great service!", List.of("speed")).get(20, TimeUnit.SECONDS);

        SessionEnd end = screen.ends().get(0);
        assertThat(end.kind()).isEqualTo(EndKind.BY_AGENT);
        assertThat(end.reason()).contains("answered");
        assertThat(end.endedAt()).contains(serverTime.instant());
        assertThat(rating.rating()).isEqualTo(5);
        assertThat(shown())
                .containsExactly(
                        "SYSTEM The conversation was started. RECEIVED",
                        "CUSTOMER Where is my order? SENT",
                        "SYSTEM Name of sarah joined the conversation. RECEIVED",
                        "AGENT On its way. RECEIVED",
                        "CUSTOMER Thank you! SENT",
                        "SYSTEM The agent ended the conversation. RECEIVED");
        assertThat(screen.wrongs()).isEmpty();
        assertThat(desk.session(session).execute().rating().orElseThrow().rating())
                .isEqualTo(5);
    }

    @Test
    void a_customer_ends_the_session_and_what_was_written_before_arrives() throws Exception {
        String session = start();
        answer(session, "How can I help?");
        chat.sendMessage("It is settled already.");
        screen.awaitSent(1);

        EndedSession ended = chat.endChatSession().get(20, TimeUnit.SECONDS);
        screen.awaitEnd();

        assertThat(ended.messageCount()).hasValue(2);
        assertThat(screen.ends()).extracting(SessionEnd::kind).containsExactly(EndKind.BY_CUSTOMER);
        assertThat(screen.texts(DeliveryState.RECEIVED)).containsExactly("How can I help?");
    }

    @Test
    void a_session_without_new_messages_expires() throws Exception {
        String session = start();
        answer(session, "Are you still there?");
        screen.awaitReceived(1);

        serverTime.advance(Duration.ofMinutes(31));
        screen.awaitEnd();

        assertThat(screen.ends()).extracting(SessionEnd::kind).containsExactly(EndKind.BY_EXPIRY);
        assertThat(screen.wrongs()).isEmpty();
    }

    @Test
    void what_is_written_after_the_end_is_refused_and_says_so() throws Exception {
        String session = start();
        answer(session, "Goodbye.");
        desk.endSession(EndRequest.builder(session).build()).execute();
        screen.awaitEnd();

        ChatMessage late = chat.sendMessage("One more thing");
        screen.awaitFailed(1);

        assertThat(chat.messages()).last().extracting(ChatMessage::messageId).isEqualTo(late.messageId());
        assertThat(server.stored(session)).hasSize(1);
    }

    @Test
    void a_session_is_left_and_taken_up_again_with_all_that_was_said() throws Exception {
        String session = start();
        chat.sendMessage("Where is my order?");
        screen.awaitSent(1);
        answer(session, "On its way.");
        screen.awaitReceived(1);
        chat.close();
        answer(session, "It has arrived.");

        Screen later = new Screen();
        try (ChatService again = ChatService.builder(alice.chat())
                .scheduler(scheduler)
                .listener(later)
                .build()) {
            again.resume(session);
            later.awaitReceived(3);
        }

        assertThat(later.texts(DeliveryState.RECEIVED))
                .containsExactly("Where is my order?", "On its way.", "It has arrived.");
        assertThat(later.wrongs()).isEmpty();
    }
}
