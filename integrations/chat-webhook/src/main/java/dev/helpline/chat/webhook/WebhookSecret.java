package dev.helpline.chat.webhook;

import dev.helpline.chat.spi.Experimental;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A secret that the sender and the receiver of webhooks share. Written as in the Standard Webhooks specification: {@code whsec_} followed by
 * 24 to 64 bytes in Base64. Immutable; {@link #toString} does not reveal it.
 */
@Experimental
public final class WebhookSecret {
    private static final String PREFIX = "whsec_";
    private static final String VERSION = "v1,";
    private static final String ALGORITHM = "HmacSHA256";
    private static final int FEWEST_BYTES = 24;
    private static final int MOST_BYTES = 64;
    private static final int RANDOM_BYTES = 32;

    private final byte[] key;

    private WebhookSecret(byte[] key) {
        this.key = key;
    }

    /** Returns the secret that is written so; throws {@link IllegalArgumentException}, whose message does not quote it, if it is malformed. */
    public static WebhookSecret parse(String written) {
        byte[] key = decoded(written);
        if (key.length < FEWEST_BYTES || key.length > MOST_BYTES) {
            throw new IllegalArgumentException(
                    "a webhook secret has " + FEWEST_BYTES + " to " + MOST_BYTES + " bytes, had " + key.length);
        }
        return new WebhookSecret(key);
    }

    private static byte[] decoded(String written) {
        if (written.startsWith(PREFIX)) {
            try {
                return Base64.getDecoder().decode(written.substring(PREFIX.length()));
            } catch (IllegalArgumentException e) {
                // told below, without the text that the decoder may quote
            }
        }
        throw new IllegalArgumentException("a webhook secret is " + PREFIX + " followed by Base64");
    }

    /** Returns a new secret of 256 random bits. */
    public static WebhookSecret random() {
        byte[] key = new byte[RANDOM_BYTES];
        new SecureRandom().nextBytes(key);
        return new WebhookSecret(key);
    }

    /** Returns the secret as {@link #parse} takes it. Keep it as you keep a password. */
    public String reveal() {
        return PREFIX + Base64.getEncoder().encodeToString(key);
    }

    /** Returns the signature of a webhook: {@code v1,} followed by Base64 of HMAC-SHA256 over the id, the timestamp and the body. */
    String sign(String id, String timestamp, byte[] body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            mac.update((id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8));
            return VERSION + Base64.getEncoder().encodeToString(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }

    /** Not the secret. */
    @Override
    public String toString() {
        return "WebhookSecret";
    }
}
