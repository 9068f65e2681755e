package dev.helpline.chat.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.microsoft.playwright.options.Cookie;
import dev.helpline.chat.core.AgentDesk;
import dev.helpline.chat.core.ChatEngine;
import dev.helpline.chat.core.CustomerChat;
import dev.helpline.chat.core.host.HostChat;
import dev.helpline.chat.core.memory.MemoryChatStore;
import dev.helpline.chat.core.message.SendMessage;
import dev.helpline.chat.core.policy.ChatPolicy;
import dev.helpline.chat.core.session.StartSession;
import dev.helpline.chat.http.ChatHttp;
import dev.helpline.chat.http.servlet.ChatServlet;
import dev.helpline.chat.jwt.JwtAuthenticators;
import dev.helpline.chat.jwt.TokenIssuer;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.auth.Authenticator;
import dev.helpline.chat.spi.auth.Principal;
import dev.helpline.chat.spi.auth.Role;
import dev.helpline.chat.spi.session.Topic;
import dev.helpline.chat.spi.store.OpenSessionQuery;
import dev.helpline.chat.web.servlet.ChatWebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.ee11.servlet.ServletHolder;
import org.eclipse.jetty.ee11.websocket.jakarta.server.config.JakartaWebSocketServletContainerInitializer;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/**
 * A host on the loopback address: its pages, the files of the browser's side, and the chat. The store outlives the server, so that the
 * server can be killed and started again on its port.
 */
final class ShopServer implements AutoCloseable {
    private static final byte[] CUSTOMERS = "customers-secret-customers-secret".getBytes(UTF_8);
    private static final byte[] AGENTS = "agents-secret-agents-secret-agents".getBytes(UTF_8);
    private static final String COOKIE = "shop-visit";
    private static final String WIDGET = "<script type=\"module\" src=\"/helpline/widget.js\"></script>";

    private final MemoryChatStore store = new MemoryChatStore();
    private final UnaryOperator<ChatEngine.Builder> making;
    private final Map<String, HostPage> pages = new ConcurrentHashMap<>();

    /** Who is signed in at the host, by the value of the cookie. */
    private final Map<String, Principal> visitors = new ConcurrentHashMap<>();

    private final AtomicInteger recognized = new AtomicInteger();
    private Optional<String> hostBehindProxy = Optional.empty();
    private ChatEngine engine;
    private Server server;
    private int port;

    private record HostPage(String html, Optional<String> policy) {}

    private ShopServer(UnaryOperator<ChatEngine.Builder> making) {
        this.making = making;
        engine = making.apply(ChatEngine.builder(store)).build();
        server = serve(0);
        port = ((ServerConnector) server.getConnectors()[0]).getLocalPort();
    }

    static ShopServer start() {
        return with(unlimited());
    }

    static ChatPolicy.Builder unlimited() {
        return ChatPolicy.builder().customerMessages(null).agentMessages(null).newSessions(null);
    }

    static ShopServer with(ChatPolicy.Builder policy) {
        return making(builder -> builder.policy(policy.build()));
    }

    static ShopServer making(UnaryOperator<ChatEngine.Builder> making) {
        return new ShopServer(making);
    }

    private Server serve(int onPort) {
        JwtAuthenticators tokens = JwtAuthenticators.of(CUSTOMERS, AGENTS);
        ChatHttp.Builder http = ChatHttp.builder(engine, tokens.customers(), tokens.agents())
                .customerRequests(request -> whoHas(request.cookie(COOKIE), role -> role == Role.CUSTOMER))
                .agentRequests(request -> whoHas(request.cookie(COOKIE), Role::isAgent));
        if (onPort > 0) {
            http.corsOrigin("http://127.0.0.1:" + onPort);
        }
        ChatWeb web = ChatWeb.builder()
                .demoShop(() -> token("ada", "Ada"))
                .demoAgent("Sarah Lindqvist", "Supervisor, Orders", () -> agentToken("sarah", "Sarah Lindqvist"))
                .demoAgent("Otto Brandt", "Admin, Orders", () -> agentToken("otto", "Otto Brandt"))
                .demoAgent("Ben Okafor", "Agent, Orders", () -> agentToken("ben", "Ben Okafor"))
                .build();
        Server made = new Server();
        ServerConnector connector = new ServerConnector(made, new HttpConnectionFactory(configuration()));
        connector.setHost("127.0.0.1");
        connector.setPort(onPort);
        made.addConnector(connector);
        ServletContextHandler context = new ServletContextHandler();
        ServletHolder chat = new ServletHolder(new ChatServlet(http.build()));
        chat.setAsyncSupported(true);
        context.addServlet(chat, "/api/*");
        ServletHolder files = new ServletHolder(new ChatWebServlet(web));
        web.paths().forEach(path -> context.addServlet(files, path));
        context.addServlet(new ServletHolder(new Pages()), "/page/*");
        context.addServlet(new ServletHolder(new TokenPage()), "/token/*");
        JakartaWebSocketServletContainerInitializer.configure(context, null);
        made.setHandler(context);
        try {
            made.start();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        return made;
    }

    private HttpConfiguration configuration() {
        HttpConfiguration configuration = new HttpConfiguration();
        hostBehindProxy.ifPresent(host -> configuration.addCustomizer((request, replyHeaders) -> {
            HttpFields headers = HttpFields.build(request.getHeaders()).put(HttpHeader.HOST, host);
            return new Request.Wrapper(request) {
                @Override
                public HttpFields getHeaders() {
                    return headers;
                }

                @Override
                public HttpURI getHttpURI() {
                    return HttpURI.build(super.getHttpURI()).authority(host);
                }
            };
        }));
        return configuration;
    }

    private Optional<Authenticator.Verdict> whoHas(Optional<String> cookie, Predicate<Role> wanted) {
        return cookie.map(visitors::get)
                .filter(user -> wanted.test(user.role()))
                .map(user -> {
                    recognized.incrementAndGet();
                    return new Authenticator.Accepted(user, Instant.MAX);
                });
    }

    /** How many requests had the cookie of a user who is signed in at the host. */
    int recognized() {
        return recognized.get();
    }

    /** Signs a customer in at the host, and gives the browser the cookie. */
    void signIn(Visit visit, String customer) {
        signIn(visit, Principal.customer(customer, customer));
    }

    void signInAgent(Visit visit, String id, String name) {
        signIn(visit, agentOf(id, name));
    }

    private void signIn(Visit visit, Principal user) {
        visitors.put("visit-of-" + user.id(), user);
        visit.context.addCookies(List.of(new Cookie(COOKIE, "visit-of-" + user.id()).setUrl(url("/"))));
    }

    /** Ends all sign-ins at the host; the cookies stay in the browsers. */
    void signAllOut() {
        visitors.clear();
    }

    /** Starts the server again behind a proxy that replaces the host of the requests, which the server does not know. */
    void restartBehindProxy() {
        kill();
        hostBehindProxy = Optional.of("chat.internal.example");
        restart();
    }

    /** A page of the host with an element of the chat. */
    String pageWith(String script, String element) {
        String name = "page" + pages.size();
        String html = "<!doctype html><html lang=\"en\"><head><title>Shop</title>"
                + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">"
                + "<script type=\"module\" src=\"" + script + "\"></script></head><body>" + element + "</body></html>";
        pages.put(name, new HostPage(html, Optional.empty()));
        return url("/page/" + name);
    }

    /** The URL of a path. */
    String url(String path) {
        return "http://127.0.0.1:" + port + path;
    }

    /** A page of the host with the widget for a customer, in other markup if need be. */
    String page(String customer, String attributes) {
        return page(customer, attributes, "", Optional.empty());
    }

    String page(String customer, String attributes, String head, Optional<String> policy) {
        String name = customer + pages.size();
        String html = "<!doctype html><html lang=\"en\"><head><title>Shop</title>"
                + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">" + head + WIDGET
                + "</head><body><main><h1>Shop</h1><button>Buy</button></main><helpline-chat token-url=\"/token/"
                + customer
                + "\" " + attributes + "></helpline-chat></body></html>";
        pages.put(name, new HostPage(html, policy));
        return url("/page/" + name);
    }

    private static String token(String id, String name) {
        return new TokenIssuer(CUSTOMERS).issue(Principal.customer(id, name), Duration.ofHours(1));
    }

    private static String agentToken(String id, String name) {
        return new TokenIssuer(AGENTS).issue(agentOf(id, name), Duration.ofHours(1));
    }

    /** Ben is an agent, Otto is an admin, all others are supervisors. */
    private static Principal agentOf(String id, String name) {
        Role role = id.equals("ben") ? Role.AGENT : id.equals("otto") ? Role.ADMIN : Role.SUPERVISOR;
        return Principal.agent(id, role, name, "Orders");
    }

    AgentDesk agent(String id, String name) {
        return engine.agent(agentOf(id, name));
    }

    HostChat host() {
        return engine.host();
    }

    AgentDesk sarah() {
        return agent("sarah", "Sarah");
    }

    CustomerChat customer(String id) {
        return customerNamed(id, id);
    }

    CustomerChat customerNamed(String id, String name) {
        return engine.customer(Principal.customer(id, name));
    }

    /**
     * A page of the documentation, for Ada or for Sarah. Its chat is at another origin: the same server by another name. The server must have been
     * restarted, since it takes calls of other origins only once it knows its port.
     */
    String documentedPage(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(ShopServer.class.getResourceAsStream("pages/" + name))) {
            String html = new String(in.readAllBytes(), UTF_8)
                    .replace("https://support.shop.example", "http://localhost:" + port)
                    .replace("/chat-token", "/token/ada")
                    .replace("/agent-token", "/token/agent");
            pages.put(name, new HostPage(html, Optional.empty()));
            return url("/page/" + name);
        }
    }

    /** Starts a session of a customer with a first message. */
    SessionId asks(String customer, String subject, String text) {
        CustomerChat chat = customer(customer);
        SessionId session = chat.start(StartSession.builder()
                        .topic(Topic.builder().subject(subject).build())
                        .build())
                .session()
                .id();
        chat.send(SendMessage.of(session, text));
        return session;
    }

    /** The open session of a customer. */
    SessionId session(String customer) {
        return customer(customer).current().orElseThrow().session().id();
    }

    /** All sessions that have not ended. */
    List<SessionId> openSessions() {
        return sarah().openSessions(OpenSessionQuery.ALL, 1, 100).sessions().stream()
                .map(found -> found.view().session().id())
                .toList();
    }

    /** Ends the server with all connections, as the system would. What was acknowledged stays stored. */
    void kill() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        engine.close();
    }

    /** Starts the server again, on the same port and over the same store. */
    void restart() {
        engine = making.apply(ChatEngine.builder(store)).build();
        server = serve(port);
    }

    @Override
    public void close() {
        kill();
        store.close();
    }

    private final class Pages extends HttpServlet {
        private static final long serialVersionUID = 1L;

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            HostPage page =
                    Objects.requireNonNull(pages.get(request.getPathInfo().substring(1)));
            response.setContentType("text/html; charset=utf-8");
            page.policy().ifPresent(policy -> response.setHeader("Content-Security-Policy", policy));
            response.getWriter().write(page.html());
        }
    }

    private static final class TokenPage extends HttpServlet {
        private static final long serialVersionUID = 1L;

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            String id = request.getPathInfo().substring(1);
            if (id.equals("visitor")) {
                response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
                return;
            }
            response.setContentType("text/plain");
            response.getWriter().write(id.equals("agent") ? agentToken("sarah", "Sarah Lindqvist") : token(id, id));
        }
    }
}
