package dev.helpline.chat.jwt;

import dev.helpline.chat.spi.CustomerId;
import dev.helpline.chat.spi.auth.Principal;
import dev.helpline.chat.spi.auth.Role;
import java.util.Map;
import java.util.Optional;

/** Makes a caller of what a verified token claims. */
final class Principals {
    private static final int MAX_TEXT = 255;
    private static final int MAX_PHONE = 64;
    private static final Map<String, Role> AGENT_ROLES =
            Map.of("AGENT", Role.AGENT, "SUPERVISOR", Role.SUPERVISOR, "ADMIN", Role.ADMIN);

    private Principals() {}

    /** What a customer's token may say; a role it claims means nothing here. */
    static Principal customer(Claims claims) throws TokenRefused {
        return new Principal(
                Role.CUSTOMER,
                id(claims, "sub"),
                claims.text("name", MAX_TEXT).orElse(null),
                claims.text("email", MAX_TEXT).orElse(null),
                claims.text("phone", MAX_PHONE).orElse(null),
                null);
    }

    static Principal agent(Claims claims) throws TokenRefused {
        return Principal.agent(
                id(claims, claims.has("adminId") ? "adminId" : "sub"),
                agentRole(claims),
                claims.text("name", MAX_TEXT).orElse(null),
                claims.text("department", MAX_TEXT).orElse(null));
    }

    private static Role agentRole(Claims claims) throws TokenRefused {
        if (!claims.has("role")) {
            return Role.AGENT;
        }
        Optional<String> named = claims.text("role", MAX_TEXT);
        return named.map(AGENT_ROLES::get).orElseThrow(() -> new TokenRefused("unknown role"));
    }

    private static String id(Claims claims, String name) throws TokenRefused {
        return claims.text(name, MAX_TEXT)
                .filter(CustomerId::isValid)
                .orElseThrow(() -> new TokenRefused(name + " is not an id"));
    }
}
