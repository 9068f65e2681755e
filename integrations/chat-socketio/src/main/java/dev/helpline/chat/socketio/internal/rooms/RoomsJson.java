package dev.helpline.chat.socketio.internal.rooms;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.helpline.chat.core.session.SessionActivity;
import dev.helpline.chat.core.session.SessionView;
import dev.helpline.chat.socketio.internal.gateway.Authors;
import dev.helpline.chat.socketio.internal.gateway.Failure;
import dev.helpline.chat.socketio.internal.gateway.Json;
import dev.helpline.chat.socketio.internal.gateway.MessageIds;
import dev.helpline.chat.socketio.internal.gateway.Texts;
import dev.helpline.chat.spi.entry.Entry;
import dev.helpline.chat.spi.session.Session;
import org.jspecify.annotations.Nullable;

/** Rooms, messages and errors as this dialect writes them. */
final class RoomsJson {
    /** The field in which a client may give its message an id of its own. */
    static final String TEMP_ID = "tempId";

    private RoomsJson() {}

    /** A room for one reader, whose unread messages are counted. */
    static ObjectNode room(SessionView view, @Nullable Entry lastMessage) {
        Session session = view.session();
        ObjectNode json = Json.object();
        json.put("id", session.id().value());
        json.put("userId", session.customer().id().value());
        json.put("supportAgentId", Authors.agentOf(session));
        json.put("status", RoomStatus.of(session).wireName());
        json.put("lastMessage", lastMessage == null ? null : Texts.shown(lastMessage));
        json.put("unreadCount", view.unreadCount() == null ? 0 : view.unreadCount());
        json.put("createdAt", Json.time(session.timeline().createdAt()));
        json.put("updatedAt", Json.time(session.timeline().lastEntryAt()));
        return json;
    }

    /**
     * A message of a room's history.
     *
     * @param activity tells whether the other side has read it
     */
    static ObjectNode message(SessionActivity activity, Entry entry) {
        ObjectNode json = Json.object();
        json.put("id", entry.id().value());
        json.put("chatRoomId", entry.session().value());
        addContent(json, entry);
        json.put("isRead", activity.readAt(entry).isPresent());
        addTime(json, entry);
        return json;
    }

    /** A message that is new. */
    static ObjectNode newMessage(Entry entry) {
        ObjectNode json = Json.object();
        json.put("id", entry.id().value());
        json.put("roomId", entry.session().value());
        addContent(json, entry);
        addTime(json, entry);
        return json;
    }

    private static void addContent(ObjectNode json, Entry entry) {
        json.put("senderId", Authors.idOf(entry.author()));
        json.put("message", Texts.shown(entry));
        json.put("isFromSupport", !Authors.isCustomer(entry.author()));
    }

    private static void addTime(ObjectNode json, Entry entry) {
        json.put("createdAt", Json.time(entry.at()));
        MessageIds.clientId(entry, TEMP_ID).ifPresent(id -> json.put(TEMP_ID, id));
    }

    static ObjectNode error(Failure failure) {
        return Json.object()
                .put("statusCode", failure.status())
                .put("message", failure.message())
                .put("error", reason(failure.status()))
                .put("code", failure.code());
    }

    private static String reason(int status) {
        return switch (status) {
            case 400 -> "Bad Request";
            case 401 -> "Unauthorized";
            case 403 -> "Forbidden";
            case 404 -> "Not Found";
            case 405 -> "Method Not Allowed";
            case 409 -> "Conflict";
            case 413 -> "Payload Too Large";
            case 422 -> "Unprocessable Entity";
            case 429 -> "Too Many Requests";
            case 503 -> "Service Unavailable";
            default -> "Internal Server Error";
        };
    }
}
