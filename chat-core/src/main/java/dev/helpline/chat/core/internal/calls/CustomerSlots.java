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
import java.util.Objects;

/** The customers' slots, of which each open session takes one. The store keeps them unique, on any number of nodes. Thread-safe. */
public final class CustomerSlots {
    /** The most slots that a policy gives to customers. Sessions that the host starts have slots above, so that they take none of those. */
    private static final int HOST_SLOTS = 1000;

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

    /**
     * The lowest slot that none of the customer's open sessions has. Throws TOO_MANY_SESSIONS if they are as many as allowed, without those
     * that the host has started.
     */
    int free(List<Session> open) {
        requireFewer(open.stream().filter(session -> !isHosts(session)).count(), policy.maxOpenSessions());
        return FreeSlots.lowest(open, Session::openSlot);
    }

    /** The lowest slot for a session that the host starts on the customer's behalf. Throws TOO_MANY_SESSIONS if all are taken. */
    int freeForHost(List<Session> open) {
        List<Session> hosts = open.stream().filter(CustomerSlots::isHosts).toList();
        requireFewer(hosts.size(), HOST_SLOTS);
        return HOST_SLOTS + FreeSlots.lowest(hosts, session -> Objects.requireNonNull(session.openSlot()) - HOST_SLOTS);
    }

    private static boolean isHosts(Session session) {
        Integer slot = session.openSlot();
        return slot != null && slot > HOST_SLOTS;
    }

    private static void requireFewer(long open, int limit) {
        if (open >= limit) {
            throw new ChatException(
                    ErrorCode.TOO_MANY_SESSIONS,
                    "at most " + limit + " sessions may be open at once",
                    Map.of("limit", Integer.toString(limit)));
        }
    }
}
