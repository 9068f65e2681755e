package dev.helpline.chat.jwt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.helpline.chat.spi.auth.Authenticator.Accepted;
import dev.helpline.chat.spi.auth.Authenticator.Refused;
import dev.helpline.chat.spi.auth.Authenticator.Verdict;
import dev.helpline.chat.spi.auth.Principal;
import dev.helpline.chat.spi.auth.Role;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class JwtAuthenticatorsTest {
    private static final Instant NOW = Instant.parse("2026-01-05T09:00:00Z");
    private static final InstantSource CLOCK = InstantSource.fixed(NOW);
    private static final long SECONDS = NOW.getEpochSecond();
    private static final byte[] CUSTOMERS = "customers-secret-of-at-least-32-bytes".getBytes(UTF_8);
    private static final byte[] AGENTS = "the-agents-own-secret-of-32-bytes-plus".getBytes(UTF_8);
    private static final String HEADER = "{\"alg\":\"HS256\"}";

    private final JwtAuthenticators authenticators =
            JwtAuthenticators.builder(CUSTOMERS, AGENTS).clock(CLOCK).build();
    private final TokenIssuer customers = new TokenIssuer(CUSTOMERS, CLOCK);
    private final TokenIssuer agents = new TokenIssuer(AGENTS, CLOCK);

    @Test
    void a_customers_token_yields_all_its_claims() {
        Principal alice = Principal.builder(Role.CUSTOMER, "alice")
                .name("Alice")
                .email("alice@example.org")
                .phone("+49 30 1234")
                .externalRef("ORD-1")
                .build();

        Verdict verdict = authenticators.customers().authenticate(customers.issue(alice, Duration.ofMinutes(5)));

        assertThat(verdict).isEqualTo(new Accepted(alice, NOW.plusSeconds(5 * 60 + 30)));
    }

    @ParameterizedTest
    @EnumSource(names = {"AGENT", "SUPERVISOR", "ADMIN"})
    void an_agents_token_yields_its_role(Role role) {
        Principal sarah = Principal.agent("sarah", role, "Sarah", "Billing");

        Verdict verdict = authenticators.agents().authenticate(agents.issue(sarah, Duration.ofMinutes(5)));

        assertThat(verdict).isEqualTo(new Accepted(sarah, NOW.plusSeconds(5 * 60 + 30)));
    }

    @Test
    void an_agents_token_without_a_role_yields_an_agent() {
        assertThat(agent("\"sub\":\"sarah\"")).isEqualTo(Principal.agent("sarah", Role.AGENT, null, null));
    }

    @Test
    void an_agents_adminId_takes_precedence_over_its_sub() {
        assertThat(agent("\"sub\":\"user-7\",\"adminId\":\"sarah\""))
                .isEqualTo(Principal.agent("sarah", Role.AGENT, null, null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"\"CUSTOMER\"", "\"ANONYMOUS\"", "\"agent\"", "\"ROOT\"", "\"\"", "null", "1", "[\"ADMIN\"]"})
    void an_unknown_role_is_refused(String role) {
        assertThat(authenticators.agents().authenticate(token("\"sub\":\"sarah\",\"role\":" + role, AGENTS)))
                .isInstanceOf(Refused.class);
    }

    @Test
    void a_hosts_own_word_for_a_role_is_taken_once_the_host_has_named_it() {
        String token = token("\"sub\":\"mia\",\"role\":\"manager\"", AGENTS);
        JwtAuthenticators.Builder named =
                JwtAuthenticators.builder(CUSTOMERS, AGENTS).clock(CLOCK).agentRole("manager", Role.SUPERVISOR);

        assertThat(((Accepted) named.build().agents().authenticate(token)).principal())
                .isEqualTo(Principal.agent("mia", Role.SUPERVISOR, null, null));
        assertThat(authenticators.agents().authenticate(token)).isInstanceOf(Refused.class);
        assertThatIllegalArgumentException().isThrownBy(() -> named.agentRole("manager", Role.ADMIN));
        assertThatIllegalArgumentException().isThrownBy(() -> named.agentRole("shopper", Role.CUSTOMER));
        assertThatIllegalArgumentException().isThrownBy(() -> named.agentRole("", Role.ADMIN));
    }

    @Test
    void a_customers_token_with_a_role_is_still_a_customers() {
        String token = token("\"sub\":\"mallory\",\"adminId\":\"sarah\",\"role\":\"ADMIN\"", CUSTOMERS);

        assertThat(((Accepted) authenticators.customers().authenticate(token)).principal())
                .isEqualTo(Principal.customer("mallory", null));
        assertThat(authenticators.agents().authenticate(token)).isInstanceOf(Refused.class);
    }

    @Test
    void neither_sides_token_is_valid_on_the_other() {
        String customer = customers.issue(Principal.customer("alice", null), Duration.ofMinutes(5));
        String agent = agents.issue(Principal.agent("sarah", Role.ADMIN, null, null), Duration.ofMinutes(5));

        assertThat(authenticators.agents().authenticate(customer)).isInstanceOf(Refused.class);
        assertThat(authenticators.customers().authenticate(agent)).isInstanceOf(Refused.class);
    }

    @Test
    void a_token_is_valid_until_its_exp_plus_the_skew() {
        JwtAuthenticators exact = JwtAuthenticators.builder(CUSTOMERS, AGENTS)
                .clock(CLOCK)
                .skew(Duration.ZERO)
                .build();
        String token = RawToken.signed(HEADER, "{\"sub\":\"alice\",\"exp\":" + SECONDS + "}", CUSTOMERS);

        assertThat(authenticators.customers().authenticate(token)).isInstanceOf(Accepted.class);
        assertThat(exact.customers().authenticate(token)).isInstanceOf(Refused.class);
    }

    @ParameterizedTest
    @CsvSource({"600.0, 630.000", "600.5, 630.500", "600.0009, 630.000", "-29.5, 0.500", "1e1, 40.000", "1, 31.000"})
    void the_end_of_a_token_may_have_a_fraction(String left, BigDecimal holdsFor) {
        BigDecimal exp = BigDecimal.valueOf(SECONDS).add(new BigDecimal(left));
        String token = RawToken.signed(HEADER, "{\"sub\":\"alice\",\"exp\":" + exp + "}", CUSTOMERS);

        assertThat(authenticators.customers().authenticate(token))
                .isEqualTo(new Accepted(
                        Principal.customer("alice", null),
                        NOW.plusMillis(holdsFor.movePointRight(3).longValueExact())));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1767603630.0", "1.7676e9", "0", "0.5", "-1", "-62135596800"})
    void a_token_may_be_valid_since_any_instant_before_now(String nbf) {
        assertThat(customer("\"sub\":\"alice\",\"nbf\":" + nbf + ",\"iat\":" + nbf))
                .isEqualTo(Principal.customer("alice", null));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '\t',
            quoteCharacter = '`',
            value = {
                "\"auth0|5f3\"\tauth0|5f3",
                "\"alice+chat@example.org\"\talice+chat@example.org",
                "\"https:\\/\\/idp.example\\/7\"\thttps://idp.example/7",
                "\"248289761001\"\t248289761001",
                "248289761001\t248289761001",
                "9223372036854775807\t9223372036854775807",
                "0\t0"
            })
    void the_subject_of_any_identity_provider_is_an_id(String sub, String id) {
        assertThat(customer("\"sub\":" + sub)).isEqualTo(Principal.customer(id, null));
        assertThat(agent("\"sub\":" + sub)).isEqualTo(Principal.agent(id, Role.AGENT, null, null));
        assertThat(agent("\"adminId\":" + sub)).isEqualTo(Principal.agent(id, Role.AGENT, null, null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"two words\"", "\"\"", "null", "1.5", "[]", "true", "\"o'neill\"", "\"\u00e4\""})
    void a_genuine_token_with_an_unusable_subject_is_reported_so(String sub) {
        Verdict verdict = authenticators.customers().authenticate(token("\"sub\":" + sub, CUSTOMERS));

        assertThat(verdict).isInstanceOfSatisfying(Refused.class, refused -> {
            assertThat(refused.genuine()).isTrue();
            assertThat(refused.reason()).startsWith("sub ").doesNotContain("two", "neill");
        });
    }

    @Test
    void a_forged_or_expired_token_is_not_genuine_whatever_it_claims() {
        String claims = "{\"sub\":\"two words\",\"exp\":" + (SECONDS - 600) + "}";

        assertThat(authenticators.customers().authenticate(RawToken.signed(HEADER, claims, CUSTOMERS)))
                .isEqualTo(new Refused("expired"));
        assertThat(authenticators.customers().authenticate(RawToken.signed(HEADER, claims, AGENTS)))
                .isEqualTo(new Refused("wrong signature"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "\"Alice\\tB.\" ~ Alice B.",
                "\" Alice\\r\\n\" ~ Alice",
                "\"A\\u0000l\\u0007ice\" ~ Alice",
                "\"A\\ud800lice\" ~ Alice",
                "4711 ~ 4711",
                "null ~ ",
                "\"\" ~ ",
                "\"\\t\" ~ ",
                "{} ~ ",
                "[\"Alice\"] ~ ",
                "true ~ ",
                "1.5 ~ "
            })
    void invalid_profile_fields_are_repaired_or_left_out(String claimed, String name) {
        String fields = ",\"name\":" + claimed + ",\"email\":" + claimed + ",\"phone\":" + claimed;

        assertThat(customer("\"sub\":\"alice\"" + fields))
                .isEqualTo(Principal.builder(Role.CUSTOMER, "alice")
                        .name(name)
                        .email(name)
                        .phone(name)
                        .build());
        assertThat(agent("\"sub\":\"sarah\",\"name\":" + claimed + ",\"department\":" + claimed))
                .isEqualTo(Principal.agent("sarah", Role.AGENT, name, name));
    }

    @Test
    void profile_fields_that_are_too_long_are_cut() {
        String emoji = "\uD83E\uDD57";
        String fields = ",\"name\":\"" + emoji.repeat(256) + "\",\"phone\":\"" + "1".repeat(65) + "\"";

        assertThat(customer("\"sub\":\"alice\"" + fields))
                .isEqualTo(Principal.builder(Role.CUSTOMER, "alice")
                        .name(emoji.repeat(255))
                        .phone("1".repeat(64))
                        .build());
    }

    @Test
    void a_kid_is_ignored() {
        String token = RawToken.signed(
                "{\"alg\":\"HS256\",\"typ\":\"jwt\",\"kid\":\"../../etc/passwd\"}",
                "{\"sub\":\"alice\",\"exp\":" + (SECONDS + 60) + "}",
                CUSTOMERS);

        assertThat(authenticators.customers().authenticate(token)).isInstanceOf(Accepted.class);
    }

    @Test
    void a_short_secret_is_refused_at_the_start() {
        assertThatThrownBy(() -> JwtAuthenticators.of(new byte[31], AGENTS))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("customerSecret must have at least 32 bytes, had 31");
        assertThatThrownBy(() -> JwtAuthenticators.of(CUSTOMERS, new byte[0]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("agentSecret must have at least 32 bytes, had 0");
    }

    @Test
    void one_secret_for_both_sides_is_refused_at_the_start() {
        assertThatThrownBy(() -> JwtAuthenticators.of(CUSTOMERS, CUSTOMERS.clone()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("customerSecret and agentSecret must differ, were equal");
    }

    @Test
    void a_secret_changed_afterwards_changes_nothing() {
        byte[] secret = CUSTOMERS.clone();
        JwtAuthenticators copied =
                JwtAuthenticators.builder(secret, AGENTS).clock(CLOCK).build();
        Arrays.fill(secret, (byte) 0);

        String token = customers.issue(Principal.customer("alice", null), Duration.ofMinutes(5));

        assertThat(copied.customers().authenticate(token)).isInstanceOf(Accepted.class);
    }

    @Test
    void an_unreasonable_skew_is_refused() {
        assertThatThrownBy(() -> JwtAuthenticators.builder(CUSTOMERS, AGENTS).skew(Duration.ofMinutes(6)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("skew must be between PT0S and PT5M, was PT6M");
    }

    private Principal customer(String claims) {
        return ((Accepted) authenticators.customers().authenticate(token(claims, CUSTOMERS))).principal();
    }

    private Principal agent(String claims) {
        return ((Accepted) authenticators.agents().authenticate(token(claims, AGENTS))).principal();
    }

    private static String token(String claims, byte[] secret) {
        return RawToken.signed(HEADER, "{" + claims + ",\"exp\":" + (SECONDS + 600) + "}", secret);
    }
}
