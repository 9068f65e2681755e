package dev.helpline.chat.socketio.internal.conversations;

import static dev.helpline.chat.socketio.internal.gateway.RestRoute.plain;
import static java.util.Map.entry;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.helpline.chat.socketio.internal.gateway.ClientSocket;
import dev.helpline.chat.socketio.internal.gateway.DialectModule;
import dev.helpline.chat.socketio.internal.gateway.Failure;
import dev.helpline.chat.socketio.internal.gateway.Fields;
import dev.helpline.chat.socketio.internal.gateway.Json;
import dev.helpline.chat.socketio.internal.gateway.NumericIds;
import dev.helpline.chat.socketio.internal.gateway.Outgoing;
import dev.helpline.chat.socketio.internal.gateway.ReadMarks;
import dev.helpline.chat.socketio.internal.gateway.RestRoute;
import dev.helpline.chat.socketio.internal.gateway.RoomEvents;
import dev.helpline.chat.socketio.internal.gateway.SocketEvent;
import dev.helpline.chat.spi.SessionId;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The dialect of conversations. Its events and calls are the two tables below; {@link ConversationsEvents} has the events that it sends. */
public final class ConversationsDialect implements DialectModule {
    private static final String BASE = "/api/chat";
    private static final String ID = "conversationId";

    private final ConversationsEvents rooms = new ConversationsEvents();

    // spotless:off
    private final Map<String, SocketEvent> events = Map.ofEntries(
        entry("join-chat",          this::join),
        entry("leave-chat",         ConversationsDialect::leave),
        entry("send-chat-message",  ConversationsDialect::send),
        entry("typing-start",       (socket, data) -> typing(socket, data, true)),
        entry("typing-stop",        (socket, data) -> typing(socket, data, false)),
        entry("mark-messages-read", ConversationsDialect::read));

    private final List<RestRoute> routes = List.of(
        plain("GET",   BASE + "/conversations",                    ConversationsCalls::own),
        plain("POST",  BASE + "/conversations",                    ConversationsCalls::start),
        plain("GET",   BASE + "/conversations/:id/messages",       ConversationsCalls::messages),
        plain("POST",  BASE + "/conversations/:id/messages",       ConversationsCalls::sendAsCustomer),
        plain("PATCH", BASE + "/conversations/:id/messages/read",  ConversationsCalls::read),
        plain("GET",   BASE + "/admin/conversations",              AdminList::list),
        plain("POST",  BASE + "/admin/conversations/:id/messages", ConversationsCalls::sendAsAgent),
        plain("PATCH", BASE + "/admin/conversations/:id/status",   ConversationsCalls::changeStatus));
    // spotless:on

    @Override
    public String namespace() {
        return "/";
    }

    @Override
    public List<String> paths() {
        return List.of(BASE + "/conversations/*", BASE + "/admin/*");
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
        ObjectNode data = ConversationsJson.error(failure);
        if (!event.isEmpty()) {
            data.put("event", event);
        }
        return new Outgoing("chat-error", data);
    }

    @Override
    public ObjectNode failure(Failure failure) {
        return ConversationsCalls.failure(failure);
    }

    private CompletionStage<ObjectNode> join(ClientSocket socket, Fields data) {
        SessionId conversation = data.requireSession(ID);
        RoomEvents.Snapshot snapshot =
                socket.join(this, conversation, data.id("after").orElse(null));
        ObjectNode result = Json.object();
        result.set(
                "conversation",
                ConversationsJson.conversation(socket.identity(), snapshot.view(), snapshot.lastMessage()));
        ArrayNode messages = result.putArray("messages");
        snapshot.messages()
                .forEach(message -> messages.add(
                        ConversationsJson.message(snapshot.view().session(), snapshot.activity(), message)));
        return done(result);
    }

    private static CompletionStage<ObjectNode> leave(ClientSocket socket, Fields data) {
        socket.leave(data.requireSession(ID));
        return done(Json.object());
    }

    private static CompletionStage<ObjectNode> send(ClientSocket socket, Fields data) {
        return socket.identity()
                .participant()
                .sendAsync(ConversationsCalls.message(socket.identity(), data.requireSession(ID), data))
                .thenApply(stored -> {
                    ObjectNode sent = Json.object();
                    sent.set("id", NumericIds.json(stored.id().value()));
                    return sent.put("created_at", Json.time(stored.at()));
                });
    }

    private static CompletionStage<ObjectNode> typing(ClientSocket socket, Fields data, boolean isTyping) {
        socket.identity().participant().typing(data.requireSession(ID), isTyping);
        return done(Json.object());
    }

    private static CompletionStage<ObjectNode> read(ClientSocket socket, Fields data) {
        ReadMarks.move(socket.identity(), data.requireSession(ID), data, "messageIds");
        return done(Json.object());
    }

    private static CompletionStage<ObjectNode> done(ObjectNode result) {
        return CompletableFuture.completedFuture(result);
    }
}
