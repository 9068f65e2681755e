package dev.helpline.chat.jwt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.helpline.chat.spi.auth.Authenticator.Accepted;
import dev.helpline.chat.spi.auth.Authenticator.Refused;
import dev.helpline.chat.spi.auth.Authenticator.Verdict;
import dev.helpline.chat.spi.auth.Principal;
import dev.helpline.chat.spi.auth.Role;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens of an identity provider: which are accepted, and when its keys are fetched. */
class IssuerAuthenticatorTest {
    private static final String AUDIENCE = "shop";
    private static final Instant START = Instant.parse("2026-01-05T09:00:00Z");
    private static final RSAKey RSA = rsa("r1");
    private static final RSAKey OTHER_RSA = rsa("r2");
    private static final ECKey EC = ec("e1");

    private final KeyServer provider = new KeyServer();
    private volatile Instant now = START;
    private IssuerAuthenticator authenticator;

    @BeforeEach
    void publishKeys() {
        publish(RSA, EC);
        authenticator = builder().build();
    }

    @AfterEach
    void closeProvider() {
        provider.close();
    }

    // --- which tokens ---------------------------------------------------------------------------------------------

    @Test
    void a_token_of_the_issuer_is_accepted_with_its_profile() {
        String token = token(claims -> claims.claim("name", "Carla")
                .claim("email", "carla@example.com")
                .claim("phone_number", "+49 123"));

        assertThat(authenticator.authenticate(token))
                .isEqualTo(new Accepted(
                        Principal.builder(Role.CUSTOMER, "carla")
                                .name("Carla")
                                .email("carla@example.com")
                                .phone("+49 123")
                                .build(),
                        START.plusSeconds(3600 + 30)));
    }

    @Test
    void a_token_signed_with_es256_is_accepted_where_that_was_chosen() {
        IssuerAuthenticator ofEc = builder().algorithm(JwtAlgorithm.ES256).build();
        String token = signed(EC, "e1", plain());

        assertThat(ofEc.authenticate(token)).isInstanceOf(Accepted.class);
        assertThat(authenticator.authenticate(token)).isInstanceOf(Refused.class);
        assertThat(ofEc.authenticate(token(claims -> claims))).isInstanceOf(Refused.class);
    }

    @Test
    void the_audience_may_be_one_of_several() {
        assertThat(authenticator.authenticate(token(claims -> claims.audience(List.of("other", AUDIENCE)))))
                .isInstanceOf(Accepted.class);
        assertThat(authenticator.authenticate(token(claims -> claims.audience(List.of("other", "shop2")))))
                .isInstanceOf(Refused.class);
    }

    @Test
    void claims_that_are_wrong_or_missing_are_refused() {
        Stream<UnaryOperator<JWTClaimsSet.Builder>> wrong = Stream.of(
                claims -> claims.issuer("https://evil.example.com"),
                claims -> claims.issuer(null),
                claims -> claims.audience((String) null),
                claims -> claims.audience("SHOP"),
                claims -> claims.expirationTime(null),
                claims -> claims.expirationTime(date(START.minusSeconds(30))),
                claims -> claims.notBeforeTime(date(START.plusSeconds(31))),
                claims -> claims.issueTime(date(START.plusSeconds(31))),
                claims -> claims.subject(null),
                claims -> claims.subject(""));

        assertThat(wrong)
                .allSatisfy(change ->
                        assertThat(authenticator.authenticate(token(change))).isInstanceOf(Refused.class));
    }

    @Test
    void a_token_that_is_forged_is_refused() throws JOSEException {
        String claims = plain().toString();
        byte[] publicKey = RSA.toRSAPublicKey().getEncoded();
        String zeros = RawToken.encode(new byte[64]);
        String genuine = token(any -> any);
        String body = genuine.substring(genuine.indexOf('.'));
        Stream<String> forged = Stream.of(
                RawToken.signed("{\"alg\":\"HS256\",\"kid\":\"r1\"}", claims, publicKey),
                RawToken.signed("{\"alg\":\"RS256\",\"kid\":\"r1\"}", claims, publicKey),
                RawToken.encode("{\"alg\":\"none\",\"kid\":\"r1\"}") + "." + RawToken.encode(claims) + ".AA",
                RawToken.encode("{\"alg\":\"ES256\",\"kid\":\"e1\"}") + "." + RawToken.encode(claims) + "." + zeros,
                RawToken.encode("{\"alg\":\"RS256\",\"kid\":\"e1\"}") + "." + RawToken.encode(claims) + "." + zeros,
                RawToken.encode("{\"alg\":\"RS256\"}") + body,
                RawToken.encode("{\"alg\":\"RS256\",\"kid\":\"\"}") + body,
                RawToken.encode("{\"alg\":\"RS256\",\"kid\":7}") + body,
                RawToken.encode("{\"alg\":\"rs256\",\"kid\":\"r1\"}") + body,
                RawToken.encode("{\"alg\":\"RS256\",\"kid\":\"r1\",\"jku\":\"https://evil.example.com\"}") + body,
                RawToken.encode("{\"alg\":\"RS256\",\"kid\":\"r1\",\"crit\":[\"exp\"]}") + body,
                signed(OTHER_RSA, "r1", plain()),
                genuine.substring(0, genuine.length() - 4),
                genuine + ".",
                "");

        assertThat(forged)
                .allSatisfy(
                        token -> assertThat(authenticator.authenticate(token)).isInstanceOf(Refused.class));
    }

    @Test
    void keys_for_encryption_for_another_algorithm_and_without_an_id_are_not_used() throws JOSEException {
        RSAKey forEncryption =
                new RSAKey.Builder(OTHER_RSA).keyUse(KeyUse.ENCRYPTION).build();
        RSAKey forAnother = new RSAKey.Builder(OTHER_RSA)
                .keyID("r3")
                .algorithm(JWSAlgorithm.RS512)
                .build();
        publish(forEncryption, forAnother, RSA);

        assertThat(authenticator.authenticate(signed(OTHER_RSA, "r2", plain()))).isInstanceOf(Refused.class);
        assertThat(authenticator.authenticate(signed(OTHER_RSA, "r3", plain()))).isInstanceOf(Refused.class);
        assertThat(authenticator.authenticate(token(claims -> claims))).isInstanceOf(Accepted.class);
    }

    @Test
    void an_agent_needs_a_role_of_agents() {
        IssuerAuthenticator agents =
                builder().agents("https://shop.example.com/role").build();

        assertThat(agents.authenticate(token(claims -> claims))).isInstanceOf(Refused.class);
        assertThat(agents.authenticate(token(claims -> claims.claim("https://shop.example.com/role", "BOSS"))))
                .isInstanceOf(Refused.class);
        assertThat(agents.authenticate(token(claims -> claims.claim("https://shop.example.com/role", "ADMIN"))))
                .isInstanceOfSatisfying(
                        Accepted.class,
                        accepted -> assertThat(accepted.principal().role()).isEqualTo(Role.ADMIN));
    }

    // --- when keys are fetched ------------------------------------------------------------------------------------

    @Test
    void keys_are_fetched_once_until_they_are_old() {
        provider.cacheControl("public, max-age=600, must-revalidate");
        accepts(RSA);
        pass(Duration.ofSeconds(599));
        accepts(RSA);
        assertThat(provider.fetches()).isEqualTo(1);

        pass(Duration.ofSeconds(1));
        accepts(RSA);

        assertThat(provider.fetches()).isEqualTo(2);
    }

    @Test
    void a_key_that_is_new_is_found_at_once_and_one_that_is_gone_is_refused_once_the_keys_are_old() {
        accepts(RSA);
        publish(OTHER_RSA);
        pass(Duration.ofMinutes(1));

        accepts(OTHER_RSA);

        assertThat(provider.fetches()).isEqualTo(2);
        assertThat(authenticator.authenticate(signed(RSA, "r1", plain()))).isInstanceOf(Refused.class);
    }

    @Test
    void ten_thousand_unknown_keys_cost_one_fetch_per_minute() {
        accepts(RSA);
        pass(Duration.ofMinutes(1));
        String genuine = token(any -> any);
        String body = genuine.substring(genuine.indexOf('.'));

        for (int i = 0; i < 10_000; i++) {
            String header = RawToken.encode("{\"alg\":\"RS256\",\"kid\":\"unknown" + i + "\"}");
            assertThat(authenticator.authenticate(header + body)).isInstanceOf(Refused.class);
        }

        assertThat(provider.fetches()).isEqualTo(2);
    }

    @Test
    void many_callers_at_the_start_cost_one_fetch() {
        List<CompletableFuture<Verdict>> verdicts = IntStream.range(0, 16)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> authenticator.authenticate(token(claims -> claims))))
                .toList();

        assertThat(verdicts).allSatisfy(verdict -> assertThat(verdict.join()).isInstanceOf(Accepted.class));
        assertThat(provider.fetches()).isEqualTo(1);
    }

    @Test
    void known_keys_stay_in_use_while_the_provider_is_away_for_some_hours() {
        accepts(RSA);
        provider.fails(503);
        pass(Duration.ofMinutes(5).plus(Duration.ofHours(6)).minusSeconds(1));

        accepts(RSA);
        assertThatIllegalStateException()
                .isThrownBy(() -> authenticator.authenticate(signed(OTHER_RSA, "r2", plain())));
        pass(Duration.ofMinutes(1));
        assertThatIllegalStateException().isThrownBy(() -> authenticator.authenticate(token(claims -> claims)));

        provider.works();
        pass(Duration.ofMinutes(1));
        accepts(RSA);
    }

    @Test
    void a_provider_that_is_away_is_asked_once_a_minute() {
        provider.fails(500);
        for (int i = 0; i < 100; i++) {
            assertThatIllegalStateException().isThrownBy(() -> authenticator.authenticate(token(claims -> claims)));
        }

        assertThat(provider.fetches()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{\"keys\":7}",
                "{\"keys\":[]}",
                "{\"keys\":[{\"kty\":\"RSA\",\"kid\":\"r1\"}]}",
                "<html>"
            })
    void keys_that_are_unreadable_leave_tokens_without_a_verdict(String document) {
        provider.says("/keys", document);

        assertThatIllegalStateException().isThrownBy(() -> authenticator.authenticate(token(claims -> claims)));
    }

    @Test
    void redirects_are_not_followed_and_long_documents_not_read() {
        provider.says("/other", new JWKSet(RSA).toString(true));
        provider.fails(302);
        assertThatIllegalStateException().isThrownBy(() -> authenticator.authenticate(token(claims -> claims)));

        provider.works();
        provider.says("/keys", new JWKSet(RSA).toString(true) + " ".repeat(KeyFetcher.MAX_BYTES));
        pass(Duration.ofMinutes(1));
        assertThatIllegalStateException().isThrownBy(() -> authenticator.authenticate(token(claims -> claims)));
    }

    // --- discovery ------------------------------------------------------------------------------------------------

    @Test
    void the_address_of_the_keys_is_found_in_the_configuration_of_the_issuer() {
        String configuration = "/.well-known/openid-configuration";
        provider.says(
                configuration,
                "{\"issuer\":\"" + provider.issuer() + "\",\"jwks_uri\":\"" + provider.uri("/keys") + "\"}");

        assertThat(discovering().authenticate(token(claims -> claims))).isInstanceOf(Accepted.class);

        provider.says(
                configuration,
                "{\"issuer\":\"https://evil.example.com\",\"jwks_uri\":\"" + provider.uri("/keys") + "\"}");
        assertThatIllegalStateException().isThrownBy(() -> discovering().authenticate(token(claims -> claims)));
        provider.says(
                configuration,
                "{\"issuer\":\"" + provider.issuer() + "\",\"jwks_uri\":\"http://keys.example.com/keys\"}");
        assertThatIllegalStateException().isThrownBy(() -> discovering().authenticate(token(claims -> claims)));
    }

    private IssuerAuthenticator discovering() {
        return IssuerAuthenticator.openIdConnect(provider.issuer(), AUDIENCE)
                .clock(() -> now)
                .build();
    }

    @Test
    void settings_that_make_no_sense_are_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> IssuerAuthenticator.keySet("i", "a", URI.create("http://keys.example.com/keys")));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> IssuerAuthenticator.openIdConnect("http://issuer.example.com", "a"));
        assertThatIllegalArgumentException().isThrownBy(() -> IssuerAuthenticator.firebase(" "));
        assertThatIllegalArgumentException().isThrownBy(() -> builder().skew(Duration.ofMinutes(6)));
        assertThatIllegalArgumentException().isThrownBy(() -> builder().outage(Duration.ofDays(8)));
        assertThatIllegalStateException()
                .isThrownBy(() -> IssuerAuthenticator.firebase("shop").algorithm(JwtAlgorithm.ES256));
    }

    // --- steps ----------------------------------------------------------------------------------------------------

    private IssuerAuthenticator.Builder builder() {
        return IssuerAuthenticator.keySet(provider.issuer(), AUDIENCE, provider.uri("/keys"))
                .clock(() -> now);
    }

    private void publish(JWK... keys) {
        provider.says("/keys", new JWKSet(List.of(keys)).toString(true));
    }

    private void pass(Duration time) {
        now = now.plus(time);
    }

    private void accepts(RSAKey key) {
        assertThat(authenticator.authenticate(signed(key, key.getKeyID(), plain())))
                .isInstanceOf(Accepted.class);
    }

    private String token(UnaryOperator<JWTClaimsSet.Builder> change) {
        return signed(RSA, "r1", change.apply(new JWTClaimsSet.Builder(plain())).build());
    }

    private JWTClaimsSet plain() {
        return new JWTClaimsSet.Builder()
                .issuer(provider.issuer())
                .audience(AUDIENCE)
                .subject("carla")
                .issueTime(date(now))
                .expirationTime(date(now.plusSeconds(3600)))
                .build();
    }

    private static Date date(Instant instant) {
        return Date.from(instant.truncatedTo(ChronoUnit.SECONDS));
    }

    static String signed(JWK key, @Nullable String id, JWTClaimsSet claims) {
        try {
            JWSSigner signer = key instanceof ECKey ec ? new ECDSASigner(ec) : new RSASSASigner((RSAKey) key);
            JWSAlgorithm algorithm = key instanceof ECKey ? JWSAlgorithm.ES256 : JWSAlgorithm.RS256;
            SignedJWT token =
                    new SignedJWT(new JWSHeader.Builder(algorithm).keyID(id).build(), claims);
            token.sign(signer);
            return token.serialize();
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }

    private static RSAKey rsa(String id) {
        try {
            return new RSAKeyGenerator(2048).keyID(id).generate();
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }

    private static ECKey ec(String id) {
        try {
            return new ECKeyGenerator(Curve.P_256).keyID(id).generate();
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }
}
