package dev.helpline.chat.webhook;

import dev.helpline.chat.spi.Experimental;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Checks webhooks in the service that receives them. A webhook that passes was sent by an owner of a secret, unchanged, within the last five
 * minutes; it may come twice, with the same id. Any library for Standard Webhooks does the same. Thread-safe.
 */
@Experimental
public final class WebhookVerifier {
    /** How far the timestamp of a webhook may be from now, in either direction: that of the Standard Webhooks libraries. */
    public static final Duration TOLERANCE = Duration.ofMinutes(5);

    private static final int MOST_SIGNATURES = 10;

    private final List<WebhookSecret> secrets;
    private final InstantSource clock;

    private WebhookVerifier(List<WebhookSecret> secrets, InstantSource clock) {
        this.secrets = List.copyOf(secrets);
        this.clock = clock;
        if (secrets.isEmpty()) {
            throw new IllegalArgumentException("there must be a secret");
        }
    }

    /** Returns a verifier that accepts signatures with any of these secrets: two while a secret is being replaced. */
    public static WebhookVerifier of(WebhookSecret... secrets) {
        return at(InstantSource.system(), secrets);
    }

    /** As {@link #of}, with a clock. */
    public static WebhookVerifier at(InstantSource clock, WebhookSecret... secrets) {
        return new WebhookVerifier(List.of(secrets), clock);
    }

    /**
     * Returns whether the webhook is genuine and recent. Takes the same time for each wrong signature.
     *
     * @param id the header {@value WebhookListener#ID}; null if it is missing
     * @param timestamp the header {@value WebhookListener#TIMESTAMP}
     * @param signatures the header {@value WebhookListener#SIGNATURE}
     * @param body the body, byte by byte as it was received
     */
    public boolean isGenuine(
            @Nullable String id, @Nullable String timestamp, @Nullable String signatures, byte[] body) {
        if (id == null || timestamp == null || signatures == null || !isRecent(timestamp)) {
            return false;
        }
        boolean genuine = false;
        for (String signature : signatures.split(" ", MOST_SIGNATURES + 1)) {
            for (WebhookSecret secret : secrets) {
                genuine |= equalInConstantTime(secret.sign(id, timestamp, body), signature);
            }
        }
        return genuine;
    }

    private boolean isRecent(String timestamp) {
        try {
            Instant sent = Instant.ofEpochSecond(Long.parseLong(timestamp));
            return Duration.between(sent, clock.instant()).abs().compareTo(TOLERANCE) <= 0;
        } catch (NumberFormatException | DateTimeException | ArithmeticException e) {
            return false;
        }
    }

    private static boolean equalInConstantTime(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }
}
