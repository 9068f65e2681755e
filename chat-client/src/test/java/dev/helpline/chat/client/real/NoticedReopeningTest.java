package dev.helpline.chat.client.real;

import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.chat.client.HelplineClient;
import dev.helpline.chat.client.message.OutgoingMessage;
import dev.helpline.chat.client.service.ChatService;
import dev.helpline.chat.client.service.DeliveryState;
import dev.helpline.chat.client.service.EndKind;
import dev.helpline.chat.client.service.SessionEnd;
import dev.helpline.chat.client.session.EndRequest;
import dev.helpline.chat.client.session.SessionRequest;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An agent reopens a session that has ended, and the customer who has stayed on its screen hears of it. */
@Timeout(60)
class NoticedReopeningTest {
    @Test
    void what_an_agent_writes_after_reopening_arrives() throws Exception {
        RealServer.Setup setup = new RealServer.Setup();
        setup.policy().reopenWindow(Duration.ofDays(1));
        Screen screen = new Screen();
        try (RealServer server = setup.start();
                HelplineClient alice = server.customer("alice");
                HelplineClient sarah = server.agent("sarah");
                FastScheduler scheduler = new FastScheduler();
                ChatService chat = ChatService.builder(alice.chat())
                        .scheduler(scheduler)
                        .listener(screen)
                        .build()) {
            String session = chat.startChatSession(SessionRequest.builder().build())
                    .get(1, TimeUnit.MINUTES)
                    .sessionId();
            sarah.support()
                    .sendMessage(OutgoingMessage.builder(session, "Solved").build())
                    .execute();
            sarah.support().endSession(EndRequest.builder(session).build()).execute();
            screen.awaitEnd();

            sarah.support().reopenSession(session).execute();
            sarah.support()
                    .sendMessage(
                            OutgoingMessage.builder(session, "One more thing").build())
                    .execute();
            screen.awaitReceived(2);

            assertThat(screen.texts(DeliveryState.RECEIVED)).containsExactly("Solved", "One more thing");
            assertThat(screen.ends()).extracting(SessionEnd::kind).containsExactly(EndKind.BY_AGENT);
            assertThat(screen.wrongs()).isEmpty();
        }
    }
}
