package dev.helpline.chat.jwt;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.MACVerifier;
import java.security.MessageDigest;

/** A secret that is long enough for HS256. */
final class SigningKey {
    /** A key must be at least as long as the hash's output (RFC 7518, section 3.2). */
    static final int MIN_BYTES = 32;

    private final byte[] secret;

    private SigningKey(byte[] secret) {
        this.secret = secret;
    }

    static SigningKey of(String name, byte[] secret) {
        if (secret.length < MIN_BYTES) {
            throw new IllegalArgumentException(
                    name + " must have at least " + MIN_BYTES + " bytes, had " + secret.length);
        }
        return new SigningKey(secret.clone());
    }

    boolean isSameAs(SigningKey other) {
        return MessageDigest.isEqual(secret, other.secret);
    }

    JWSVerifier verifier() {
        try {
            return new MACVerifier(secret);
        } catch (JOSEException impossible) {
            throw new IllegalStateException("a checked secret was rejected", impossible);
        }
    }

    JWSSigner signer() {
        try {
            return new MACSigner(secret);
        } catch (JOSEException impossible) {
            throw new IllegalStateException("a checked secret was rejected", impossible);
        }
    }
}
