package dev.helpline.chat.client.real;

import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.chat.client.HelplineClient;
import dev.helpline.chat.client.agent.SessionMessages;
import dev.helpline.chat.client.message.Message;
import dev.helpline.chat.client.participant.Sender;
import dev.helpline.chat.client.service.ChatMessage;
import dev.helpline.chat.client.service.ChatService;
import dev.helpline.chat.client.service.DeliveryState;
import dev.helpline.chat.client.service.EndKind;
import dev.helpline.chat.client.service.SessionEnd;
import dev.helpline.chat.client.session.SessionRequest;
import dev.helpline.chat.spi.entry.Entry;
import dev.helpline.chat.spi.entry.ParticipantType;
import dev.helpline.chat.testkit.fault.FaultProxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** A customer and an agent who write at the same time, each through a faulty network of their own. */
final class FaultyConversation implements AutoCloseable {
    private static final long SEED = 20_260_105;

    private final RealServer server;
    private final FaultProxy customersWay;
    private final FaultProxy agentsWay;
    private final HelplineClient alice;
    private final HelplineClient sarah;
    private final FastScheduler scheduler = new FastScheduler();
    private final List<NetworkFault.Active> activeFaults = new ArrayList<>();
    private final Screen screen = new Screen();
    private final ChatService chat;

    FaultyConversation(RealServer server) {
        this.server = server;
        customersWay = FaultProxy.before(server.port());
        agentsWay = FaultProxy.before(server.port());
        alice = RealServer.client(customersWay.port(), () -> server.customerToken("alice"));
        sarah = RealServer.client(agentsWay.port(), () -> server.agentToken("sarah"));
        chat = ChatService.builder(alice.chat())
                .scheduler(scheduler)
                .random(new Random(SEED))
                .longPoll(Duration.ofSeconds(25))
                .callAttempts(1000)
                .listener(screen)
                .build();
    }

    @Override
    public void close() {
        activeFaults.forEach(NetworkFault.Active::end);
        chat.close();
        scheduler.close();
        alice.close();
        sarah.close();
        customersWay.close();
        agentsWay.close();
        server.close();
    }

    /** Lets each of the two write {@code count} messages, and checks what was stored and shown. */
    void hold(NetworkFault networkFault, int count) throws Exception {
        activeFaults.add(networkFault.over(customersWay, SEED));
        activeFaults.add(networkFault.over(agentsWay, SEED + 1));
        String session = chat.startChatSession(SessionRequest.builder().build())
                .get(5, TimeUnit.MINUTES)
                .sessionId();
        List<String> questions = numbered("question", count);
        List<String> answers = numbered("answer", count);

        questions.forEach(chat::sendMessage);
        CompletableFuture<Void> agent =
                CompletableFuture.runAsync(() -> answers.forEach(new PatientAgent(sarah.support(), session)::say));
        screen.awaitSent(count);
        agent.get(5, TimeUnit.MINUTES);
        screen.awaitReceived(count);
        chat.endChatSession().get(5, TimeUnit.MINUTES);
        screen.awaitEnd();
        chat.submitRating(5).get(5, TimeUnit.MINUTES);
        activeFaults.forEach(NetworkFault.Active::end);
        assertThat(customersWay.accepted())
                .as("connections")
                .isGreaterThanOrEqualTo(networkFault.leastConnections(count));

        List<Entry> stored = server.stored(session);
        assertThat(textsOf(stored, ParticipantType.CUSTOMER)).isEqualTo(questions);
        assertThat(textsOf(stored, ParticipantType.AGENT)).isEqualTo(answers);
        assertThat(screen.wrongs()).isEmpty();
        assertThat(screen.ends()).extracting(SessionEnd::kind).containsExactly(EndKind.BY_CUSTOMER);
        assertThat(screen.texts(DeliveryState.SENT)).isEqualTo(questions);
        assertThat(screen.texts(DeliveryState.RECEIVED)).isEqualTo(answers);
        List<String> ids = stored.stream().map(entry -> entry.id().value()).toList();
        assertThat(chat.messages())
                .filteredOn(message -> message.sender() != Sender.SYSTEM)
                .extracting(ChatMessage::messageId)
                .isEqualTo(ids);
        assertThat(readByAnAgent(session)).isEqualTo(ids);
    }

    /** Reads from the beginning: the server never issued the first cursor. */
    private List<String> readByAnAgent(String session) {
        List<String> ids = new ArrayList<>();
        try (HelplineClient reader = server.agent("tom")) {
            SessionMessages page =
                    reader.support().messagesAfter(session, "~", 100).execute();
            for (int pages = 1; !page.messages().isEmpty(); pages++) {
                assertThat(pages).isLessThan(1000);
                page.messages().stream()
                        .filter(message -> message.sender() != Sender.SYSTEM)
                        .map(Message::messageId)
                        .forEach(ids::add);
                page = reader.support()
                        .messagesAfter(session, page.cursor(), 100)
                        .execute();
            }
        }
        return ids;
    }

    private static List<String> numbered(String word, int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(number -> word + " " + number)
                .toList();
    }

    private static List<String> textsOf(List<Entry> entries, ParticipantType author) {
        return entries.stream()
                .filter(entry -> entry.author().type() == author)
                .map(Entry::text)
                .toList();
    }
}
