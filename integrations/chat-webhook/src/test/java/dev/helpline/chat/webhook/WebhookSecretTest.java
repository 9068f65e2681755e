package dev.helpline.chat.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookSecretTest {
    /** The example of the Standard Webhooks libraries. */
    private static final String WRITTEN = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    private static final String ID = "msg_p5jXN8AQM9LWM0D4loKWxJek";
    private static final String TIMESTAMP = "1614265330";
    private static final byte[] BODY = "{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8);
    private static final String SIGNATURE = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";

    private final WebhookSecret secret = WebhookSecret.parse(WRITTEN);

    @Test
    void the_signature_is_that_of_other_libraries() {
        assertThat(secret.sign(ID, TIMESTAMP, BODY)).isEqualTo(SIGNATURE);
    }

    @ParameterizedTest
    @CsvSource({"0, true", "300, true", "-300, true", "301, false", "-301, false"})
    void a_signature_is_good_for_five_minutes(int seconds, boolean good) {
        Instant now = Instant.ofEpochSecond(Long.parseLong(TIMESTAMP) + seconds);

        assertThat(WebhookVerifier.at(() -> now, secret).isGenuine(ID, TIMESTAMP, SIGNATURE, BODY))
                .isEqualTo(good);
    }

    @Test
    void whatever_is_changed_is_noticed() {
        WebhookVerifier verifier = WebhookVerifier.at(() -> Instant.ofEpochSecond(Long.parseLong(TIMESTAMP)), secret);
        byte[] other = "{\"test\": 2432232315}".getBytes(StandardCharsets.UTF_8);

        assertThat(verifier.isGenuine(ID, TIMESTAMP, SIGNATURE, other)).isFalse();
        assertThat(verifier.isGenuine(ID + "x", TIMESTAMP, SIGNATURE, BODY)).isFalse();
        assertThat(verifier.isGenuine(ID, "1614265331", SIGNATURE, BODY)).isFalse();
        assertThat(verifier.isGenuine(ID, TIMESTAMP, SIGNATURE.replace("v1,", "v2,"), BODY))
                .isFalse();
        assertThat(verifier.isGenuine(ID, TIMESTAMP, "", BODY)).isFalse();
        assertThat(verifier.isGenuine(null, TIMESTAMP, SIGNATURE, BODY)).isFalse();
        assertThat(verifier.isGenuine(ID, null, SIGNATURE, BODY)).isFalse();
        assertThat(verifier.isGenuine(ID, TIMESTAMP, null, BODY)).isFalse();
        assertThat(verifier.isGenuine(ID, "soon", SIGNATURE, BODY)).isFalse();
        assertThat(verifier.isGenuine(ID, "9223372036854775807", SIGNATURE, BODY))
                .isFalse();
        assertThat(WebhookVerifier.at(() -> Instant.ofEpochSecond(Long.parseLong(TIMESTAMP)), WebhookSecret.random())
                        .isGenuine(ID, TIMESTAMP, SIGNATURE, BODY))
                .isFalse();
    }

    @Test
    void one_good_signature_among_others_is_enough() {
        WebhookVerifier verifier = WebhookVerifier.at(
                () -> Instant.ofEpochSecond(Long.parseLong(TIMESTAMP)), WebhookSecret.random(), secret);

        assertThat(verifier.isGenuine(ID, TIMESTAMP, "v1,xxxx v2,yyyy " + SIGNATURE, BODY))
                .isTrue();
        assertThat(verifier.isGenuine(ID, TIMESTAMP, "v1,x ".repeat(1000) + SIGNATURE, BODY))
                .as("not more than ten are looked at")
                .isFalse();
    }

    @Test
    void a_random_secret_can_be_written_and_read() {
        WebhookSecret random = WebhookSecret.random();

        assertThat(random.reveal())
                .startsWith("whsec_")
                .isNotEqualTo(WebhookSecret.random().reveal());
        assertThat(WebhookSecret.parse(random.reveal()).sign("a", "1", BODY)).isEqualTo(random.sign("a", "1", BODY));
        assertThat(random.toString()).isEqualTo("WebhookSecret");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "secret",
                "whsec_",
                "whsec_not base64!",
                "whsec_c2hvcnQ=",
                "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
            })
    void a_malformed_secret_is_refused_and_not_quoted(String written) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WebhookSecret.parse(written))
                .satisfies(refusal -> assertThat(refusal.getMessage()).doesNotContain("not base64!", "c2hvcnQ"));
    }
}
