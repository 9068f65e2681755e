package dev.helpline.chat.socketio.internal.conversations;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.helpline.chat.core.session.SessionView;
import dev.helpline.chat.socketio.internal.gateway.Authors;
import dev.helpline.chat.socketio.internal.gateway.Identity;
import dev.helpline.chat.socketio.internal.gateway.Json;
import dev.helpline.chat.socketio.internal.gateway.NumericIds;
import dev.helpline.chat.socketio.internal.gateway.Outgoing;
import dev.helpline.chat.socketio.internal.gateway.RoomEvents;
import dev.helpline.chat.spi.EntryId;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.entry.Author;
import dev.helpline.chat.spi.entry.Entry;
import java.util.List;

/** The events that this dialect sends. It has none for presence, and none for changes of a conversation. */
final class ConversationsEvents implements RoomEvents {
    @Override
    public List<Outgoing> message(Identity reader, SessionView view, Entry message) {
        return List.of(new Outgoing("new-chat-message", withMessage(view, message)));
    }

    @Override
    public boolean tellsCustomerMessages() {
        return true;
    }

    @Override
    public List<Outgoing> customerMessage(SessionView view, Entry message) {
        return List.of(new Outgoing("new-user-message", withMessage(view, message)));
    }

    private static ObjectNode withMessage(SessionView view, Entry message) {
        ObjectNode data = of(message.session());
        data.set("message", ConversationsJson.message(view.session(), view.activity(), message));
        return data;
    }

    @Override
    public List<Outgoing> typing(SessionId session, Author author, boolean isTyping) {
        ObjectNode data = of(session).put("userType", ConversationsJson.sideOf(author));
        data.set("userId", NumericIds.json(Authors.idOf(author)));
        return List.of(new Outgoing("user-typing", data.put("isTyping", isTyping)));
    }

    @Override
    public List<Outgoing> read(SessionView view, boolean byCustomer, List<EntryId> messages) {
        ObjectNode data = of(view.session().id()).put("readBy", ConversationsJson.side(byCustomer));
        ArrayNode ids = data.putArray("messageIds");
        messages.forEach(id -> ids.add(NumericIds.json(id.value())));
        return List.of(new Outgoing("messages-read", data));
    }

    private static ObjectNode of(SessionId session) {
        ObjectNode data = Json.object();
        data.set("conversationId", NumericIds.json(session.value()));
        return data;
    }
}
