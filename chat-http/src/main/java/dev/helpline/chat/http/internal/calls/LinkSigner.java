package dev.helpline.chat.http.internal.calls;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs what addresses say, with the newest of several keys, and recognises what was signed with any of them. Thread-safe. */
public final class LinkSigner {
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();
    private static final Base64.Decoder DECODER = Base64.getUrlDecoder();

    private final String signing;
    private final Map<String, byte[]> keys;

    /** Keys by id, of which {@code signing} signs. */
    public LinkSigner(String signing, Map<String, byte[]> keys) {
        this.signing = signing;
        this.keys = Map.copyOf(keys);
    }

    /** What an address is for. A signature for one purpose is worth nothing for another. */
    enum Purpose {
        FILE,
        RATING
    }

    /** Returns the parts of a query that prove the fields: the key's id and the signature. */
    String sign(Purpose purpose, String... fields) {
        byte[] key = keys.get(signing);
        if (key == null) {
            throw new IllegalStateException("the signing key is one of the keys");
        }
        return "key=" + signing + "&signature=" + ENCODER.encodeToString(digest(purpose, signing, key, fields));
    }

    /** Whether the query has a signature of the fields by one of the keys. */
    boolean isSigned(Query query, Purpose purpose, String... fields) {
        String id = query.text("key").orElse("");
        byte[] key = keys.get(id);
        return key != null
                && MessageDigest.isEqual(decoded(query.text("signature").orElse("")), digest(purpose, id, key, fields));
    }

    /** Returns the bytes that a text stands for; none if it is not Base64 for URLs. */
    static byte[] decoded(String text) {
        try {
            return DECODER.decode(text);
        } catch (IllegalArgumentException notEncoded) {
            return new byte[0];
        }
    }

    /** HMAC-SHA-256 of the purpose, the key's id and the fields, each with its length. */
    private static byte[] digest(Purpose purpose, String id, byte[] key, String... fields) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            add(mac, purpose.name());
            add(mac, id);
            for (String field : fields) {
                add(mac, field);
            }
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }

    private static void add(Mac mac, String field) {
        byte[] bytes = field.getBytes(StandardCharsets.UTF_8);
        mac.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, bytes.length));
        mac.update(bytes);
    }
}
