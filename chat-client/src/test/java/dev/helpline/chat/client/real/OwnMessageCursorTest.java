package dev.helpline.chat.client.real;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.helpline.chat.client.HelplineClient;
import dev.helpline.chat.core.policy.AccessPolicy;
import dev.helpline.chat.spi.entry.Entry;
import dev.helpline.chat.spi.entry.ParticipantType;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tests an older kind of client, which polls with the id of the last message that it knows, even if it is its own message.
 * The agent's messages that were stored before that one must still reach it.
 */
@Timeout(60)
class OwnMessageCursorTest {
    private static final String SESSION = "session-of-the-field";

    private final RealServer server;
    private final HelplineClient sarah;
    private final PatientAgent agent;
    private final FieldClient customer;

    OwnMessageCursorTest() {
        RealServer.Setup setup = new RealServer.Setup();
        setup.policy().access(AccessPolicy.SESSION_ID);
        server = setup.start();
        sarah = server.agent("sarah");
        agent = new PatientAgent(sarah.support(), SESSION);
        customer = new FieldClient(server);
    }

    @AfterEach
    void close() {
        sarah.close();
        server.close();
    }

    @Test
    void an_answer_that_comes_just_before_an_own_message_is_not_skipped() throws Exception {
        customer.start();
        agent.say("Hello");
        customer.poll();
        agent.say("One moment");
        customer.say("m-1", "Are you there?");

        customer.poll();

        assertThat(customer.shownOfAgents()).containsExactly("Hello", "One moment");
    }

    @Test
    void an_answer_is_not_skipped_by_a_client_that_has_never_polled() throws Exception {
        customer.start();
        agent.say("Hello");
        customer.say("m-1", "Are you there?");

        customer.poll();

        assertThat(customer.shownOfAgents()).containsExactly("Hello");
    }

    @Test
    void nor_after_the_server_was_restarted() throws Exception {
        customer.start();
        agent.say("Hello");
        customer.poll();
        agent.say("One moment");
        customer.say("m-1", "Are you there?");
        server.drop();
        server.start();

        customer.poll();

        assertThat(customer.shownOfAgents()).containsExactly("Hello", "One moment");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void none_is_skipped_while_both_write_at_the_same_time(long seed) throws Exception {
        Random random = new Random(seed);
        customer.start();
        CompletableFuture<Void> agentsWork = CompletableFuture.runAsync(
                () -> IntStream.rangeClosed(1, 100).forEach(number -> agent.say("answer " + number)));

        for (int step = 1; !agentsWork.isDone() || step <= 100; step++) {
            if (random.nextInt(3) == 0) {
                customer.poll();
            } else {
                customer.say("m-" + step, "question " + step);
            }
        }
        agentsWork.get(30, TimeUnit.SECONDS);
        customer.poll();
        customer.poll();

        assertThat(customer.shownOfAgents()).isEqualTo(agentsTexts());
    }

    private List<String> agentsTexts() {
        return server.stored(SESSION).stream()
                .filter(entry -> entry.author().type() == ParticipantType.AGENT)
                .map(Entry::text)
                .toList();
    }

    /** Makes plain HTTP requests. It shows each message id only once, and takes no other care. */
    private static final class FieldClient {
        private final ObjectMapper json = new ObjectMapper();
        private final HttpClient http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        private final RealServer server;
        private final Map<String, String> shown = new LinkedHashMap<>();
        private @Nullable String lastMessageId;

        FieldClient(RealServer server) {
            this.server = server;
        }

        void start() throws IOException, InterruptedException {
            call(post("api/chat/session", json.createObjectNode().put("sessionId", SESSION))
                    .header("Authorization", "Bearer " + server.customerToken("alice")));
        }

        void say(String id, String text) throws IOException, InterruptedException {
            call(post(
                    "api/chat/message",
                    json.createObjectNode()
                            .put("sessionId", SESSION)
                            .put("messageId", id)
                            .put("message", text)
                            .put("sender", "user")));
            lastMessageId = id;
        }

        void poll() throws IOException, InterruptedException {
            boolean hasMore = true;
            while (hasMore) {
                String after = lastMessageId == null ? "" : "?after=" + URLEncoder.encode(lastMessageId, UTF_8);
                JsonNode data = call(request("api/chat/poll/" + SESSION + after).GET());
                for (JsonNode message : data.path("messages")) {
                    lastMessageId = message.path("messageId").asText();
                    shown.putIfAbsent(lastMessageId, message.path("message").asText());
                }
                hasMore = data.path("hasMoreMessages").asBoolean();
            }
        }

        List<String> shownOfAgents() {
            return new ArrayList<>(shown.values());
        }

        private HttpRequest.Builder post(String path, JsonNode body) {
            return request(path)
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(body.toString()));
        }

        private HttpRequest.Builder request(String path) {
            return HttpRequest.newBuilder(URI.create(RealServer.url(server.port()) + path));
        }

        private JsonNode call(HttpRequest.Builder request) throws IOException, InterruptedException {
            JsonNode answer = json.readTree(
                    http.send(request.build(), BodyHandlers.ofString()).body());
            assertThat(answer.path("success").asBoolean()).as(answer.toString()).isTrue();
            return answer.path("data");
        }
    }
}
