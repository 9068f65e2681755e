package dev.helpline.chat.client.internal.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.helpline.chat.client.call.ChatApiException;
import dev.helpline.chat.client.call.ErrorCodes;
import dev.helpline.chat.client.internal.Json;
import dev.helpline.chat.client.internal.JsonFields;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Collections;
import java.util.function.Function;
import okhttp3.MediaType;
import okhttp3.Response;
import okhttp3.ResponseBody;
import org.jspecify.annotations.Nullable;

/** Turns a response in the envelope of the protocol into a result or a {@link ChatApiException}. Thread-safe. */
final class JsonReader<T> implements ResponseReader<T> {
    private static final int CHUNK = 8192;

    private final String request;
    private final long maxResponseBytes;
    private final Function<JsonFields, T> reader;

    JsonReader(String request, long maxResponseBytes, Function<JsonFields, T> reader) {
        this.request = request;
        this.maxResponseBytes = maxResponseBytes;
        this.reader = reader;
    }

    @Override
    public T read(Response response) throws IOException {
        JsonFields envelope = envelope(response);
        try {
            if (envelope.flag("success") && response.isSuccessful()) {
                return envelope.object("data", reader);
            }
            throw refused(response, envelope.object("error", error -> error));
        } catch (JsonFields.Malformed malformed) {
            throw malformed(response, malformed.problem());
        }
    }

    private JsonFields envelope(Response response) throws IOException {
        ResponseBody body = response.body();
        if (body == null || !isJson(body.contentType())) {
            throw malformed(response, "not JSON");
        }
        byte[] bytes = bytes(response, body);
        try {
            return new JsonFields(Json.read(bytes), "body");
        } catch (JsonProcessingException notJson) {
            // without Jackson's message, which would quote the body
            throw malformed(response, "not well-formed JSON");
        } catch (JsonFields.Malformed notAnObject) {
            throw malformed(response, notAnObject.problem());
        }
    }

    private static boolean isJson(@Nullable MediaType type) {
        return type != null
                && (type.subtype().equalsIgnoreCase("json") || type.subtype().endsWith("+json"));
    }

    private byte[] bytes(Response response, ResponseBody body) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] chunk = new byte[CHUNK];
        InputStream in = body.byteStream();
        for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
            bytes.write(chunk, 0, n);
            if (bytes.size() > maxResponseBytes) {
                throw tooLong(response);
            }
        }
        return bytes.toByteArray();
    }

    private ChatApiException refused(Response response, JsonFields error) {
        ChatApiException.Builder refused = failure(response, error.text("code")).details(error.map("details"));
        String message = error.textOrNull("message");
        return (message == null ? refused : refused.serverMessage(message)).build();
    }

    ChatApiException malformed(Response response, String problem) {
        return failure(response, ErrorCodes.MALFORMED_RESPONSE).problem(problem).build();
    }

    private ChatApiException tooLong(Response response) {
        return failure(response, ErrorCodes.MALFORMED_RESPONSE)
                .problem("longer than " + maxResponseBytes + " bytes")
                .details(Collections.singletonMap("maxResponseBytes", maxResponseBytes))
                .build();
    }

    private ChatApiException.Builder failure(Response response, String code) {
        ChatApiException.Builder failure =
                ChatApiException.builder(request, code).httpStatus(response.code());
        String requestId = response.header("X-Request-Id");
        if (requestId != null) {
            failure.requestId(requestId);
        }
        Duration retryAfter = RetryAfter.parse(response.header("Retry-After"), response.header("Date"));
        return retryAfter == null ? failure : failure.retryAfter(retryAfter);
    }
}
