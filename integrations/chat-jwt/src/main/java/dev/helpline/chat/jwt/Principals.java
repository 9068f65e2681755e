package dev.helpline.chat.jwt;

import dev.helpline.chat.spi.AgentId;
import dev.helpline.chat.spi.CustomerId;
import dev.helpline.chat.spi.auth.Principal;
import dev.helpline.chat.spi.auth.Role;
import java.util.Map;
import java.util.function.Function;

/**
 * Reads the principal from the claims of a verified token. Only an invalid id or role is an error. A profile field that is
 * not a text counts as missing, and {@link Principal} repairs the texts of the others.
 */
final class Principals {
    /** The roles by the words of this library. */
    static final Map<String, Role> AGENT_ROLES =
            Map.of("AGENT", Role.AGENT, "SUPERVISOR", Role.SUPERVISOR, "ADMIN", Role.ADMIN);

    private Principals() {}

    /** Reads a customer; ignores a claimed role. */
    static Principal customer(Claims claims) throws TokenRefused {
        return Principal.builder(
                        Role.CUSTOMER, id(claims, "sub", CustomerId::new).value())
                .name(claims.text("name").orElse(null))
                .email(claims.text("email").orElse(null))
                .phone(claims.text("phone").orElse(null))
                .externalRef(claims.text("externalRef").orElse(null))
                .build();
    }

    /** Reads a customer as identity providers describe users (OpenID Connect Core 1.0, section 5.1). */
    static Principal customerOfIssuer(Claims claims) throws TokenRefused {
        Principal customer = customer(claims);
        return claims.text("phone_number")
                .map(phone -> customer.toBuilder().phone(phone).build())
                .orElse(customer);
    }

    /** Reads an agent of an issuer that may have customers, too: the role must be there. */
    static Principal agentOfIssuer(Claims claims, String roleClaim) throws TokenRefused {
        Role role = claims.text(roleClaim)
                .map(AGENT_ROLES::get)
                .orElseThrow(() -> new TokenRefused("the claim of the role names no role of agents"));
        return Principal.agent(
                id(claims, "sub", AgentId::new).value(),
                role,
                claims.text("name").orElse(null),
                claims.text("department").orElse(null));
    }

    /**
     * Reads an agent.
     *
     * @param roles the roles by their words
     */
    static Principal agent(Claims claims, Map<String, Role> roles) throws TokenRefused {
        return Principal.agent(
                id(claims, claims.has("adminId") ? "adminId" : "sub", AgentId::new)
                        .value(),
                agentRole(claims, roles),
                claims.text("name").orElse(null),
                claims.text("department").orElse(null));
    }

    private static Role agentRole(Claims claims, Map<String, Role> roles) throws TokenRefused {
        if (!claims.has("role")) {
            return Role.AGENT;
        }
        return claims.text("role").map(roles::get).orElseThrow(() -> TokenRefused.genuine("role is unknown"));
    }

    private static <T> T id(Claims claims, String name, Function<String, T> maker) throws TokenRefused {
        String text = claims.text(name)
                .orElseThrow(() -> TokenRefused.genuine(name + " is missing, or neither text nor a whole number"));
        try {
            return maker.apply(text);
        } catch (IllegalArgumentException misspelled) {
            // The message names the rule and the length, and never the value.
            throw TokenRefused.genuine(name + " cannot be used: " + misspelled.getMessage());
        }
    }
}
