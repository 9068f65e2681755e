package dev.helpline.chat.client.real;

import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.chat.client.HelplineClient;
import dev.helpline.chat.client.participant.Sender;
import dev.helpline.chat.client.service.ChatMessage;
import dev.helpline.chat.client.service.ChatService;
import dev.helpline.chat.client.service.DeliveryState;
import dev.helpline.chat.client.service.SessionEnd;
import dev.helpline.chat.client.session.SessionRequest;
import dev.helpline.chat.spi.entry.Entry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A phone whose clock is wrong by hours: what it does is accepted, in the order and with the times of the server. */
@Timeout(60)
class WrongClockTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    @ParameterizedTest
    @ValueSource(ints = {-9, 0, 9})
    void a_whole_conversation_is_the_same_as_with_a_right_clock(int hours) throws Exception {
        Instant wrong = NOW.plus(Duration.ofHours(hours));
        Screen screen = new Screen();
        try (RealServer server = new RealServer.Setup().tokenClock(() -> NOW).start();
                HelplineClient alice = server.customer("alice");
                HelplineClient sarah = server.agent("sarah");
                FastScheduler scheduler = new FastScheduler();
                ChatService chat = ChatService.builder(alice.chat())
                        .scheduler(scheduler)
                        .clock(Clock.fixed(wrong, ZoneOffset.UTC))
                        .listener(screen)
                        .build()) {
            String session = of(chat.startChatSession(
                            SessionRequest.builder().startTime(wrong).build()))
                    .sessionId();
            PatientAgent agent = new PatientAgent(sarah.support(), session);

            chat.sendMessage("one");
            screen.awaitSent(1);
            agent.say("two");
            screen.awaitReceived(1);
            ChatMessage three = chat.sendMessage("three");
            screen.awaitSent(2);
            of(chat.markRead());
            of(chat.editMessage(three.messageId(), "3"));
            of(chat.endChatSession());
            screen.awaitEnd();
            of(chat.submitRating(5));

            List<Entry> stored = server.stored(session);
            assertThat(stored).extracting(Entry::text).containsExactly("one", "two", "three");
            assertThat(stored).extracting(Entry::at).containsOnly(NOW);
            assertThat(chat.messages())
                    .filteredOn(message -> message.sender() != Sender.SYSTEM)
                    .extracting(ChatMessage::text)
                    .containsExactly("one", "two", "3");
            assertThat(chat.messages())
                    .filteredOn(message -> message.state() == DeliveryState.SENT)
                    .allSatisfy(message -> assertThat(message.receivedAt()).contains(NOW));
            assertThat(screen.ends())
                    .extracting(SessionEnd::endedAt)
                    .allSatisfy(at -> assertThat(at).contains(NOW));
            assertThat(screen.wrongs()).isEmpty();
        }
    }

    private static <T> T of(CompletableFuture<T> future) throws Exception {
        return future.get(30, TimeUnit.SECONDS);
    }
}
