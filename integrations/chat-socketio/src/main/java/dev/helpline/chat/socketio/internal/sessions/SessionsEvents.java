package dev.helpline.chat.socketio.internal.sessions;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.helpline.chat.core.session.SessionView;
import dev.helpline.chat.socketio.internal.gateway.Authors;
import dev.helpline.chat.socketio.internal.gateway.Identity;
import dev.helpline.chat.socketio.internal.gateway.Json;
import dev.helpline.chat.socketio.internal.gateway.Member;
import dev.helpline.chat.socketio.internal.gateway.Outgoing;
import dev.helpline.chat.socketio.internal.gateway.RoomEvents;
import dev.helpline.chat.spi.EntryId;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.entry.Author;
import dev.helpline.chat.spi.entry.Entry;
import dev.helpline.chat.spi.session.Assignment;
import dev.helpline.chat.spi.session.Ending;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The events that this dialect sends. */
final class SessionsEvents implements RoomEvents {
    private final SessionsJson json;

    SessionsEvents(SessionsJson json) {
        this.json = json;
    }

    @Override
    public List<Outgoing> joined(Identity reader, Snapshot snapshot) {
        ObjectNode data = Json.object();
        data.set("session", json.session(snapshot.view()));
        ArrayNode messages = data.putArray("messages");
        snapshot.messages()
                .forEach(entry -> messages.add(json.message(reader, snapshot.view(), snapshot.activity(), entry)));
        data.set("participants", json.participants(snapshot.participants()));
        return List.of(new Outgoing("session_joined", data));
    }

    @Override
    public boolean joiningTellsMessages() {
        return true;
    }

    @Override
    public List<Outgoing> message(Identity reader, SessionView view, Entry message) {
        ObjectNode data = Json.object();
        data.set("message", json.message(reader, view, view.activity(), message));
        return List.of(new Outgoing("new_message", data));
    }

    @Override
    public List<Outgoing> typing(SessionId session, Author author, boolean isTyping) {
        ObjectNode data = Json.object().put("session_id", session.value()).put("user_id", Authors.idOf(author));
        if (isTyping) {
            data.put("user_name", Authors.nameOf(author));
        }
        return List.of(new Outgoing(isTyping ? "user_typing" : "typing_stopped", data));
    }

    @Override
    public List<Outgoing> read(SessionView view, boolean byCustomer, List<EntryId> messages) {
        ObjectNode data = Json.object()
                .put("session_id", view.session().id().value())
                .put("user_id", Authors.readerOf(view.session(), byCustomer));
        ArrayNode ids = data.putArray("message_ids");
        messages.forEach(id -> ids.add(id.value()));
        return List.of(new Outgoing("messages_read", data));
    }

    @Override
    public List<Outgoing> changed(SessionView before, SessionView now) {
        List<Outgoing> events = new ArrayList<>();
        Assignment assignment = now.session().assignment();
        if (assignment != null && !Objects.equals(Authors.agentOf(before.session()), Authors.agentOf(now.session()))) {
            events.add(accepted(now, assignment));
        }
        Ending ending = now.session().ending();
        if (before.session().ending() == null && ending != null) {
            events.add(closed(now, Authors.enderOf(now.session(), ending)));
        }
        if (SessionStatus.of(before.session()) != SessionStatus.of(now.session())) {
            events.addAll(waiting(now));
        }
        return events;
    }

    Outgoing accepted(SessionView view, Assignment assignment) {
        ObjectNode data = Json.object();
        data.set("session", json.session(view));
        data.put("agent_id", assignment.agent().value()).put("agent_name", assignment.name());
        return new Outgoing("chat_accepted", data);
    }

    Outgoing closed(SessionView view, @Nullable String by) {
        ObjectNode data = Json.object();
        data.set("session", json.session(view));
        data.put("closed_by", by);
        return new Outgoing("chat_closed", data);
    }

    @Override
    public List<Outgoing> presence(SessionId session, Member member, boolean isThere) {
        ObjectNode data = json.member(member).put("session_id", session.value());
        if (!isThere) {
            data.remove("name");
        }
        return List.of(new Outgoing(isThere ? "user_joined" : "user_left", data));
    }

    @Override
    public List<Outgoing> waiting(SessionView view) {
        ObjectNode data = Json.object()
                .put("session_id", view.session().id().value())
                .put("status", SessionStatus.of(view.session()).wireName());
        String agent = Authors.agentOf(view.session());
        if (agent != null) {
            data.put("agent_id", agent);
        }
        return List.of(new Outgoing("session_status_changed", data));
    }
}
