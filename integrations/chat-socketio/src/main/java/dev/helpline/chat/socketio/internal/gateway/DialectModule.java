package dev.helpline.chat.socketio.internal.gateway;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/** One dialect: its names, and what they mean. Thread-safe. */
public interface DialectModule {
    /** The namespace of its sockets, such as {@code /}. */
    String namespace();

    /** The paths below which its calls are, each ending with {@code /*}. */
    List<String> paths();

    /** Its events from clients, by name. */
    Map<String, SocketEvent> events();

    /** How it tells what happens. */
    RoomEvents rooms();

    /** The event that tells a client which waits for no acknowledgement that one of its events failed. */
    Outgoing error(Failure failure, String event);

    /** Its calls over HTTP. */
    List<RestRoute> routes();

    /** The body of a reply that refuses a call. */
    ObjectNode failure(Failure failure);
}
