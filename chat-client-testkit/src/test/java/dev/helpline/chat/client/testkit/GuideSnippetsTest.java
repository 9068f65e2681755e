package dev.helpline.chat.client.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.chat.client.service.ChatMessage;
import dev.helpline.chat.client.service.ChatService;
import dev.helpline.chat.client.service.DeliveryState;
import dev.helpline.chat.client.session.SessionRequest;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The code of docs/guide.md that needs this module, run. */
class GuideSnippetsTest {
    @Test
    @SuppressWarnings("FutureReturnValueIgnored") // as on the page
    void a_message_written_offline_is_sent_when_the_network_is_back() {
        // spotless:off
        FakeChatApi server = new FakeChatApi();
        ScriptedScheduler time = new ScriptedScheduler();
        ChatService chat = ChatService.builder(server)
                .scheduler(time)
                .clock(time.clock())
                .executor(Runnable::run)   // callbacks run on the test's thread
                .build();

        server.goOffline();
        chat.startChatSession(SessionRequest.builder().build());
        chat.sendMessage("Where is my order?");
        time.advance(Duration.ofHours(1));
        assertThat(chat.messages()).extracting(ChatMessage::state).containsExactly(DeliveryState.SENDING);

        server.goOnline();
        time.advance(Duration.ofMinutes(1));
        assertThat(chat.messages()).extracting(ChatMessage::state).containsExactly(DeliveryState.SENT);
        // spotless:on

        chat.close();
    }
}
