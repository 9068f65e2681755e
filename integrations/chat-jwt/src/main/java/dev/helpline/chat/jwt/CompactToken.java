package dev.helpline.chat.jwt;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.text.ParseException;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A token in its compact form (RFC 7515, section 7.1), parsed so strictly that a token has exactly one valid text. */
final class CompactToken {
    /** The longest accepted token, in characters. */
    static final int MAX_LENGTH = 8192;

    /**
     * The header parameters that a token may have. Others stand for features that are not supported: keys, critical
     * extensions, compression.
     */
    private static final Set<String> HEADER = Set.of("alg", "typ", "kid");

    /** Identity providers add digests of certificates, which are ignored, and mark access tokens (RFC 9068). */
    private static final Set<String> HEADER_OF_ISSUER = Set.of("alg", "typ", "kid", "x5t", "x5t#S256");

    private static final Set<String> TYPES = Set.of("jwt");
    private static final Set<String> TYPES_OF_ISSUER = Set.of("jwt", "at+jwt");
    private static final int MAX_KEY_ID = 256;

    private static final Pattern SPELLING = Pattern.compile("[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+");

    private final JWSObject token;

    private CompactToken(JWSObject token) {
        this.token = token;
    }

    /** Parses a token that is signed with a shared secret. */
    static CompactToken parse(String text) throws TokenRefused {
        return parse(text, JWSAlgorithm.HS256.getName(), HEADER, TYPES);
    }

    /** Parses a token of an identity provider, which names its key. */
    static CompactToken ofIssuer(String text, String algorithm) throws TokenRefused {
        CompactToken token = parse(text, algorithm, HEADER_OF_ISSUER, TYPES_OF_ISSUER);
        if (token.keyId().isEmpty() || token.keyId().length() > MAX_KEY_ID) {
            throw new TokenRefused("names no key");
        }
        return token;
    }

    private static CompactToken parse(String text, String algorithm, Set<String> parameters, Set<String> types)
            throws TokenRefused {
        if (text.length() > MAX_LENGTH || !SPELLING.matcher(text).matches()) {
            throw new TokenRefused("not a compact token of at most " + MAX_LENGTH + " characters");
        }
        try {
            checkHeader(
                    JSONObjectUtils.parse(
                            Base64URL.from(text.substring(0, text.indexOf('.'))).decodeToString()),
                    algorithm,
                    parameters,
                    types);
            return new CompactToken(JWSObject.parse(text));
        } catch (ParseException | RuntimeException unreadable) {
            throw new TokenRefused("unreadable header");
        }
    }

    /** Verifies the signature and returns the claims. */
    Claims verified(JWSVerifier verifier) throws TokenRefused {
        if (!isCanonical(token.getSignature()) || !isSigned(verifier)) {
            throw new TokenRefused("wrong signature");
        }
        Map<String, Object> claims = claims();
        if (claims == null) {
            throw new TokenRefused("the payload is not a JSON object");
        }
        return new Claims(claims);
    }

    /** Checks the header as it was sent, since the library drops parameters that it considers empty. */
    private static void checkHeader(
            Map<String, Object> header, String algorithm, Set<String> parameters, Set<String> types)
            throws TokenRefused {
        if (!algorithm.equals(header.get("alg"))) {
            throw new TokenRefused("not signed with " + algorithm);
        }
        if (!parameters.containsAll(header.keySet())) {
            throw new TokenRefused("a header parameter that is not supported");
        }
        if (!(header.getOrDefault("typ", "JWT") instanceof String type)
                || !types.contains(type.toLowerCase(Locale.ROOT))) {
            throw new TokenRefused("not a JWT by its type");
        }
    }

    /** The id of the key; empty if there is none. */
    String keyId() {
        String id = token.getHeader().getKeyID();
        return id == null ? "" : id;
    }

    private boolean isSigned(JWSVerifier verifier) {
        try {
            return token.verify(verifier);
        } catch (JOSEException | RuntimeException unverifiable) {
            return false;
        }
    }

    private @Nullable Map<String, Object> claims() {
        try {
            return token.getPayload().toJSONObject();
        } catch (RuntimeException unreadable) {
            return null;
        }
    }

    /** The unused bits at the end of a base64 text must be zero, or several texts would stand for the same bytes. */
    private static boolean isCanonical(Base64URL encoded) {
        return Base64URL.encode(encoded.decode()).equals(encoded);
    }
}
