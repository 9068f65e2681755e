package dev.helpline.chat.jwt;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.helpline.chat.spi.auth.Principal;
import dev.helpline.chat.spi.auth.Role;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.Objects;

/**
 * Issues tokens that {@link JwtAuthenticators} accepts: for demos, for tests, and for hosts whose sign-in cannot sign tokens.
 * Thread-safe.
 */
public final class TokenIssuer {
    private final JWSSigner signer;
    private final InstantSource clock;

    /**
     * Makes an issuer with the secret of customers or of agents.
     *
     * @throws IllegalArgumentException if the secret has fewer than 32 bytes
     */
    public TokenIssuer(byte[] secret, InstantSource clock) {
        signer = SigningKey.of("secret", secret).signer();
        this.clock = Objects.requireNonNull(clock, "clock");
    }

    /** Like the other constructor, with the system's clock. */
    public TokenIssuer(byte[] secret) {
        this(secret, InstantSource.system());
    }

    /** Returns a token for {@code principal} that is valid from now on. */
    public String issue(Principal principal, Duration validFor) {
        Instant now = clock.instant();
        JWTClaimsSet claims = (principal.role().isAgent() ? agent(principal) : customer(principal))
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(validFor)))
                .build();
        SignedJWT token = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims);
        try {
            token.sign(signer);
        } catch (JOSEException impossible) {
            throw new IllegalStateException("a checked secret did not sign", impossible);
        }
        return token.serialize();
    }

    private static JWTClaimsSet.Builder agent(Principal principal) {
        return new JWTClaimsSet.Builder()
                .claim("adminId", principal.id())
                .claim("name", principal.name())
                .claim("department", principal.department())
                .claim("role", principal.role().name());
    }

    private static JWTClaimsSet.Builder customer(Principal principal) {
        if (principal.role() != Role.CUSTOMER) {
            throw new IllegalArgumentException("principal must be a customer or an agent, was " + principal.role());
        }
        return new JWTClaimsSet.Builder()
                .subject(principal.id())
                .claim("name", principal.name())
                .claim("email", principal.email())
                .claim("phone", principal.phone())
                .claim("externalRef", principal.externalRef());
    }
}
