package dev.helpline.chat.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.chat.core.policy.ChatPolicy;
import dev.helpline.chat.spi.auth.Authenticator;
import dev.helpline.chat.spi.auth.Principal;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Requests with a cookie, from pages of the host's and of others, over real servers. */
class CrossOriginTest {
    private final ChatFixture fixture = ChatFixture.with(
            ChatPolicy.builder(),
            http -> http.customerRequests(request -> request.cookie("user")
                    .map(user -> new Authenticator.Accepted(Principal.customer(user, null), Instant.MAX))));
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @AfterEach
    void close() {
        fixture.close();
    }

    @ParameterizedTest
    @EnumSource
    void only_a_page_of_the_servers_own_changes_something(ServerUnderTest.Kind kind) throws Exception {
        try (ServerUnderTest server = kind.start(fixture.http)) {
            String own = "http://127.0.0.1:" + server.port();

            HttpResponse<String> forged = start(server, "Origin", "https://evil.example");
            HttpResponse<String> unknown = start(server, "X-Nothing", "1");
            HttpResponse<String> byOrigin = start(server, "Origin", own);
            HttpResponse<String> bySite = start(server, "Sec-Fetch-Site", "same-origin");

            assertThat(forged.statusCode()).isEqualTo(403);
            assertThat(forged.body()).contains("\"CROSS_ORIGIN\"");
            assertThat(unknown.statusCode()).isEqualTo(403);
            assertThat(byOrigin.statusCode()).isEqualTo(200);
            assertThat(bySite.statusCode()).isEqualTo(200);
        }
    }

    private HttpResponse<String> start(ServerUnderTest server, String header, String value) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(server.uri("/api/chat/session"))
                .header("Cookie", "user=carla")
                .header(header, value)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"sessionId\":\"s-1\"}"))
                .build();
        return client.send(request, BodyHandlers.ofString());
    }
}
