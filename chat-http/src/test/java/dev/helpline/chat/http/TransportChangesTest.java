package dev.helpline.chat.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.helpline.chat.core.AgentDesk;
import dev.helpline.chat.core.CustomerChat;
import dev.helpline.chat.core.message.SendMessage;
import dev.helpline.chat.http.exchange.HttpReply;
import dev.helpline.chat.spi.EntryId;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.auth.Principal;
import dev.helpline.chat.spi.auth.Role;
import dev.helpline.chat.spi.limit.Limit;
import dev.helpline.chat.spi.limit.RateLimiter;
import dev.helpline.chat.testkit.time.Await;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Clients that change at random between short polls, long polls and sockets while both sides write, and break off in the middle of what
 * they are sent, get every entry exactly once and in order.
 */
class TransportChangesTest {
    private static final int SCHEDULES = 100;
    private static final int SLOW_SCHEDULES = 5_000;
    private static final int MESSAGES = 20;

    private static final Limit UNLIMITED = new Limit(Integer.MAX_VALUE, Duration.ofMinutes(1));

    private final ChatFixture fixture = ChatFixture.making(
            engine -> engine.rateLimiter((caller, limit) -> new RateLimiter.Allowed(1)),
            http -> http.customerReads(UNLIMITED).agentReads(UNLIMITED));

    @AfterEach
    void close() {
        fixture.close();
    }

    private enum Side {
        CUSTOMER,
        AGENT
    }

    @ParameterizedTest
    @EnumSource
    void a_client_that_changes_its_transport_gets_each_entry_once_and_in_order(Side side) {
        IntStream.range(0, SCHEDULES).forEach(seed -> run(side, seed));
    }

    @Test
    @Tag("slow")
    void also_over_thousands_of_schedules() {
        IntStream.range(SCHEDULES, SLOW_SCHEDULES)
                .forEach(seed -> run(seed % 2 == 0 ? Side.CUSTOMER : Side.AGENT, seed));
    }

    private void run(Side side, int seed) {
        String session = "s-" + side + "-" + seed;
        String customer = "carla-" + side + "-" + seed;
        fixture.start(customer, session);
        CompletableFuture<Void> writers = CompletableFuture.allOf(
                CompletableFuture.runAsync(() -> writeAsCustomer(customer, session)),
                CompletableFuture.runAsync(() -> writeAsAgent(session)));
        String token = side == Side.CUSTOMER ? fixture.tokens.customer(customer) : fixture.tokens.agent("sarah");
        Client client = new Client(session, token, new Random(seed));

        while (!writers.isDone()) {
            client.readSome();
        }
        writers.join();
        long last = lastSeq(session, token);
        while (client.lastSeq() < last) {
            client.readSome();
        }

        fixture.end("sarah", session);
        assertThat(client.seqs)
                .as("seed " + seed + " of " + side)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, last).boxed().toList());
    }

    private void writeAsCustomer(String customer, String session) {
        CustomerChat chat = fixture.engine.customer(Principal.customer(customer, null));
        IntStream.range(0, MESSAGES).forEach(i -> chat.send(message(session, "m-" + i)));
    }

    private void writeAsAgent(String session) {
        AgentDesk desk = fixture.engine.agent(Principal.agent("sarah", Role.SUPERVISOR, null, null));
        IntStream.range(0, MESSAGES).forEach(i -> desk.send(message(session, "a-" + i)));
    }

    private static SendMessage message(String session, String id) {
        return SendMessage.builder(new SessionId(session), "Hello")
                .id(new EntryId(id))
                .build();
    }

    private long lastSeq(String session, String token) {
        JsonNode all = fixture.get("/api/chat/poll/" + session + "?include=own,system&limit=100")
                .token(token)
                .expect(200)
                .data();
        JsonNode messages = all.path("messages");
        return messages.get(messages.size() - 1).path("seq").asLong();
    }

    /** Reads with whatever comes to mind, always from the last cursor. */
    private final class Client {
        private final String session;
        private final String token;
        private final Random random;
        private final List<Long> seqs = new ArrayList<>();
        private String cursor = "";

        Client(String session, String token, Random random) {
            this.session = session;
            this.token = token;
            this.random = random;
        }

        long lastSeq() {
            return seqs.isEmpty() ? 0 : seqs.get(seqs.size() - 1);
        }

        void readSome() {
            switch (random.nextInt(4)) {
                case 0 -> take(poll("").send());
                case 1 -> longPoll();
                default -> socket();
            }
        }

        private Call poll(String wait) {
            return fixture.get("/api/chat/poll/" + session + "?include=own,system&limit=" + (1 + random.nextInt(8))
                            + wait + (cursor.isEmpty() ? "" : "&after=" + cursor))
                    .token(token);
        }

        /** A client that gives up a poll does not get its reply, even if the server has made one. */
        private void longPoll() {
            CompletableFuture<HttpReply> reply = poll("&wait=25").begin();
            if (Await.isDoneSoon(reply)) {
                take(Reply.of(reply));
            } else {
                reply.cancel(false);
            }
        }

        private void take(Reply reply) {
            reply.data()
                    .path("messages")
                    .forEach(message -> seqs.add(message.path("seq").asLong()));
            cursor = reply.data().path("cursor").asText();
        }

        /** Reads some frames, and breaks off, whatever else is on its way. */
        private void socket() {
            DirectSocket socket = fixture.socket(
                            "/api/chat/ws/" + session + (cursor.isEmpty() ? "" : "?after=" + cursor))
                    .token(token)
                    .open();
            int frames = 1 + random.nextInt(12);
            Optional<JsonNode> frame = socket.inbox.nextSoon();
            for (int i = 0; i < frames && frame.isPresent(); i++) {
                take(frame.get());
                frame = socket.inbox.nextSoon();
            }
            socket.chat().closed();
        }

        private void take(JsonNode frame) {
            if (frame.path("type").asText().equals("new_message")) {
                seqs.add(frame.at("/message/seq").asLong());
            }
            if (frame.has("cursor")) {
                cursor = frame.path("cursor").asText();
            }
        }
    }
}
