package dev.helpline.chat.jwt;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Gets documents of an identity provider over HTTPS; over HTTP only from a loopback address, for tests. Follows no redirect, and takes
 * neither more than {@value #MAX_BYTES} bytes nor longer than ten seconds. Thread-safe.
 */
final class KeyFetcher {
    static final int MAX_BYTES = 256 * 1024;

    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final Pattern MAX_AGE = Pattern.compile("(?:^|[\\s,])max-age=(\\d{1,9})(?:$|[\\s,])");

    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(TIMEOUT)
            .followRedirects(Redirect.NEVER)
            .build();

    /**
     * A document.
     *
     * @param maxAge for how long it may be kept; zero if the provider does not say
     */
    record Fetched(String body, Duration maxAge) {}

    static URI checked(String name, URI uri) {
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        String host = uri.getHost();
        if (host == null || !(scheme.equals("https") || (scheme.equals("http") && LOOPBACK.contains(host)))) {
            throw new IllegalArgumentException(name + " must be an https address, was " + uri);
        }
        return uri;
    }

    Fetched get(URI uri) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(uri)
                .timeout(TIMEOUT)
                .header("Accept", "application/json")
                .build();
        try {
            HttpResponse<InputStream> response = client.send(request, BodyHandlers.ofInputStream());
            try (InputStream body = response.body()) {
                if (response.statusCode() != 200) {
                    throw new IOException(uri + " replied with status " + response.statusCode());
                }
                byte[] bytes = body.readNBytes(MAX_BYTES + 1);
                if (bytes.length > MAX_BYTES) {
                    throw new IOException(uri + " replied with more than " + MAX_BYTES + " bytes");
                }
                return new Fetched(new String(bytes, StandardCharsets.UTF_8), maxAge(response));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for " + uri, e);
        }
    }

    private static Duration maxAge(HttpResponse<?> response) {
        String control =
                String.join(",", response.headers().allValues("Cache-Control")).toLowerCase(Locale.ROOT);
        Matcher matcher = MAX_AGE.matcher(control);
        return matcher.find() ? Duration.ofSeconds(Long.parseLong(matcher.group(1))) : Duration.ZERO;
    }
}
