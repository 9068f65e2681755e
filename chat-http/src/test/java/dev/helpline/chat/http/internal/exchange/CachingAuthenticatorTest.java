package dev.helpline.chat.http.internal.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.chat.spi.auth.Authenticator;
import dev.helpline.chat.spi.auth.Authenticator.Accepted;
import dev.helpline.chat.spi.auth.Authenticator.Refused;
import dev.helpline.chat.spi.auth.Authenticator.Verdict;
import dev.helpline.chat.spi.auth.Principal;
import dev.helpline.chat.testkit.time.ScriptedTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CachingAuthenticatorTest {
    private final ScriptedTime time = ScriptedTime.startingAt("2026-01-05T09:00:00Z");
    private final Map<String, Verdict> verdicts = new HashMap<>();
    private final List<String> asked = new ArrayList<>();
    private final Authenticator authenticator = new CachingAuthenticator(this::judge, time);

    private Verdict judge(String token) {
        asked.add(token);
        return verdicts.getOrDefault(token, new Refused("unknown"));
    }

    @Test
    void a_good_token_is_verified_once_in_five_minutes() {
        verdicts.put("t", accepted(Duration.ofHours(1)));

        authenticator.authenticate("t");
        time.advance(Duration.ofMinutes(5).minusMillis(1));
        assertThat(authenticator.authenticate("t")).isInstanceOf(Accepted.class);
        assertThat(asked).hasSize(1);

        time.advance(Duration.ofMillis(1));
        authenticator.authenticate("t");
        assertThat(asked).hasSize(2);
    }

    @Test
    void a_revoked_token_is_rejected_when_it_is_verified_again() {
        verdicts.put("t", accepted(Duration.ofHours(1)));
        authenticator.authenticate("t");
        verdicts.remove("t");

        time.advance(Duration.ofMinutes(5));

        assertThat(authenticator.authenticate("t")).isInstanceOf(Refused.class);
    }

    @Test
    void a_token_is_verified_again_when_the_clock_was_set_back() {
        verdicts.put("t", accepted(Duration.ofHours(1)));
        authenticator.authenticate("t");
        authenticator.authenticate("refused");
        verdicts.remove("t");
        verdicts.put("refused", accepted(Duration.ofHours(1)));

        time.setClock(Duration.ofHours(-5));

        assertThat(authenticator.authenticate("t")).isInstanceOf(Refused.class);
        assertThat(authenticator.authenticate("refused")).isInstanceOf(Accepted.class);
        time.setClock(Duration.ofSeconds(-1));
        authenticator.authenticate("t");
        assertThat(asked).containsExactly("t", "refused", "t", "refused");
    }

    @Test
    void no_token_outlives_its_expiry() {
        verdicts.put("t", accepted(Duration.ofSeconds(30)));
        authenticator.authenticate("t");

        time.advance(Duration.ofSeconds(30));

        assertThat(authenticator.authenticate("t")).isInstanceOf(Refused.class);
    }

    @Test
    void a_bad_token_is_verified_once_in_ten_seconds() {
        authenticator.authenticate("bad");
        time.advance(Duration.ofSeconds(10).minusMillis(1));
        authenticator.authenticate("bad");
        assertThat(asked).hasSize(1);

        time.advance(Duration.ofMillis(1));
        authenticator.authenticate("bad");
        assertThat(asked).hasSize(2);
    }

    @Test
    void a_genuine_token_that_is_rejected_is_verified_once_in_five_minutes() {
        verdicts.put("t", new Refused("of no use", true));

        authenticator.authenticate("t");
        time.advance(Duration.ofMinutes(5).minusMillis(1));
        authenticator.authenticate("t");
        assertThat(asked).hasSize(1);

        time.advance(Duration.ofMillis(1));
        authenticator.authenticate("t");
        assertThat(asked).hasSize(2);
    }

    @Test
    void a_principal_whose_id_no_store_accepts_is_rejected_by_every_authenticator() {
        verdicts.put(
                "t",
                new Accepted(
                        Principal.customer("two words", null), time.instant().plusSeconds(60)));

        assertThat(authenticator.authenticate("t"))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.genuine()).isTrue());
    }

    @Test
    void an_endless_token_is_not_verified() {
        assertThat(authenticator.authenticate("x".repeat(20_000))).isInstanceOf(Refused.class);
        assertThat(asked).isEmpty();
    }

    private Accepted accepted(Duration validFor) {
        return new Accepted(Principal.customer("alice", null), time.instant().plus(validFor));
    }
}
