package dev.helpline.chat.socketio.internal.sessions;

import static dev.helpline.chat.socketio.internal.gateway.RestRoute.plain;
import static dev.helpline.chat.socketio.internal.gateway.RestRoute.withFiles;
import static java.util.Map.entry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.helpline.chat.core.ChatParticipant;
import dev.helpline.chat.core.message.SendMessage;
import dev.helpline.chat.core.session.EndSession;
import dev.helpline.chat.core.session.SessionView;
import dev.helpline.chat.http.ChatHttp;
import dev.helpline.chat.socketio.internal.gateway.ClientSocket;
import dev.helpline.chat.socketio.internal.gateway.DialectModule;
import dev.helpline.chat.socketio.internal.gateway.Failure;
import dev.helpline.chat.socketio.internal.gateway.Fields;
import dev.helpline.chat.socketio.internal.gateway.Json;
import dev.helpline.chat.socketio.internal.gateway.Outgoing;
import dev.helpline.chat.socketio.internal.gateway.ReadMarks;
import dev.helpline.chat.socketio.internal.gateway.RestRoute;
import dev.helpline.chat.socketio.internal.gateway.RoomEvents;
import dev.helpline.chat.socketio.internal.gateway.SocketEvent;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.session.Assignment;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The dialect of sessions. Its events and calls are the two tables below; {@link SessionsEvents} has the events that it sends. */
public final class SessionsDialect implements DialectModule {
    private static final String BASE = "/api/v1/chat";

    private final SessionsJson json;
    private final SessionsEvents rooms;
    private final Map<String, SocketEvent> events;
    private final List<RestRoute> routes;

    /** Makes the dialect with the signed addresses of this ChatHttp. */
    public SessionsDialect(ChatHttp http) {
        json = new SessionsJson(http);
        rooms = new SessionsEvents(json);
        SessionsCalls calls = new SessionsCalls(json);
        // spotless:off
        events = Map.ofEntries(
            entry("join_session",  this::join),
            entry("leave_session", this::leave),
            entry("send_message",  this::send),
            entry("typing",        (socket, data) -> typing(socket, data, true)),
            entry("stop_typing",   (socket, data) -> typing(socket, data, false)),
            entry("mark_as_read",  this::read),
            entry("accept_chat",   this::accept),
            entry("close_chat",    this::close));
        routes = List.of(
            plain    ("POST",  BASE + "/sessions",              calls::start),
            plain    ("GET",   BASE + "/sessions",              calls::list),
            plain    ("GET",   BASE + "/sessions/:id",          calls::session),
            plain    ("GET",   BASE + "/sessions/:id/messages", calls::messages),
            withFiles("POST",  BASE + "/sessions/:id/messages", calls::send),
            withFiles("POST",  BASE + "/upload",                calls::upload),
            plain    ("POST",  BASE + "/sessions/:id/read",     calls::read),
            plain    ("POST",  BASE + "/sessions/:id/assign",   calls::assign),
            plain    ("PATCH", BASE + "/sessions/:id/status",   calls::changeStatus));
        // spotless:on
    }

    @Override
    public String namespace() {
        return "/";
    }

    @Override
    public List<String> paths() {
        return List.of(BASE + "/*");
    }

    @Override
    public Map<String, SocketEvent> events() {
        return events;
    }

    @Override
    public RoomEvents rooms() {
        return rooms;
    }

    @Override
    public List<RestRoute> routes() {
        return routes;
    }

    @Override
    public Outgoing error(Failure failure, String event) {
        ObjectNode data = Json.object().put("message", failure.message()).put("code", failure.code());
        if (!event.isEmpty()) {
            data.put("event", event);
        }
        return new Outgoing("error", data);
    }

    @Override
    public ObjectNode failure(Failure failure) {
        return Json.object()
                .put("success", false)
                .put("message", failure.message())
                .put("code", failure.code());
    }

    private CompletionStage<ObjectNode> join(ClientSocket socket, Fields data) {
        SessionId session = data.requireSession("session_id");
        var unused = socket.join(this, session, data.text("after").orElse(null));
        return done(Json.object().put("session_id", session.value()));
    }

    private CompletionStage<ObjectNode> leave(ClientSocket socket, Fields data) {
        socket.leave(data.requireSession("session_id"));
        return done(Json.object());
    }

    private CompletionStage<ObjectNode> send(ClientSocket socket, Fields data) {
        SessionId session = data.requireSession("session_id");
        SendMessage message = SessionsMessages.read(socket.identity(), session, data, List.of());
        return socket.identity().participant().sendAsync(message).thenApply(stored -> {
            ObjectNode sent = Json.object().put("message_id", stored.id().value());
            data.text("temp_id").ifPresent(id -> sent.put("temp_id", id));
            sent.put("sent_at", Json.time(stored.at()));
            var unused = socket.emit(List.of(new Outgoing("message_sent", sent.deepCopy())));
            return sent;
        });
    }

    private static CompletionStage<ObjectNode> typing(ClientSocket socket, Fields data, boolean isTyping) {
        socket.identity().participant().typing(data.requireSession("session_id"), isTyping);
        return done(Json.object());
    }

    private CompletionStage<ObjectNode> read(ClientSocket socket, Fields data) {
        ReadMarks.move(socket.identity(), data.requireSession("session_id"), data, "message_ids");
        return done(Json.object());
    }

    private CompletionStage<ObjectNode> accept(ClientSocket socket, Fields data) {
        SessionId session = data.requireSession("session_id");
        SessionView view = socket.identity().desk().claim(session);
        Assignment assignment = view.session().assignment();
        if (!socket.hasJoined(session) && assignment != null) {
            var unused = socket.emit(List.of(rooms.accepted(view, assignment)));
        }
        return done(withSession(view));
    }

    private CompletionStage<ObjectNode> close(ClientSocket socket, Fields data) {
        SessionId session = data.requireSession("session_id");
        ChatParticipant participant = socket.identity().participant();
        SessionView view = participant.end(EndSession.of(session));
        if (!socket.hasJoined(session)) {
            var unused =
                    socket.emit(List.of(rooms.closed(view, socket.identity().id())));
        }
        return done(withSession(view));
    }

    private ObjectNode withSession(SessionView view) {
        ObjectNode result = Json.object();
        result.set("session", json.session(view));
        return result;
    }

    private static CompletionStage<ObjectNode> done(ObjectNode result) {
        return CompletableFuture.completedFuture(result);
    }
}
