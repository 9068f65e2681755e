package dev.helpline.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.chat.core.ChatEngine;
import dev.helpline.chat.core.memory.MemoryChatStore;
import dev.helpline.chat.http.ChatHttp;
import dev.helpline.chat.jwt.IssuerAuthenticator;
import dev.helpline.chat.jwt.JwtAlgorithm;
import dev.helpline.chat.jwt.JwtAuthenticators;
import dev.helpline.chat.spi.auth.Authenticator;
import dev.helpline.chat.spi.auth.Principal;
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
}
