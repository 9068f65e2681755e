package dev.helpline.chat.http;

import dev.helpline.chat.core.ChatEngine;
import dev.helpline.chat.core.message.MessagePage;
import dev.helpline.chat.http.exchange.HttpCall;
import dev.helpline.chat.http.exchange.HttpIntake;
import dev.helpline.chat.http.exchange.HttpReply;
import dev.helpline.chat.http.exchange.HttpService;
import dev.helpline.chat.http.exchange.SocketHandshake;
import dev.helpline.chat.http.internal.calls.Dispatcher;
import dev.helpline.chat.http.internal.calls.FileLinks;
import dev.helpline.chat.http.internal.calls.LinkSigner;
import dev.helpline.chat.http.internal.calls.Participants;
import dev.helpline.chat.http.internal.calls.Places;
import dev.helpline.chat.http.internal.calls.ProblemMapper;
import dev.helpline.chat.http.internal.calls.RatingLinks;
import dev.helpline.chat.http.internal.calls.Route;
import dev.helpline.chat.http.internal.calls.Router;
import dev.helpline.chat.http.internal.calls.Routes;
import dev.helpline.chat.http.internal.calls.SignedLinks;
import dev.helpline.chat.http.internal.exchange.AccessControl;
import dev.helpline.chat.http.internal.exchange.BasePath;
import dev.helpline.chat.http.internal.exchange.BodyBudget;
import dev.helpline.chat.http.internal.exchange.BodyLimits;
import dev.helpline.chat.http.internal.exchange.BodyPace;
import dev.helpline.chat.http.internal.exchange.CachingAuthenticator;
import dev.helpline.chat.http.internal.exchange.CallBudgets;
import dev.helpline.chat.http.internal.exchange.ClientAddresses;
import dev.helpline.chat.http.internal.exchange.Cors;
import dev.helpline.chat.http.internal.exchange.CustomerTokens;
import dev.helpline.chat.http.internal.exchange.IpRange;
import dev.helpline.chat.http.internal.exchange.OwnOrigins;
import dev.helpline.chat.http.internal.exchange.RandomRequestIds;
import dev.helpline.chat.http.internal.exchange.Replies;
import dev.helpline.chat.http.internal.exchange.RequestIds;
import dev.helpline.chat.http.internal.exchange.RequestSignIn;
import dev.helpline.chat.http.internal.exchange.SharedTimer;
import dev.helpline.chat.http.internal.exchange.TimerScheduler;
import dev.helpline.chat.http.internal.socket.SocketParts;
import dev.helpline.chat.http.internal.socket.Sockets;
import dev.helpline.chat.http.internal.wire.WireError;
import dev.helpline.chat.spi.AttachmentId;
import dev.helpline.chat.spi.ChatException;
import dev.helpline.chat.spi.ErrorCode;
import dev.helpline.chat.spi.Experimental;
import dev.helpline.chat.spi.IdGenerator;
import dev.helpline.chat.spi.NetworkAddress;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.auth.Authenticator;
import dev.helpline.chat.spi.auth.Principal;
import dev.helpline.chat.spi.auth.RequestAuthenticator;
import dev.helpline.chat.spi.limit.Limit;
import dev.helpline.chat.spi.time.Scheduler;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Serves the chat's protocol over HTTP in any server. An adapter makes an {@link HttpCall} from the head of each
 * request below {@code /api/} (see {@link Builder#basePath}), passes it to {@link #receive}, hands over the body as it arrives, and sends the {@link
 * HttpReply}. Two adapters come with this module.
 *
 * <p>A poll that waits holds no thread. All other calls may read and write the store on the calling thread.
 * Thread-safe. Owns nothing that needs closing; the host closes the engine.
 */
public final class ChatHttp implements HttpService {
    /**
     * The longest body of a reply, in bytes. The longest replies are pages of messages: a page holds at most {@link
     * MessagePage#MAX_BYTES} bytes of text, and JSON escapes one byte as 6 bytes at worst. Numbered pages and lists
     * hold at most 100 items of bounded length, which are shorter in total.
     */
    public static final int MAX_REPLY_BYTES = 7 * 1024 * 1024;

    private final BasePath basePath;
    private final AccessControl accessControl;
    private final ClientAddresses addresses;
    private final FileLinks fileLinks;
    private final RequestSignIn signIn;
    private final Dispatcher dispatcher;
    private final Places waitingPolls;
    private final BodyBudget budget;
    private final Sockets sockets;
    private final RatingLinks ratingLinks;

    private ChatHttp(Builder builder) {
        ChatEngine engine = builder.engine;
        InstantSource clock = builder.clock;
        waitingPolls = new Places(builder.waitingPollsPerSession, builder.waitingPollsPerCaller, builder.waitingPolls);
        addresses = new ClientAddresses(builder.trustedProxies);
        basePath = builder.basePath;
        OwnOrigins ownOrigins = new OwnOrigins(builder.ownOrigins);
        signIn = new RequestSignIn(builder.customerRequests, builder.agentRequests, ownOrigins, addresses, clock);
        CallBudgets.Limits limits = builder.callLimits();
        CallBudgets budgets = new CallBudgets(limits, engine.policy().attachments(), clock, addresses);
        accessControl = new AccessControl(
                new CachingAuthenticator(new CustomerTokens(engine.guests(), builder.customers), clock),
                new CachingAuthenticator(builder.agents, clock),
                signIn,
                engine.policy(),
                addresses,
                budgets);
        budget = new BodyBudget(builder.bodyBytesInAll(), builder.bodyBytesPerAddress());
        RequestIds requestIds = new RequestIds(builder.requestIds);
        ProblemMapper problems = new ProblemMapper(engine.policy());
        Cors cors = new Cors(builder.corsOrigins, ownOrigins);
        Replies replies = new Replies(clock, cors, budgets);
        LinkKeys keys = builder.linkKeys == null ? Builder.randomKey() : builder.linkKeys;
        LinkSigner signer = new LinkSigner(keys.signing(), keys.keys());
        ratingLinks = new RatingLinks(signer, basePath, builder.ratingLinkLifetime, clock);
        fileLinks = new FileLinks(signer, basePath, builder.fileLinkLifetime, clock);
        SignedLinks links = new SignedLinks(fileLinks, ratingLinks);
        dispatcher = new Dispatcher(
                requestIds,
                new Router(Routes.of(engine, clock, new Routes.Parts(waitingPolls, links, limits, basePath))),
                accessControl,
                new BodyLimits(
                        builder.maxBodyBytes,
                        BodyPace.within(builder.maxBodyTime),
                        budget,
                        new SharedTimer(builder.scheduler)),
                problems,
                replies,
                engine::callBegun);
        SocketParts parts = new SocketParts(
                new Participants(engine),
                accessControl,
                problems,
                budgets,
                new Places(builder.socketsPerSession, builder.socketsPerCaller, builder.sockets),
                new Places(Integer.MAX_VALUE, Builder.UNKNOWN_SOCKETS_PER_ADDRESS, builder.sockets),
                budget,
                builder.scheduler,
                clock);
        sockets = new Sockets(parts, requestIds, cors, replies);
    }

    /**
     * Returns a builder with every default in place.
     *
     * @param engine carries out the calls
     * @param customers verifies the tokens of customers
     * @param agents verifies the tokens of agents
     */
    public static Builder builder(ChatEngine engine, Authenticator customers, Authenticator agents) {
        return new Builder(engine, customers, agents);
    }

    /**
     * Checks a call by its head: route, method, token, query, and the length and type of the announced body. Handles a
     * call that needs no body at once. Ignores {@link HttpCall#body()}.
     */
    @Override
    public HttpIntake receive(HttpCall head) {
        return dispatcher.receive(basePath.remove(Objects.requireNonNull(head, "head")));
    }

    /**
     * Whether an adapter has to hand over all headers of a call, the attributes of the host's container, and its user: whether there is a
     * {@link Builder#customerRequests} or {@link Builder#agentRequests}.
     */
    @Experimental
    @Override
    public boolean authenticatesRequests() {
        return signIn.isUsed();
    }

    /**
     * Whether the reply to a call may have to wait, for the body or as a poll with a wait does. For such a call an adapter prepares to hear
     * of the client's disconnection before it passes the call to {@link #receive}. The reply to any other call is usually complete when
     * {@link #receive} returns.
     */
    @Experimental
    @Override
    public boolean mayWait(HttpCall head) {
        String query = head.query().orElse("");
        return head.method().equals("POST")
                || head.method().equals("PUT")
                || head.method().equals("PATCH")
                || head.method().equals("DELETE")
                || query.startsWith("wait=")
                || query.contains("&wait=");
    }

    /**
     * Handles a call whose body has arrived. The result never fails, since every failure becomes a reply. Cancelling
     * the result ends the wait of a poll.
     */
    public CompletableFuture<HttpReply> handle(HttpCall call) {
        HttpIntake intake = receive(call);
        intake.add(call.body(), call.body().length);
        intake.complete();
        return intake.reply();
    }

    /**
     * Decides on a request to open a WebSocket: {@code /api/chat/ws/{sessionId}} for one session, {@code /api/admin/chat/ws} for an
     * agent and any number of sessions. Thread-safe.
     *
     * @param head a GET with {@code Upgrade: websocket}, which the adapter has checked
     */
    @Experimental
    @Override
    public SocketHandshake handshake(HttpCall head) {
        return sockets.handshake(basePath.remove(Objects.requireNonNull(head, "head")));
    }

    /**
     * Returns the reply to a request that the server rejects before it reaches the chat, such as one whose head is
     * malformed or too long. It has the envelope and headers of any other error. Thread-safe.
     *
     * @param status the status that the server chose; the protocol replaces a status it does not define by 400, or by
     *     500 from 500 on
     */
    @Override
    public HttpReply rejection(int status) {
        return switch (status) {
            case 404 -> dispatcher.rejected(WireError.NOT_FOUND, "There is nothing at this path");
            case 408 -> dispatcher.rejected(WireError.REQUEST_INCOMPLETE, "The request did not arrive in time");
            case 413 -> dispatcher.rejected(WireError.PAYLOAD_TOO_LARGE, "The body is too long");
            case 414 -> dispatcher.rejected(WireError.URI_TOO_LONG, "The request target is too long");
            case 431 -> dispatcher.rejected(WireError.HEADERS_TOO_LARGE, "The headers are too long");
            case 500, 502, 503, 504 ->
                dispatcher.rejected(WireError.INTERNAL_ERROR, "Something went wrong on our side");
            default -> dispatcher.rejected(WireError.BAD_REQUEST, "The request is not valid HTTP");
        };
    }

    /**
     * The number of bytes reserved for request bodies at this moment, including declared lengths that have not arrived
     * yet.
     */
    public long bodyBytes() {
        return budget.taken();
    }

    /** The number of polls that wait at this moment. */
    public int waitingPolls() {
        return waitingPolls.count();
    }

    /** The number of WebSockets that are open at this moment, without those whose caller is not known yet. */
    public int openSockets() {
        return sockets.count();
    }

    /**
     * Signs an address at which the customer of a session rates it without signing in, for a mail after the end. GET at it tells a page
     * what can be rated and changes nothing, and POST rates. A page of the host's that gets it behind {@code #} of its own address keeps it
     * out of logs. Does not check that there is such a session. Thread-safe.
     */
    @Experimental
    public RatingLink ratingLink(SessionId session) {
        RatingLinks.Link link = ratingLinks.sign(Objects.requireNonNull(session, "session"));
        return new RatingLink(link.path(), link.expiresAt());
    }

    /**
     * Signs an address at which a file of a session can be read without a token until it expires. It opens what this reader may read at the
     * moment of the download. Does not check that there is such a file. Thread-safe.
     */
    @Experimental
    public FileLink fileLink(SessionId session, AttachmentId file, Principal reader) {
        FileLinks.Link link = fileLinks.sign(session, file, reader);
        return new FileLink(link.path(), link.expiresAt());
    }

    /**
     * Returns whom a token identifies, judged as the calls for both sides do: as a customer's or guest's, then as an agent's. For another
     * protocol over the same engine. Verdicts are remembered for some minutes. Thread-safe.
     *
     * @return empty for a token that is not valid
     * @throws ChatException {@link ErrorCode#STORE_UNAVAILABLE} if tokens cannot be checked at the moment
     */
    @Experimental
    public Optional<Authenticator.Accepted> authenticate(String token) {
        return accessControl.identify(Objects.requireNonNull(token, "token"));
    }

    /** Returns the address of a call's client, as the {@linkplain Builder#trustedProxy trusted proxies} tell it; empty if it is not known. */
    @Experimental
    public Optional<NetworkAddress> clientAddress(HttpCall call) {
        return addresses.networkOf(call);
    }

    List<Route> routes() {
        return dispatcher.routes();
    }

    /** Collects the settings of a {@link ChatHttp}. Each setter checks its value at once. Not thread-safe. */
    public static final class Builder {
        private static final int LEAST_BODY = 1024;
        private static final int LARGEST_BODY = 16 * 1024 * 1024;
        private static final Duration SHORTEST_BODY_TIME = Duration.ofSeconds(1);
        private static final Duration LONGEST_BODY_TIME = Duration.ofMinutes(10);

        private static final Duration MINUTE = Duration.ofMinutes(1);
        private static final Duration USUAL_INTERVAL = Duration.ofSeconds(2);
        private static final int CUSTOMER_POLLS = 20;
        private static final int AGENT_POLLS = 200;

        /** Clients behind one address that connect within the same 5 seconds, such as an office after a restart of the server. */
        private static final int UNKNOWN_SOCKETS_PER_ADDRESS = 256;

        private final ChatEngine engine;
        private final Authenticator customers;
        private final Authenticator agents;
        private final Set<String> corsOrigins = new LinkedHashSet<>();
        private final Set<String> ownOrigins = new LinkedHashSet<>();
        private RequestAuthenticator customerRequests = RequestAuthenticator.NONE;
        private RequestAuthenticator agentRequests = RequestAuthenticator.NONE;
        private BasePath basePath = BasePath.ROOT;
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
        private int socketsPerSession = 8;
        private int socketsPerCaller = 64;
        private int sockets = 20_000;
        private Limit customerFrames = new Limit(600, MINUTE);
        private Limit agentFrames = new Limit(6000, MINUTE);

        private @Nullable LinkKeys linkKeys;
        private Duration fileLinkLifetime = Duration.ofMinutes(5);
        private Duration ratingLinkLifetime = Duration.ofDays(7);

        private Builder(ChatEngine engine, Authenticator customers, Authenticator agents) {
            this.engine = Objects.requireNonNull(engine, "engine");
            this.customers = Objects.requireNonNull(customers, "customers");
            this.agents = Objects.requireNonNull(agents, "agents");
        }

        /**
         * The source of the current time. Must be the engine's clock if the engine has one of its own. Default: the
         * system's clock.
         */
        public Builder clock(InstantSource value) {
            clock = Objects.requireNonNull(value, "clock");
            return this;
        }

        /**
         * The scheduler that ends the wait for bodies that do not arrive. It may be the engine's scheduler. Default:
         * the JVM's timer, with tasks in the common pool.
         */
        public Builder scheduler(Scheduler value) {
            scheduler = Objects.requireNonNull(value, "scheduler");
            return this;
        }

        /** The source of request ids for calls without an {@code X-Request-Id} of their own. Default: random ids. */
        public Builder requestIds(IdGenerator value) {
            requestIds = Objects.requireNonNull(value, "requestIds");
            return this;
        }

        /**
         * Adds an origin whose pages may call the chat, exactly as browsers send it: {@code https://shop.example}.
         * Default: none.
         */
        public Builder corsOrigin(String value) {
            corsOrigins.add(origin("corsOrigin", value));
            return this;
        }

        private static String origin(String name, String value) {
            if (!value.matches("https?://[A-Za-z0-9.\\[\\]:-]+")) {
                throw new IllegalArgumentException(name + " must be like https://shop.example, was " + value);
            }
            return value;
        }

        /**
         * Authenticates customers whose requests have no bearer token, by a cookie or by the user of the host's container. It must not accept
         * agents, who would be customers in the calls that both make. Default: none.
         */
        @Experimental
        public Builder customerRequests(RequestAuthenticator value) {
            customerRequests = Objects.requireNonNull(value, "customerRequests");
            return this;
        }

        /** Authenticates agents whose requests have no bearer token, as {@link #customerRequests} does for customers. Default: none. */
        @Experimental
        public Builder agentRequests(RequestAuthenticator value) {
            agentRequests = Objects.requireNonNull(value, "agentRequests");
            return this;
        }

        /**
         * Adds an origin of the host's own: its pages may change something without a bearer token, by {@link #customerRequests} or {@link
         * #agentRequests}, and may open sockets. The origin that a request's {@code Host} names needs no mention, so this is for servers
         * behind a proxy that replaces {@code Host}. Unlike {@link #corsOrigin} it does not let pages of other origins read replies. Exactly
         * as browsers send it: {@code https://shop.example}. Default: none.
         */
        @Experimental
        public Builder ownOrigin(String value) {
            ownOrigins.add(origin("ownOrigin", value));
            return this;
        }

        /**
         * The path before {@code /api/} at which clients see the chat, such as {@code /support}: the calls are then {@code
         * /support/api/chat/…} and {@code /support/api/admin/chat/…}, in signed addresses and in the description of the protocol too. Includes
         * the path of the servlet context, or one that a proxy removes: requests may arrive without the first segments of this path. At most
         * 8 segments of ASCII letters, digits and {@code . _ ~ -}. Default: empty.
         */
        @Experimental
        public Builder basePath(String value) {
            basePath = BasePath.of(value);
            return this;
        }

        /**
         * Adds an address, or a range such as {@code 10.0.0.0/8}, of proxies whose {@code X-Forwarded-For} is trusted.
         * Default: none.
         */
        public Builder trustedProxy(String value) {
            trustedProxies.add(IpRange.parse(value));
            return this;
        }

        /** The longest accepted body, from 1 KiB to 16 MiB. Default: 256 KiB. */
        public Builder maxBodyBytes(int value) {
            maxBodyBytes = within("maxBodyBytes", value, LEAST_BODY, LARGEST_BODY);
            return this;
        }

        /**
         * The longest time in which a body must arrive after its head, from 1 second to 10 minutes. Within that limit,
         * a body may take 10 seconds plus one second for each KiB that has arrived. Default: 30 seconds.
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
         * How many bytes of bodies are held at a time in total; further calls get status 503. Raised to {@link
         * #maxBodyBytes} if lower. Default: 32 MiB.
         */
        public Builder bodyBytesInAll(long value) {
            bodyBytesInAll = atLeastOne("bodyBytesInAll", value);
            return this;
        }

        /**
         * How many bytes of bodies are held at a time for one client address; further calls get status 429. Raised to
         * {@link #maxBodyBytes} if lower. Default: 4 MiB.
         */
        public Builder bodyBytesPerAddress(long value) {
            bodyBytesPerAddress = atLeastOne("bodyBytesPerAddress", value);
            return this;
        }

        /** How many polls of the customer may wait in one session; further polls return at once. Default: 8. */
        public Builder waitingPollsPerSession(int value) {
            waitingPollsPerSession = within("waitingPollsPerSession", value, 0, Integer.MAX_VALUE);
            return this;
        }

        /**
         * How many polls may wait for one customer, one agent, or one address without a token; further polls return at
         * once. Default: 64.
         */
        public Builder waitingPollsPerCaller(int value) {
            waitingPollsPerCaller = within("waitingPollsPerCaller", value, 0, Integer.MAX_VALUE);
            return this;
        }

        /** How many polls of customers may wait in total; further polls return at once. Default: 20,000. */
        public Builder waitingPolls(int value) {
            waitingPolls = within("waitingPolls", value, 0, Integer.MAX_VALUE);
            return this;
        }

        /** How many WebSockets of the customer may be open in one session; further ones are closed. Default: 8. */
        public Builder socketsPerSession(int value) {
            socketsPerSession = within("socketsPerSession", value, 0, Integer.MAX_VALUE);
            return this;
        }

        /**
         * How many WebSockets may be open for one customer, one agent, or one address without a token; further ones are closed.
         * Default: 64.
         */
        public Builder socketsPerCaller(int value) {
            socketsPerCaller = within("socketsPerCaller", value, 0, Integer.MAX_VALUE);
            return this;
        }

        /** How many WebSockets of customers may be open in total; further ones are closed. Default: 20,000. */
        public Builder sockets(int value) {
            sockets = within("sockets", value, 0, Integer.MAX_VALUE);
            return this;
        }

        /**
         * How many frames one customer may send over WebSockets, or all callers without a token in one session; a further frame closes
         * its socket. Default: 600 at once, refilled over a minute.
         */
        public Builder customerFrames(Limit value) {
            customerFrames = Objects.requireNonNull(value, "customerFrames");
            return this;
        }

        /**
         * How many frames one agent may send over WebSockets; a further frame closes its socket. Default: 6000 at once, refilled over a
         * minute.
         */
        public Builder agentFrames(Limit value) {
            agentFrames = Objects.requireNonNull(value, "agentFrames");
            return this;
        }

        /**
         * How many replies with status 401 one client address gets before they become status 429. Never affects a call
         * with a valid token. Default: 300 at once, refilled over a minute.
         */
        public Builder unauthenticatedCalls(Limit value) {
            unauthenticatedCalls = Objects.requireNonNull(value, "unauthenticatedCalls");
            return this;
        }

        /**
         * How many replies with status 404 one client address gets before they become status 429. Default: 300 at once,
         * refilled over a minute.
         */
        public Builder notFoundCalls(Limit value) {
            notFoundCalls = Objects.requireNonNull(value, "notFoundCalls");
            return this;
        }

        /**
         * How many GET calls one customer may make, or all callers without a token in one session; further calls get
         * status 429. Default: 20 times the calls that a client makes in a minute at the documented poll interval, at
         * least 600, refilled over a minute.
         */
        public Builder customerReads(Limit value) {
            customerReads = Objects.requireNonNull(value, "customerReads");
            return this;
        }

        /**
         * How many GET calls one agent may make; further calls get status 429. Default: 200 times the calls that a
         * client makes in a minute at the documented poll interval, at least 6000, refilled over a minute.
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
                    agentReads == null ? reads(AGENT_POLLS) : agentReads,
                    customerFrames,
                    agentFrames);
        }

        /**
         * The reads per minute of {@code sessions} clients that poll at the documented interval, or every 2 seconds if
         * that is shorter.
         */
        private Limit reads(int sessions) {
            Duration interval = engine.policy().pollInterval();
            Duration fastest = interval.compareTo(USUAL_INTERVAL) < 0 ? interval : USUAL_INTERVAL;
            return new Limit(sessions * (int) MINUTE.dividedBy(fastest), MINUTE);
        }

        /**
         * The keys of addresses that open a file, or rate a session, without a token. All nodes need the same ones. Default: a random key, so
         * that addresses end with this object.
         */
        public Builder linkKeys(LinkKeys value) {
            linkKeys = Objects.requireNonNull(value, "linkKeys");
            return this;
        }

        private static LinkKeys randomKey() {
            byte[] random = new byte[32];
            new SecureRandom().nextBytes(random);
            return LinkKeys.signingWith("random", random);
        }

        /** For how long a signed address of a file is valid, from 1 second to 7 days. Default: 5 minutes. */
        public Builder fileLinkLifetime(Duration value) {
            if (value.compareTo(Duration.ofSeconds(1)) < 0 || value.compareTo(Duration.ofDays(7)) > 0) {
                throw new IllegalArgumentException(
                        "fileLinkLifetime must be between 1 second and 7 days, was " + value);
            }
            fileLinkLifetime = value;
            return this;
        }

        /**
         * For how long an address at which a session is rated is valid, from 1 minute to 366 days; the policy's times of ratings apply, too.
         * Default: 7 days.
         */
        public Builder ratingLinkLifetime(Duration value) {
            if (value.compareTo(Duration.ofMinutes(1)) < 0 || value.compareTo(Duration.ofDays(366)) > 0) {
                throw new IllegalArgumentException(
                        "ratingLinkLifetime must be between 1 minute and 366 days, was " + value);
            }
            ratingLinkLifetime = value;
            return this;
        }

        /** Builds the handler of calls. */
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
