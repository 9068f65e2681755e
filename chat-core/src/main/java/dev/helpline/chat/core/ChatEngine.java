package dev.helpline.chat.core;

import dev.helpline.chat.core.content.ContentFilters;
import dev.helpline.chat.core.figures.Figures;
import dev.helpline.chat.core.guest.Guests;
import dev.helpline.chat.core.host.HostChat;
import dev.helpline.chat.core.host.Voice;
import dev.helpline.chat.core.hours.Availability;
import dev.helpline.chat.core.hours.WeeklyHours;
import dev.helpline.chat.core.inbox.Inbox;
import dev.helpline.chat.core.inbox.RefusedCommandHandler;
import dev.helpline.chat.core.internal.alert.Alerts;
import dev.helpline.chat.core.internal.attachment.Downloads;
import dev.helpline.chat.core.internal.attachment.FileParts;
import dev.helpline.chat.core.internal.attachment.NamedFiles;
import dev.helpline.chat.core.internal.attachment.UnusedFiles;
import dev.helpline.chat.core.internal.attachment.Uploads;
import dev.helpline.chat.core.internal.block.Blocks;
import dev.helpline.chat.core.internal.board.Board;
import dev.helpline.chat.core.internal.board.BoardInbox;
import dev.helpline.chat.core.internal.board.BoardReader;
import dev.helpline.chat.core.internal.bot.AutoResponses;
import dev.helpline.chat.core.internal.calls.Access;
import dev.helpline.chat.core.internal.calls.Amending;
import dev.helpline.chat.core.internal.calls.CallBoundary;
import dev.helpline.chat.core.internal.calls.CustomerSlots;
import dev.helpline.chat.core.internal.calls.Expiry;
import dev.helpline.chat.core.internal.calls.Housekeeping;
import dev.helpline.chat.core.internal.calls.Limits;
import dev.helpline.chat.core.internal.calls.MessageChecks;
import dev.helpline.chat.core.internal.calls.Principals;
import dev.helpline.chat.core.internal.calls.QueueLimit;
import dev.helpline.chat.core.internal.calls.Reception;
import dev.helpline.chat.core.internal.calls.Reopener;
import dev.helpline.chat.core.internal.calls.ServiceLevels;
import dev.helpline.chat.core.internal.calls.Starter;
import dev.helpline.chat.core.internal.calls.StoreProbe;
import dev.helpline.chat.core.internal.cluster.ClusterLink;
import dev.helpline.chat.core.internal.desk.AgentRegistry;
import dev.helpline.chat.core.internal.desk.AgentRoster;
import dev.helpline.chat.core.internal.desk.AgentSlots;
import dev.helpline.chat.core.internal.desk.HandBack;
import dev.helpline.chat.core.internal.desk.OfferSweep;
import dev.helpline.chat.core.internal.desk.QueueBoard;
import dev.helpline.chat.core.internal.facts.FactBackfill;
import dev.helpline.chat.core.internal.figures.NodeTimes;
import dev.helpline.chat.core.internal.follow.Amendments;
import dev.helpline.chat.core.internal.follow.Follower;
import dev.helpline.chat.core.internal.follow.Polls;
import dev.helpline.chat.core.internal.follow.Subscriptions;
import dev.helpline.chat.core.internal.guest.GuestKeys;
import dev.helpline.chat.core.internal.inbox.CommandWork;
import dev.helpline.chat.core.internal.limit.LocalRateLimiter;
import dev.helpline.chat.core.internal.live.Announcer;
import dev.helpline.chat.core.internal.live.EngineThreads;
import dev.helpline.chat.core.internal.live.GuardedMetrics;
import dev.helpline.chat.core.internal.live.Ledger;
import dev.helpline.chat.core.internal.live.LiveSessions;
import dev.helpline.chat.core.internal.live.Node;
import dev.helpline.chat.core.internal.live.RemoteActivity;
import dev.helpline.chat.core.internal.live.RemoteChanges;
import dev.helpline.chat.core.internal.live.Uptime;
import dev.helpline.chat.core.internal.outbox.DurableListeners;
import dev.helpline.chat.core.internal.pages.MessagePages;
import dev.helpline.chat.core.internal.pages.Summaries;
import dev.helpline.chat.core.internal.pages.UnreadCounts;
import dev.helpline.chat.core.internal.privacy.Eraser;
import dev.helpline.chat.core.internal.privacy.Retention;
import dev.helpline.chat.core.internal.routing.Router;
import dev.helpline.chat.core.internal.rules.AmendCommand;
import dev.helpline.chat.core.internal.rules.ContentRules;
import dev.helpline.chat.core.internal.rules.Fingerprints;
import dev.helpline.chat.core.internal.rules.Inactivity;
import dev.helpline.chat.core.internal.rules.Refusals;
import dev.helpline.chat.core.internal.rules.SlaRules;
import dev.helpline.chat.core.internal.rules.StartRules;
import dev.helpline.chat.core.outbox.DeliveryPolicy;
import dev.helpline.chat.core.outbox.Outbox;
import dev.helpline.chat.core.policy.ChatPolicy;
import dev.helpline.chat.core.privacy.Privacy;
import dev.helpline.chat.core.rating.Ratings;
import dev.helpline.chat.core.team.TeamDirectory;
import dev.helpline.chat.spi.AgentId;
import dev.helpline.chat.spi.ChatException;
import dev.helpline.chat.spi.Checks;
import dev.helpline.chat.spi.Experimental;
import dev.helpline.chat.spi.IdGenerator;
import dev.helpline.chat.spi.NetworkAddress;
import dev.helpline.chat.spi.agent.Agent;
import dev.helpline.chat.spi.attachment.BlobStore;
import dev.helpline.chat.spi.attachment.FileInspector;
import dev.helpline.chat.spi.attachment.FileScanner;
import dev.helpline.chat.spi.auth.Authenticator.Accepted;
import dev.helpline.chat.spi.auth.Principal;
import dev.helpline.chat.spi.bot.AutoResponder;
import dev.helpline.chat.spi.cluster.ClusterBus;
import dev.helpline.chat.spi.content.ContentFilter;
import dev.helpline.chat.spi.entry.ParticipantType;
import dev.helpline.chat.spi.hours.BusinessHours;
import dev.helpline.chat.spi.inbox.InboxStore;
import dev.helpline.chat.spi.limit.RateLimiter;
import dev.helpline.chat.spi.notify.ChatListener;
import dev.helpline.chat.spi.notify.ChatMetrics;
import dev.helpline.chat.spi.notify.Notifier;
import dev.helpline.chat.spi.outbox.DurableListener;
import dev.helpline.chat.spi.outbox.OutboxStore;
import dev.helpline.chat.spi.privacy.PrivacyStore;
import dev.helpline.chat.spi.store.ChatStore;
import dev.helpline.chat.spi.store.FactStore;
import dev.helpline.chat.spi.time.Scheduler;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Customer-support chat in this process: customers start sessions, agents answer, and every acknowledged message is stored.
 *
 * <p>{@link #builder} makes an engine over a {@link ChatStore}. Any number of engines, in one process or in many, may work over one
 * store; clients of one engine see within a second what another one commits, and with a {@link Builder#clusterBus} within milliseconds. The engine's own threads are daemons. {@link
 * #close(Duration)} ends them, and leaves the store open, which belongs to the host. Thread-safe.
 */
public final class ChatEngine implements AutoCloseable {
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(10);
    private static final Logger LOG = LoggerFactory.getLogger(ChatEngine.class);

    private final EngineParts parts;
    private final Housekeeping housekeeping;
    private final Router router;
    private final Announcer announcer;
    private final DurableListeners durableListeners;
    private final @Nullable AutoResponses autoResponses;
    private final Alerts alerts;
    private final ClusterLink cluster;
    private final Guests guests;
    private final Ratings ratings;
    private final HostCalls host;
    private final @Nullable CommandWork inbox;
    private final StoreProbe probe;
    private final Reception reception;
    private final OwnOrGiven<Scheduler> timer;
    private final SteadyScheduler scheduler;
    private final OwnOrGiven<Executor> workers;
    private final NodeTimes times;
    private final @Nullable BlobStore blobs;

    private ChatEngine(Builder builder) {
        InstantSource clock = builder.clock;
        ChatStore store = builder.store;
        ChatPolicy policy = builder.policy;
        String epoch = builder.ids.newId();
        // First, since a bus that is closed is rejected here, and there are no threads to stop yet.
        cluster = builder.clusterBus == null ? ClusterLink.none() : ClusterLink.to(builder.clusterBus, epoch);
        timer = OwnOrGiven.of(builder.scheduler, SystemScheduler::new, SystemScheduler::close);
        workers = OwnOrGiven.of(builder.executor, ChatEngine::ownWorkers, EngineThreads::stop);
        scheduler = new SteadyScheduler(timer.part());
        BoardInbox boardInbox = new BoardInbox();
        autoResponses = builder.autoResponder == null ? null : builder.autoResponder.apply(store, clock);
        durableListeners = new DurableListeners(builder.withAutoResponder(autoResponses).stream()
                .map(registered -> registered.delivery(store, clock, scheduler, epoch))
                .toList());
        announcer = new Announcer(builder.listeners, boardInbox, durableListeners.names());
        announcer.addObserver(durableListeners);
        probe = new StoreProbe(store, builder.healthTimeout);
        cluster.start(scheduler::nanoTime);
        Scheduler time = scheduler;
        times = new NodeTimes(time);
        Node node = new Node(
                store,
                clock,
                time,
                new GuardedMetrics(builder.metrics, times::delivered),
                EngineThreads.orCaller(workers.part()),
                announcer,
                cluster,
                seenInterval(policy),
                SlaRules.of(policy, builder.ids),
                new AtomicInteger());
        Uptime uptime = new Uptime(clock, time, policy.timeoutAfterStart());
        LocalRateLimiter ownLimiter = builder.rateLimiter == null ? new LocalRateLimiter(time) : null;
        RateLimiter limiter = builder.rateLimiter == null ? Objects.requireNonNull(ownLimiter) : builder.rateLimiter;
        AgentRoster roster = new AgentRoster(store, clock, time, cluster, policy.agentCapacity());
        LiveSessions sessions = new LiveSessions(node, builder.commandTimeout, roster::isOnline);
        Inactivity inactivity = new Inactivity(policy);
        Expiry expiry = new Expiry(node, sessions, inactivity, builder.ids, uptime);
        Blocks blocks = new Blocks(node, builder.ids);
        Limits limits = new Limits(blocks, limiter, policy);
        CustomerSlots customerSlots = new CustomerSlots(store, sessions, expiry, policy);
        QueueBoard queue = new QueueBoard(
                node,
                roster::countSeenSince,
                roster::team,
                policy.routing().strategy().isPresent());
        reception = new Reception(builder.businessHours, queue, policy, clock);
        Amendments amendments = new Amendments(sessions.tails());
        Follower follower = new Follower(sessions, queue, epoch);
        Polls polls = new Polls(node, sessions, follower);
        Subscriptions subscriptions = new Subscriptions(polls);
        UnreadCounts unread = new UnreadCounts(store, sessions);
        Board board = new Board(
                node,
                boardInbox,
                new BoardReader(store, amendments, (open, told) -> unread.of(open, ParticipantType.AGENT, told)),
                roster::team,
                epoch);
        OfferSweep offers = new OfferSweep(node, sessions, builder.ids);
        HandBack handBack = new HandBack(node, sessions, queue, offers, policy, builder.ids, uptime);
        Fingerprints fingerprints = new Fingerprints(builder.fingerprintKey);
        ContentRules content = new ContentRules(builder.contentFilters, policy.maxMessageLength());
        StartRules startRules = new StartRules(policy, content, builder.ids, fingerprints);
        MessageChecks checks = new MessageChecks(sessions.tails(), limits, content, node.metrics());
        AmendCommand.Rules amendRules = new AmendCommand.Rules(policy, fingerprints, builder.ids);
        blobs = builder.blobs;
        EngineParts.Files files = null;
        UnusedFiles unusedFiles = null;
        if (builder.blobs != null && builder.inspector != null) {
            FileParts fileParts = new FileParts(builder.blobs, builder.inspector, builder.scanner);
            Uploads uploads = new Uploads(node, fileParts, policy.attachments(), builder.ids);
            Downloads downloads = new Downloads(node, sessions.tails(), builder.blobs);
            files = new EngineParts.Files(uploads, downloads, new NamedFiles(node));
            unusedFiles = new UnusedFiles(node, uploads, builder.blobs, policy.attachments());
        }
        parts = new EngineParts(
                node,
                policy,
                builder.ids,
                fingerprints,
                sessions,
                new Access(sessions, policy.access()),
                limits,
                blocks,
                expiry,
                new Starter(
                        customerSlots,
                        new QueueLimit(store, policy.routing()),
                        sessions,
                        expiry,
                        limits,
                        startRules,
                        new GuestKeys(new RandomIds()),
                        reception,
                        policy,
                        builder.ids,
                        clock),
                new Reopener(store, sessions, customerSlots, roster, policy),
                queue,
                new Summaries(store, queue, amendments, unread),
                checks,
                new Amending(sessions, amendments, checks, amendRules),
                new MessagePages(store, sessions.tails()),
                polls,
                subscriptions,
                roster,
                new AgentRegistry(node, roster, handBack, builder.ids),
                new AgentSlots(node, sessions),
                board,
                builder.notifiers.stream().map(Notifier::channel).collect(Collectors.toUnmodifiableSet()),
                builder.callObserver,
                times,
                files);
        router = new Router(node, sessions, expiry, roster, parts.slots(), queue, offers, policy, builder.ids);
        announcer.addObserver(router);
        alerts = new Alerts(builder.notifiers, roster, store, policy.alertDefaults(), clock, time);
        if (!builder.notifiers.isEmpty()) {
            announcer.addObserver(alerts);
        }
        roster.onArrival(router::wake);
        roster.onChange(() -> {
            board.teamChanged();
            router.wake();
        });
        guests = new GuestCalls(parts);
        ratings = new RatingCalls(parts);
        host = new HostCalls(parts);
        if (autoResponses != null) {
            autoResponses.start(host);
        }
        inbox = builder.refusedCommands == null
                ? null
                : new CommandWork(
                        Builder.inboxOf(store),
                        host::carryOut,
                        builder.refusedCommands,
                        builder.inboxPolicy,
                        store,
                        clock,
                        scheduler,
                        epoch);
        housekeeping = new Housekeeping(
                node,
                sessions,
                subscriptions,
                queue,
                board,
                roster,
                handBack,
                blocks,
                this::lookForLeasedWork,
                expiry,
                uptime,
                inactivity.shortest(),
                ownLimiter,
                unusedFiles,
                policy.sla().isEmpty() ? null : new ServiceLevels(node, sessions),
                policy.retention()
                        .map(kept -> new Retention(node, privacyOf(store), kept, eraser(), builder.ids))
                        .orElse(null),
                store instanceof FactStore facts ? new FactBackfill(node, facts, builder.ids) : null);
        cluster.addReceiver(new RemoteChanges(sessions, node.workers()));
        cluster.addReceiver(new RemoteActivity(sessions, roster::seenElsewhere));
        cluster.addReceiver(roster);
        cluster.addReceiver(board);
        cluster.addReceiver(blocks);
        housekeeping.start();
        router.start();
        times.start(store);
    }

    private Eraser eraser() {
        EngineParts.Files files = parts.files();
        return new Eraser(
                parts.node(),
                privacyOf(parts.node().store()),
                parts.sessions(),
                parts.board(),
                parts.blocks(),
                parts.ids(),
                durableListeners.names(),
                files == null ? null : files.uploads());
    }

    private static PrivacyStore privacyOf(ChatStore store) {
        if (store instanceof PrivacyStore privacy) {
            return privacy;
        }
        throw new IllegalStateException("this store erases nothing: it is no " + PrivacyStore.class.getSimpleName());
    }

    /** What one engine at a time does, if there is any. Returns at once. */
    private void lookForLeasedWork() {
        durableListeners.look();
        if (inbox != null) {
            inbox.look();
        }
    }

    private static ThreadPoolExecutor ownWorkers() {
        return EngineThreads.pool(
                "helpline-worker", Math.max(2, Runtime.getRuntime().availableProcessors()));
    }

    /** Returns a builder of an engine that keeps everything in this store. */
    public static Builder builder(ChatStore store) {
        return new Builder(Objects.requireNonNull(store, "store"));
    }

    /**
     * Returns what this customer can do. Calls by {@link Principal#ANONYMOUS} are rejected unless the access policy allows them.
     *
     * @throws ChatException FORBIDDEN for an agent
     */
    public CustomerChat customer(Principal principal) {
        return customer(new Accepted(principal, Instant.MAX));
    }

    /**
     * As {@link #customer(Principal)}, for a caller with a token: once it has expired, every call fails with
     * AUTHENTICATION_REQUIRED, and so does a poll that waits at that moment.
     *
     * @param caller the authenticator's result for the token
     * @throws ChatException FORBIDDEN for an agent
     */
    public CustomerChat customer(Accepted caller) {
        return customer(caller, null);
    }

    /**
     * As {@link #customer(Accepted)}, for a call that came over the network: a customer who calls from a blocked address is treated as
     * blocked.
     *
     * @param address the address of the client, not of a proxy before it; null if it is not known
     * @throws ChatException FORBIDDEN for an agent
     */
    public CustomerChat customer(Accepted caller, @Nullable NetworkAddress address) {
        if (caller.principal().role().isAgent()) {
            throw Refusals.forbidden("agents have a desk of their own");
        }
        return new CustomerCalls(parts, tidy(caller), address);
    }

    /** Ratings by customers whom the host recognises without a token. */
    @Experimental
    public Ratings ratings() {
        return ratings;
    }

    /** How customers without an account start sessions, if the policy lets them. */
    public Guests guests() {
        return guests;
    }

    /**
     * Returns what this agent can do; enrols an agent in the directory whom it does not know yet.
     *
     * @throws ChatException FORBIDDEN for a customer; AGENT_INACTIVE for a deactivated agent
     */
    public AgentDesk agent(Principal principal) {
        return agent(new Accepted(principal, Instant.MAX));
    }

    /**
     * As {@link #agent(Principal)}, for a caller with a token: once it has expired, every call fails with
     * AUTHENTICATION_REQUIRED, and so does a poll that waits at that moment.
     *
     * @param caller the authenticator's result for the token
     * @throws ChatException FORBIDDEN for a customer; AGENT_INACTIVE for a deactivated agent
     */
    public AgentDesk agent(Accepted caller) {
        if (!caller.principal().role().isAgent()) {
            throw Refusals.forbidden("this is for agents");
        }
        Accepted tidy = tidy(caller);
        Agent agent = CallBoundary.call(() -> parts.roster().admit(tidy.principal()));
        return new AgentCalls(parts, new Accepted(AgentRoster.acting(tidy.principal(), agent), tidy.expiresAt()));
    }

    private static Accepted tidy(Accepted caller) {
        return new Accepted(Principals.checked(caller.principal()), caller.expiresAt());
    }

    /** The policy that the engine was built with. */
    public ChatPolicy policy() {
        return parts.policy();
    }

    /** Whether participants can attach files; see {@link Builder#attachments}. */
    public boolean takesAttachments() {
        return parts.files() != null;
    }

    /** Returns whether customers can expect an agent now, by the business hours. Reads no store. */
    public Availability availability() {
        return reception.availability();
    }

    /**
     * Checks the engine and its store, by one read and one write that changes nothing. Returns within {@link
     * Builder#healthTimeout}, even if the store hangs.
     */
    public Health health() {
        StoreProbe.Finding store = probe.look();
        return Health.builder()
                .accepting(!parts.sessions().isClosing())
                .storeReachable(store.readable())
                .storeWritable(store.writable())
                .commandsWaiting(parts.sessions().commandsUnderWay())
                .build();
    }

    /** Returns the directory of agents for the host itself, which needs no principal. */
    @Experimental
    public TeamDirectory directory() {
        return TeamCalls.ofHost(parts.registry());
    }

    /** Returns the names of the durable listeners that this engine was built with. */
    @Experimental
    public Set<String> durableListeners() {
        return durableListeners.names();
    }

    /**
     * Returns what became of the events for durable listeners, here and on all nodes.
     *
     * @throws IllegalStateException if the store keeps no outbox
     */
    @Experimental
    public Outbox outbox() {
        return new OutboxCalls(
                Builder.outboxOf(parts.node().store()), parts.node().clock(), durableListeners);
    }

    /**
     * Returns what the host may do with the personal data of customers.
     *
     * @throws IllegalStateException if the store is no {@link PrivacyStore}
     */
    @Experimental
    public Privacy privacy() {
        return new PrivacyCalls(parts.node(), privacyOf(parts.node().store()), parts.ids(), eraser(), blobs);
    }

    /**
     * Returns what became of the commands that were added to the inbox, on all nodes.
     *
     * @throws IllegalStateException if the engine was built without {@link Builder#inbox}
     */
    @Experimental
    public Inbox inbox() {
        CommandWork work = inbox;
        if (work == null) {
            throw new IllegalStateException("the engine was built without an inbox");
        }
        return new InboxCalls(
                Builder.inboxOf(parts.node().store()), parts.node().clock(), work::look);
    }

    /** Returns what the engine has under way and in memory. Reads no store and waits for nothing. */
    @Experimental
    public EngineLoad load() {
        return new EngineLoad(parts);
    }

    /** Returns how many alerts were dropped since the start, because notifiers failed or were too slow. */
    @Experimental
    public long droppedAlerts() {
        return alerts.dropped();
    }

    /** Returns the figures, for the host itself, which needs no principal. */
    @Experimental
    public Figures figures() {
        return new FigureCalls(parts, () -> {}, null);
    }

    /**
     * Measures a call of the transport that the host serves clients with, for {@link Figures#performance}; {@code chat-http} measures its
     * calls itself. Takes no lock. A call that never ends leaves nothing behind.
     *
     * @return to be run once when the reply is ready
     */
    @Experimental
    public Runnable callBegun() {
        return times.callBegun();
    }

    /** What the host does in sessions itself, without an agent. */
    @Experimental
    public HostChat host() {
        return host;
    }

    /**
     * Activates or deactivates an agent. This call is for the host itself, so it needs no principal. Other nodes notice the change
     * within seconds. The sessions of an agent who is deactivated go back to the queue.
     *
     * @throws ChatException INVALID_REQUEST if the directory does not know the agent
     */
    public void setAgentActive(AgentId agent, boolean active) {
        CallBoundary.run(() -> parts.registry().setActive(agent, active));
    }

    /**
     * Takes no more commands, answers the polls that wait, finishes the commands under way, and stops the engine's threads. Gives up
     * the commands that are not finished within {@code timeout}; their callers are told whether they were stored, as far as that is
     * known. Returns within {@code timeout} and a second, even if the store hangs: it then holds daemon threads only. An interrupt
     * ends the waiting early and stays set.
     *
     * @return how many commands were finished and how many were given up
     */
    public CloseReport close(Duration timeout) {
        housekeeping.close();
        router.close();
        if (inbox != null) {
            inbox.close();
        }
        parts.sessions().startClosing();
        parts.subscriptions().close();
        parts.board().startClosing();
        Ledger.Tally tally = parts.sessions().close(timeout);
        cluster.close();
        if (autoResponses != null) {
            autoResponses.close();
        }
        durableListeners.close();
        times.stop(parts.node().store());
        announcer.close();
        alerts.close();
        scheduler.close();
        timer.close();
        workers.close();
        return new CloseReport(tally.finished(), tally.notStored(), tally.unknown());
    }

    /** As {@link #close(Duration)} with 10 seconds. */
    @Override
    public void close() {
        CloseReport report = close(CLOSE_TIMEOUT);
        if (!report.complete()) {
            LOG.error("closed with commands given up: {}", report);
        }
    }

    /** Short enough that a customer who keeps polling never seems absent for the whole timeout. */
    private static Duration seenInterval(ChatPolicy policy) {
        Duration quarter = policy.sessionTimeout().dividedBy(4);
        Duration minute = Duration.ofMinutes(1);
        return quarter.compareTo(minute) < 0 ? quarter : minute;
    }

    /** Builds a {@link ChatEngine}. Each setter checks its argument at once. Not thread-safe. */
    public static final class Builder {
        private final ChatStore store;
        private final List<ChatListener> listeners = new ArrayList<>();
        private final List<RegisteredListener> durableListeners = new ArrayList<>();
        private final List<Notifier> notifiers = new ArrayList<>();
        private ChatPolicy policy = ChatPolicy.builder().build();
        private InstantSource clock = InstantSource.system();
        private IdGenerator ids = new RandomIds();
        private ChatMetrics metrics = ChatMetrics.NONE;
        private Duration commandTimeout = Duration.ofSeconds(10);
        private Duration healthTimeout = Duration.ofSeconds(2);
        private byte[] fingerprintKey = "helpline".getBytes(StandardCharsets.UTF_8);
        private List<ContentFilter> contentFilters = List.of();
        private BusinessHours businessHours = BusinessHours.ALWAYS;
        private @Nullable Scheduler scheduler;
        private @Nullable Executor executor;
        private @Nullable RateLimiter rateLimiter;
        private @Nullable ClusterBus clusterBus;
        private @Nullable BlobStore blobs;
        private @Nullable FileInspector inspector;
        private FileScanner scanner = FileScanner.NONE;
        private Runnable callObserver = () -> {};
        private @Nullable BiFunction<ChatStore, InstantSource, AutoResponses> autoResponder;
        private @Nullable RefusedCommandHandler refusedCommands;
        private DeliveryPolicy inboxPolicy = DeliveryPolicy.DEFAULT;

        private Builder(ChatStore store) {
            this.store = store;
        }

        /** What the host decides about its conversations. Default: {@code ChatPolicy.builder().build()}. */
        public Builder policy(ChatPolicy value) {
            policy = Objects.requireNonNull(value, "policy");
            return this;
        }

        /**
         * Tells what time it is. The clocks of all nodes over one store must agree within 5 seconds. The {@linkplain #scheduler
         * scheduler} measures how much time has passed, so setting the clock disturbs no timeout. Default: the system's clock.
         */
        public Builder clock(InstantSource value) {
            clock = Objects.requireNonNull(value, "clock");
            return this;
        }

        /**
         * Judge the content of messages before they are stored, in this order; initial messages of sessions, too. {@link ContentFilters} has
         * some. Default: none.
         */
        @Experimental
        public Builder contentFilters(List<ContentFilter> value) {
            contentFilters = List.copyOf(value);
            return this;
        }

        /**
         * Say when customers can expect an agent; {@link WeeklyHours} repeat each week. A customer who starts a session outside of them is
         * told so by an event, and leaves a message if the {@linkplain ChatPolicy.Builder#offlineMessages policy} says so. Default: always
         * open.
         */
        @Experimental
        public Builder businessHours(BusinessHours value) {
            businessHours = Objects.requireNonNull(value, "businessHours");
            return this;
        }

        /** Runs tasks later, and measures how much time has passed. Default: a thread of the engine's own. */
        public Builder scheduler(Scheduler value) {
            scheduler = Objects.requireNonNull(value, "scheduler");
            return this;
        }

        /**
         * Wakes waiting callers, completes asynchronous calls and does the housekeeping; its tasks read the store. If it rejects a
         * task, the thread that submitted the task runs it. Default: threads of the engine's own, one per processor and at least 2.
         */
        public Builder executor(Executor value) {
            executor = Objects.requireNonNull(value, "executor");
            return this;
        }

        /** Makes the ids. Default: 128 random bits each. */
        public Builder ids(IdGenerator value) {
            ids = Objects.requireNonNull(value, "ids");
            return this;
        }

        /** Enforces the policy's rate limits. Default: a limiter in this engine's memory. */
        public Builder rateLimiter(RateLimiter value) {
            rateLimiter = Objects.requireNonNull(value, "rateLimiter");
            return this;
        }

        /**
         * Tells the other engines over the same store what this one commits, who is typing and present, and how far each side has
         * read, and the other way round, so that their clients see it within milliseconds to seconds. The engine does not close the
         * bus. Default: none; clients then see what other engines commit within a second and read marks within half a minute, and
         * neither typing nor presence of customers of other engines.
         */
        @Experimental
        public Builder clusterBus(ClusterBus value) {
            clusterBus = Objects.requireNonNull(value, "clusterBus");
            return this;
        }

        /**
         * Lets participants attach files: keeps their content, and recognises what they are. All engines over one store need the same
         * blobs. The engine does not close the blob store. Default: none; files cannot be attached.
         */
        @Experimental
        public Builder attachments(BlobStore blobStore, FileInspector fileInspector) {
            blobs = Objects.requireNonNull(blobStore, "blobStore");
            inspector = Objects.requireNonNull(fileInspector, "fileInspector");
            return this;
        }

        /** Looks for malware in uploaded files. Default: {@link FileScanner#NONE}. */
        @Experimental
        public Builder fileScanner(FileScanner value) {
            scanner = Objects.requireNonNull(value, "scanner");
            return this;
        }

        /**
         * Is run at the beginning of each call of a customer, an agent or the host, on the thread of its caller, also for calls that come over the
         * network. Must return at once and throw nothing; meant for looking where calls come from, such as from inside a transaction. Default:
         * does nothing.
         */
        @Experimental
        public Builder callObserver(Runnable value) {
            callObserver = Objects.requireNonNull(value, "callObserver");
            return this;
        }

        /**
         * Adds a notifier, which sends to agents outside of the desk those alerts that they want by its channel, see {@link
         * AgentDesk#alertSettings()}. Default: none, and no alerts are looked for.
         */
        @Experimental
        public Builder notifier(Notifier value) {
            notifiers.add(Objects.requireNonNull(value, "notifier"));
            return this;
        }

        /** Adds a listener. Default: none. */
        public Builder listener(ChatListener value) {
            listeners.add(Objects.requireNonNull(value, "listener"));
            return this;
        }

        /** As {@link #durableListener(String, DurableListener, DeliveryPolicy)} with {@link DeliveryPolicy#DEFAULT}. */
        @Experimental
        public Builder durableListener(String name, DurableListener value) {
            return durableListener(name, value, DeliveryPolicy.DEFAULT);
        }

        /**
         * Adds a listener that is told of every event at least once, which costs each commit a row per event; unlike a {@link #listener},
         * it misses nothing when the process dies. It is told of what is committed by engines that were built with a listener of this
         * name, by one of them at a time. Default: none.
         *
         * @param name the same on all nodes and after each start: 1 to 64 letters, digits, and any of {@code . _ -}; not {@code auto-responder}
         * @throws IllegalArgumentException if the name is malformed, or another durable listener has it
         * @throws IllegalStateException if the store keeps no outbox
         */
        @Experimental
        public Builder durableListener(String name, DurableListener value, DeliveryPolicy delivery) {
            OutboxStore outbox = outboxOf(store);
            Checks.require(!name.equals(AutoResponses.LISTENER), "the name " + name + " is that of the engine's bot");
            RegisteredListener registered = new RegisteredListener(name, value, delivery, outbox);
            Checks.require(
                    durableListeners.stream().noneMatch(known -> known.name().equals(name)),
                    "each durable listener has a name of its own");
            durableListeners.add(registered);
            return this;
        }

        /** As {@link #autoResponder(Voice, AutoResponder, Duration)} with 10 seconds. */
        @Experimental
        public Builder autoResponder(Voice bot, AutoResponder responder) {
            return autoResponder(bot, responder, Duration.ofSeconds(10));
        }

        /**
         * Lets a bot answer customers who wait for their first agent, by one of the engines that are built with a bot at a time: their newest message,
         * once, within a minute, until an agent has the session or the bot hands over. Sessions wait in the queue as without it, and a bot that is slow
         * or fails delays no session. It is a durable listener of the name {@code auto-responder}. Default: none.
         *
         * @param bot as which the answers are written
         * @param timeout how long the bot may think about a message before there is no answer, from 1 millisecond to 30 seconds
         * @throws IllegalArgumentException if the voice is no bot's, or the timeout is out of bounds
         * @throws IllegalStateException if the store keeps no outbox
         */
        @Experimental
        public Builder autoResponder(Voice bot, AutoResponder responder, Duration timeout) {
            Objects.requireNonNull(responder, "responder");
            Checks.require(bot.type() == ParticipantType.BOT, "the voice must be that of a bot");
            Checks.require(
                    timeout.compareTo(Duration.ofMillis(1)) >= 0 && timeout.compareTo(Duration.ofSeconds(30)) <= 0,
                    "timeout must be between 1 millisecond and 30 seconds");
            outboxOf(store);
            autoResponder = (log, clock) -> new AutoResponses(bot, responder, timeout, log, clock);
            return this;
        }

        /** The durable listeners, and the bot if there is one. */
        private List<RegisteredListener> withAutoResponder(@Nullable AutoResponses bot) {
            if (bot == null) {
                return durableListeners;
            }
            List<RegisteredListener> all = new ArrayList<>(durableListeners);
            all.add(new RegisteredListener(AutoResponses.LISTENER, bot, AutoResponses.POLICY, outboxOf(store)));
            return all;
        }

        private static OutboxStore outboxOf(ChatStore store) {
            if (store instanceof OutboxStore outbox) {
                return outbox;
            }
            throw new IllegalStateException(
                    "this store keeps no outbox: it is no " + OutboxStore.class.getSimpleName());
        }

        /** As {@link #inbox(RefusedCommandHandler, DeliveryPolicy)} with {@link DeliveryPolicy#DEFAULT}. */
        @Experimental
        public Builder inbox(RefusedCommandHandler refused) {
            return inbox(refused, DeliveryPolicy.DEFAULT);
        }

        /**
         * Carries out the commands that the host adds to the store's inbox, by one of the engines that are built with this at a time: in the
         * order in which those of a session were added, each once. Default: commands stay in the inbox.
         *
         * @param refused is told of commands that are refused
         * @param retries how often and when a command is tried again that failed for a reason which may pass, and how many sessions' commands are
         *     carried out at the same time
         * @throws IllegalStateException if the store has no inbox
         */
        @Experimental
        public Builder inbox(RefusedCommandHandler refused, DeliveryPolicy retries) {
            inboxOf(store);
            refusedCommands = Objects.requireNonNull(refused, "refused");
            inboxPolicy = Objects.requireNonNull(retries, "retries");
            return this;
        }

        private static InboxStore inboxOf(ChatStore store) {
            if (store instanceof InboxStore inbox) {
                return inbox;
            }
            throw new IllegalStateException("this store has no inbox: it is no " + InboxStore.class.getSimpleName());
        }

        /** Receives the measurements. Default: {@link ChatMetrics#NONE}. */
        public Builder metrics(ChatMetrics value) {
            metrics = Objects.requireNonNull(value, "metrics");
            return this;
        }

        /**
         * How long a command may take once its session has been read, from 1 millisecond to 5 minutes. After that its caller is told
         * that the store did not answer, even if the store goes on. The store itself bounds how long it takes to read a session that
         * is not in memory. Default: 10 seconds.
         */
        public Builder commandTimeout(Duration value) {
            if (value.compareTo(Duration.ofMillis(1)) < 0 || value.compareTo(Duration.ofMinutes(5)) > 0) {
                throw new IllegalArgumentException(
                        "commandTimeout must be between 1 millisecond and 5 minutes, was " + value);
            }
            commandTimeout = value;
            return this;
        }

        /**
         * How long {@link ChatEngine#health} waits for the store, from 1 millisecond to 1 minute, in real time. Default: 2
         * seconds, which is below the time limits that load balancers commonly have.
         */
        public Builder healthTimeout(Duration value) {
            if (value.compareTo(Duration.ofMillis(1)) < 0 || value.compareTo(Duration.ofMinutes(1)) > 0) {
                throw new IllegalArgumentException(
                        "healthTimeout must be between 1 millisecond and 1 minute, was " + value);
            }
            healthTimeout = value;
            return this;
        }

        /**
         * The key of the digests that tell a retry from another message under the same id. All nodes over one store need the same
         * key, for as long as the store lives. At least 16 bytes. Default: a constant, which suffices as long as every reader of the
         * digests may also read the messages beside them.
         */
        public Builder fingerprintKey(byte[] value) {
            if (value.length < 16) {
                throw new IllegalArgumentException("fingerprintKey must have at least 16 bytes, had " + value.length);
            }
            fingerprintKey = value.clone();
            return this;
        }

        /** Starts the engine. */
        public ChatEngine build() {
            return new ChatEngine(this);
        }
    }
}
