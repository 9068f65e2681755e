package dev.helpline.chat.client.real;

import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.chat.client.HelplineClient;
import dev.helpline.chat.client.participant.Sender;
import dev.helpline.chat.client.service.ChatMessage;
import dev.helpline.chat.client.service.ChatService;
import dev.helpline.chat.client.service.DeliveryState;
import dev.helpline.chat.client.service.UnsentMessage;
import dev.helpline.chat.client.session.SessionRequest;
import dev.helpline.chat.spi.entry.Entry;
import dev.helpline.chat.spi.entry.ParticipantType;
import dev.helpline.chat.testkit.time.Await;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The server stops in the middle of a conversation and starts again, with its database and on its port. */
@Timeout(90)
class RestartTest {
    private static final String NO_MORE = "";

    private final RealServer server;
    private final HelplineClient alice;
    private final HelplineClient sarah;
    private final FastScheduler scheduler = new FastScheduler();
    private final Screen screen = new Screen();
    private final ChatService chat;
    private final List<String> questions = new ArrayList<>();
    private final List<String> answers = new ArrayList<>();

    RestartTest() {
        server = new RealServer.Setup().start();
        alice = server.customer("alice");
        sarah = server.agent("sarah");
        chat = ChatService.builder(alice.chat())
                .scheduler(scheduler)
                .longPoll(Duration.ofSeconds(25))
                .listener(screen)
                .build();
    }

    @AfterEach
    void close() {
        chat.close();
        scheduler.close();
        alice.close();
        sarah.close();
        server.close();
    }

    static Stream<Arguments> ways() {
        return Stream.of(
                Arguments.of("stopped in order", (Consumer<RealServer>) RealServer::stop),
                Arguments.of("dropped with all its connections", (Consumer<RealServer>) RealServer::drop));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ways")
    void nothing_is_lost_doubled_or_out_of_order(String name, Consumer<RealServer> takeAway) throws Exception {
        String session = start();
        BlockingQueue<String> toSay = new LinkedBlockingQueue<>();
        PatientAgent agent = new PatientAgent(sarah.support(), session);
        CompletableFuture<Void> agentsWork = CompletableFuture.runAsync(() -> sayAll(agent, toSay));

        for (int restart = 1; restart <= 4; restart++) {
            converse(restart + " before", toSay);
            screen.awaitSent(questions.size() - 10);
            takeAway.accept(server);
            converse(restart + " meanwhile", toSay);
            server.start();
        }
        toSay.add(NO_MORE);
        agentsWork.get(60, TimeUnit.SECONDS);
        screen.awaitSent(questions.size());
        screen.awaitReceived(answers.size());

        List<Entry> stored = server.stored(session);
        assertThat(textsOf(stored, ParticipantType.CUSTOMER)).isEqualTo(questions);
        assertThat(textsOf(stored, ParticipantType.AGENT)).isEqualTo(answers);
        assertThat(screen.wrongs()).isEmpty();
        assertThat(screen.texts(DeliveryState.RECEIVED)).isEqualTo(answers);
        assertThat(chat.messages())
                .filteredOn(message -> message.sender() != Sender.SYSTEM)
                .extracting(ChatMessage::messageId)
                .isEqualTo(stored.stream().map(entry -> entry.id().value()).toList());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ways")
    void a_poll_that_was_held_is_held_again(String name, Consumer<RealServer> takeAway) throws Exception {
        String session = start();
        Await.until(() -> server.waitingPolls() == 1);

        takeAway.accept(server);
        server.start();
        Await.until(() -> server.waitingPolls() == 1);
        new PatientAgent(sarah.support(), session).say("Here we are again.");
        screen.awaitReceived(1);

        assertThat(screen.texts(DeliveryState.RECEIVED)).containsExactly("Here we are again.");
        assertThat(screen.wrongs()).isEmpty();
    }

    @Test
    void what_was_written_is_sent_by_the_next_run_of_the_app() throws Exception {
        String session = start();
        chat.sendMessage("said");
        screen.awaitSent(1);
        server.drop();
        ChatMessage unsent = chat.sendMessage("not yet said");
        chat.close();
        server.start();

        Screen later = new Screen();
        try (ChatService next = ChatService.builder(alice.chat())
                .scheduler(scheduler)
                .listener(later)
                .build()) {
            next.resume(session, List.of(UnsentMessage.of(unsent)));
            later.awaitSent(1);
            later.awaitReceived(1);
        }

        assertThat(textsOf(server.stored(session), ParticipantType.CUSTOMER)).containsExactly("said", "not yet said");
        assertThat(later.wrongs()).isEmpty();
    }

    private String start() throws Exception {
        return chat.startChatSession(SessionRequest.builder().build())
                .get(20, TimeUnit.SECONDS)
                .sessionId();
    }

    private void converse(String when, BlockingQueue<String> toSay) {
        for (int i = 0; i < 20; i++) {
            questions.add("question " + when + " " + i);
            chat.sendMessage("question " + when + " " + i);
            answers.add("answer " + when + " " + i);
            toSay.add("answer " + when + " " + i);
        }
    }

    private static void sayAll(PatientAgent agent, BlockingQueue<String> texts) {
        try {
            for (String text = texts.take(); !text.equals(NO_MORE); text = texts.take()) {
                agent.say(text);
            }
        } catch (InterruptedException unwanted) {
            Thread.currentThread().interrupt();
        }
    }

    private static List<String> textsOf(List<Entry> entries, ParticipantType author) {
        return entries.stream()
                .filter(entry -> entry.author().type() == author)
                .map(Entry::text)
                .toList();
    }
}
