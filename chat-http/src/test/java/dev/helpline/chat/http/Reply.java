package dev.helpline.chat.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.helpline.chat.http.exchange.HttpReply;
import java.io.ByteArrayOutputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** What came back, as a test looks at it. */
record Reply(int status, Map<String, String> headers, String text) {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    static Reply of(CompletableFuture<HttpReply> future) {
        HttpReply reply = Call.soon(future);
        return new Reply(reply.status(), reply.headers(), new String(bytes(reply), UTF_8));
    }

    private static byte[] bytes(HttpReply reply) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(reply.body());
        reply.content().ifPresent(content -> {
            for (byte[] part = content.next(); part.length > 0; part = content.next()) {
                bytes.writeBytes(part);
            }
        });
        assertThat(reply.bodyLength()).isIn((long) bytes.size(), HttpReply.UNKNOWN_LENGTH);
        return bytes.toByteArray();
    }

    /** Whether the body is a file, and not JSON. */
    boolean isFile() {
        return headers.containsKey("Content-Disposition");
    }

    JsonNode json() {
        return parse(text);
    }

    JsonNode data() {
        return json().path("data");
    }

    String code() {
        return json().path("error").path("code").asText();
    }

    static JsonNode parse(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException notJson) {
            throw new UncheckedIOException(notJson);
        }
    }
}
