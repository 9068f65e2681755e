package dev.helpline.chat.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.chat.core.policy.ChatPolicy;
import dev.helpline.chat.http.servlet.ChatServlet;
import dev.helpline.chat.spi.auth.Authenticator;
import dev.helpline.chat.spi.auth.Principal;
import dev.helpline.chat.spi.auth.RequestAuthenticator;
import dev.helpline.chat.spi.auth.Role;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.EnumSet;
import java.util.Optional;
import org.eclipse.jetty.ee11.servlet.FilterHolder;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.ee11.servlet.ServletHolder;
import org.eclipse.jetty.ee11.websocket.jakarta.server.config.JakartaWebSocketServletContainerInitializer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The chat's servlet below a path of a host that has calls and a sign-in of its own. */
class HostServletTest {
    private static final String CHAT = "/shop/support/api/chat";
    private static final String DESK = "/shop/support/api/admin/chat";

    private final ChatFixture fixture = ChatFixture.with(
            ChatPolicy.builder(),
            http -> http.basePath("/shop/support")
                    .customerRequests(RequestAuthenticator.ofUserPrincipal(HostServletTest::customer))
                    .agentRequests(request -> request.attribute("host.agent", String.class)
                            .map(id -> new Authenticator.Accepted(
                                    Principal.agent(id, Role.AGENT, "Sarah", null), java.time.Instant.MAX))));

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Server server = new Server();
    private final ServerConnector connector = new ServerConnector(server, 1, 1);

    private static Optional<Principal> customer(java.security.Principal user) {
        return user.getName().startsWith("agent-")
                ? Optional.empty()
                : Optional.of(Principal.customer(user.getName(), null));
    }

    @BeforeEach
    void start() throws Exception {
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        ServletContextHandler context = new ServletContextHandler();
        context.setContextPath("/shop");
        FilterHolder filter = new FilterHolder(signIn());
        filter.setAsyncSupported(true);
        context.addFilter(filter, "/*", EnumSet.of(DispatcherType.REQUEST));
        context.addServlet(new ServletHolder(new Orders()), "/api/*");
        ServletHolder chat = new ServletHolder(new ChatServlet(fixture.http));
        chat.setAsyncSupported(true);
        context.addServlet(chat, "/support/api/chat/*");
        context.addServlet(chat, "/support/api/admin/chat/*");
        JakartaWebSocketServletContainerInitializer.configure(context, null);
        server.setHandler(context);
        server.start();
    }

    @AfterEach
    void stop() throws Exception {
        server.stop();
        fixture.close();
    }

    /** Signs in whom a cookie names, as the host's own sign-in does. */
    private static Filter signIn() {
        return (request, response, chain) -> {
            HttpServletRequest http = (HttpServletRequest) request;
            String user = http.getCookies() == null ? null : http.getCookies()[0].getValue();
            if (user != null && user.startsWith("agent-")) {
                http.setAttribute("host.agent", user);
            }
            chain.doFilter(
                    new HttpServletRequestWrapper(http) {
                        @Override
                        public java.security.@Nullable Principal getUserPrincipal() {
                            return user == null ? null : () -> user;
                        }
                    },
                    response);
        };
    }

    private static final class Orders extends HttpServlet {
        private static final long serialVersionUID = 1L;

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            response.getWriter().write("[\"kettle\"]");
        }
    }

    @Test
    void the_hosts_users_talk_beside_the_hosts_own_calls() throws Exception {
        assertThat(status(post(CHAT + "/session", "carla", "{\"sessionId\":\"s-1\"}")))
                .isEqualTo(200);
        assertThat(status(post(DESK + "/message", "agent-sarah", ChatFixture.message("s-1", "m-1", "Hello"))))
                .isEqualTo(200);

        HttpResponse<String> read =
                send(request(CHAT + "/messages/s-1", "carla").build());

        assertThat(read.body()).contains("Hello");
        assertThat(send(request("/shop/api/orders", "carla").build()).body()).isEqualTo("[\"kettle\"]");
        assertThat(status(request(CHAT + "/messages/s-1", "dora"))).isEqualTo(404);
        assertThat(status(request(DESK + "/active-sessions", "carla"))).isEqualTo(401);
        assertThat(status(request(CHAT + "/messages/s-1", ""))).isEqualTo(401);
    }

    @Test
    void a_socket_is_opened_by_the_user_of_the_host_from_a_page_of_the_hosts() throws Exception {
        post(CHAT + "/session", "carla", "{\"sessionId\":\"s-1\"}");
        assertThat(status(post(CHAT + "/session", "carla", "{\"sessionId\":\"s-1\"}")))
                .isEqualTo(200);
        URI uri = URI.create("ws://127.0.0.1:" + connector.getLocalPort() + CHAT + "/ws/s-1");

        try (NetworkSocket socket = NetworkSocket.connect(
                uri, NetworkSocket.builder().header("Cookie", "user=carla").header("Origin", own()))) {
            socket.send("{'type':'authenticate'}");

            assertThat(socket.inbox.expect("ready").path("sessionId").asText()).isEqualTo("s-1");
        }
        try (NetworkSocket socket =
                NetworkSocket.connect(uri, NetworkSocket.builder().header("Cookie", "user=carla"))) {
            socket.send("{'type':'authenticate'}");

            assertThat(socket.inbox.expect("error").path("code").asText()).isEqualTo("CROSS_ORIGIN");
        }
    }

    @Test
    void a_signed_address_leads_through_the_context_to_the_chat() throws Exception {
        assertThat(status(post(CHAT + "/session", "carla", "{\"sessionId\":\"s-1\"}")))
                .isEqualTo(200);

        String path = fixture.http
                .ratingLink(new dev.helpline.chat.spi.SessionId("s-1"))
                .path();

        assertThat(status(request(path, ""))).isEqualTo(200);
    }

    private String own() {
        return "http://127.0.0.1:" + connector.getLocalPort();
    }

    private HttpRequest.Builder post(String path, String user, String json) {
        return request(path, user)
                .header("Origin", own())
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json));
    }

    private HttpRequest.Builder request(String path, String user) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(own() + path));
        return user.isEmpty() ? request : request.header("Cookie", "user=" + user);
    }

    private int status(HttpRequest.Builder request) throws Exception {
        return send(request.build()).statusCode();
    }

    private HttpResponse<String> send(HttpRequest request) throws Exception {
        return client.send(request, BodyHandlers.ofString());
    }
}
