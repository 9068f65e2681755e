package dev.helpline.chat.store.jdbc;

import dev.helpline.chat.core.ChatEngine;
import dev.helpline.chat.core.CustomerChat;
import dev.helpline.chat.core.session.StartSession;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.auth.Principal;
import org.jspecify.annotations.Nullable;

/** The current session of a customer who starts one after the other. Thread-safe. */
final class CurrentSession {
    private final String name;
    private final CustomerChat customer;
    private @Nullable SessionId session;
    private int sessions;

    CurrentSession(ChatEngine engine, String name) {
        this.name = name;
        this.customer = engine.customer(Principal.customer("customer-" + name, null));
    }

    CustomerChat customer() {
        return customer;
    }

    /** Returns the current session; starts one if there is none. */
    synchronized SessionId session() {
        SessionId current = session;
        if (current == null) {
            current = new SessionId(name + "-" + sessions);
            current = customer.start(StartSession.withId(current)).session().id();
            sessions++;
            session = current;
        }
        return current;
    }

    /** Ends the use of this session. */
    synchronized void leave(SessionId left) {
        if (left.equals(session)) {
            session = null;
        }
    }
}
