package dev.helpline.chat.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.chat.core.policy.ChatPolicy;
import dev.helpline.chat.spi.auth.AuthenticationRequest;
import dev.helpline.chat.spi.auth.Authenticator.Accepted;
import dev.helpline.chat.spi.auth.Authenticator.Refused;
import dev.helpline.chat.spi.auth.Authenticator.Verdict;
import dev.helpline.chat.spi.auth.Principal;
import dev.helpline.chat.spi.auth.Role;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Callers whom the host recognizes by a cookie, and what pages of other origins can do with it. */
class RequestSignInTest {
    private static final String OWN = "https://chat.example";
    private static final String SHOP = "https://shop.example";
    private static final String PARTNER = "https://partner.example";
    private static final String SOCKET = "/api/chat/ws/s-1";

    private final List<AuthenticationRequest> seen = new CopyOnWriteArrayList<>();
    private final ChatFixture fixture = ChatFixture.with(
            ChatPolicy.builder(),
            http -> http.corsOrigin(PARTNER)
                    .ownOrigin(SHOP)
                    .trustedProxy("203.0.113.7")
                    .customerRequests(this::customer)
                    .agentRequests(this::agent));

    @AfterEach
    void close() {
        fixture.close();
    }

    private Optional<Verdict> customer(AuthenticationRequest request) {
        seen.add(request);
        return request.cookie("user").map(user -> switch (user) {
            case "forged" -> new Refused("forged");
            case "outage" -> throw new IllegalStateException("no session store");
            default -> new Accepted(Principal.customer(user, null), Instant.MAX);
        });
    }

    private Optional<Verdict> agent(AuthenticationRequest request) {
        return request.cookie("agent")
                .map(id -> new Accepted(Principal.agent(id, Role.AGENT, null, null), Instant.MAX));
    }

    private Call own(Call call, String cookie) {
        return call.header("Cookie", cookie).header("Host", "chat.example").header("Origin", OWN);
    }

    private Call start(String cookie) {
        return own(fixture.post("/api/chat/session", "{\"sessionId\":\"s-1\"}"), cookie);
    }

    @Test
    void a_customer_and_an_agent_whom_the_host_knows_talk_without_tokens() {
        start("theme=dark; user=carla").expect(200);
        own(fixture.post("/api/admin/chat/message", ChatFixture.message("s-1", "m-1", "Hello")), "agent=sarah")
                .expect(200);

        Reply read = fixture.get("/api/chat/messages/s-1")
                .header("Cookie", "user=carla")
                .expect(200);

        assertThat(read.data().findValuesAsText("message")).contains("Hello");
        fixture.get("/api/chat/messages/s-1").header("Cookie", "user=dora").expect(404);
        fixture.get("/api/chat/poll/s-1").header("Cookie", "agent=sarah").expect(200);
        own(fixture.post("/api/chat/session", "{}"), "agent=sarah").expect(403, "FORBIDDEN");
        fixture.get("/api/admin/chat/active-sessions")
                .header("Cookie", "user=carla")
                .expect(401, "NO_TOKEN");
    }

    @Test
    void the_authenticator_sees_headers_cookies_and_the_clients_address_and_shows_no_secret() {
        start("user=\"carla\"")
                .header("X-Forwarded-For", "2001:db8::7")
                .header("X-Device", "till 4")
                .expect(200);

        AuthenticationRequest request = seen.get(0);
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.path()).isEqualTo("/api/chat/session");
        assertThat(request.header("x-device")).contains("till 4");
        assertThat(request.cookie("user")).contains("carla");
        assertThat(request.cookie("use")).isEmpty();
        assertThat(request.clientAddress()).contains("2001:db8:0:0:0:0:0:7");
        assertThat(request.userPrincipal()).isEmpty();
        assertThat(request).hasToString("POST /api/chat/session");
    }

    @Test
    void a_bearer_token_goes_before_the_cookie_and_needs_no_proof_of_origin() {
        fixture.post("/api/chat/session", "{\"sessionId\":\"s-1\"}")
                .header("Cookie", "user=carla")
                .header("Origin", "https://evil.example")
                .token(fixture.tokens.customer("dora"))
                .expect(200);

        fixture.get("/api/chat/messages/s-1").header("Cookie", "user=dora").expect(200);
        assertThat(seen).hasSize(1);
    }

    @Test
    void other_credentials_than_a_bearer_token_are_judged_by_the_host_too() {
        start("user=carla").header("Authorization", "Basic Y2FybGE6c2VjcmV0").expect(200);
        own(fixture.post("/api/chat/session", "{}"), "theme=dark")
                .header("Authorization", "Basic Y2FybGE6c2VjcmV0")
                .expect(401, "AUTHENTICATION_FAILED");
    }

    @Test
    void a_sign_in_that_is_not_valid_is_rejected_and_an_outage_can_be_retried() {
        start("user=forged").expect(401, "AUTHENTICATION_FAILED");
        start("user=a b").expect(401, "AUTHENTICATION_FAILED");
        start("user=outage").expect(503, "STORE_UNAVAILABLE");
        start("theme=dark").expect(401, "AUTHENTICATION_FAILED");
    }

    @Test
    void more_headers_than_the_authenticator_may_see_are_rejected() {
        start("user=carla").header("X-Long", "x".repeat(64 * 1024)).expect(400, "VALIDATION_ERROR");

        assertThat(seen).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "https://chat.example,    -,           200",
                "https://CHAT.example,    -,           200",
                "https://chat.example,    same-origin, 200",
                "-,                       same-origin, 200",
                "https://shop.example,    -,           200",
                "https://shop.example,    same-site,   200",
                "-,                       -,           403",
                "null,                    -,           403",
                "https://evil.example,    -,           403",
                "https://evil.example,    cross-site,  403",
                "http://chat.example,     cross-site,  403",
                "https://chat.example,    same-site,   403",
                "https://partner.example, -,           403",
                "https://partner.example, cross-site,  403",
                "-,                       none,        403",
                "https://chat.example.evil.example, -, 403",
                "https://chat.example:8443, -,         403"
            })
    void a_cookie_changes_something_only_from_a_page_of_the_hosts_own(String origin, String site, int status) {
        Call call = fixture.post("/api/chat/session", "{}")
                .header("Cookie", "user=carla")
                .header("Host", "chat.example");
        if (origin != null) {
            call.header("Origin", origin);
        }
        if (site != null) {
            call.header("Sec-Fetch-Site", site);
        }

        Reply reply = call.expect(status);

        assertThat(status == 200 || reply.code().equals("CROSS_ORIGIN")).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"PATCH", "DELETE"})
    void every_method_that_changes_something_needs_the_proof(String method) {
        start("user=carla").expect(200);

        Call call = fixture.call(method, "/api/chat/message/s-1/m-1").header("Cookie", "user=carla");

        call.expect(403, "CROSS_ORIGIN");
    }

    @Test
    void a_second_origin_proves_nothing() {
        start("user=carla").header("Origin", "https://evil.example").expect(403, "CROSS_ORIGIN");
    }

    @Test
    void a_socket_without_a_token_is_that_of_the_caller_whom_the_handshake_signs_in() {
        start("user=carla").expect(200);
        DirectSocket socket = handshake("user=carla", "https://chat.example:8443");

        socket.send("{'type':'authenticate'}");

        assertThat(socket.inbox.expect("ready").path("sessionId").asText()).isEqualTo("s-1");
    }

    @ParameterizedTest
    @CsvSource({"user=carla", "user=forged", "user=outage"})
    void a_token_in_the_first_frame_goes_before_the_cookie_of_the_handshake(String cookie) {
        fixture.start("dora", "s-1");
        DirectSocket socket = handshake(cookie, PARTNER);

        socket.send("{'type':'authenticate','token':'" + fixture.tokens.customer("dora") + "'}");

        socket.inbox.expect("ready");
    }

    @ParameterizedTest
    @CsvSource({
        "user=carla,  https://partner.example,   CROSS_ORIGIN,          4003",
        "user=carla,  '',                        CROSS_ORIGIN,          4003",
        "user=forged, https://chat.example:8443, AUTHENTICATION_FAILED, 4001",
        "theme=dark,  https://chat.example:8443, AUTHENTICATION_FAILED, 4001",
        "user=outage, https://chat.example:8443, STORE_UNAVAILABLE,     1013"
    })
    void a_cookie_alone_opens_no_socket_that_it_must_not(String cookie, String origin, String code, int closed) {
        start("user=carla").expect(200);
        DirectSocket socket = handshake(cookie, origin);

        socket.send("{'type':'authenticate'}");

        assertThat(socket.inbox.expect("error").path("code").asText()).isEqualTo(code);
        assertThat(socket.inbox.closeCode()).isEqualTo(closed);
    }

    @Test
    void the_page_of_another_origin_gets_no_socket_at_all() {
        assertThat(fixture.socket(SOCKET)
                        .header("Cookie", "user=carla")
                        .header("Origin", "https://evil.example")
                        .rejection())
                .isEqualTo(403);
    }

    @Test
    void basic_credentials_of_a_handshake_need_the_proof_too() {
        start("user=carla").expect(200);
        DirectSocket socket = fixture.socket(SOCKET)
                .header("Cookie", "user=carla")
                .header("Authorization", "Basic Y2FybGE6c2VjcmV0")
                .header("Origin", PARTNER)
                .open();

        socket.send("{'type':'authenticate'}");

        assertThat(socket.inbox.expect("error").path("code").asText()).isEqualTo("CROSS_ORIGIN");
    }

    @Test
    void a_socket_is_closed_after_an_hour_so_that_a_sign_out_ends_it() {
        start("user=carla").expect(200);
        DirectSocket socket = handshake("user=carla", "https://chat.example:8443");
        socket.send("{'type':'authenticate'}");
        socket.inbox.expect("ready");

        for (int minute = 0; minute < 59; minute++) {
            fixture.time.advance(Duration.ofMinutes(1));
            socket.send("{'type':'ping'}");
            socket.inbox.skipTo("pong"); // a minute passes only once the client has read
        }
        boolean wasOpen = !socket.inbox.isClosed();
        fixture.time.advance(Duration.ofMinutes(1));

        assertThat(wasOpen).isTrue();
        assertThat(socket.inbox.closeCode()).isEqualTo(4001);
    }

    private DirectSocket handshake(String cookie, String origin) {
        DirectSocket.Opener opener = fixture.socket(SOCKET).header("Cookie", cookie);
        return (origin.isEmpty() ? opener : opener.header("Origin", origin)).open();
    }
}
