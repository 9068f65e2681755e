package dev.helpline.chat.client.testkit;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import okhttp3.MediaType;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;
import org.jspecify.annotations.Nullable;

/** A response in the envelope of the protocol. */
final class FakeResponse {
    private static final MediaType JSON = MediaType.get("application/json; charset=utf-8");
    private static final String NOW = "2026-01-01T00:00:00.000Z";

    private final int httpStatus;
    private final ObjectNode body;
    private @Nullable Long retryAfterSeconds;
    private byte @Nullable [] file;
    private int fileOffset;

    private FakeResponse(int httpStatus, ObjectNode body) {
        this.httpStatus = httpStatus;
        this.body = body;
    }

    static FakeResponse of(ObjectNode data) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("success", true).put("message", "OK").set("data", data);
        return new FakeResponse(200, body);
    }

    static FakeResponse refused(int httpStatus, String code) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("success", false).put("timestamp", NOW).put("requestId", "fake");
        body.putObject("error").put("code", code).put("message", "A failure that the test planned");
        return new FakeResponse(httpStatus, body);
    }

    /** A file, from an offset on. */
    static FakeResponse file(byte[] file, int offset) {
        FakeResponse response = new FakeResponse(offset == 0 ? 200 : 206, JsonNodeFactory.instance.objectNode());
        response.file = file;
        response.fileOffset = offset;
        return response;
    }

    FakeResponse detail(String name, Object value) {
        ((ObjectNode) body.get("error")).putObject("details").put(name, String.valueOf(value));
        return this;
    }

    FakeResponse retryAfterSeconds(long seconds) {
        retryAfterSeconds = seconds;
        return this;
    }

    Response to(Request request) {
        return file == null ? json(request) : file(request, file);
    }

    private Response file(Request request, byte[] whole) {
        byte[] bytes = Arrays.copyOfRange(whole, fileOffset, whole.length);
        return new Response.Builder()
                .request(request)
                .protocol(Protocol.HTTP_1_1)
                .code(httpStatus)
                .message("Fake")
                .header("Content-Disposition", "attachment")
                .header("Content-Range", "bytes " + fileOffset + "-" + (whole.length - 1) + "/" + whole.length)
                .body(ResponseBody.create(bytes, MediaType.get("application/octet-stream")))
                .build();
    }

    private Response json(Request request) {
        Response.Builder response = new Response.Builder()
                .request(request)
                .protocol(Protocol.HTTP_1_1)
                .code(httpStatus)
                .message("Fake")
                .body(ResponseBody.create(body.toString().getBytes(StandardCharsets.UTF_8), JSON));
        if (retryAfterSeconds != null) {
            response.header("Retry-After", retryAfterSeconds.toString());
        }
        return response.build();
    }
}
