package dev.helpline.chat.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.helpline.chat.jwt.JwtAuthenticators;
import dev.helpline.chat.jwt.TokenIssuer;
import dev.helpline.chat.spi.auth.Principal;
import dev.helpline.chat.spi.auth.Role;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The tokens of the callers in these tests. */
final class Tokens {
    private static final byte[] CUSTOMER_SECRET = "the-customers-secret-for-these-tests".getBytes(UTF_8);
    private static final byte[] AGENT_SECRET = "the-agents-secret-for-these-tests---".getBytes(UTF_8);
    private static final Duration VALID_FOR = Duration.ofHours(1);

    final JwtAuthenticators authenticators;
    private final InstantSource clock;
    private final TokenIssuer customers;
    private final TokenIssuer agents;

    Tokens(InstantSource clock) {
        this.clock = clock;
        authenticators = JwtAuthenticators.builder(CUSTOMER_SECRET, AGENT_SECRET)
                .clock(clock)
                .skew(Duration.ZERO)
                .build();
        customers = new TokenIssuer(CUSTOMER_SECRET, clock);
        agents = new TokenIssuer(AGENT_SECRET, clock);
    }

    String customer(String id) {
        return customers.issue(Principal.customer(id, "Name of " + id), VALID_FOR);
    }

    String customer(String id, Duration validFor) {
        return customers.issue(Principal.customer(id, null), validFor);
    }

    String agent(String id) {
        return agent(id, Role.AGENT);
    }

    String agent(String id, Role role) {
        return agents.issue(Principal.agent(id, role, "Name of " + id, "Billing"), VALID_FOR);
    }

    String issueAgent(Principal agent) {
        return agents.issue(agent, VALID_FOR);
    }

    /** A customer's own token, except that it says more than it may. */
    String customerClaimingARole(String id) {
        String claims = "{\"sub\":\"" + id + "\",\"adminId\":\"sarah\",\"role\":\"ADMIN\",\"exp\":"
                + (clock.instant().getEpochSecond() + 600) + "}";
        String input = encode("{\"alg\":\"HS256\"}".getBytes(UTF_8)) + "." + encode(claims.getBytes(UTF_8));
        return input + "." + encode(hmac(input));
    }

    /** Claims to be an agent, but is signed with the customers' secret. */
    String agentByTheWrongSecret(String id) {
        return customers.issue(Principal.agent(id, Role.ADMIN, null, null), VALID_FOR);
    }

    private static byte[] hmac(String input) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(CUSTOMER_SECRET, "HmacSHA256"));
            return mac.doFinal(input.getBytes(UTF_8));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
