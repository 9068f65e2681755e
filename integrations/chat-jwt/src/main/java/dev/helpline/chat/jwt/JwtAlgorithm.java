package dev.helpline.chat.jwt;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import dev.helpline.chat.spi.Experimental;

/** The algorithm with which an identity provider signs its tokens (RFC 7518, section 3.1). */
@Experimental
public enum JwtAlgorithm {
    /** RSA with SHA-256; keys of at least 2048 bits. */
    RS256,
    /** ECDSA over the curve P-256 with SHA-256. */
    ES256;

    /** RFC 7518, section 3.3. */
    private static final int MIN_RSA_BITS = 2048;

    /** Returns whether a key is of the kind that this algorithm takes, whatever it is named. */
    boolean takes(JWK key) {
        if (key.getAlgorithm() != null && !key.getAlgorithm().getName().equals(name())) {
            return false;
        }
        return switch (this) {
            case RS256 -> key instanceof RSAKey rsa && rsa.size() >= MIN_RSA_BITS;
            case ES256 -> key instanceof ECKey ec && Curve.P_256.equals(ec.getCurve());
        };
    }
}
