package dev.helpline.chat.socketio.internal.rooms;

import static dev.helpline.chat.socketio.internal.gateway.RestRoute.plain;
import static java.util.Map.entry;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.helpline.chat.core.message.SendMessage;
import dev.helpline.chat.socketio.internal.gateway.ClientSocket;
import dev.helpline.chat.socketio.internal.gateway.DialectModule;
import dev.helpline.chat.socketio.internal.gateway.Failure;
import dev.helpline.chat.socketio.internal.gateway.Fields;
import dev.helpline.chat.socketio.internal.gateway.Json;
import dev.helpline.chat.socketio.internal.gateway.MessageIds;
import dev.helpline.chat.socketio.internal.gateway.Outgoing;
import dev.helpline.chat.socketio.internal.gateway.RestRoute;
import dev.helpline.chat.socketio.internal.gateway.RoomEvents;
import dev.helpline.chat.socketio.internal.gateway.SocketEvent;
import dev.helpline.chat.spi.SessionId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The dialect of rooms. Its events and calls are the two tables below; {@link RoomsEvents} has the events that it sends. */
public final class RoomsDialect implements DialectModule {
    private static final String BASE = "/api/chat";

    private final RoomsEvents rooms = new RoomsEvents();

    // spotless:off
    private final Map<String, SocketEvent> events = Map.ofEntries(
        entry("register",    (socket, data) -> register(data)),
        entry("joinRoom",    this::join),
        entry("sendMessage", RoomsDialect::send),
        entry("typing",      RoomsDialect::typing));

    private final List<RestRoute> routes = List.of(
        plain("GET",  BASE + "/room",                    RoomsCalls::own),
        plain("GET",  BASE + "/room/:id",                RoomsCalls::room),
        plain("GET",  BASE + "/room/:id/messages",       RoomsCalls::messages),
        plain("POST", BASE + "/room/:id/read",           RoomsCalls::read),
        plain("POST", BASE + "/room/:id/close",          RoomsCalls::close),
        plain("GET",  BASE + "/support/rooms",           RoomsCalls::open),
        plain("POST", BASE + "/support/room/:id/assign", RoomsCalls::assign));
    // spotless:on

    @Override
    public String namespace() {
        return "/chat";
    }

    @Override
    public List<String> paths() {
        return List.of(BASE + "/room/*", BASE + "/support/*");
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
        ObjectNode data = RoomsJson.error(failure);
        if (!event.isEmpty()) {
            data.put("event", event);
        }
        return new Outgoing("error", data);
    }

    @Override
    public ObjectNode failure(Failure failure) {
        return RoomsJson.error(failure);
    }

    /** The gateway knows the caller from the token, and has compared the id already. */
    private static CompletionStage<ObjectNode> register(Fields data) {
        var unused = data.requireText("userId");
        return done(Json.object());
    }

    private CompletionStage<ObjectNode> join(ClientSocket socket, Fields data) {
        SessionId room = data.requireSession("roomId");
        RoomEvents.Snapshot snapshot =
                socket.join(this, room, data.text("after").orElse(null));
        ObjectNode result = Json.object();
        result.set("room", RoomsJson.room(snapshot.view(), snapshot.lastMessage()));
        ArrayNode messages = result.putArray("messages");
        snapshot.messages().forEach(message -> messages.add(RoomsJson.message(snapshot.activity(), message)));
        return done(result);
    }

    private static CompletionStage<ObjectNode> send(ClientSocket socket, Fields data) {
        SessionId room = data.requireSession("roomId");
        String text = data.requireText("message");
        Optional<String> tempId = MessageIds.clientId(data, RoomsJson.TEMP_ID);
        SendMessage.Builder message =
                SendMessage.builder(room, text).id(MessageIds.uuid(socket.identity(), room, tempId, text, List.of()));
        tempId.ifPresent(id -> message.metadata(MessageIds.metadata(RoomsJson.TEMP_ID, id)));
        return socket.identity()
                .participant()
                .sendAsync(message.build())
                .thenApply(stored ->
                        Json.object().put("id", stored.id().value()).put("createdAt", Json.time(stored.at())));
    }

    private static CompletionStage<ObjectNode> typing(ClientSocket socket, Fields data) {
        boolean isTyping = data.flag("isTyping").orElseThrow(() -> Failure.invalid("isTyping is required"));
        socket.identity().participant().typing(data.requireSession("roomId"), isTyping);
        return done(Json.object());
    }

    private static CompletionStage<ObjectNode> done(ObjectNode result) {
        return CompletableFuture.completedFuture(result);
    }
}
