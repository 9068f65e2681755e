package dev.helpline.chat.jwt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.helpline.chat.spi.auth.Authenticator.Refused;
import dev.helpline.chat.spi.auth.Principal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Forged tokens, which both sides reject. */
class ForgedTokenTest {
    private static final Instant NOW = Instant.parse("2026-01-05T09:00:00Z");
    private static final byte[] CUSTOMERS = "customers-secret-of-at-least-32-bytes".getBytes(UTF_8);
    private static final byte[] AGENTS = "the-agents-own-secret-of-32-bytes-plus".getBytes(UTF_8);
    private static final byte[] STRANGERS = "some-other-secret-that-is-long-enough".getBytes(UTF_8);

    private static final String HS256 = "{\"alg\":\"HS256\",\"typ\":\"JWT\"}";
    private static final long SECONDS = NOW.getEpochSecond();
    private static final String GOOD = "{\"sub\":\"alice\",\"exp\":" + (SECONDS + 600) + "}";

    private final JwtAuthenticators authenticators = JwtAuthenticators.builder(CUSTOMERS, AGENTS)
            .clock(InstantSource.fixed(NOW))
            .build();

    static Stream<Arguments> forgedTokens() {
        Map<String, String> tokens = new LinkedHashMap<>();
        brokenSpelling(tokens);
        wrongSignatures(tokens);
        hostileHeaders(tokens);
        hostileClaims(tokens);
        return tokens.entrySet().stream().map(token -> arguments(token.getKey(), token.getValue()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("forgedTokens")
    void a_forged_token_is_refused_on_both_sides(String what, String token) {
        assertThat(authenticators.customers().authenticate(token)).as(what).isInstanceOf(Refused.class);
        assertThat(authenticators.agents().authenticate(token)).as(what).isInstanceOf(Refused.class);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("forgedTokens")
    void a_refusal_contains_no_part_of_the_token(String what, String token) {
        Refused refused = (Refused) authenticators.customers().authenticate(token);

        assertThat(refused.reason()).as(what).doesNotContain("alice").hasSizeLessThan(200);
    }

    @Test
    void the_table_holds_at_least_sixty_forgeries() {
        assertThat(forgedTokens().count()).isGreaterThanOrEqualTo(60);
    }

    @Test
    void the_token_from_which_the_forgeries_are_made_is_valid() {
        assertThat(authenticators.customers().authenticate(RawToken.signed(HS256, GOOD, CUSTOMERS)))
                .isNotInstanceOf(Refused.class);
    }

    private static void brokenSpelling(Map<String, String> tokens) {
        String good = RawToken.signed(HS256, GOOD, CUSTOMERS);
        tokens.put("nothing", "");
        tokens.put("a blank", " ");
        tokens.put("a word", "alice");
        tokens.put("null as text", "null");
        tokens.put("dots only", "..");
        tokens.put("two parts", good.substring(0, good.lastIndexOf('.')));
        tokens.put("no signature", good.substring(0, good.lastIndexOf('.') + 1));
        tokens.put("four parts", good + ".AAAA");
        tokens.put("five parts, as of an encrypted token", good + ".AAAA.AAAA");
        tokens.put("a dot behind", good + ".");
        tokens.put("a dot before", "." + good);
        tokens.put("padding behind", good + "=");
        tokens.put("a line break behind", good + "\n");
        tokens.put("a blank before", " " + good);
        tokens.put("a NUL behind", good + "\u0000");
        tokens.put("plain base64 alphabet", good.replace('-', '+').replace('_', '/') + "+/");
        tokens.put("a second spelling of the signature", secondSpelling(good));
        tokens.put("the header in lower case", good.toLowerCase(Locale.ROOT));
        tokens.put(
                "longer than 8 kB", RawToken.signed(HS256, claim("name", "\"" + "x".repeat(9000) + "\""), CUSTOMERS));
        tokens.put("a megabyte of nothing", "A".repeat(1 << 20));
        tokens.put("quotes around", "\"" + good + "\"");
        tokens.put("a header that is no JSON", RawToken.signed("alg=HS256", GOOD, CUSTOMERS));
        tokens.put("a header that is an array", RawToken.signed("[]", GOOD, CUSTOMERS));
        tokens.put("a payload that is no JSON", RawToken.signed(HS256, "alice", CUSTOMERS));
        tokens.put("a payload that is an array", RawToken.signed(HS256, "[" + GOOD + "]", CUSTOMERS));
        tokens.put("a payload that is null", RawToken.signed(HS256, "null", CUSTOMERS));
        tokens.put("a payload with a tail", RawToken.signed(HS256, GOOD + "{}", CUSTOMERS));
        tokens.put("a deep payload", RawToken.signed(HS256, "[".repeat(2500), CUSTOMERS));
        tokens.put("a token in a token", RawToken.signed("{\"alg\":\"HS256\",\"cty\":\"JWT\"}", good, CUSTOMERS));
    }

    private static void wrongSignatures(Map<String, String> tokens) {
        String good = RawToken.signed(HS256, GOOD, CUSTOMERS);
        String unsigned = good.substring(0, good.lastIndexOf('.') + 1);
        tokens.put("a stranger's secret", RawToken.signed(HS256, GOOD, STRANGERS));
        tokens.put("an empty-looking secret", RawToken.signed(HS256, GOOD, new byte[32]));
        tokens.put("a cut signature", good.substring(0, good.length() - 10));
        tokens.put("a one-byte signature", unsigned + "AA");
        tokens.put("a signature of zeros", unsigned + RawToken.encode(new byte[32]));
        tokens.put("64 zeros, as for a careless ES256", unsigned + RawToken.encode(new byte[64]));
        tokens.put("the signature twice", good + good.substring(good.lastIndexOf('.') + 1));
        tokens.put(
                "another subject under this signature",
                unsigned.split("\\.", -1)[0] + "." + RawToken.encode(GOOD.replace("alice", "bob"))
                        + good.substring(good.lastIndexOf('.')));
        tokens.put("HS512 under the right secret", RawToken.signed(header("HS512"), GOOD, "HmacSHA512", CUSTOMERS));
        tokens.put("HS384 under the right secret", RawToken.signed(header("HS384"), GOOD, "HmacSHA384", CUSTOMERS));
        tokens.put("HS1 under the right secret", RawToken.signed(header("HS1"), GOOD, "HmacSHA1", CUSTOMERS));
    }

    private static void hostileHeaders(Map<String, String> tokens) {
        for (String algorithm : new String[] {
            "none", "None", "NONE", "nOnE", "", " HS256", "hs256", "HS256 ", "RS256", "ES256", "PS256", "EdDSA", "dir",
            "A128KW"
        }) {
            tokens.put("alg " + algorithm, RawToken.signed(header(algorithm), GOOD, CUSTOMERS));
        }
        tokens.put("alg none without signature", RawToken.encode(header("none")) + "." + RawToken.encode(GOOD) + ".");
        tokens.put("no alg", RawToken.signed("{\"typ\":\"JWT\"}", GOOD, CUSTOMERS));
        tokens.put("alg twice", RawToken.signed("{\"alg\":\"none\",\"alg\":\"HS256\"}", GOOD, CUSTOMERS));
        tokens.put("alg a number", RawToken.signed("{\"alg\":256}", GOOD, CUSTOMERS));
        tokens.put("alg a list", RawToken.signed("{\"alg\":[\"HS256\"]}", GOOD, CUSTOMERS));
        hostileHeader(tokens, "crit", "[\"exp\"]");
        hostileHeader(tokens, "crit", "[]");
        hostileHeader(tokens, "b64", "false");
        hostileHeader(tokens, "jku", "\"https://evil.example/keys\"");
        hostileHeader(tokens, "jwk", "{\"kty\":\"oct\",\"k\":\"" + RawToken.encode(STRANGERS) + "\"}");
        hostileHeader(tokens, "x5u", "\"https://evil.example/cert\"");
        hostileHeader(tokens, "x5c", "[\"MIIB\"]");
        hostileHeader(tokens, "zip", "\"DEF\"");
        hostileHeader(tokens, "cty", "\"JWT\"");
        hostileHeader(tokens, "typ", "\"JOSE\"");
        hostileHeader(tokens, "unheard-of", "1");
        tokens.put(
                "a kid that is a path, under a stranger's secret",
                RawToken.signed("{\"alg\":\"HS256\",\"kid\":\"../../dev/null\"}", GOOD, STRANGERS));
        tokens.put(
                "a kid that is SQL, under a stranger's secret",
                RawToken.signed("{\"alg\":\"HS256\",\"kid\":\"' or 1=1 --\"}", GOOD, STRANGERS));
    }

    private static void hostileClaims(Map<String, String> tokens) {
        claims(tokens, "no subject", "{\"exp\":" + (SECONDS + 600) + "}");
        claims(tokens, "no exp", "{\"sub\":\"alice\"}");
        claims(tokens, "exp null", expiring("null"));
        claims(tokens, "exp as text", expiring("\"" + (SECONDS + 600) + "\""));
        claims(tokens, "exp with a fraction, expired beyond the skew", expiring((SECONDS - 31) + ".999"));
        claims(tokens, "exp NaN", expiring("NaN"));
        claims(tokens, "exp at the end of days", expiring("1e300"));
        claims(tokens, "exp beyond every calendar", expiring("1e999999"));
        claims(tokens, "exp that overflows", expiring("9223372036854775807"));
        claims(tokens, "exp that overflows further", expiring("99999999999999999999999"));
        claims(tokens, "exp in milliseconds", expiring(String.valueOf((SECONDS + 600) * 1000)));
        claims(tokens, "exp negative", expiring("-1"));
        claims(tokens, "exp zero", expiring("0"));
        claims(tokens, "exp true", expiring("true"));
        claims(tokens, "expired beyond the skew", expiring(String.valueOf(SECONDS - 30)));
        claims(tokens, "exp twice", "{\"sub\":\"alice\",\"exp\":1,\"exp\":" + (SECONDS + 600) + "}");
        claims(tokens, "sub twice", "{\"sub\":\"alice\",\"sub\":\"bob\",\"exp\":" + (SECONDS + 600) + "}");
        claims(tokens, "not yet valid", claim("nbf", String.valueOf(SECONDS + 31)));
        claims(tokens, "not yet valid by a fraction", claim("nbf", (SECONDS + 30) + ".5"));
        claims(tokens, "nbf null", claim("nbf", "null"));
        claims(tokens, "nbf as text", claim("nbf", "\"0\""));
        claims(tokens, "issued in the future", claim("iat", String.valueOf(SECONDS + 31)));
        claims(tokens, "iat a list", claim("iat", "[0]"));
        for (String subject : new String[] {
            "\"\"",
            "\" \"",
            "null",
            "1.5",
            "1e3",
            "99999999999999999999",
            "[\"alice\"]",
            "{\"id\":\"alice\"}",
            "true",
            "\"al ice\"",
            "\"alice\\u0000\"",
            "\"alice\\n\"",
            "\"al\\\\ice\"",
            "\"o'neill\"",
            "\"\u007f\"",
            "\"' or 1=1 --\"",
            "\"\\ud800\"",
            "\"\u00e4lice\"",
            "\"<b>\"",
            "\"" + "a".repeat(129) + "\""
        }) {
            claims(tokens, "sub " + subject, "{\"sub\":" + subject + ",\"exp\":" + (SECONDS + 600) + "}");
        }
    }

    /** Signed with the customers' secret, so that only its claims can be the reason to reject it. */
    private static void claims(Map<String, String> tokens, String what, String claims) {
        tokens.put(what, RawToken.signed(HS256, claims, CUSTOMERS));
        tokens.put(what + " (agents)", RawToken.signed(HS256, claims, AGENTS));
    }

    private static void hostileHeader(Map<String, String> tokens, String name, String value) {
        String header = name.equals("typ")
                ? "{\"alg\":\"HS256\",\"typ\":" + value + "}"
                : "{\"alg\":\"HS256\",\"" + name + "\":" + value + "}";
        tokens.put("header " + name + " " + value, RawToken.signed(header, GOOD, CUSTOMERS));
    }

    private static String header(String algorithm) {
        return "{\"alg\":\"" + algorithm + "\",\"typ\":\"JWT\"}";
    }

    private static String expiring(String exp) {
        return "{\"sub\":\"alice\",\"exp\":" + exp + "}";
    }

    private static String claim(String name, String value) {
        return "{\"sub\":\"alice\",\"exp\":" + (SECONDS + 600) + ",\"" + name + "\":" + value + "}";
    }

    /** The last of 43 characters has two bits that decoding ignores. */
    private static String secondSpelling(String token) {
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        int last = alphabet.indexOf(token.charAt(token.length() - 1));
        return token.substring(0, token.length() - 1) + alphabet.charAt(last ^ 1);
    }

    @Test
    void a_fresh_token_of_the_issuer_is_accepted() {
        TokenIssuer issuer = new TokenIssuer(CUSTOMERS, InstantSource.fixed(NOW));
        String token = issuer.issue(Principal.customer("alice", "Alice"), Duration.ofMinutes(5));

        assertThat(authenticators.customers().authenticate(token)).isNotInstanceOf(Refused.class);
    }
}
