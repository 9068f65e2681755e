package dev.helpline.chat.socketio.internal.rooms;

import dev.helpline.chat.core.session.SessionSummary;
import dev.helpline.chat.core.session.SessionView;
import dev.helpline.chat.socketio.internal.gateway.Authors;
import dev.helpline.chat.socketio.internal.gateway.Identity;
import dev.helpline.chat.socketio.internal.gateway.Json;
import dev.helpline.chat.socketio.internal.gateway.Outgoing;
import dev.helpline.chat.socketio.internal.gateway.RoomEvents;
import dev.helpline.chat.socketio.internal.gateway.Texts;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.entry.Author;
import dev.helpline.chat.spi.entry.Entry;
import dev.helpline.chat.spi.session.Assignment;
import dev.helpline.chat.spi.session.Session;
import java.util.List;
import java.util.Objects;

/** The events that this dialect sends. It has none for reading, presence and the end of a room. */
final class RoomsEvents implements RoomEvents {
    @Override
    public List<Outgoing> message(Identity reader, SessionView view, Entry message) {
        return List.of(new Outgoing("newMessage", RoomsJson.newMessage(message)));
    }

    @Override
    public List<Outgoing> typing(SessionId session, Author author, boolean isTyping) {
        return List.of(new Outgoing(
                "userTyping",
                Json.object()
                        .put("roomId", session.value())
                        .put("userId", Authors.idOf(author))
                        .put("isTyping", isTyping)));
    }

    @Override
    public List<Outgoing> changed(SessionView before, SessionView now) {
        Session session = now.session();
        Assignment assignment = session.assignment();
        if (assignment == null || Objects.equals(Authors.agentOf(before.session()), Authors.agentOf(session))) {
            return List.of();
        }
        return List.of(new Outgoing(
                "supportJoined",
                Json.object()
                        .put("roomId", session.id().value())
                        .put("agentName", assignment.name())
                        .put("message", assignment.name() + " has joined the chat")));
    }

    @Override
    public List<Outgoing> request(SessionSummary summary) {
        Session session = summary.view().session();
        Entry last = summary.lastMessage();
        return List.of(new Outgoing(
                "newChatRequest",
                Json.object()
                        .put("roomId", session.id().value())
                        .put("userName", Authors.nameOf(session.customer()))
                        .put("message", last == null ? "" : Texts.shown(last))));
    }
}
