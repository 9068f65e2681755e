package dev.helpline.chat.socketio;

import dev.helpline.chat.core.ChatEngine;
import dev.helpline.chat.http.ChatHttp;
import dev.helpline.chat.http.exchange.HttpCall;
import dev.helpline.chat.http.exchange.HttpIntake;
import dev.helpline.chat.http.exchange.HttpReply;
import dev.helpline.chat.http.exchange.HttpService;
import dev.helpline.chat.http.exchange.SocketHandshake;
import dev.helpline.chat.socketio.internal.conversations.ConversationsDialect;
import dev.helpline.chat.socketio.internal.gateway.DialectModule;
import dev.helpline.chat.socketio.internal.gateway.Gateway;
import dev.helpline.chat.socketio.internal.gateway.GatewaySettings;
import dev.helpline.chat.socketio.internal.rooms.RoomsDialect;
import dev.helpline.chat.socketio.internal.sessions.SessionsDialect;
import dev.helpline.chat.spi.Experimental;
import dev.helpline.chat.spi.time.Scheduler;
import java.net.URI;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves the clients of other support chats unchanged: their Socket.IO events and their calls over HTTP, each in the dialect that they know,
 * over one engine. A session can be followed in all dialects, over the chat's own protocol and in the desk at the same time.
 *
 * <p>An adapter serves it beside {@link ChatHttp}, in a servlet as {@code new ChatServlet(gateway)} for the paths of {@link #paths()}. Tokens,
 * trusted proxies and files are those of the {@link ChatHttp}. Holds one thread for time, which {@link #close} ends unless the host has
 * passed a scheduler. Thread-safe.
 */
@Experimental
public final class SocketIoGateway implements HttpService, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SocketIoGateway.class);

    private final Gateway gateway;
    private final List<DialectModule> modules;
    private final @Nullable ScheduledExecutorService timer;

    private SocketIoGateway(Builder builder) {
        if (builder.dialects.isEmpty()) {
            throw new IllegalStateException("a gateway needs at least one dialect");
        }
        if (builder.trustDeclaredUsers) {
            LOG.warn("clients without a token are trusted to be the customers whom they say they are");
        }
        Scheduler scheduler = builder.scheduler;
        if (scheduler == null) {
            ScheduledExecutorService own = Executors.newSingleThreadScheduledExecutor(task -> {
                Thread thread = new Thread(task, "helpline-socketio");
                thread.setDaemon(true);
                return thread;
            });
            timer = own;
            scheduler = (delay, task) -> {
                Future<?> due = own.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
                return () -> due.cancel(false);
            };
        } else {
            timer = null;
        }
        modules = builder.dialects.stream()
                .map(dialect -> module(dialect, builder.http))
                .toList();
        SecureRandom random = new SecureRandom();
        gateway = new Gateway(new GatewaySettings(
                builder.engine,
                builder.http,
                modules,
                builder.corsOrigins,
                builder.trustDeclaredUsers,
                builder.clock,
                scheduler,
                () -> {
                    byte[] id = new byte[20];
                    random.nextBytes(id);
                    return HexFormat.of().formatHex(id);
                }));
    }

    private static DialectModule module(Dialect dialect, ChatHttp http) {
        return switch (dialect) {
            case SESSIONS -> new SessionsDialect(http);
            case CONVERSATIONS -> new ConversationsDialect();
            case ROOMS -> new RoomsDialect();
        };
    }

    /**
     * Returns a builder of a gateway that speaks no dialect yet.
     *
     * @param engine carries out what clients ask for
     * @param http judges tokens and serves files, over the same engine
     */
    public static Builder builder(ChatEngine engine, ChatHttp http) {
        return new Builder(engine, http);
    }

    /** The paths below which an adapter serves the gateway, each beginning with a slash and ending with {@code /*}. */
    public List<String> paths() {
        List<String> paths = new ArrayList<>(List.of(Gateway.SOCKETS + "*", Gateway.FILES + "*"));
        modules.forEach(dialect -> paths.addAll(dialect.paths()));
        return paths;
    }

    /** The number of connections that are open at this moment. */
    public int connections() {
        return gateway.connections();
    }

    @Override
    public HttpIntake receive(HttpCall head) {
        return gateway.receive(head);
    }

    @Override
    public boolean authenticatesRequests() {
        return gateway.authenticatesRequests();
    }

    @Override
    public boolean mayWait(HttpCall head) {
        return gateway.mayWait(head);
    }

    @Override
    public SocketHandshake handshake(HttpCall head) {
        return gateway.handshake(head);
    }

    @Override
    public HttpReply rejection(int status) {
        return gateway.rejection(status);
    }

    /** Closes all connections. Clients reconnect, to another node or after a restart. */
    @Override
    public void close() {
        gateway.close();
        if (timer != null) {
            timer.shutdownNow();
        }
    }

    /** Collects the settings of a gateway. Each setter checks its value at once. Not thread-safe. */
    public static final class Builder {
        private final ChatEngine engine;
        private final ChatHttp http;
        private final Set<Dialect> dialects = EnumSet.noneOf(Dialect.class);
        private final Set<String> corsOrigins = new LinkedHashSet<>();
        private boolean trustDeclaredUsers;
        private InstantSource clock = InstantSource.system();
        private @Nullable Scheduler scheduler;

        private Builder(ChatEngine engine, ChatHttp http) {
            this.engine = Objects.requireNonNull(engine, "engine");
            this.http = Objects.requireNonNull(http, "http");
        }

        /** Speaks a dialect; at least one is needed. Default: none. */
        public Builder dialect(Dialect value) {
            dialects.add(Objects.requireNonNull(value, "dialect"));
            return this;
        }

        /**
         * Allows pages of this origin, exactly as browsers send it, such as {@code https://shop.example}. Pages of the server's own origin
         * are allowed in any case. Default: none.
         */
        public Builder corsOrigin(String value) {
            URI origin = URI.create(value);
            if (origin.getScheme() == null
                    || origin.getRawAuthority() == null
                    || !origin.getRawPath().isEmpty()) {
                throw new IllegalArgumentException("an origin must be scheme://host[:port], was " + value);
            }
            corsOrigins.add(value);
            return this;
        }

        /**
         * Whether a client without a token is the customer whom it says it is ({@code user_id}, {@code userId} or {@code username} in the
         * data of its connection, or in the query). Anyone can then read and write for any customer, so this is only for the time in which
         * an installation moves whose clients send no tokens. Agents always need a token. Default: false.
         */
        public Builder trustDeclaredUsers(boolean value) {
            trustDeclaredUsers = value;
            return this;
        }

        /** The source of the current time; must be the engine's. Default: the system's clock. */
        public Builder clock(InstantSource value) {
            clock = Objects.requireNonNull(value, "clock");
            return this;
        }

        /** Runs what has to happen after some time. Its tasks do not block. Default: a thread of the gateway's own. */
        public Builder scheduler(Scheduler value) {
            scheduler = Objects.requireNonNull(value, "scheduler");
            return this;
        }

        /** Builds the gateway; throws {@link IllegalStateException} without a dialect. */
        public SocketIoGateway build() {
            return new SocketIoGateway(this);
        }
    }
}
