package dev.helpline.chat.http;

import dev.helpline.chat.core.ChatEngine;
import dev.helpline.chat.spi.IdGenerator;
import dev.helpline.chat.spi.auth.Authenticator;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * The chat's protocol over HTTP, for whatever server. An adapter makes an {@link HttpCall} of each request below {@code
 * /api/}, and sends the {@link HttpReply}; two adapters come with this module.
 *
 * <p>Calls that wait for something new hold no thread meanwhile. All others may read and write the store on the thread
 * that brings them. Thread-safe. Owns nothing that needs closing; the engine is the host's.
 */
public final class ChatHttp {
    private final Dispatcher dispatcher;
    private final WaitingPolls waitingPolls;
    private final int maxBodyBytes;

    private ChatHttp(Builder builder) {
        ChatEngine engine = builder.engine;
        InstantSource clock = builder.clock;
        maxBodyBytes = builder.maxBodyBytes;
        waitingPolls =
                new WaitingPolls(builder.waitingPollsPerSession, builder.waitingPollsPerCaller, builder.waitingPolls);
        Gate gate = new Gate(
                new RememberingAuthenticator(builder.customers, clock),
                new RememberingAuthenticator(builder.agents, clock),
                engine.policy().access(),
                new ClientAddresses(builder.trustedProxies));
        dispatcher = new Dispatcher(
                new RequestIds(builder.requestIds),
                new Router(routes(engine, clock, waitingPolls)),
                gate,
                new BodyReader(maxBodyBytes),
                new Failures(new RateBudgets(engine.policy())),
                new Replies(clock, new Cors(builder.corsOrigins)));
    }

    private static List<Route> routes(ChatEngine chatEngine, InstantSource clock, WaitingPolls waitingPolls) {
        Engine engine = new Engine(chatEngine);
        HealthProbe health = new HealthProbe(() -> chatEngine.health().ready(), clock);
        return Routes.of(
                new SessionCalls(engine),
                new MessageCalls(engine),
                new PollCall(engine, waitingPolls),
                new RatingCall(engine),
                new HistoryCall(engine),
                new PublicCalls(chatEngine.policy(), health),
                new DeskCalls(engine, clock));
    }

    /**
     * A builder with every default in place.
     *
     * @param engine does the work
     * @param customers judges the tokens of customers
     * @param agents judges the tokens of agents
     */
    public static Builder builder(ChatEngine engine, Authenticator customers, Authenticator agents) {
        return new Builder(engine, customers, agents);
    }

    /**
     * Answers a call. The result never fails; what goes wrong becomes a reply. Cancelling it ends the wait of a poll.
     */
    public CompletableFuture<HttpReply> handle(HttpCall call) {
        return dispatcher.dispatch(Objects.requireNonNull(call, "call"));
    }

    /** The longest body that is taken, in bytes. An adapter need not read more than one byte beyond. */
    public int maxBodyBytes() {
        return maxBodyBytes;
    }

    /** How many polls wait at this moment. */
    public int waitingPolls() {
        return waitingPolls.count();
    }

    List<Route> routes() {
        return dispatcher.routes();
    }

    /** Collects the choices of a {@link ChatHttp}. Each setter checks at once. Not thread-safe. */
    public static final class Builder {
        private static final int LEAST_BODY = 1024;
        private static final int LARGEST_BODY = 16 * 1024 * 1024;

        private final ChatEngine engine;
        private final Authenticator customers;
        private final Authenticator agents;
        private final Set<String> corsOrigins = new LinkedHashSet<>();
        private final List<IpRange> trustedProxies = new ArrayList<>();
        private InstantSource clock = InstantSource.system();
        private IdGenerator requestIds = new RandomRequestIds();
        private int maxBodyBytes = 256 * 1024;
        private int waitingPollsPerSession = 8;
        private int waitingPollsPerCaller = 64;
        private int waitingPolls = 20_000;

        private Builder(ChatEngine engine, Authenticator customers, Authenticator agents) {
            this.engine = Objects.requireNonNull(engine, "engine");
            this.customers = Objects.requireNonNull(customers, "customers");
            this.agents = Objects.requireNonNull(agents, "agents");
        }

        /** What says the time; the engine's clock, if that is not the system's. Default: the system's clock. */
        public Builder clock(InstantSource value) {
            clock = Objects.requireNonNull(value, "clock");
            return this;
        }

        /** What names calls that come without a name of their own. Default: random ids. */
        public Builder requestIds(IdGenerator value) {
            requestIds = Objects.requireNonNull(value, "requestIds");
            return this;
        }

        /**
         * Adds an origin whose pages may call us, exactly as browsers spell it: {@code https://shop.example}. Default:
         * none.
         */
        public Builder corsOrigin(String value) {
            if (!value.matches("https?://[A-Za-z0-9.\\[\\]:-]+")) {
                throw new IllegalArgumentException("corsOrigin must be like https://shop.example, was " + value);
            }
            corsOrigins.add(value);
            return this;
        }

        /**
         * Adds an address, or a range such as {@code 10.0.0.0/8}, whose {@code X-Forwarded-For} is believed. Default:
         * none.
         */
        public Builder trustedProxy(String value) {
            trustedProxies.add(IpRange.parse(value));
            return this;
        }

        /** The longest body that is taken, from 1 KiB to 16 MiB. Default: 256 KiB. */
        public Builder maxBodyBytes(int value) {
            maxBodyBytes = within("maxBodyBytes", value, LEAST_BODY, LARGEST_BODY);
            return this;
        }

        /** How many polls may wait in one session for its customer; others are answered at once. Default: 8. */
        public Builder waitingPollsPerSession(int value) {
            waitingPollsPerSession = within("waitingPollsPerSession", value, 0, Integer.MAX_VALUE);
            return this;
        }

        /**
         * How many polls may wait for one customer, one agent, or one address without a token; others are answered at
         * once. Default: 64.
         */
        public Builder waitingPollsPerCaller(int value) {
            waitingPollsPerCaller = within("waitingPollsPerCaller", value, 0, Integer.MAX_VALUE);
            return this;
        }

        /** How many polls may wait for customers in all; others are answered at once. Default: 20,000. */
        public Builder waitingPolls(int value) {
            waitingPolls = within("waitingPolls", value, 0, Integer.MAX_VALUE);
            return this;
        }

        /** The handler of calls. */
        public ChatHttp build() {
            return new ChatHttp(this);
        }

        private static int within(String name, int value, int min, int max) {
            if (value < min || value > max) {
                throw new IllegalArgumentException(name + " must be between " + min + " and " + max + ", was " + value);
            }
            return value;
        }
    }
}
