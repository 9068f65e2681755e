package dev.helpline.chat.jwt;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.jwt.JWTClaimsSet;
import dev.helpline.chat.spi.auth.Authenticator.Accepted;
import dev.helpline.chat.spi.auth.Authenticator.Refused;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.interfaces.RSAPrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rules of Firebase for its ID tokens, each broken once. */
class FirebaseTokenTest {
    private static final Instant NOW = Instant.parse("2026-01-05T09:00:00Z");
    private static final String PASSWORD = "changeit";

    @TempDir
    static Path folder;

    private static KeyServer google;
    private static RSAKey key;

    private static IssuerAuthenticator firebase;

    /** The JDK makes certificates with this tool only. */
    @BeforeAll
    static void publishCertificate() throws IOException, InterruptedException, GeneralSecurityException {
        Path file = folder.resolve("keys.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keyalg",
                        "RSA",
                        "-keysize",
                        "2048",
                        "-alias",
                        "google",
                        "-dname",
                        "CN=securetoken",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        PASSWORD,
                        "-keystore",
                        file.toString())
                .redirectErrorStream(true)
                .start();
        assertThat(keytool.waitFor()).isZero();
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD.toCharArray());
        }
        Certificate certificate = store.getCertificate("google");
        key = new RSAKey.Builder((RSAPublicKey) certificate.getPublicKey())
                .privateKey((RSAPrivateKey) store.getKey("google", PASSWORD.toCharArray()))
                .build();
        String pem = "-----BEGIN CERTIFICATE-----\n"
                + Base64.getMimeEncoder().encodeToString(certificate.getEncoded())
                + "\n-----END CERTIFICATE-----\n";
        google = new KeyServer().says("/keys", JSONObjectUtils.toJSONString(Map.of("g1", pem)));
        firebase = IssuerAuthenticator.firebase("shop-1", google.uri("/keys"))
                .clock(() -> NOW)
                .build();
    }

    @AfterAll
    static void closeServer() {
        google.close();
    }

    @Test
    void an_id_token_of_the_project_is_accepted() {
        assertThat(firebase.authenticate(token(claims -> claims)))
                .isInstanceOfSatisfying(
                        Accepted.class,
                        accepted -> assertThat(accepted.principal().id()).isEqualTo("AbC123"));
    }

    @Test
    void times_may_differ_by_the_skew() {
        assertThat(firebase.authenticate(token(claims -> claims.expirationTime(date(NOW.minusSeconds(29)))
                        .issueTime(date(NOW.plusSeconds(30)))
                        .claim("auth_time", NOW.plusSeconds(30).getEpochSecond()))))
                .isInstanceOf(Accepted.class);
    }

    @Test
    void a_token_that_breaks_a_rule_is_refused() {
        Stream<UnaryOperator<JWTClaimsSet.Builder>> wrong = Stream.of(
                claims -> claims.audience("shop-2"),
                claims -> claims.audience(List.of("shop-1", "shop-2")),
                claims -> claims.audience("https://identitytoolkit.googleapis.com/google.identity.identitytoolkit.v1"),
                claims -> claims.issuer("https://securetoken.google.com/shop-2"),
                claims -> claims.issuer("https://securetoken.google.com/shop-1/"),
                claims -> claims.subject(null),
                claims -> claims.subject(""),
                claims -> claims.subject("a".repeat(129)),
                claims -> claims.claim("sub", 7),
                claims -> claims.expirationTime(null),
                claims -> claims.expirationTime(date(NOW.minusSeconds(30))),
                claims -> claims.issueTime(null),
                claims -> claims.issueTime(date(NOW.plusSeconds(31))),
                claims -> claims.claim("auth_time", null),
                claims -> claims.claim("auth_time", NOW.plusSeconds(31).getEpochSecond()),
                claims -> claims.claim("auth_time", "yesterday"));

        assertThat(wrong)
                .allSatisfy(change ->
                        assertThat(firebase.authenticate(token(change))).isInstanceOf(Refused.class));
    }

    @Test
    void a_token_that_names_another_key_or_none_is_refused() {
        JWTClaimsSet claims = claims().build();

        assertThat(firebase.authenticate(IssuerAuthenticatorTest.signed(key, "g2", claims)))
                .isInstanceOf(Refused.class);
        assertThat(firebase.authenticate(IssuerAuthenticatorTest.signed(key, null, claims)))
                .isInstanceOf(Refused.class);
    }

    private static String token(UnaryOperator<JWTClaimsSet.Builder> change) {
        return IssuerAuthenticatorTest.signed(key, "g1", change.apply(claims()).build());
    }

    private static JWTClaimsSet.Builder claims() {
        return new JWTClaimsSet.Builder()
                .issuer("https://securetoken.google.com/shop-1")
                .audience("shop-1")
                .subject("AbC123")
                .issueTime(date(NOW))
                .claim("auth_time", NOW.minusSeconds(100).getEpochSecond())
                .expirationTime(date(NOW.plusSeconds(3600)));
    }

    private static Date date(Instant instant) {
        return Date.from(instant);
    }
}
