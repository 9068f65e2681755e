package dev.helpline.chat.socketio.internal.sessions;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.helpline.chat.core.session.SessionActivity;
import dev.helpline.chat.core.session.SessionView;
import dev.helpline.chat.http.ChatHttp;
import dev.helpline.chat.socketio.internal.gateway.Authors;
import dev.helpline.chat.socketio.internal.gateway.Gateway;
import dev.helpline.chat.socketio.internal.gateway.Identity;
import dev.helpline.chat.socketio.internal.gateway.Json;
import dev.helpline.chat.socketio.internal.gateway.Member;
import dev.helpline.chat.socketio.internal.gateway.MessageIds;
import dev.helpline.chat.socketio.internal.gateway.Priorities;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.attachment.Attachment;
import dev.helpline.chat.spi.entry.Entry;
import dev.helpline.chat.spi.session.Assignment;
import dev.helpline.chat.spi.session.Ending;
import dev.helpline.chat.spi.session.Session;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Sessions, messages and files as this dialect writes them. Thread-safe. */
final class SessionsJson {
    /** The field of a message's metadata that keeps the id under which its client sent it. */
    static final String TEMP_ID = "temp_id";

    private final ChatHttp http;

    SessionsJson(ChatHttp http) {
        this.http = http;
    }

    ObjectNode session(SessionView view) {
        Session session = view.session();
        Assignment assignment = session.assignment();
        Ending ending = session.ending();
        ObjectNode json = Json.object();
        json.put("id", session.id().value());
        json.put("subject", session.topic().subject());
        json.put("category", session.topic().category());
        json.put("priority", Priorities.nameOf(session.priority()));
        json.put("status", SessionStatus.of(session).wireName());
        json.put("restaurant_id", session.topic().externalRef());
        json.put("customer_id", session.customer().id().value());
        json.put("agent_id", Authors.agentOf(session));
        json.put("agent_name", assignment == null ? null : assignment.name());
        json.put("unread_count", view.unreadCount() == null ? 0 : view.unreadCount());
        json.put("created_at", Json.time(session.timeline().createdAt()));
        json.put("updated_at", Json.time(session.timeline().lastEntryAt()));
        json.put("closed_at", ending == null ? null : Json.time(ending.at()));
        return json;
    }

    ObjectNode session(Identity reader, SessionView view, @Nullable Entry lastMessage) {
        ObjectNode json = session(view);
        json.set("last_message", lastMessage == null ? null : message(reader, view, view.activity(), lastMessage));
        return json;
    }

    /**
     * A message for one reader.
     *
     * @param activity tells who has read it
     */
    ObjectNode message(Identity reader, SessionView view, SessionActivity activity, Entry entry) {
        ObjectNode json = Json.object();
        json.put("id", entry.id().value());
        json.put("session_id", entry.session().value());
        json.put("sender_id", Authors.idOf(entry.author()));
        json.put("sender_name", Authors.nameOf(entry.author()));
        json.put("sender_role", Authors.roleOf(entry.author()));
        json.put("content", entry.text());
        json.put("message_type", entry.type());
        ArrayNode files = json.putArray("attachments");
        entry.attachments().forEach(file -> files.add(file(reader, entry.session(), file)));
        ArrayNode readBy = json.putArray("read_by");
        if (activity.readAt(entry).isPresent()) {
            readBy.add(Authors.readerOf(view.session(), !Authors.isCustomer(entry.author())));
        }
        json.put("created_at", Json.time(entry.at()));
        MessageIds.clientId(entry, TEMP_ID).ifPresent(id -> json.put(TEMP_ID, id));
        return json;
    }

    /** A file, at an address that needs no token until it expires, and the reader's token from then on. */
    ObjectNode file(Identity reader, SessionId session, Attachment file) {
        String path = http.fileLink(session, file.id(), reader.principal()).path();
        ObjectNode json = Json.object();
        json.put("id", file.id().value());
        json.put("file_name", file.name());
        json.put("file_url", Gateway.FILES + session + "/" + file.id() + path.substring(path.indexOf('?')));
        json.put("file_size", file.size());
        json.put("file_type", file.type().mediaType());
        return json;
    }

    ArrayNode participants(Collection<Member> members) {
        ArrayNode all = Json.array();
        members.forEach(member -> all.add(member(member)));
        return all;
    }

    ObjectNode member(Member member) {
        return Json.object()
                .put("user_id", member.id())
                .put("role", member.isAgent() ? "agent" : "customer")
                .put("name", member.name());
    }
}
