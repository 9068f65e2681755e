package dev.helpline.chat.socketio.internal.gateway;

import dev.helpline.chat.core.session.SessionActivity;
import dev.helpline.chat.core.session.SessionSummary;
import dev.helpline.chat.core.session.SessionView;
import dev.helpline.chat.spi.EntryId;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.entry.Author;
import dev.helpline.chat.spi.entry.Entry;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a dialect tells what happens in a session to those who have joined it, and to agents who have not. What it has no event for, it does not
 * tell: the default of each method. Thread-safe; nothing blocks.
 */
public interface RoomEvents {
    /**
     * The session as it stands, to the client that has just joined. If it does not have the messages, a client that is put back into a
     * session gets those that it may have missed as {@link #message}.
     */
    default List<Outgoing> joined(Identity reader, Snapshot snapshot) {
        return List.of();
    }

    /** Whether {@link #joined} has the messages of the session. */
    default boolean joiningTellsMessages() {
        return false;
    }

    /** A message. All sockets that have joined get it, those of its author included. */
    List<Outgoing> message(Identity reader, SessionView view, Entry message);

    /** A participant other than the reader is typing, or has stopped. */
    List<Outgoing> typing(SessionId session, Author author, boolean isTyping);

    /**
     * One side has read.
     *
     * @param byCustomer whether it is the customer's side
     * @param messages the messages that are read now, as far as the client was told of them by this room
     */
    default List<Outgoing> read(SessionView view, boolean byCustomer, List<EntryId> messages) {
        return List.of();
    }

    /** The session is another one than before: its state, its agent, or its end. */
    default List<Outgoing> changed(SessionView before, SessionView now) {
        return List.of();
    }

    /** A participant is connected and has joined, or is gone. */
    default List<Outgoing> presence(SessionId session, Member member, boolean isThere) {
        return List.of();
    }

    /** A session has begun to wait, or does not any more; to agents who have not joined it. */
    default List<Outgoing> waiting(SessionView view) {
        return List.of();
    }

    /**
     * A customer who has written needs this agent: the session waits, or was assigned to the agent. Told once until another agent has the
     * session, or it ends; to agents who have not joined it.
     */
    default List<Outgoing> request(SessionSummary summary) {
        return List.of();
    }

    /** Whether {@link #customerMessage} tells anything. */
    default boolean tellsCustomerMessages() {
        return false;
    }

    /** A message of a customer, to all agents, whether or not they have joined the session. */
    default List<Outgoing> customerMessage(SessionView view, Entry message) {
        return List.of();
    }

    /**
     * A session for a client that joins.
     *
     * @param messages the newest messages, the oldest of them first
     * @param activity tells who has read them
     */
    record Snapshot(SessionView view, List<Entry> messages, SessionActivity activity, Collection<Member> participants) {
        /** Returns the newest message; null if there is none. */
        public @Nullable Entry lastMessage() {
            return messages.isEmpty() ? null : messages.get(messages.size() - 1);
        }
    }
}
