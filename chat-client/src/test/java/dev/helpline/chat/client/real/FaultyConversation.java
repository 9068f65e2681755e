package dev.helpline.chat.client.real;

import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.chat.client.HelplineClient;
import dev.helpline.chat.client.agent.SessionMessages;
import dev.helpline.chat.client.message.Message;
import dev.helpline.chat.client.participant.Sender;
import dev.helpline.chat.client.service.ChatListener;
import dev.helpline.chat.client.service.ChatMessage;
import dev.helpline.chat.client.service.ChatService;
import dev.helpline.chat.client.service.ConnectionState;
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
import java.util.concurrent.atomic.AtomicInteger;

/** A customer and an agent who write at the same time, each through a faulty network of their own. */
final class FaultyConversation implements AutoCloseable {
    private static final long SEED = 20_260_105;
    private static final int BATCH = 25;

    private final RealServer server;
    private final FaultProxy customersWay;
    private final FaultProxy agentsWay;
    private final HelplineClient alice;
    private final HelplineClient sarah;
    private final FaultyWay way;
    private final FastScheduler scheduler;
    private final List<NetworkFault.Active> activeFaults = new ArrayList<>();
    private final Screen screen = new Screen();
    private final ChatService chat;
    private final ShownList shown;
    private final AtomicInteger sockets = new AtomicInteger();
    private final List<String> questions = new ArrayList<>();
    private final List<String> answers = new ArrayList<>();

    FaultyConversation(FaultyWay way) {
        this.way = way;
        server = way.server();
        scheduler = way.scheduler();
        customersWay = FaultProxy.before(server.port());
        agentsWay = FaultProxy.before(server.port());
        alice = RealServer.client(customersWay.port(), () -> server.customerToken("alice"));
        sarah = RealServer.client(agentsWay.port(), () -> server.agentToken("sarah"));
        ChatService.Builder builder = ChatService.builder(alice.chat())
                .scheduler(scheduler)
                .random(new Random(SEED))
                .callAttempts(1000)
                .listener(screen)
                .listener(new ChatListener() {
                    @Override
                    public void onConnectionStateChanged(ConnectionState state) {
                        if (state == ConnectionState.LIVE) {
                            sockets.incrementAndGet();
                        }
                    }
                });
        way.applyTo(builder);
        chat = builder.build();
        shown = new ShownList(chat);
        chat.addListener(shown);
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

    /**
     * Lets the customer write {@code count} messages, and the agent at the same time half as many, and checks what was stored and shown. Both
     * stop earlier if the time is up.
     *
     * @return how many messages the customer sent
     */
    int hold(NetworkFault networkFault, int count, Duration longest) throws Exception {
        activeFaults.add(networkFault.over(customersWay, SEED));
        activeFaults.add(networkFault.over(agentsWay, SEED + 1));
        long end = System.nanoTime() + longest.toNanos();
        String session = chat.startChatSession(SessionRequest.builder().build())
                .get(5, TimeUnit.MINUTES)
                .sessionId();

        CompletableFuture<Void> agent =
                CompletableFuture.runAsync(() -> answer(new PatientAgent(sarah.support(), session), count / 2, end));
        ask(count, end);
        agent.get(5, TimeUnit.MINUTES);
        screen.awaitSent(questions.size());
        screen.awaitReceived(answers.size());
        chat.endChatSession().get(5, TimeUnit.MINUTES);
        screen.awaitEnd();
        chat.submitRating(5).get(5, TimeUnit.MINUTES);
        activeFaults.forEach(NetworkFault.Active::end);

        assertThat(customersWay.accepted())
                .as("connections")
                .isGreaterThanOrEqualTo(networkFault.leastConnections(questions.size()));
        assertThat(sockets.get() > 0)
                .as("had " + sockets + " sockets over " + way)
                .isEqualTo(way == FaultyWay.SOCKETS);
        assertShownAsStored(session);
        return questions.size();
    }

    /** Writes one batch after the other: a batch waits for the one before the last. */
    private void ask(int count, long end) {
        while (questions.size() < count && System.nanoTime() < end) {
            for (int i = 0; i < BATCH && questions.size() < count; i++) {
                questions.add("question " + (questions.size() + 1));
                chat.sendMessage(questions.get(questions.size() - 1));
            }
            screen.awaitSent(questions.size() - BATCH);
            if (way == FaultyWay.SOCKETS) {
                chat.networkAvailable(); // so that it opens a socket, though others before were lost soon
            }
        }
    }

    private void answer(PatientAgent agent, int count, long end) {
        while (answers.size() < count && System.nanoTime() < end) {
            answers.add("answer " + (answers.size() + 1));
            agent.say(answers.get(answers.size() - 1));
        }
    }

    private void assertShownAsStored(String session) {
        List<Entry> stored = server.stored(session);
        assertThat(textsOf(stored, ParticipantType.CUSTOMER)).isEqualTo(questions);
        assertThat(textsOf(stored, ParticipantType.AGENT)).isEqualTo(answers);
        assertThat(screen.wrongs()).isEmpty();
        assertThat(shown.wrongs()).isEmpty();
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

    private static List<String> textsOf(List<Entry> entries, ParticipantType author) {
        return entries.stream()
                .filter(entry -> entry.author().type() == author)
                .map(Entry::text)
                .toList();
    }
}
