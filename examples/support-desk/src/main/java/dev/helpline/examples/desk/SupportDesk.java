package dev.helpline.examples.desk;

import dev.helpline.chat.core.ChatEngine;
import dev.helpline.chat.core.CloseReport;
import dev.helpline.chat.core.attachment.FileBlobStore;
import dev.helpline.chat.http.ChatHttp;
import dev.helpline.chat.jwt.JwtAuthenticators;
import dev.helpline.chat.socketio.SocketIoGateway;
import dev.helpline.chat.spi.auth.Principal;
import dev.helpline.chat.spi.limit.Limit;
import dev.helpline.chat.tika.TikaFileInspector;
import dev.helpline.chat.web.ChatWeb;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An HTTP server around the chat engine: the engine with an embedded database, the chat's protocol in a servlet, and an
 * orderly stop that completes the calls in progress.
 */
public final class SupportDesk implements AutoCloseable {
    private static final Duration DRAIN = Duration.ofSeconds(5);
    private static final Limit UNLIMITED = new Limit(Integer.MAX_VALUE, Duration.ofMinutes(1));
    private static final int EXIT_WRONG_CONFIG = 2;
    private static final int EXIT_FAILED = 1;
    private static final Logger LOG = LoggerFactory.getLogger(SupportDesk.class);

    private final Stores.Opened stores;
    private final ChatEngine engine;
    private final Optional<SocketIoGateway> dialects;
    private final WebServer server;

    private SupportDesk(Stores.Opened stores, ChatEngine engine, DeskConfig config, Secrets secrets) {
        this.stores = stores;
        this.engine = engine;
        JwtAuthenticators tokens = secrets.authenticators(config.dialects());
        ChatHttp.Builder http =
                ChatHttp.builder(engine, tokens.customers(), tokens.agents()).linkKeys(secrets.linkKeys());
        config.corsOrigins().forEach(http::corsOrigin);
        config.trustedProxies().forEach(http::trustedProxy);
        if (!config.limited()) {
            http.unauthenticatedCalls(UNLIMITED)
                    .notFoundCalls(UNLIMITED)
                    .customerReads(UNLIMITED)
                    .agentReads(UNLIMITED);
        }
        ChatHttp chat = http.build();
        dialects = dialects(engine, chat, config);
        server = new WebServer(chat, browserFiles(secrets), dialects, config.host(), config.port());
    }

    private static Optional<SocketIoGateway> dialects(ChatEngine engine, ChatHttp chat, DeskConfig config) {
        if (config.dialects().isEmpty()) {
            return Optional.empty();
        }
        SocketIoGateway.Builder gateway = SocketIoGateway.builder(engine, chat);
        config.dialects().forEach(gateway::dialect);
        config.corsOrigins().forEach(gateway::corsOrigin);
        return Optional.of(gateway.build());
    }

    /** The demo signs its visitors in, so it is there only for generated keys, with which the desk listens on this machine only. */
    private static ChatWeb browserFiles(Secrets secrets) {
        ChatWeb.Builder web = ChatWeb.builder();
        if (secrets.demoCustomerToken().isPresent()) {
            web.demoShop(() -> secrets.demoCustomerToken().orElseThrow());
        }
        if (secrets.demoAgentToken().isPresent()) {
            demoAgent(web, DemoConversations.SARAH, "Supervisor, Customer Service", secrets);
            demoAgent(web, DemoConversations.BEN, "Agent, Customer Service", secrets);
        }
        return web.build();
    }

    private static void demoAgent(ChatWeb.Builder web, Principal agent, String about, Secrets secrets) {
        String name = Objects.requireNonNull(agent.name());
        web.demoAgent(name, about, () -> secrets.demoAgentToken(agent).orElseThrow());
    }

    /** Starts the desk, prints where it listens and what to try, and runs until the process is stopped. */
    public static void main(String[] args) throws InterruptedException {
        Map<String, String> environment = System.getenv();
        MaskedOutput.install(Mask.of(environment));
        configured(environment)
                .map(SupportDesk::startOrExit)
                .orElseThrow()
                .server
                .join();
    }

    private static Optional<DeskConfig> configured(Map<String, String> environment) {
        try {
            return Optional.of(DeskConfig.from(environment));
        } catch (DeskConfig.WrongConfig e) {
            System.err.println("The desk was not started, since its configuration is not valid:");
            System.err.println(e.getMessage());
            System.exit(EXIT_WRONG_CONFIG);
            return Optional.empty();
        }
    }

    private static SupportDesk startOrExit(DeskConfig config) {
        try {
            SupportDesk desk = start(config, System.out);
            Runtime.getRuntime().addShutdownHook(new Thread(desk::close, "desk-shutdown"));
            return desk;
        } catch (Exception e) {
            LOG.debug("the desk was not started", e);
            System.err.println("The desk was not started. " + StartFailure.explain(config, e));
            System.exit(EXIT_FAILED);
            throw new IllegalStateException("exit returned", e);
        }
    }

    /** Starts a desk and prints on {@code out} what to try. */
    static SupportDesk start(DeskConfig config, PrintStream out) throws Exception {
        return start(config, WarmUp.of(config.warmUp()), out);
    }

    static SupportDesk start(DeskConfig config, WarmUp warmUp, PrintStream out) throws Exception {
        boolean needsFolder = config.database().isEmpty() || !config.hasSecrets();
        if (needsFolder) {
            Folders.make(config.dataDir());
        }
        Secrets secrets = Secrets.of(config);
        Stores.Opened stores = Stores.open(config);
        try {
            ChatEngine.Builder builder = ChatEngine.builder(stores.store())
                    .policy(config.policy())
                    .businessHours(config.hours())
                    .listener(new EventLog());
            stores.bus().ifPresent(builder::clusterBus);
            config.mail().map(MailSettings::notifier).ifPresent(builder::notifier);
            if (config.filesDir().isPresent()) {
                Folders.make(config.filesDir().get());
                builder.attachments(new FileBlobStore(config.filesDir().get()), new TikaFileInspector());
            }
            ChatEngine engine = builder.build();
            try {
                SupportDesk desk = new SupportDesk(stores, engine, config, secrets);
                desk.serve(warmUp, secrets.areAllGenerated());
                Banner.print(out, desk.url(), secrets);
                return desk;
            } catch (Exception e) {
                engine.close();
                throw e;
            }
        } catch (Exception e) {
            stores.close();
            throw e;
        }
    }

    /** Takes the port, so that a port in use is noticed before anything is done, but serves no call before the desk is warm. */
    private void serve(WarmUp warmUp, boolean withDemo) throws Exception {
        try {
            server.bind();
            if (withDemo) {
                DemoConversations.addTo(engine);
            }
            warmUp.run();
            server.start();
        } catch (Exception e) {
            server.stop();
            throw e;
        }
    }

    /** The URL for calls from this machine. */
    private String url() {
        String host = server.host();
        boolean here = DeskConfig.isLocal(host);
        return "http://" + (here ? "localhost" : host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port();
    }

    /** The port on which the desk listens. */
    int port() {
        return server.port();
    }

    /**
     * Stops the desk: the engine accepts no more commands and completes those in progress, so that their callers still get
     * replies. Then the server stops, and the database is closed.
     */
    @Override
    public void close() {
        LOG.info("the desk stops");
        dialects.ifPresent(SocketIoGateway::close);
        CloseReport report = engine.close(DRAIN);
        if (!report.complete()) {
            LOG.error("not all commands were completed: {}", report);
        }
        try {
            server.stop();
        } catch (Exception e) {
            LOG.warn("the server did not stop cleanly", e);
        }
        stores.close();
        LOG.info("the desk has stopped");
    }
}
