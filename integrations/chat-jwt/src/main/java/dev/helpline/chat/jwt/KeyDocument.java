package dev.helpline.chat.jwt;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.jose.util.X509CertUtils;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import java.text.ParseException;
import java.util.HashMap;
import java.util.Map;

/** Reads the keys of an identity provider, by their ids. Keys that the algorithm does not take are left out. */
enum KeyDocument {
    /** A set of JSON Web Keys (RFC 7517). */
    KEY_SET {
        @Override
        Map<String, JWSVerifier> read(String json, JwtAlgorithm algorithm) throws ParseException {
            Map<String, JWSVerifier> keys = new HashMap<>();
            for (JWK key : JWKSet.parse(json).getKeys()) {
                boolean signs = key.getKeyUse() == null || key.getKeyUse().equals(KeyUse.SIGNATURE);
                if (key.getKeyID() != null && signs && !key.isPrivate() && algorithm.takes(key)) {
                    add(keys, key.getKeyID(), key);
                }
            }
            return keys;
        }
    },
    /** An object with a certificate per id of a key, as Google publishes them for Firebase. */
    CERTIFICATES {
        @Override
        Map<String, JWSVerifier> read(String json, JwtAlgorithm algorithm) throws ParseException {
            Map<String, JWSVerifier> keys = new HashMap<>();
            for (Map.Entry<String, Object> entry : JSONObjectUtils.parse(json).entrySet()) {
                X509Certificate certificate = X509CertUtils.parse(String.valueOf(entry.getValue()));
                if (certificate != null && certificate.getPublicKey() instanceof RSAPublicKey rsa) {
                    RSAKey key = new RSAKey.Builder(rsa).build();
                    if (algorithm.takes(key)) {
                        add(keys, entry.getKey(), key);
                    }
                }
            }
            return keys;
        }
    };

    /** More keys than any provider has at a time. */
    private static final int MAX_KEYS = 100;

    abstract Map<String, JWSVerifier> read(String json, JwtAlgorithm algorithm) throws ParseException;

    private static void add(Map<String, JWSVerifier> keys, String id, JWK key) throws ParseException {
        if (keys.size() == MAX_KEYS) {
            throw new ParseException("more than " + MAX_KEYS + " keys", 0);
        }
        try {
            keys.put(id, key instanceof ECKey ec ? new ECDSAVerifier(ec) : new RSASSAVerifier((RSAKey) key));
        } catch (JOSEException unusable) {
            throw new ParseException("a key that cannot be used", 0);
        }
    }
}
