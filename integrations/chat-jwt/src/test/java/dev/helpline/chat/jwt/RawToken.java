package dev.helpline.chat.jwt;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Spells tokens by hand, so that they can be wrong in ways a library would not allow. */
final class RawToken {
    private RawToken() {}

    static String signed(String header, String claims, byte[] secret) {
        return signed(header, claims, "HmacSHA256", secret);
    }

    static String signed(String header, String claims, String algorithm, byte[] secret) {
        String input = encode(header) + "." + encode(claims);
        return input + "." + encode(hmac(input, algorithm, secret));
    }

    static String encode(String text) {
        return encode(text.getBytes(UTF_8));
    }

    static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    static byte[] hmac(String input, String algorithm, byte[] secret) {
        try {
            Mac mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(secret, algorithm));
            return mac.doFinal(input.getBytes(UTF_8));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
