package dev.helpline.chat.socketio;

import dev.helpline.chat.spi.Experimental;

/** The dialects of other support chats that the gateway speaks. Which events and calls they have: {@code docs/dialects.md}. */
@Experimental
public enum Dialect {
    /** Sessions: events in snake_case in the root namespace, calls below {@code /api/v1/chat}. */
    SESSIONS,

    /** Conversations: events in kebab-case in the root namespace, calls below {@code /api/chat}, ids that are numbers. */
    CONVERSATIONS,

    /** Rooms, one per customer: events in camelCase in the namespace {@code /chat}, calls below {@code /api/chat}. */
    ROOMS
}
