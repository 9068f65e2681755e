package dev.helpline.chat.client.real;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.helpline.chat.client.HelplineClient;
import dev.helpline.chat.client.call.TokenSupplier;
import dev.helpline.chat.core.ChatEngine;
import dev.helpline.chat.core.memory.MemoryBlobStore;
import dev.helpline.chat.core.memory.MemoryChatStore;
import dev.helpline.chat.core.policy.ChatPolicy;
import dev.helpline.chat.http.ChatHttp;
import dev.helpline.chat.jwt.JwtAuthenticators;
import dev.helpline.chat.jwt.TokenIssuer;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.attachment.BlobStore;
import dev.helpline.chat.spi.attachment.FileType;
import dev.helpline.chat.spi.auth.Principal;
import dev.helpline.chat.spi.auth.Role;
import dev.helpline.chat.spi.content.ContentFilter;
import dev.helpline.chat.spi.entry.Entry;
import dev.helpline.chat.spi.limit.Limit;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.testkit.time.ScriptedTime;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A whole server on the loopback address: engine, {@code ChatHttp} and an HTTP server, over a store in memory. It can be stopped and
 * started again on its port; the store outlives that, as a database would.
 */
final class RealServer implements AutoCloseable {
    private static final byte[] CUSTOMER_SECRET = "the-customers-secret-for-these-tests".getBytes(UTF_8);
    private static final byte[] AGENT_SECRET = "the-agents-secret-for-these-tests---".getBytes(UTF_8);
    private static final Duration LONG = Duration.ofDays(1);

    /** Clients of these tests poll without pauses. */
    private static final Limit UNLIMITED = new Limit(1_000_000_000, Duration.ofSeconds(1));

    /**
     * Below the ports that the system assigns to connections, so that no other process takes the port while the server is
     * down.
     */
    private static final int FIRST_PORT = 20_000;

    private static final int LAST_PORT = 32_000;

    private final Setup setup;
    private final MemoryChatStore store = new MemoryChatStore();
    private final int port = freePort();
    private @Nullable Running running;

    /** The parts of a server. */
    static final class Setup {
        private final ChatPolicy.Builder policy =
                ChatPolicy.builder().customerMessages(null).agentMessages(null);
        private List<ContentFilter> filters = List.of();
        private final BlobStore blobs = new MemoryBlobStore();
        private InstantSource clock = InstantSource.system();
        private Adapter adapter = RunningJdkServer::new;
        private @Nullable ScriptedTime time;

        Setup inJetty() {
            adapter = RunningJettyServer::new;
            return this;
        }

        Setup inJettyWithSockets() {
            adapter = RunningJettyServer::withSockets;
            return this;
        }

        /** Serves WebSockets that a test lets through or not. */
        Setup withSockets(RunningSocketServer.Gate gate) {
            adapter = (http, port) -> new RunningSocketServer(http, port, gate);
            return this;
        }

        ChatPolicy.Builder policy() {
            return policy;
        }

        Setup filters(List<ContentFilter> value) {
            filters = value;
            return this;
        }

        /** The clock of the tokens and of the whole server; time passes at its normal speed. */
        Setup tokenClock(InstantSource value) {
            clock = value;
            return this;
        }

        /** The scripted time of the whole server. */
        Setup time(ScriptedTime value) {
            time = value;
            clock = value;
            return this;
        }

        RealServer start() {
            RealServer server = new RealServer(this);
            server.start();
            return server;
        }
    }

    /** Serves the chat on a port. */
    @FunctionalInterface
    private interface Adapter {
        RunningServer listen(ChatHttp http, int port);
    }

    private record Running(ChatEngine engine, ChatHttp http, RunningServer server) {}

    private RealServer(Setup setup) {
        this.setup = setup;
    }

    void start() {
        ChatEngine.Builder engine = ChatEngine.builder(store)
                .policy(setup.policy.build())
                .contentFilters(setup.filters)
                .attachments(setup.blobs, content -> Optional.of(FileType.of("text/plain")))
                .clock(setup.clock);
        ScriptedTime time = setup.time;
        if (time != null) {
            engine.scheduler(time);
        }
        ChatEngine started = engine.build();
        JwtAuthenticators tokens = JwtAuthenticators.builder(CUSTOMER_SECRET, AGENT_SECRET)
                .clock(setup.clock)
                .skew(Duration.ZERO)
                .build();
        ChatHttp http = ChatHttp.builder(started, tokens.customers(), tokens.agents())
                .clock(setup.clock)
                .customerReads(UNLIMITED)
                .agentReads(UNLIMITED)
                .unauthenticatedCalls(UNLIMITED)
                .notFoundCalls(UNLIMITED)
                .build();
        running = new Running(started, http, setup.adapter.listen(http, port));
    }

    /** Stops as an operator does: the engine finishes its work while the server still responds. */
    void stop() {
        Running stopping = running();
        stopping.engine.close();
        stopping.server.stop();
        running = null;
    }

    /** Stops abruptly: all connections are closed first, and waiting clients get no response. */
    void drop() {
        Running stopping = running();
        stopping.server.stop();
        stopping.engine.close();
        running = null;
    }

    @Override
    public void close() {
        if (running != null) {
            drop();
        }
        store.close();
    }

    int port() {
        return port;
    }

    int waitingPolls() {
        return running().http.waitingPolls();
    }

    HelplineClient customer(String id) {
        return client(port, () -> customerToken(id, LONG));
    }

    HelplineClient admin(String id) {
        return client(
                port,
                () -> new TokenIssuer(AGENT_SECRET, setup.clock)
                        .issue(Principal.agent(id, Role.ADMIN, "Name of " + id, null), LONG));
    }

    HelplineClient agent(String id) {
        return client(port, () -> agentToken(id));
    }

    /** Makes a client of another port, such as that of a proxy. */
    static HelplineClient client(int port, TokenSupplier tokens) {
        return HelplineClient.builder(url(port)).tokens(tokens).build();
    }

    static String url(int port) {
        return "http://" + InetAddress.getLoopbackAddress().getHostAddress() + ":" + port + "/";
    }

    String customerToken(String id, Duration validFor) {
        return new TokenIssuer(CUSTOMER_SECRET, setup.clock).issue(Principal.customer(id, "Name of " + id), validFor);
    }

    String customerToken(String id) {
        return customerToken(id, LONG);
    }

    String agentToken(String id) {
        return new TokenIssuer(AGENT_SECRET, setup.clock)
                .issue(Principal.agent(id, Role.AGENT, "Name of " + id, "Billing"), LONG);
    }

    /** Returns how many files have stored bytes, whole or not. */
    int files() {
        return setup.blobs.list(null, 1000).size();
    }

    /** Returns a session as it is stored. */
    Session session(String id) {
        return store.findSession(new SessionId(id)).orElseThrow();
    }

    /** Returns the messages of a session as they are stored. */
    List<Entry> stored(String session) {
        List<Entry> messages = new ArrayList<>();
        long seq = 0;
        for (List<Entry> page = page(session, seq); !page.isEmpty(); page = page(session, seq)) {
            page.stream().filter(Entry::isMessage).forEach(messages::add);
            seq = page.get(page.size() - 1).seq();
        }
        return messages;
    }

    private List<Entry> page(String session, long seq) {
        return store.entriesAfter(new SessionId(session), seq, 100);
    }

    private Running running() {
        return Objects.requireNonNull(running, "the server is not running");
    }

    private static int freePort() {
        for (int port = FIRST_PORT + (int) (ProcessHandle.current().pid() % 10_000); port < LAST_PORT; port++) {
            try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return probe.getLocalPort();
            } catch (IOException taken) {
                // try the next port
            }
        }
        throw new IllegalStateException("no port is free");
    }
}
