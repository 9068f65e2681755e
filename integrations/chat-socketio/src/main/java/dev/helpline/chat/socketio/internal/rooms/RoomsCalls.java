package dev.helpline.chat.socketio.internal.rooms;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.helpline.chat.core.ChatParticipant;
import dev.helpline.chat.core.CustomerChat;
import dev.helpline.chat.core.message.MessagePage;
import dev.helpline.chat.core.session.EndSession;
import dev.helpline.chat.core.session.SessionView;
import dev.helpline.chat.core.session.StartSession;
import dev.helpline.chat.socketio.internal.gateway.Fields;
import dev.helpline.chat.socketio.internal.gateway.Identity;
import dev.helpline.chat.socketio.internal.gateway.Json;
import dev.helpline.chat.socketio.internal.gateway.Messages;
import dev.helpline.chat.socketio.internal.gateway.RestCall;
import dev.helpline.chat.socketio.internal.gateway.RestReply;
import dev.helpline.chat.socketio.internal.gateway.SessionLists;
import dev.helpline.chat.socketio.internal.gateway.Slice;
import dev.helpline.chat.spi.ChatException;
import dev.helpline.chat.spi.ErrorCode;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.store.OpenSessionQuery;
import java.util.Optional;
import java.util.UUID;

/** The calls of this dialect over HTTP. Their replies have no envelope. Thread-safe. */
final class RoomsCalls {
    private RoomsCalls() {}

    /**
     * Returns the customer's room: the open one, else the last one if the policy still lets it be reopened, else a new one that continues
     * the last one. Customers who call it at once, in several tabs, get one room.
     */
    static RestReply own(RestCall call) {
        CustomerChat chat = call.identity().customer();
        SessionView room = chat.current().orElseGet(() -> {
            Optional<Session> last = chat.history(1, 1).sessions().stream()
                    .map(summary -> summary.view().session())
                    .findFirst();
            return last.flatMap(session -> reopened(chat, session.id()))
                    .orElseGet(() -> chat.currentOrStart(StartSession.builder()
                            .id(new SessionId(UUID.randomUUID().toString()))
                            .continues(last.map(Session::id).orElse(null))
                            .build()));
        });
        return room(call.identity(), room.session().id());
    }

    /** Reopens the last room; empty if it is too late for that, or if the policy does not allow it. */
    private static Optional<SessionView> reopened(CustomerChat chat, SessionId last) {
        try {
            return Optional.of(chat.reopen(last));
        } catch (ChatException refusal) {
            if (refusal.code() == ErrorCode.SESSION_CONFLICT) {
                return Optional.empty();
            }
            throw refusal;
        }
    }

    static RestReply room(RestCall call) {
        return room(call.identity(), roomOf(call));
    }

    private static RestReply room(Identity reader, SessionId room) {
        ChatParticipant participant = reader.participant();
        SessionView view = participant.session(room);
        return ok(RoomsJson.room(view, Messages.last(participant, view).orElse(null)));
    }

    /** Returns the newest messages, or those from an offset on, the oldest first. They count as delivered. */
    static RestReply messages(RestCall call) {
        ChatParticipant participant = call.identity().participant();
        MessagePage page = Messages.requested(participant, participant.session(roomOf(call)), call.query());
        ArrayNode messages = Json.array();
        page.messages().forEach(entry -> messages.add(RoomsJson.message(page.activity(), entry)));
        return ok(messages);
    }

    static RestReply read(RestCall call) {
        call.identity().participant().readDelivered(roomOf(call));
        return room(call);
    }

    static RestReply close(RestCall call) {
        var unused = call.identity().participant().end(EndSession.of(roomOf(call)));
        return room(call);
    }

    static RestReply open(RestCall call) {
        ArrayNode rooms = Json.array();
        SessionLists.open(call.identity().desk(), OpenSessionQuery.ALL, Slice.of(call.query()))
                .forEach(summary -> rooms.add(RoomsJson.room(summary.view(), summary.lastMessage())));
        return ok(rooms);
    }

    static RestReply assign(RestCall call) {
        var unused = call.identity().desk().claim(roomOf(call));
        return room(call);
    }

    private static SessionId roomOf(RestCall call) {
        return Fields.sessionId(call.variables().get(0));
    }

    private static RestReply ok(JsonNode body) {
        return new RestReply(200, body);
    }
}
