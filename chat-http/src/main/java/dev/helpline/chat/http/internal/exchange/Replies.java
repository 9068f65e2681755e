package dev.helpline.chat.http.internal.exchange;

import dev.helpline.chat.http.exchange.HttpCall;
import dev.helpline.chat.http.exchange.HttpReply;
import dev.helpline.chat.http.internal.wire.Problem;
import dev.helpline.chat.http.internal.wire.RawJson;
import dev.helpline.chat.http.internal.wire.WireJson;
import dev.helpline.chat.http.internal.wire.WireSuccess;
import dev.helpline.chat.http.internal.wire.WireTime;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes results and problems in their envelopes, with the headers that every reply has. */
public final class Replies {
    private static final int NO_CONTENT = 204;

    private final InstantSource clock;
    private final Cors cors;
    private final CallBudgets budgets;

    public Replies(InstantSource clock, Cors cors, CallBudgets budgets) {
        this.clock = clock;
        this.cors = cors;
        this.budgets = budgets;
    }

    public HttpReply success(CallResult result, HttpCall call, String requestId) {
        if (result.data() instanceof FileResult file) {
            return FileReplies.of(file.file(), call, head(call, requestId));
        }
        if (result.data() instanceof ExportResult export) {
            return ExportReplies.of(export, call, head(call, requestId));
        }
        byte[] body =
                result.data() instanceof RawJson raw ? raw.json() : WireSuccess.write(result.data(), result.message());
        return reply(200, head(call, requestId), body, call);
    }

    public HttpReply failure(Problem cause, HttpCall call, String requestId) {
        Problem problem = budgets.counted(cause, call);
        ErrorPart error = new ErrorPart(
                problem.error().name(), problem.message(), problem.details().isEmpty() ? null : problem.details());
        Map<String, String> headers = head(call, requestId);
        headers.putAll(problem.headers());
        if (problem.error().status() == 401) {
            headers.put("WWW-Authenticate", "Bearer realm=\"chat\"");
        }
        byte[] body = WireJson.write(new Failure(false, error, WireTime.format(clock.instant()), requestId));
        return reply(problem.error().status(), headers, body, call);
    }

    public HttpReply options(String allowed, HttpCall call, String requestId) {
        Map<String, String> headers = head(call, requestId);
        headers.put("Allow", allowed);
        cors.addPreflightTo(call, allowed, headers);
        return HttpReply.builder(NO_CONTENT).headers(headers).build();
    }

    private Map<String, String> head(HttpCall call, String requestId) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put(RequestIds.HEADER, requestId);
        headers.put("Cache-Control", "no-store");
        headers.put("X-Content-Type-Options", "nosniff");
        headers.put("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
        headers.put("Referrer-Policy", "no-referrer");
        cors.addTo(call, headers);
        return headers;
    }

    private static HttpReply reply(int status, Map<String, String> headers, byte[] body, HttpCall call) {
        headers.put("Content-Type", "application/json");
        headers.put("Content-Length", Integer.toString(body.length));
        HttpReply.Builder reply = HttpReply.builder(status).headers(headers);
        return call.method().equals("HEAD") ? reply.build() : reply.body(body).build();
    }

    private record Failure(boolean success, ErrorPart error, String timestamp, String requestId) {}

    private record ErrorPart(
            String code, String message, @Nullable Map<String, String> details) {}
}
