package dev.helpline.chat.client.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import okhttp3.HttpUrl;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;

/**
 * The customers' calls of a Helpline server, in memory: with its ids and its idempotency, and without other rules. Not
 * thread-safe.
 */
final class FakeServer {
    private static final List<String> CALLS_ON_SESSIONS = Arrays.asList("end", "reopen", "prompt");

    private static final int DEFAULT_LIMIT = 50;
    private static final String GUEST_TOKEN = "guest.fake.";
    private static final int MAX_LIMIT = 100;
    private static final int MAX_FILE_BYTES = 10 * 1024 * 1024;

    private final Map<String, FakeSession> sessions = new LinkedHashMap<>();
    private int made;
    private @Nullable Long reopenSeconds;

    FakeSession session(String sessionId) {
        FakeSession session = sessions.get(sessionId);
        if (session == null) {
            throw new IllegalArgumentException("no session " + sessionId + " in the fake");
        }
        return session;
    }

    void reopenSeconds(long seconds) {
        reopenSeconds = seconds;
    }

    Collection<String> sessionIds() {
        return new ArrayList<>(sessions.keySet());
    }

    String freshId(String kind) {
        made++;
        return kind + '-' + made;
    }

    FakeResponse answer(Request request) {
        List<String> path = new ArrayList<>(request.url().pathSegments());
        String call = request.method() + ' ' + path.get(2);
        if (path.size() > 3) {
            call += CALLS_ON_SESSIONS.contains(path.get(3)) ? "/" + path.get(3) : "/{id}";
        }
        ObjectNode body = body(request);
        switch (call) {
            case "POST session":
                return body.path("userInfo").path("isGuest").asBoolean()
                        ? startAsGuest(body)
                        : start(text(body, "sessionId"), text(body, "externalRef"));
            case "POST session/{id}":
                return takeOver(textOr(body, "sessionToken", ""));
            case "PUT current":
                String open = open();
                return start(open == null ? text(body, "sessionId") : open, text(body, "externalRef"));
            case "GET current":
                return current();
            case "POST message":
                return send(body);
            case "PATCH message/{id}":
                return about(path.get(3), session -> session.edit(path.get(4), body));
            case "DELETE message/{id}":
                return about(path.get(3), session -> session.withdraw(path.get(4)));
            case "POST attachments":
                return about(
                        textOr(body, "sessionId", ""),
                        session -> session.files().start(body));
            case "PUT attachments/{id}":
                return about(path.get(3), session -> session.files().part(path.get(4), request));
            case "DELETE attachments/{id}":
                return about(path.get(3), session -> session.files().cancel(path.get(4)));
            case "POST attachments/{id}":
                return about(path.get(3), session -> session.files().link(path.get(3), path.get(4)));
            case "GET attachments/{id}":
                return about(path.get(3), session -> session.files().download(path.get(4), request.header("Range")));
            case "GET poll/{id}":
                return about(path.get(3), session -> FakeResponse.of(poll(session, request.url())));
            case "GET messages/{id}":
                return about(path.get(3), session -> FakeResponse.of(messages(session, request.url())));
            case "GET session/{id}":
                return about(path.get(3), session -> FakeResponse.of(session.head()));
            case "POST session/end":
                return about(textOr(body, "sessionId", ""), session -> {
                    session.end("user", "normal", text(body, "endReason"));
                    return FakeResponse.of(session.ended());
                });
            case "POST session/reopen":
                return about(textOr(body, "sessionId", ""), session -> {
                    session.reopen();
                    return FakeResponse.of(session.head());
                });
            case "POST rating":
                return about(
                        textOr(body, "sessionId", ""),
                        session -> session.isEnded()
                                ? session.rate(body)
                                : FakeResponse.refused(404, "SESSION_NOT_FOUND"));
            case "POST rating/prompt":
                return about(
                        textOr(body, "sessionId", ""),
                        session -> session.isEnded()
                                ? session.askForRating(textOr(body, "promptId", ""))
                                : FakeResponse.refused(404, "SESSION_NOT_FOUND"));
            case "POST read":
                return about(textOr(body, "sessionId", ""), session -> session.read(body));
            case "GET history":
                return history(request.url());
            case "GET config":
                return FakeResponse.of(config());
            case "GET health":
                return FakeResponse.of(JsonNodeFactory.instance.objectNode().put("status", "ok"));
            default:
                return FakeResponse.refused(404, "NOT_FOUND");
        }
    }

    private ObjectNode config() {
        ObjectNode config = JsonNodeFactory.instance.objectNode().put("pollIntervalMillis", 2000);
        ObjectNode attachments = config.putObject("attachments");
        attachments.put("maxFiles", 5).put("maxFileBytes", MAX_FILE_BYTES).put("partBytes", FakeFile.PART_BYTES);
        return reopenSeconds == null ? config : config.put("reopenSeconds", reopenSeconds);
    }

    private FakeResponse start(@Nullable String sessionId, @Nullable String externalRef) {
        String id = sessionId == null ? freshId("session") : sessionId;
        FakeSession session = sessions.computeIfAbsent(id, made -> new FakeSession(made, externalRef));
        return FakeResponse.of(session.head().retain("sessionId", "status", "state", "createdAt"));
    }

    private FakeResponse startAsGuest(ObjectNode body) {
        String given = text(body, "sessionId");
        String id = given == null ? freshId("session") : given;
        FakeSession session = sessions.computeIfAbsent(id, made -> new FakeSession(made, text(body, "externalRef")));
        ObjectNode started = session.head().retain("sessionId", "status", "state", "createdAt");
        return FakeResponse.of(started.put("sessionToken", GUEST_TOKEN + id));
    }

    private FakeResponse takeOver(String token) {
        String id = token.startsWith(GUEST_TOKEN) ? token.substring(GUEST_TOKEN.length()) : "";
        return about(
                id, session -> FakeResponse.of(session.head().retain("sessionId", "status", "state", "createdAt")));
    }

    private FakeResponse current() {
        ObjectNode data = JsonNodeFactory.instance.objectNode();
        String open = open();
        if (open != null) {
            data.set("session", session(open).head());
        }
        return FakeResponse.of(data);
    }

    private @Nullable String open() {
        for (Map.Entry<String, FakeSession> entry : sessions.entrySet()) {
            if (!entry.getValue().isEnded()) {
                return entry.getKey();
            }
        }
        return null;
    }

    private FakeResponse send(ObjectNode body) {
        return about(textOr(body, "sessionId", ""), session -> {
            String id = text(body, "messageId");
            String messageId = id == null ? freshId("message") : id;
            String text = textOr(body, "message", "");
            ObjectNode stored = session.message(messageId);
            if (stored != null && !isSame(stored, body)) {
                return FakeResponse.refused(409, "MESSAGE_CONFLICT");
            }
            if (stored == null && reopenSeconds != null) {
                session.reopen();
            }
            if (stored == null && session.isEnded()) {
                String code = session.refusalCode();
                return FakeResponse.refused(code.equals("SESSION_EXPIRED") ? 410 : 404, code);
            }
            String noFile = session.files().refused(messageId, body.path("attachmentIds"));
            if (stored == null && noFile != null) {
                return FakeResponse.refused(400, "INVALID_MESSAGE_DATA").detail("attachmentId", noFile);
            }
            if (stored == null) {
                stored = session.add(messageId, "user", text, textOr(body, "timestamp", FakeSession.CREATED_AT));
                session.reply(stored, body);
            }
            ObjectNode data = stored.deepCopy().retain("messageId", "seq", "timestamp");
            return FakeResponse.of(data.put("status", "sent").put("deliveredAt", FakeSession.CREATED_AT));
        });
    }

    private static boolean isSame(ObjectNode stored, ObjectNode body) {
        return Objects.equals(stored.get("message"), body.get("message"))
                && Objects.equals(stored.get("replyTo"), body.get("replyTo"))
                && Objects.equals(stored.get("metadata"), body.get("metadata"))
                && Objects.equals(stored.get("content"), body.get("content"));
    }

    private FakeResponse history(HttpUrl url) {
        String externalRef = url.queryParameter("externalRef");
        List<String> newestFirst = new ArrayList<>(sessions.keySet());
        newestFirst.removeIf(
                id -> externalRef != null && !externalRef.equals(session(id).externalRef()));
        Collections.reverse(newestFirst);
        String after = url.queryParameter("after");
        int page = number(url, "page", 1);
        FakePage lines = after == null
                ? FakePage.numbered(page, limit(url), newestFirst.size())
                : FakePage.from(newestFirst.indexOf(after) + 1, limit(url), newestFirst.size());
        ObjectNode data = JsonNodeFactory.instance.objectNode();
        ArrayNode shown = data.putArray("sessions");
        lines.of(newestFirst).forEach(id -> shown.add(session(id).historyLine()));
        if (after == null) {
            data.set("pagination", lines.pagination(page, limit(url), "totalSessions"));
        }
        if (lines.hasNext()) {
            data.put("nextCursor", newestFirst.get(lines.to - 1));
        }
        return FakeResponse.of(data);
    }

    private static ObjectNode messages(FakeSession session, HttpUrl url) {
        String after = url.queryParameter("after");
        String before = url.queryParameter("before");
        int limit = limit(url);
        if (after != null) {
            return session.messagesAfter(after, limit);
        }
        return before == null ? session.messages(number(url, "page", 1), limit) : session.messagesBefore(before, limit);
    }

    private static ObjectNode poll(FakeSession session, HttpUrl url) {
        String after = url.queryParameter("after");
        return session.poll(after == null ? 0 : Integer.parseInt(after.substring(1)), limit(url));
    }

    private static int limit(HttpUrl url) {
        return Math.min(MAX_LIMIT, number(url, "limit", DEFAULT_LIMIT));
    }

    private static int number(HttpUrl url, String name, int otherwise) {
        String value = url.queryParameter(name);
        return value == null ? otherwise : Integer.parseInt(value);
    }

    private FakeResponse about(String sessionId, Function<FakeSession, FakeResponse> answer) {
        FakeSession session = sessions.get(sessionId);
        return session == null ? FakeResponse.refused(404, "SESSION_NOT_FOUND") : answer.apply(session);
    }

    private static ObjectNode body(Request request) {
        ObjectNode body = request.tag(ObjectNode.class);
        return body == null ? JsonNodeFactory.instance.objectNode() : body;
    }

    private static @Nullable String text(JsonNode body, String name) {
        JsonNode value = body.get(name);
        return value == null ? null : value.textValue();
    }

    private static String textOr(JsonNode body, String name, String otherwise) {
        String value = text(body, name);
        return value == null ? otherwise : value;
    }
}
