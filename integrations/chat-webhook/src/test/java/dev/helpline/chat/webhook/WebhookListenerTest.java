package dev.helpline.chat.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.helpline.chat.core.ChatEngine;
import dev.helpline.chat.core.CustomerChat;
import dev.helpline.chat.core.memory.MemoryChatStore;
import dev.helpline.chat.core.message.SendMessage;
import dev.helpline.chat.core.outbox.DeliveryPolicy;
import dev.helpline.chat.core.session.StartSession;
import dev.helpline.chat.spi.CustomerId;
import dev.helpline.chat.spi.EntryId;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.auth.Principal;
import dev.helpline.chat.spi.entry.Audience;
import dev.helpline.chat.spi.entry.Author;
import dev.helpline.chat.spi.entry.Entry;
import dev.helpline.chat.spi.entry.EntryKind;
import dev.helpline.chat.spi.entry.ParticipantType;
import dev.helpline.chat.spi.outbox.ChatEvent;
import dev.helpline.chat.spi.outbox.ErasureEvent;
import dev.helpline.chat.spi.session.Customer;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.session.Timeline;
import java.io.IOException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import okhttp3.mockwebserver.MockResponse;
import okhttp3.mockwebserver.MockWebServer;
import okhttp3.mockwebserver.RecordedRequest;
import okhttp3.mockwebserver.SocketPolicy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class WebhookListenerTest {
    private static final Instant NOW = Instant.parse("2026-01-05T09:00:00Z");
    private static final WebhookSecret SECRET = WebhookSecret.random();

    private final MockWebServer service = new MockWebServer();

    @BeforeEach
    void start() throws IOException {
        service.start();
    }

    @AfterEach
    void stop() throws IOException {
        service.shutdown();
    }

    @Test
    void an_event_is_sent_signed() throws Exception {
        service.enqueue(new MockResponse().setResponseCode(204));

        listener().build().onEvent(event(Audience.ALL, "Grüße \" </script>"));

        RecordedRequest request = service.takeRequest();
        byte[] body = request.getBody().readByteArray();
        assertThat(request.getMethod()).isEqualTo("POST");
        assertThat(request.getPath()).isEqualTo("/hook?key=1");
        assertThat(request.getHeader("content-type")).isEqualTo("application/json");
        assertThat(request.getHeader("webhook-id")).isEqualTo("s1/3");
        assertThat(isGenuine(request, body, SECRET)).isTrue();
        JsonNode json = new ObjectMapper().readTree(body);
        assertThat(json.toString())
                .isEqualTo("{\"id\":\"s1/3\",\"type\":\"message\",\"timestamp\":\"2026-01-05T09:00:00Z\","
                        + "\"session\":{\"id\":\"s1\",\"state\":\"waiting\",\"customerId\":\"carla\",\"guest\":false,"
                        + "\"priority\":\"normal\"},"
                        + "\"entry\":{\"id\":\"m1\",\"seq\":3,\"kind\":\"message\",\"audience\":\"all\","
                        + "\"author\":{\"type\":\"customer\",\"id\":\"carla\",\"name\":\"Carla\"},"
                        + "\"text\":\"Grüße \\\" </script>\"}}");
    }

    @Test
    void an_erasure_is_sent_signed_with_the_id_of_the_session_only() throws Exception {
        service.enqueue(new MockResponse().setResponseCode(204));
        service.enqueue(new MockResponse().setResponseCode(500));
        ErasureEvent erased = ErasureEvent.of(new SessionId("s1"), 1);
        WebhookListener listener = listener().filter(event -> false).build();

        listener.onErased(erased);

        RecordedRequest request = service.takeRequest();
        byte[] body = request.getBody().readByteArray();
        assertThat(request.getHeader("webhook-id")).isEqualTo("s1/erased");
        assertThat(isGenuine(request, body, SECRET)).isTrue();
        assertThat(new String(body, StandardCharsets.UTF_8))
                .isEqualTo("{\"id\":\"s1/erased\",\"type\":\"session_erased\",\"session\":{\"id\":\"s1\"}}");
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> listener.onErased(erased))
                .withMessageContaining("500");
    }

    @Test
    void while_a_secret_is_replaced_both_sign() throws Exception {
        WebhookSecret before = WebhookSecret.random();
        service.enqueue(new MockResponse());

        listener().previousSecret(before).build().onEvent(event(Audience.ALL, "x"));

        RecordedRequest request = service.takeRequest();
        byte[] body = request.getBody().readByteArray();
        assertThat(isGenuine(request, body, SECRET)).isTrue();
        assertThat(isGenuine(request, body, before)).isTrue();
        assertThat(isGenuine(request, body, WebhookSecret.random())).isFalse();
        assertThatIllegalStateException()
                .isThrownBy(() -> listener().previousSecret(before).previousSecret(before));
    }

    @Test
    void texts_and_what_only_agents_see_are_the_hosts_choice() throws Exception {
        service.enqueue(new MockResponse());
        service.enqueue(new MockResponse());

        listener().build().onEvent(event(Audience.AGENTS, "between us"));
        listener().filter(event -> false).build().onEvent(event(Audience.ALL, "x"));
        assertThat(service.getRequestCount()).isZero();

        listener().agentsOnly(true).build().onEvent(event(Audience.AGENTS, "between us"));
        assertThat(service.takeRequest().getBody().readUtf8()).contains("between us", "\"audience\":\"agents\"");

        listener().texts(false).build().onEvent(event(Audience.ALL, "private"));
        assertThat(service.takeRequest().getBody().readUtf8()).doesNotContain("private", "\"text\"");
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 307, 308, 400, 404, 410, 429, 500, 503})
    void any_other_status_is_a_failure_and_no_redirect_is_followed(int status) throws Exception {
        service.enqueue(new MockResponse().setResponseCode(status).setHeader("location", "/elsewhere"));

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> listener().build().onEvent(event(Audience.ALL, "private")))
                .withMessage(service.getHostName() + " replied with status " + status);

        assertThat(service.getRequestCount()).isEqualTo(1);
    }

    @Test
    void a_service_that_does_not_reply_is_a_failure_in_time() {
        service.enqueue(new MockResponse().setSocketPolicy(SocketPolicy.NO_RESPONSE));

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(
                        () -> listener().timeout(Duration.ofMillis(200)).build().onEvent(event(Audience.ALL, "x")));
    }

    @Test
    void an_endless_response_is_not_read() throws Exception {
        service.enqueue(
                new MockResponse().setBody("x".repeat(10_000_000)).throttleBody(2_000, 100, TimeUnit.MILLISECONDS));

        listener().build().onEvent(event(Audience.ALL, "x"));

        assertThat(service.getRequestCount()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]", "0x7f.1", "2130706433", "0.0.0.0"})
    void the_hosts_own_network_is_not_reached(String host) throws Exception {
        WebhookListener listener = WebhookListener.builder(
                        "https://" + host + ":" + service.getPort() + "/hook", SECRET)
                .build();

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> listener.onEvent(event(Audience.ALL, "x")))
                .matches(e -> e instanceof UnknownHostException || e.toString().contains("public internet"));

        assertThat(service.getRequestCount()).isZero();
    }

    @Test
    void a_url_or_a_timeout_that_makes_no_sense_is_refused() {
        for (String bad : List.of("", "ftp://example.com", "example.com/hook", "https://user:pass@example.com/")) {
            assertThatIllegalArgumentException().isThrownBy(() -> WebhookListener.builder(bad, SECRET));
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        WebhookListener.builder("http://example.com/", SECRET).build());
        for (Duration bad : List.of(Duration.ZERO, Duration.ofMillis(-1), Duration.ofMillis(60_001))) {
            assertThatIllegalArgumentException().isThrownBy(() -> listener().timeout(bad));
        }
        assertThat(listener().build()).hasToString("WebhookListener[" + service.getHostName() + "]");
    }

    @Test
    void a_service_that_was_down_gets_everything_in_order() throws Exception {
        service.enqueue(new MockResponse().setResponseCode(503));
        for (int i = 0; i < 10; i++) {
            service.enqueue(new MockResponse());
        }
        try (ChatEngine engine = ChatEngine.builder(new MemoryChatStore())
                .durableListener(
                        "crm",
                        listener().build(),
                        DeliveryPolicy.builder()
                                .firstPause(Duration.ofMillis(10))
                                .build())
                .build()) {
            CustomerChat carla = engine.customer(Principal.customer("carla", "Carla"));
            SessionId session = carla.start(StartSession.PLAIN).session().id();
            carla.send(SendMessage.of(session, "one"));
            carla.send(SendMessage.of(session, "two"));

            List<String> ids = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                ids.add(service.takeRequest().getHeader("webhook-id"));
            }
            assertThat(ids).containsExactly(session + "/1", session + "/1", session + "/2", session + "/3");
        }
    }

    private WebhookListener.Builder listener() {
        return WebhookListener.builder(service.url("/hook?key=1").toString(), SECRET)
                .privateAddresses(true)
                .clock(() -> NOW);
    }

    private static boolean isGenuine(RecordedRequest request, byte[] body, WebhookSecret secret) {
        return WebhookVerifier.at(() -> NOW, secret)
                .isGenuine(
                        request.getHeader("webhook-id"),
                        request.getHeader("webhook-timestamp"),
                        request.getHeader("webhook-signature"),
                        body);
    }

    private static ChatEvent event(Audience audience, String text) {
        SessionId id = new SessionId("s1");
        Session session = Session.builder(
                        id,
                        Customer.builder(new CustomerId("carla")).name("Carla").build(),
                        Timeline.builder(NOW).build())
                .openSlot(1)
                .build();
        Entry entry = Entry.builder(id, 3, new EntryId("m1"))
                .kind(EntryKind.MESSAGE)
                .type("message")
                .messageNumber(1)
                .audience(audience)
                .author(new Author(ParticipantType.CUSTOMER, "carla", "Carla", null))
                .at(NOW)
                .text(text)
                .build();
        return ChatEvent.of(session, entry, 1);
    }
}
