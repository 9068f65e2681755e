package dev.helpline.chat.store.jdbc;

import dev.helpline.chat.core.ChatEngine;
import dev.helpline.chat.core.CustomerChat;
import dev.helpline.chat.core.session.StartSession;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.auth.Principal;
import org.jspecify.annotations.Nullable;

/** A customer who has one session after the other. Thread-safe. */
final class Room {
    private final String name;
    private final CustomerChat customer;
    private @Nullable SessionId session;
    private int sessions;

    Room(ChatEngine engine, String name) {
        this.name = name;
        this.customer = engine.customer(Principal.customer("customer-" + name, null));
    }

    CustomerChat customer() {
        return customer;
    }

    /** The session one talks in; starts one if there is none. */
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

    /** Nobody talks in this session any more. */
    synchronized void leave(SessionId left) {
        if (left.equals(session)) {
            session = null;
        }
    }
}
