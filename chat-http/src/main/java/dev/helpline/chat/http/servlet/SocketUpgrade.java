package dev.helpline.chat.http.servlet;

import dev.helpline.chat.http.exchange.HttpReply;
import dev.helpline.chat.http.exchange.HttpService;
import dev.helpline.chat.http.exchange.SocketHandshake;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.Endpoint;
import jakarta.websocket.Extension;
import jakarta.websocket.server.ServerContainer;
import jakarta.websocket.server.ServerEndpointConfig;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Upgrades requests to WebSockets in a container that has Jakarta WebSocket 2.1 or later. Only this class and {@link SocketEndpoint} need
 * its classes. The servlet loads them only for a context that serves WebSockets, so it works without them.
 */
final class SocketUpgrade {
    /** Jetty accepts public classes only; the configurator makes the endpoint in any case. */
    private static final Class<?> ENDPOINT = Endpoint.class;

    /** Any path is valid here, since the servlet has chosen the requests already. */
    private static final String PATH = "/";

    private static final Logger LOG = LoggerFactory.getLogger(SocketUpgrade.class);

    private SocketUpgrade() {}

    /** Upgrades the request, or replies why not. */
    static void upgrade(HttpService http, HttpServletRequest request, HttpServletResponse response)
            throws IOException, ServletException {
        SocketHandshake handshake = http.handshake(RequestReader.headOf(http, request));
        Optional<HttpReply> rejection = handshake.rejection();
        if (rejection.isPresent()) {
            ReplyWriter.writeNow(rejection.get(), response);
            return;
        }
        ServerContainer container =
                (ServerContainer) request.getServletContext().getAttribute(ChatServlet.SOCKET_CONTAINER);
        try {
            container.upgradeHttpToWebSocket(request, response, configOf(handshake), Map.of());
        } catch (DeploymentException | IllegalStateException malformed) {
            LOG.debug("a request could not be upgraded", malformed);
            if (!response.isCommitted()) {
                ReplyWriter.writeNow(http.rejection(HttpServletResponse.SC_BAD_REQUEST), response);
            }
        }
    }

    private static ServerEndpointConfig configOf(SocketHandshake handshake) {
        return ServerEndpointConfig.Builder.create(ENDPOINT, PATH)
                .configurator(new OneHandshake(handshake))
                .build();
    }

    /** Makes the endpoint of one handshake. */
    private static final class OneHandshake extends ServerEndpointConfig.Configurator {
        private final SocketHandshake handshake;

        OneHandshake(SocketHandshake handshake) {
            this.handshake = handshake;
        }

        @Override
        public <T> T getEndpointInstance(Class<T> endpoint) {
            return endpoint.cast(new SocketEndpoint(handshake));
        }

        /** The chat has checked the origin. */
        @Override
        public boolean checkOrigin(String origin) {
            return true;
        }

        /** No compression: it needs much memory for each socket, and a short frame could become a very long one. */
        @Override
        public List<Extension> getNegotiatedExtensions(List<Extension> installed, List<Extension> requested) {
            return List.of();
        }
    }
}
