package dev.helpline.chat.http;

import dev.helpline.chat.core.ChatEngine;
import dev.helpline.chat.core.message.MessagePage;
import dev.helpline.chat.http.exchange.HttpCall;
import dev.helpline.chat.http.exchange.HttpIntake;
import dev.helpline.chat.http.exchange.HttpReply;
import dev.helpline.chat.http.internal.calls.Dispatcher;
import dev.helpline.chat.http.internal.calls.ProblemMapper;
import dev.helpline.chat.http.internal.calls.Route;
import dev.helpline.chat.http.internal.calls.Router;
import dev.helpline.chat.http.internal.calls.Routes;
import dev.helpline.chat.http.internal.calls.WaitingPolls;
import dev.helpline.chat.http.internal.exchange.AccessControl;
import dev.helpline.chat.http.internal.exchange.BodyBudget;
import dev.helpline.chat.http.internal.exchange.BodyLimits;
import dev.helpline.chat.http.internal.exchange.BodyPace;
import dev.helpline.chat.http.internal.exchange.CachingAuthenticator;
import dev.helpline.chat.http.internal.exchange.CallBudgets;
import dev.helpline.chat.http.internal.exchange.ClientAddresses;
import dev.helpline.chat.http.internal.exchange.Cors;
import dev.helpline.chat.http.internal.exchange.IpRange;
import dev.helpline.chat.http.internal.exchange.RandomRequestIds;
import dev.helpline.chat.http.internal.exchange.Replies;
import dev.helpline.chat.http.internal.exchange.RequestIds;
import dev.helpline.chat.http.internal.exchange.TimerScheduler;
import dev.helpline.chat.http.internal.wire.WireError;
import dev.helpline.chat.spi.IdGenerator;
import dev.helpline.chat.spi.auth.Authenticator;
import dev.helpline.chat.spi.limit.Limit;
import dev.helpline.chat.spi.time.Scheduler;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The chat's protocol over HTTP, for any server. An adapter makes an {@link HttpCall} of the head of each request below
 * {@code /api/}, hands over the body as it arrives ({@link #receive}), and sends the {@link HttpReply}; two adapters come
 * with this module.
 *
 * <p>Calls that wait for something new hold no thread meanwhile. All others may read and write the store on the thread
 * that brings them. Thread-safe. Owns nothing that needs closing; the engine is the host's.
 */
public final class ChatHttp {
    /**
     * The most bytes that a reply's body has. Most of them are messages: a page holds {@link MessagePage#MAX_BYTES} of
     * them, and JSON makes 6 bytes of one at worst. A page by number and a list hold 100 items, whose parts all have a
     * longest length; the longest 100 of them are shorter than that.
     */
    public static final int MAX_REPLY_BYTES = 7 * 1024 * 1024;

    private final Dispatcher dispatcher;
    private final WaitingPolls waitingPolls;
    private final BodyBudget budget;

    private ChatHttp(Builder builder) {
        ChatEngine engine = builder.engine;
        InstantSource clock = builder.clock;
        waitingPolls =
                new WaitingPolls(builder.waitingPollsPerSession, builder.waitingPollsPerCaller, builder.waitingPolls);
        ClientAddresses addresses = new ClientAddresses(builder.trustedProxies);
        CallBudgets budgets = new CallBudgets(builder.callLimits(), clock, addresses);
        AccessControl accessControl = new AccessControl(
                new CachingAuthenticator(builder.customers, clock),
                new CachingAuthenticator(builder.agents, clock),
                engine.policy().access(),
                addresses,
                budgets);
        budget = new BodyBudget(builder.bodyBytesInAll(), builder.bodyBytesPerAddress());
        dispatcher = new Dispatcher(
                new RequestIds(builder.requestIds),
                new Router(Routes.of(engine, clock, waitingPolls)),
                accessControl,
                new BodyLimits(builder.maxBodyBytes, BodyPace.within(builder.maxBodyTime), budget, builder.scheduler),
                new ProblemMapper(engine.policy()),
                new Replies(clock, new Cors(builder.corsOrigins), budgets));
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
     * Judges a call by its head: route, method, token, query, and the length and type of the body it announces. A call
     * that needs no body is handled at once. {@link HttpCall#body()} is not looked at.
     */
    public HttpIntake receive(HttpCall head) {
        return dispatcher.receive(Objects.requireNonNull(head, "head"));
    }

    /**
     * Handles a call whose body has arrived. The result never fails; what goes wrong becomes a reply. Cancelling it ends
     * the wait of a poll.
     */
    public CompletableFuture<HttpReply> handle(HttpCall call) {
        HttpIntake intake = receive(call);
        intake.add(call.body(), call.body().length);
        intake.complete();
        return intake.reply();
    }

    /**
     * The reply to a request that the server refuses before it reaches the chat, such as one whose head is malformed or
     * too long: the same envelope and headers as any other refusal. Thread-safe.
     *
     * @param status the status that the server chose; one that the protocol does not know becomes 400, or from 500 on 500
     */
    public HttpReply rejection(int status) {
        return switch (status) {
            case 404 -> dispatcher.rejected(WireError.NOT_FOUND, "There is nothing at this path");
            case 408 -> dispatcher.rejected(WireError.REQUEST_INCOMPLETE, "The request did not arrive in time");
            case 413 -> dispatcher.rejected(WireError.PAYLOAD_TOO_LARGE, "The body is too long");
            case 414 -> dispatcher.rejected(WireError.URI_TOO_LONG, "The request target is too long");
            case 431 -> dispatcher.rejected(WireError.HEADERS_TOO_LARGE, "The headers are too long");
            case 500, 502, 503, 504 ->
                dispatcher.rejected(WireError.INTERNAL_ERROR, "Something went wrong on our side");
            default -> dispatcher.rejected(WireError.BAD_REQUEST, "This is not a sound HTTP request");
        };
    }

    /** How many bytes of request bodies are held at this moment, including lengths that were only declared. */
    public long bodyBytes() {
        return budget.taken();
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
        private static final Duration SHORTEST_BODY_TIME = Duration.ofSeconds(1);
        private static final Duration LONGEST_BODY_TIME = Duration.ofMinutes(10);

        private static final Duration MINUTE = Duration.ofMinutes(1);
        private static final Duration USUAL_INTERVAL = Duration.ofSeconds(2);
        private static final int CUSTOMER_POLLS = 20;
        private static final int AGENT_POLLS = 200;

        private final ChatEngine engine;
        private final Authenticator customers;
        private final Authenticator agents;
        private final Set<String> corsOrigins = new LinkedHashSet<>();
        private final List<IpRange> trustedProxies = new ArrayList<>();
        private InstantSource clock = InstantSource.system();
        private IdGenerator requestIds = new RandomRequestIds();
        private Scheduler scheduler = new TimerScheduler();
        private int maxBodyBytes = 256 * 1024;
        private Duration maxBodyTime = Duration.ofSeconds(30);
        private long bodyBytesInAll = 32L * 1024 * 1024;
        private long bodyBytesPerAddress = 4L * 1024 * 1024;
        private Limit unauthenticatedCalls = new Limit(300, MINUTE);
        private Limit notFoundCalls = new Limit(300, MINUTE);
        private @Nullable Limit customerReads;
        private @Nullable Limit agentReads;
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

        /**
         * What ends the wait for bodies that do not arrive. Its threads may be those of the engine's scheduler. Default:
         * the JVM's timer, with tasks in the common pool.
         */
        public Builder scheduler(Scheduler value) {
            scheduler = Objects.requireNonNull(value, "scheduler");
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

        /**
         * How long after its head a body may take to arrive, from 1 second to 10 minutes. Within that, a body may take 10
         * seconds plus one second for each KiB that has arrived. Default: 30 seconds.
         */
        public Builder maxBodyTime(Duration value) {
            if (value.compareTo(SHORTEST_BODY_TIME) < 0 || value.compareTo(LONGEST_BODY_TIME) > 0) {
                throw new IllegalArgumentException("maxBodyTime must be between " + SHORTEST_BODY_TIME + " and "
                        + LONGEST_BODY_TIME + ", was " + value);
            }
            maxBodyTime = value;
            return this;
        }

        /**
         * How many bytes of bodies are held at a time in all; calls beyond get status 503. Never less than {@link
         * #maxBodyBytes}. Default: 32 MiB.
         */
        public Builder bodyBytesInAll(long value) {
            bodyBytesInAll = atLeastOne("bodyBytesInAll", value);
            return this;
        }

        /**
         * How many bytes of bodies are held at a time for one client address; calls beyond get status 429. Never less
         * than {@link #maxBodyBytes}. Default: 4 MiB.
         */
        public Builder bodyBytesPerAddress(long value) {
            bodyBytesPerAddress = atLeastOne("bodyBytesPerAddress", value);
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

        /**
         * How many replies with status 401 one client address gets; further ones are status 429. A call with a valid token is
         * never affected. Default: 300 at once, refilled over a minute.
         */
        public Builder unauthenticatedCalls(Limit value) {
            unauthenticatedCalls = Objects.requireNonNull(value, "unauthenticatedCalls");
            return this;
        }

        /**
         * How many replies with status 404 one client address gets; further ones are status 429. Default: 300 at once,
         * refilled over a minute.
         */
        public Builder notFoundCalls(Limit value) {
            notFoundCalls = Objects.requireNonNull(value, "notFoundCalls");
            return this;
        }

        /**
         * How many GET calls one customer, or without a token one session, may make; further ones get status 429. Default: 20
         * times as many as a client that polls as told makes in a minute, at least 600, refilled over a minute.
         */
        public Builder customerReads(Limit value) {
            customerReads = Objects.requireNonNull(value, "customerReads");
            return this;
        }

        /**
         * How many GET calls one agent may make; further ones get status 429. Default: 200 times as many as a client that
         * polls as told makes in a minute, at least 6000, refilled over a minute.
         */
        public Builder agentReads(Limit value) {
            agentReads = Objects.requireNonNull(value, "agentReads");
            return this;
        }

        private CallBudgets.Limits callLimits() {
            return new CallBudgets.Limits(
                    unauthenticatedCalls,
                    notFoundCalls,
                    customerReads == null ? reads(CUSTOMER_POLLS) : customerReads,
                    agentReads == null ? reads(AGENT_POLLS) : agentReads);
        }

        /** As many reads in a minute as that many sessions need that are polled as told, for a poll interval of 2 seconds at most. */
        private Limit reads(int sessions) {
            Duration interval = engine.policy().pollInterval();
            Duration fastest = interval.compareTo(USUAL_INTERVAL) < 0 ? interval : USUAL_INTERVAL;
            return new Limit(sessions * (int) MINUTE.dividedBy(fastest), MINUTE);
        }

        /** The handler of calls. */
        public ChatHttp build() {
            return new ChatHttp(this);
        }

        private long bodyBytesInAll() {
            return Math.max(bodyBytesInAll, maxBodyBytes);
        }

        private long bodyBytesPerAddress() {
            return Math.max(bodyBytesPerAddress, maxBodyBytes);
        }

        private static long atLeastOne(String name, long value) {
            if (value < 1) {
                throw new IllegalArgumentException(name + " must be at least 1, was " + value);
            }
            return value;
        }

        private static int within(String name, int value, int min, int max) {
            if (value < min || value > max) {
                throw new IllegalArgumentException(name + " must be between " + min + " and " + max + ", was " + value);
            }
            return value;
        }
    }
}
