package dev.helpline.chat.client.real;

import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.chat.client.HelplineClient;
import dev.helpline.chat.client.agent.AssignRequest;
import dev.helpline.chat.client.message.AmendedMessage;
import dev.helpline.chat.client.message.Message;
import dev.helpline.chat.client.participant.Sender;
import dev.helpline.chat.client.service.ChatMessage;
import dev.helpline.chat.client.service.ChatService;
import dev.helpline.chat.client.session.SessionRequest;
import dev.helpline.chat.testkit.fault.FaultProxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever the network does, an edited message ends with the same text for its author, for the agent and on another device. */
class ChangesOverFaultyNetworkTest {
    private static final long SEED = 20_260_105;
    private static final int MESSAGES = 40;

    @ParameterizedTest
    @EnumSource(names = {"NONE", "REQUESTS_CUT", "RESPONSES_RESET", "BLACKOUTS", "MIXED"})
    @Timeout(120)
    void every_change_is_made_once_and_all_see_the_same(NetworkFault networkFault) throws Exception {
        Screen screen = new Screen();
        try (RealServer server = new RealServer.Setup().start();
                FaultProxy way = FaultProxy.before(server.port());
                HelplineClient alice = RealServer.client(way.port(), () -> server.customerToken("alice"));
                HelplineClient sarah = server.agent("sarah");
                FastScheduler scheduler = new FastScheduler();
                ChatService chat = ChatService.builder(alice.chat())
                        .scheduler(scheduler)
                        .random(new Random(SEED))
                        .longPoll(Duration.ofSeconds(25))
                        .callAttempts(1000)
                        .listener(screen)
                        .build()) {
            String session = chat.startChatSession(SessionRequest.builder().build())
                    .get(1, TimeUnit.MINUTES)
                    .sessionId();
            for (int i = 0; i < MESSAGES; i++) {
                chat.sendMessage("text " + i);
            }
            screen.awaitSent(MESSAGES);
            sarah.support().assign(AssignRequest.builder(session).build()).execute();
            NetworkFault.Active fault = networkFault.over(way, SEED);

            List<CompletableFuture<AmendedMessage>> changes = new ArrayList<>();
            for (ChatMessage message : own(chat)) {
                changes.add(chat.editMessage(message.messageId(), message.text() + " edited"));
                changes.add(
                        message.text().endsWith("7")
                                ? chat.withdrawMessage(message.messageId())
                                : chat.editMessage(message.messageId(), message.text() + " edited twice"));
            }
            CompletableFuture.allOf(changes.toArray(new CompletableFuture<?>[0]))
                    .get(1, TimeUnit.MINUTES);
            fault.end();

            List<String> mine = own(chat).stream().map(ChatMessage::text).toList();
            assertThat(mine).hasSize(MESSAGES).contains("text 0 edited twice", "");
            assertThat(own(chat)).noneMatch(ChatMessage::isChangePending);
            assertThat(sarah.support().newestMessages(session).execute().messages())
                    .filteredOn(message -> message.sender() == Sender.CUSTOMER && !message.isAmendment())
                    .extracting(Message::text)
                    .isEqualTo(mine);
            assertThat(sarah.support()
                            .messageHistory(session, own(chat).get(0).messageId())
                            .execute()
                            .versions())
                    .hasSize(3);
            assertThat(screen.wrongs()).isEmpty();
        }
    }

    private static List<ChatMessage> own(ChatService chat) {
        return chat.messages().stream()
                .filter(message -> message.sender() == Sender.CUSTOMER)
                .toList();
    }
}
