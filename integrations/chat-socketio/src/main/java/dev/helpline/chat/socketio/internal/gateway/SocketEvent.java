package dev.helpline.chat.socketio.internal.gateway;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.concurrent.CompletionStage;

/** Carries out one event of clients. */
@FunctionalInterface
public interface SocketEvent {
    /**
     * Carries out the event. A client that waits for an acknowledgement gets the result, or the reason of the failure.
     *
     * @return the fields of the acknowledgement
     */
    CompletionStage<ObjectNode> carryOut(ClientSocket socket, Fields argument);
}
