package dev.helpline.benchmarks;

import dev.helpline.chat.jwt.TokenIssuer;
import dev.helpline.chat.spi.auth.Principal;
import dev.helpline.chat.spi.auth.Role;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** The secrets of one run, and tokens made with them as a shop would make them. */
record Tokens(String customerSecret, String agentSecret) {
    private static final Duration LASTING = Duration.ofDays(1);

    static Tokens random() {
        return new Tokens(secret(), secret());
    }

    private static String secret() {
        return "secret-of-a-benchmark-" + Conversation.newId() + Conversation.newId();
    }

    String customer(String id) {
        return new TokenIssuer(customerSecret.getBytes(StandardCharsets.UTF_8))
                .issue(Principal.customer(id, "Ada"), LASTING);
    }

    String agent(String id) {
        return new TokenIssuer(agentSecret.getBytes(StandardCharsets.UTF_8))
                .issue(Principal.agent(id, Role.AGENT, "Grace", "Support"), LASTING);
    }
}
