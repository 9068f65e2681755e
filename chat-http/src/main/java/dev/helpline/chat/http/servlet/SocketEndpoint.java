package dev.helpline.chat.http.servlet;

import dev.helpline.chat.http.exchange.ChatSocket;
import dev.helpline.chat.http.exchange.SocketHandshake;
import dev.helpline.chat.http.exchange.SocketPeer;
import jakarta.websocket.CloseReason;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.Session;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One WebSocket of the container. It passes parts of messages on as they arrive, and sends without blocking. */
final class SocketEndpoint extends Endpoint {
    /** After this time the container gives up a connection that takes no bytes. */
    private static final Duration SEND_TIMEOUT = Duration.ofSeconds(30);

    /** Longer than the idle limit of the chat, whose close code tells the client more. */
    private static final Duration IDLE_TIMEOUT = Duration.ofMinutes(3);

    /** Tomcat closes and pings with blocking sends; by default a client that does not read holds up their thread for 20 seconds. */
    private static final String TOMCAT_BLOCKING_SEND_TIMEOUT = "org.apache.tomcat.websocket.BLOCKING_SEND_TIMEOUT";

    private static final Long TOMCAT_BLOCKING_MILLIS = 1000L;
    private static final Logger LOG = LoggerFactory.getLogger(SocketEndpoint.class);

    private final SocketHandshake handshake;
    private volatile @Nullable ChatSocket socket;

    SocketEndpoint(SocketHandshake handshake) {
        this.handshake = handshake;
    }

    @Override
    public void onOpen(Session session, EndpointConfig config) {
        session.setMaxIdleTimeout(IDLE_TIMEOUT.toMillis());
        session.getAsyncRemote().setSendTimeout(SEND_TIMEOUT.toMillis());
        session.getUserProperties().put(TOMCAT_BLOCKING_SEND_TIMEOUT, TOMCAT_BLOCKING_MILLIS);
        ChatSocket opened = handshake.open(new Peer(session));
        socket = opened;
        session.addMessageHandler(String.class, (MessageHandler.Partial<String>) opened::received);
        session.addMessageHandler(
                ByteBuffer.class, (MessageHandler.Partial<ByteBuffer>) (bytes, last) -> opened.receivedBinary());
    }

    @Override
    public void onClose(Session session, CloseReason reason) {
        ChatSocket opened = socket;
        if (opened != null) {
            opened.closed();
        }
    }

    /** The container calls {@link #onClose} afterwards if the connection is lost. */
    @Override
    public void onError(Session session, Throwable failure) {
        LOG.debug("a socket failed", failure);
    }

    private record Peer(Session session) implements SocketPeer {
        @Override
        public CompletionStage<Void> send(String text) {
            CompletableFuture<Void> sent = new CompletableFuture<>();
            try {
                session.getAsyncRemote().sendText(text, result -> {
                    if (result.isOK()) {
                        sent.complete(null);
                    } else {
                        sent.completeExceptionally(result.getException());
                    }
                });
            } catch (IllegalStateException | IllegalArgumentException closed) {
                sent.completeExceptionally(closed);
            }
            return sent;
        }

        @Override
        public void close(int code, String reason) {
            try {
                session.close(new CloseReason(CloseReason.CloseCodes.getCloseCode(code), reason));
            } catch (IOException | IllegalStateException closedAlready) {
                LOG.debug("a socket was closed already", closedAlready);
            }
        }
    }
}
