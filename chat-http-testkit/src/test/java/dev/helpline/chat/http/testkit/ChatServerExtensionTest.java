package dev.helpline.chat.http.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.helpline.chat.core.session.StartSession;
import dev.helpline.chat.spi.CustomerId;
import dev.helpline.chat.spi.auth.Principal;
import dev.helpline.chat.spi.auth.Role;
import dev.helpline.chat.testkit.engine.HelplineExtension;
import dev.helpline.chat.testkit.time.Await;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(60)
class ChatServerExtensionTest {
    private static final Principal CARLA = Principal.customer("carla", "Carla");
    private static final Principal SARAH = Principal.agent("sarah", Role.AGENT, "Sarah", null);

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private static @Nullable URI lastBaseUrl;

    @RegisterExtension
    final ChatServerExtension server = ChatServerExtension.builder(new HelplineExtension())
            .http(settings -> settings.corsOrigin("https://shop.example"))
            .build();

    @AfterEach
    void remember() {
        lastBaseUrl = server.baseUrl();
    }

    @AfterAll
    static void after_the_test_the_port_is_closed() {
        HttpRequest request = HttpRequest.newBuilder(lastBaseUrl).build();

        assertThatExceptionOfType(ConnectException.class)
                .isThrownBy(() -> CLIENT.send(request, BodyHandlers.discarding()));
    }

    @RepeatedTest(2)
    void every_test_has_a_server_over_an_empty_engine() throws Exception {
        HttpResponse<String> started = CLIENT.send(
                request("api/chat/session", CARLA)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString("{}"))
                        .build(),
                BodyHandlers.ofString());

        assertThat(started.statusCode()).as(started.body()).isEqualTo(200);
        assertThat(server.helpline().store().countSessionsOf(new CustomerId("carla")))
                .isEqualTo(1);
    }

    @Test
    void an_agents_token_is_for_agents_calls_and_a_customers_is_not() throws Exception {
        assertThat(get("api/admin/chat/agents", SARAH).statusCode()).isEqualTo(200);
        assertThat(get("api/admin/chat/agents", CARLA).statusCode()).isEqualTo(401);
        assertThat(get("api/chat/current", SARAH).statusCode()).isEqualTo(403);
    }

    @Test
    void a_token_that_the_test_did_not_issue_is_rejected() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(server.baseUrl().resolve("api/chat/current"))
                .header("Authorization", "Bearer test-token-1")
                .build();

        assertThat(CLIENT.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(401);
    }

    @Test
    void an_anonymous_caller_has_no_token() {
        assertThatIllegalArgumentException().isThrownBy(() -> server.token(Principal.ANONYMOUS));
    }

    @Test
    void the_settings_of_the_test_apply() throws Exception {
        HttpRequest request = request("api/chat/current", CARLA)
                .header("Origin", "https://shop.example")
                .build();

        HttpResponse<String> response = CLIENT.send(request, BodyHandlers.ofString());

        assertThat(response.headers().firstValue("Access-Control-Allow-Origin")).contains("https://shop.example");
    }

    @Test
    void a_poll_waits_until_the_test_lets_time_pass() {
        String session = server.helpline()
                .engine()
                .customer(CARLA)
                .start(StartSession.PLAIN)
                .session()
                .id()
                .value();
        URI poll = server.baseUrl().resolve("api/chat/poll/" + session + "?wait=25&after=" + cursor(session));
        CompletableFuture<HttpResponse<String>> polled = CLIENT.sendAsync(
                HttpRequest.newBuilder(poll)
                        .header("Authorization", "Bearer " + server.token(CARLA))
                        .build(),
                BodyHandlers.ofString());
        Await.until(() -> server.http().waitingPolls() == 1);

        server.helpline().pass(Duration.ofSeconds(25));

        assertThat(polled.orTimeout(60, TimeUnit.SECONDS).join().statusCode()).isEqualTo(200);
    }

    /** The cursor of a poll that brought everything. */
    private String cursor(String session) {
        try {
            String body = get("api/chat/poll/" + session + "?include=own,system", CARLA)
                    .body();
            return body.replaceAll("(?s).*\"cursor\":\"([^\"]+)\".*", "$1");
        } catch (IOException | InterruptedException failed) {
            throw new AssertionError(failed);
        }
    }

    private HttpResponse<String> get(String path, Principal caller) throws IOException, InterruptedException {
        return CLIENT.send(request(path, caller).build(), BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path, Principal caller) {
        return HttpRequest.newBuilder(server.baseUrl().resolve(path))
                .header("Authorization", "Bearer " + server.token(caller));
    }
}
