package dev.helpline.chat.jwt;

import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.util.JSONObjectUtils;
import dev.helpline.chat.jwt.KeyFetcher.Fetched;
import java.io.IOException;
import java.net.URI;
import java.text.ParseException;
import java.time.Duration;
import java.util.Map;

/** Where the keys of an issuer come from. */
@FunctionalInterface
interface KeySource {
    /**
     * The keys by their ids.
     *
     * @param maxAge for how long they may be kept; zero if the provider does not say
     */
    record Keys(Map<String, JWSVerifier> byId, Duration maxAge) {}

    /** Gets the keys; at least one. */
    Keys get(JwtAlgorithm algorithm) throws IOException;

    /** Keys at an address. */
    static KeySource at(KeyFetcher fetcher, URI keys, KeyDocument document) {
        return algorithm -> {
            Fetched fetched = fetcher.get(keys);
            try {
                Map<String, JWSVerifier> byId = document.read(fetched.body(), algorithm);
                if (byId.isEmpty()) {
                    throw new IOException(keys + " has no key with an id for " + algorithm);
                }
                return new Keys(Map.copyOf(byId), fetched.maxAge());
            } catch (ParseException | RuntimeException unreadable) {
                throw new IOException(keys + " replied with unreadable keys", unreadable);
            }
        };
    }

    /** Keys whose address is in the provider's configuration (OpenID Connect Discovery 1.0, section 4), which is read each time. */
    static KeySource discovered(KeyFetcher fetcher, String issuer) {
        URI configuration = URI.create((issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer)
                + "/.well-known/openid-configuration");
        return algorithm -> {
            URI keys;
            try {
                Map<String, Object> document =
                        JSONObjectUtils.parse(fetcher.get(configuration).body());
                if (!issuer.equals(document.get("issuer"))) {
                    throw new IOException(configuration + " is of another issuer");
                }
                keys = KeyFetcher.checked("jwks_uri", URI.create(String.valueOf(document.get("jwks_uri"))));
            } catch (ParseException | RuntimeException unreadable) {
                throw new IOException(configuration + " is unreadable", unreadable);
            }
            return at(fetcher, keys, KeyDocument.KEY_SET).get(algorithm);
        };
    }
}
