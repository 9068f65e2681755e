package dev.helpline.chat.core.internal.calls;

import dev.helpline.chat.core.internal.futures.Futures;
import dev.helpline.chat.core.internal.live.LiveSessions;
import dev.helpline.chat.core.internal.rules.FreeSlots;
import dev.helpline.chat.core.policy.ChatPolicy;
import dev.helpline.chat.spi.ChatException;
import dev.helpline.chat.spi.CustomerId;
import dev.helpline.chat.spi.ErrorCode;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.store.OpenSessions;
import java.util.List;
import java.util.Map;

/** The customers' slots, of which each open session takes one. The store keeps them unique, on any number of nodes. Thread-safe. */
public final class CustomerSlots {
    private final OpenSessions store;
    private final LiveSessions sessions;
    private final Expiry expiry;
    private final ChatPolicy policy;

    /** As many slots as the policy allows. */
    public CustomerSlots(OpenSessions store, LiveSessions sessions, Expiry expiry, ChatPolicy policy) {
        this.store = store;
        this.sessions = sessions;
        this.expiry = expiry;
        this.policy = policy;
    }

    /** The customer's open sessions, the oldest first. Sessions whose time is up are ended before. */
    List<Session> open(CustomerId customer) {
        return store.openSessionsOf(customer).stream()
                .map(session -> Futures.join(expiry.lookAt(sessions.remember(session))))
                .filter(session -> session.state().isOpen())
                .toList();
    }

    /** The lowest slot that none of the customer's open sessions has. Throws TOO_MANY_SESSIONS if they are as many as allowed. */
    int free(List<Session> open) {
        if (open.size() >= policy.maxOpenSessions()) {
            throw new ChatException(
                    ErrorCode.TOO_MANY_SESSIONS,
                    "at most " + policy.maxOpenSessions() + " sessions may be open at once",
                    Map.of("limit", Integer.toString(policy.maxOpenSessions())));
        }
        return FreeSlots.lowest(open, Session::openSlot);
    }
}
