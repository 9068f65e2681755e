package dev.helpline.chat.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Calls over real sockets. */
final class RealHttp {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();

    Reply get(URI uri, @Nullable String token) {
        return reply(begin("GET", uri, token, null).join());
    }

    Reply post(URI uri, @Nullable String token, String json) {
        return reply(begin("POST", uri, token, json).join());
    }

    Reply send(String method, URI uri) {
        return reply(begin(method, uri, null, null).join());
    }

    CompletableFuture<HttpResponse<String>> begin(
            String method, URI uri, @Nullable String token, @Nullable String json) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).timeout(PATIENCE);
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        if (json == null) {
            request.method(method, BodyPublishers.noBody());
        } else {
            request.method(method, BodyPublishers.ofString(json)).header("Content-Type", "application/json");
        }
        return client.sendAsync(request.build(), BodyHandlers.ofString());
    }

    static Reply reply(HttpResponse<String> response) {
        assertThat(response.headers().map().keySet()).isNotEmpty();
        Map<String, String> headers = response.headers().map().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, header -> header.getValue().get(0)));
        return new Reply(response.statusCode(), headers, response.body());
    }
}
