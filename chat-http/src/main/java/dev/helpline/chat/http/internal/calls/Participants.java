package dev.helpline.chat.http.internal.calls;

import dev.helpline.chat.core.AgentDesk;
import dev.helpline.chat.core.ChatEngine;
import dev.helpline.chat.core.ChatParticipant;
import dev.helpline.chat.core.CustomerChat;
import dev.helpline.chat.core.guest.GuestSession;
import dev.helpline.chat.core.rating.Ratings;
import dev.helpline.chat.core.session.StartSession;
import dev.helpline.chat.http.internal.exchange.Caller;

/** Opens the engine for a caller. */
public record Participants(ChatEngine engine) {
    /** The caller's side of a session, for the calls that customers and agents make alike. */
    public ChatParticipant participant(Caller caller) {
        return caller.isAgent() ? desk(caller) : chat(caller);
    }

    /** Starts a session for a caller without an account. */
    GuestSession startAsGuest(StartSession start, Caller caller) {
        return engine.guests().start(start, caller.network());
    }

    /** Ratings at signed addresses, whose signature has been checked. */
    Ratings ratings() {
        return engine.ratings();
    }

    CustomerChat chat(Caller caller) {
        return engine.customer(caller.token(), caller.network());
    }

    public AgentDesk desk(Caller caller) {
        return engine.agent(caller.token());
    }
}
