package dev.helpline.chat.client.real;

import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.chat.client.HelplineClient;
import dev.helpline.chat.client.call.TokenSupplier;
import dev.helpline.chat.client.service.ChatService;
import dev.helpline.chat.client.service.DeliveryState;
import dev.helpline.chat.client.session.SessionRequest;
import dev.helpline.chat.spi.limit.Limit;
import dev.helpline.chat.testkit.time.ScriptedTime;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The server rejects a token or limits requests in the middle of a chat, and the customer notices nothing. */
@Timeout(60)
class PatienceTest {
    private final Screen screen = new Screen();

    @Test
    void a_token_that_expires_is_replaced_in_the_middle_of_a_chat() throws Exception {
        ScriptedTime tokenTime = ScriptedTime.startingAt("2026-01-05T09:00:00Z");
        try (RealServer server = new RealServer.Setup().tokenClock(tokenTime).start();
                FastScheduler scheduler = new FastScheduler();
                HelplineClient alice = RealServer.client(server.port(), new ShortTokens(server));
                HelplineClient sarah = server.agent("sarah");
                ChatService chat = ChatService.builder(alice.chat())
                        .scheduler(scheduler)
                        .listener(screen)
                        .build()) {
            String session = start(chat);
            PatientAgent agent = new PatientAgent(sarah.support(), session);

            for (int hour = 1; hour <= 3; hour++) {
                chat.sendMessage("question " + hour);
                agent.say("answer " + hour);
                screen.awaitSent(hour);
                screen.awaitReceived(hour);
                tokenTime.advance(Duration.ofHours(1));
            }

            assertThat(screen.texts(DeliveryState.SENT)).containsExactly("question 1", "question 2", "question 3");
            assertThat(screen.texts(DeliveryState.RECEIVED)).containsExactly("answer 1", "answer 2", "answer 3");
            assertThat(screen.pollingErrors()).isZero();
            assertThat(screen.wrongs()).isEmpty();
        }
    }

    @Test
    void calls_that_are_refused_at_the_same_time_have_the_token_refreshed_once() throws Exception {
        ScriptedTime tokenTime = ScriptedTime.startingAt("2026-01-05T09:00:00Z");
        try (RealServer server = new RealServer.Setup().tokenClock(tokenTime).start();
                FastScheduler scheduler = new FastScheduler()) {
            ShortTokens tokens = new ShortTokens(server);
            try (HelplineClient alice = RealServer.client(server.port(), tokens);
                    ChatService chat = ChatService.builder(alice.chat())
                            .scheduler(scheduler)
                            .listener(screen)
                            .build()) {
                start(chat);
                tokenTime.advance(Duration.ofHours(1));
                chat.sendMessage("Hello");
                screen.awaitSent(1);

                assertThat(tokens.refreshes.get()).isEqualTo(1);
            }
        }
    }

    @Test
    void what_is_sent_too_fast_is_sent_when_the_server_wants_it() throws Exception {
        RealServer.Setup setup = new RealServer.Setup();
        setup.policy().customerMessages(new Limit(2, Duration.ofSeconds(2)));
        try (RealServer server = setup.start();
                HelplineClient alice = server.customer("alice");
                HelplineClient sarah = server.agent("sarah");
                ChatService chat = ChatService.builder(alice.chat())
                        .longPoll(Duration.ofSeconds(25))
                        .listener(screen)
                        .build()) {
            String session = start(chat);
            List<String> questions = List.of("one", "two", "three", "four");

            questions.forEach(chat::sendMessage);
            screen.awaitSent(2);
            new PatientAgent(sarah.support(), session).say("I am reading.");
            screen.awaitReceived(1);
            int sentWhenTheAnswerCame = screen.count(DeliveryState.SENT);
            screen.awaitSent(4);

            assertThat(sentWhenTheAnswerCame).isLessThan(4);
            assertThat(screen.texts(DeliveryState.SENT)).isEqualTo(questions);
            assertThat(screen.pollingErrors()).isZero();
            assertThat(screen.wrongs()).isEmpty();
        }
    }

    private static String start(ChatService chat) throws Exception {
        return chat.startChatSession(SessionRequest.builder().build())
                .get(20, TimeUnit.SECONDS)
                .sessionId();
    }

    /** Supplies tokens that are valid for ten minutes, and renews them only on demand. */
    private static final class ShortTokens implements TokenSupplier {
        private static final Duration VALID_FOR = Duration.ofMinutes(10);

        private final RealServer server;
        private final AtomicInteger refreshes = new AtomicInteger();
        private volatile String token;

        ShortTokens(RealServer server) {
            this.server = server;
            token = server.customerToken("alice", VALID_FOR);
        }

        @Override
        public String token() {
            return token;
        }

        @Override
        public void refresh(String rejected) {
            refreshes.incrementAndGet();
            token = server.customerToken("alice", VALID_FOR);
        }
    }
}
