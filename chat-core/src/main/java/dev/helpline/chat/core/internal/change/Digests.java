package dev.helpline.chat.core.internal.change;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Digests of several fields at once. Each field is digested with its length, so that no two lists of fields look the same;
 * an absent field differs from an empty one.
 */
public final class Digests {
    private Digests() {}

    /** SHA-256 (FIPS 180-4) of the fields, in hexadecimal. */
    public static String sha256(@Nullable String... fields) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(encode(fields)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** The first 16 bytes of HMAC-SHA-256 (RFC 2104) of the fields, in hexadecimal. */
    public static String hmac(byte[] key, @Nullable String... fields) {
        return hmac(keyed(key), fields);
    }

    /** As {@link #hmac(byte[], String...)}, under the key {@code mac} was made with; one thread at a time. */
    public static String hmac(Mac mac, @Nullable String... fields) {
        return HexFormat.of().formatHex(mac.doFinal(encode(fields)), 0, 16);
    }

    /** HMAC-SHA-256 under a key. Making one costs more than using it. */
    public static Mac keyed(byte[] key) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }

    private static byte[] encode(@Nullable String... fields) {
        byte[][] parts = new byte[fields.length][];
        int size = 0;
        for (int i = 0; i < fields.length; i++) {
            String field = fields[i];
            parts[i] = field == null ? new byte[0] : field.getBytes(StandardCharsets.UTF_8);
            size += Integer.BYTES + parts[i].length;
        }
        ByteBuffer buffer = ByteBuffer.allocate(size);
        for (int i = 0; i < fields.length; i++) {
            buffer.putInt(fields[i] == null ? -1 : parts[i].length).put(parts[i]);
        }
        return buffer.array();
    }
}
