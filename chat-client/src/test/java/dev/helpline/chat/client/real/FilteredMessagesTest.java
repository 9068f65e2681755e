package dev.helpline.chat.client.real;

import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.chat.client.HelplineClient;
import dev.helpline.chat.client.call.ErrorCodes;
import dev.helpline.chat.client.message.OutgoingMessage;
import dev.helpline.chat.client.message.SentMessage;
import dev.helpline.chat.client.service.ChatMessage;
import dev.helpline.chat.client.service.ChatService;
import dev.helpline.chat.client.service.DeliveryState;
import dev.helpline.chat.client.session.SessionRequest;
import dev.helpline.chat.core.content.ContentFilters;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a chat shows of messages that content filters of the server changed or refused. */
@Timeout(60)
class FilteredMessagesTest {
    private final RealServer server = new RealServer.Setup()
            .filters(List.of(
                    ContentFilters.refusing(ContentFilters.words("forbidden", List.of("forbidden"))),
                    ContentFilters.masking("masked", List.of("darn"))))
            .start();
    private final HelplineClient alice = server.customer("alice");
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
        server.close();
    }

    @Test
    void a_changed_message_is_shown_as_it_is_stored_and_a_refused_one_as_failed() throws Exception {
        String session = chat.startChatSession(SessionRequest.builder().build())
                .get(20, TimeUnit.SECONDS)
                .sessionId();

        chat.sendMessage("Darn, it broke");
        screen.awaitSent(1);
        ChatMessage refused = chat.sendMessage("forbidden");
        screen.awaitFailed(1);
        SentMessage plain = alice.chat()
                .sendMessage(OutgoingMessage.builder(session, "fine").build())
                .execute();

        assertThat(chat.messages())
                .filteredOn(message -> message.state() == DeliveryState.SENT)
                .extracting(ChatMessage::text)
                .contains("****, it broke");
        assertThat(chat.messages())
                .filteredOn(message -> message.messageId().equals(refused.messageId()))
                .singleElement()
                .satisfies(message -> {
                    assertThat(message.text()).isEqualTo("forbidden");
                    assertThat(message.failureCode()).contains(ErrorCodes.CONTENT_REJECTED);
                });
        assertThat(plain.changedText()).isEmpty();
    }
}
