package dev.helpline.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.chat.core.ChatEngine;
import dev.helpline.chat.core.memory.MemoryChatStore;
import dev.helpline.chat.http.ChatHttp;
import dev.helpline.chat.jwt.IssuerAuthenticator;
import dev.helpline.chat.jwt.JwtAlgorithm;
import dev.helpline.chat.jwt.JwtAuthenticators;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.auth.AuthenticationRequest;
import dev.helpline.chat.spi.auth.Authenticator;
import dev.helpline.chat.spi.auth.Principal;
import dev.helpline.chat.spi.auth.RequestAuthenticator;
import dev.helpline.chat.spi.auth.Role;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The code of {@code docs/signing-in.md}. Nothing here calls an identity provider: keys are fetched with the first token. */
class SigningInSnippetsTest {
    private final ChatEngine engine = ChatEngine.builder(new MemoryChatStore()).build();

    private record HostSession(String userId, String name, Instant expiresAt) {}

    private record HostSessions(Map<String, HostSession> byToken) {
        Optional<HostSession> find(String token) {
            return Optional.ofNullable(byToken.get(token));
        }
    }

    @AfterEach
    void closeEngine() {
        engine.close();
    }

    @Test
    void tokens_are_verified_by_the_keys_of_an_issuer() {
        Authenticator customers = IssuerAuthenticator.openIdConnect("https://login.example.com/", "shop")
                .build();
        Authenticator agents = IssuerAuthenticator.openIdConnect("https://login.example.com/", "desk")
                .agents("https://shop.example.com/role")
                .build();

        ChatHttp http = ChatHttp.builder(engine, customers, agents).build();

        assertThat(http).isNotNull();
        assertThat(customers.authenticate("forged")).isInstanceOf(Authenticator.Refused.class);
    }

    @Test
    void keys_are_at_a_known_address() {
        Authenticator customers = IssuerAuthenticator.keySet(
                        "https://login.example.com/", "shop", URI.create("https://login.example.com/keys"))
                .algorithm(JwtAlgorithm.ES256)
                .build();

        assertThat(customers.authenticate("forged")).isInstanceOf(Authenticator.Refused.class);
    }

    @Test
    void firebase_signs_tokens_in() {
        Authenticator customers = IssuerAuthenticator.firebase("my-project").build();

        assertThat(customers.authenticate("forged")).isInstanceOf(Authenticator.Refused.class);
    }

    @Test
    void tokens_are_signed_with_secrets() {
        byte[] customerSecret = new byte[32];
        byte[] agentSecret = new byte[33];

        JwtAuthenticators tokens = JwtAuthenticators.of(customerSecret, agentSecret);
        ChatHttp http =
                ChatHttp.builder(engine, tokens.customers(), tokens.agents()).build();

        assertThat(http).isNotNull();
    }

    @Test
    void the_sessions_of_the_host_are_tokens() {
        HostSessions sessions = new HostSessions(Map.of("abc", new HostSession("carla", "Carla", Instant.MAX)));

        Authenticator customers = token -> sessions.find(token)
                .<Authenticator.Verdict>map(session -> new Authenticator.Accepted(
                        Principal.customer(session.userId(), session.name()), session.expiresAt()))
                .orElse(new Authenticator.Refused("no such session"));

        assertThat(customers.authenticate("abc")).isInstanceOf(Authenticator.Accepted.class);
        assertThat(customers.authenticate("abd")).isEqualTo(new Authenticator.Refused("no such session"));
    }

    private record HostAgent(String id, String name) {}

    private record HostStaff(Map<String, HostAgent> byName) {
        Optional<HostAgent> find(String name) {
            return Optional.ofNullable(byName.get(name));
        }
    }

    @Test
    void the_hosts_own_sign_in_is_taken_over() {
        HostSessions sessions = new HostSessions(Map.of("abc", new HostSession("carla", "Carla", Instant.MAX)));
        HostStaff staff = new HostStaff(Map.of("sarah", new HostAgent("a-1", "Sarah")));

        RequestAuthenticator customers = request -> request.cookie("SHOP_SESSION")
                .flatMap(sessions::find)
                .map(session -> new Authenticator.Accepted(
                        Principal.customer(session.userId(), session.name()), session.expiresAt()));
        RequestAuthenticator agents = RequestAuthenticator.ofUserPrincipal(user ->
                staff.find(user.getName()).map(agent -> Principal.agent(agent.id(), Role.AGENT, agent.name(), null)));

        ChatHttp http = ChatHttp.builder(engine, Authenticator.rejectingAll(), Authenticator.rejectingAll())
                .customerRequests(customers)
                .agentRequests(agents)
                .build();

        AuthenticationRequest request = AuthenticationRequest.builder("GET", "/api/chat/history")
                .header("Cookie", "SHOP_SESSION=abc")
                .userPrincipal(() -> "sarah")
                .build();
        assertThat(http.authenticatesRequests()).isTrue();
        assertThat(customers.authenticate(request)).containsInstanceOf(Authenticator.Accepted.class);
        assertThat(agents.authenticate(request)).containsInstanceOf(Authenticator.Accepted.class);
    }

    @Test
    void the_chat_is_below_a_path_of_the_hosts() {
        Authenticator customers = Authenticator.rejectingAll();
        Authenticator agents = Authenticator.rejectingAll();

        ChatHttp http = ChatHttp.builder(engine, customers, agents)
                .basePath("/shop/support")
                .build();

        assertThat(http.ratingLink(new SessionId("s-1")).path()).startsWith("/shop/support/api/chat/");
    }
}
