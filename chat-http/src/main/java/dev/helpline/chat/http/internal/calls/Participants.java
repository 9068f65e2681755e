package dev.helpline.chat.http.internal.calls;

import dev.helpline.chat.core.AgentDesk;
import dev.helpline.chat.core.ChatEngine;
import dev.helpline.chat.core.ChatParticipant;
import dev.helpline.chat.core.CustomerChat;
import dev.helpline.chat.core.session.SessionView;
import dev.helpline.chat.http.internal.exchange.Caller;
import dev.helpline.chat.spi.SessionId;

/** Opens the engine for a caller. */
record Participants(ChatEngine engine) {
    /** The caller's side of a session, for the calls that customers and agents make alike. */
    ChatParticipant participant(Caller caller) {
        return caller.isAgent() ? desk(caller) : chat(caller);
    }

    /** A session as the caller sees it. Agents read it with its details, which is the only way the desk offers. */
    SessionView session(Caller caller, SessionId id) {
        return caller.isAgent() ? desk(caller).session(id).view() : chat(caller).session(id);
    }

    CustomerChat chat(Caller caller) {
        return engine.customer(caller.token());
    }

    AgentDesk desk(Caller caller) {
        return engine.agent(caller.token());
    }
}
