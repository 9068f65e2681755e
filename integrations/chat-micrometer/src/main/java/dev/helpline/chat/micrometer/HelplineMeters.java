package dev.helpline.chat.micrometer;

import dev.helpline.chat.core.ChatEngine;
import dev.helpline.chat.core.EngineLoad;
import dev.helpline.chat.spi.ErrorCode;
import dev.helpline.chat.spi.Experimental;
import dev.helpline.chat.spi.agent.Presence;
import dev.helpline.chat.spi.notify.ChatMetrics;
import dev.helpline.chat.spi.notify.MeasuredCommand;
import dev.helpline.chat.spi.store.OpenSessionCounts;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.observation.ObservationRegistry;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/**
 * Keeps the measurements of one engine in a registry of Micrometer. Give it to {@code ChatEngine.Builder.metrics}, and the engine to {@link
 * #watch}:
 *
 * <pre>{@code
 * HelplineMeters meters = new HelplineMeters(registry);
 * ChatEngine engine = ChatEngine.builder(store).metrics(meters).build();
 * meters.watch(engine);
 * }</pre>
 *
 * <p>Names and tags of the meters are in <em>Metrics</em> of the documentation. No tag has a value that a client chooses. Histograms are
 * left to the registry: a {@code MeterFilter} switches them on. Thread-safe.
 */
@Experimental
public final class HelplineMeters implements ChatMetrics {
    private static final String COMMAND = "command";
    private static final String LISTENER = "listener";
    private static final String STATE = "state";

    private final MeterRegistry registry;
    private final ObservationRegistry observations;
    private final Timer batchTime;
    private final DistributionSummary batchSize;
    private final Counter conflicts;
    private final Timer deliveries;
    private final Counter pollsFromMemory;
    private final Counter pollsFromStore;
    private final Counter messages;

    /** Keeps the measurements in this registry, which must not have those of another engine. */
    public HelplineMeters(MeterRegistry registry) {
        this(registry, ObservationRegistry.NOOP);
    }

    /**
     * Also makes an observation of each command, {@code helpline.command}, for traces and whatever else handles observations there. It begins
     * on the caller's thread, as a part of the observation that is current there.
     */
    public HelplineMeters(MeterRegistry registry, ObservationRegistry observations) {
        this.registry = Objects.requireNonNull(registry, "registry");
        this.observations = Objects.requireNonNull(observations, "observations");
        batchTime = Timer.builder("helpline.commit.batch")
                .description("How long the store took for a batch of commits")
                .register(registry);
        batchSize = DistributionSummary.builder("helpline.commit.batch.size")
                .description("How many commits a batch had")
                .baseUnit("commits")
                .register(registry);
        conflicts = Counter.builder("helpline.commit.conflicts")
                .description("Commits that were decided again, since another node had changed the session")
                .register(registry);
        deliveries = Timer.builder("helpline.delivery")
                .description("From the commit of a message or an event until a client that waited had it")
                .register(registry);
        pollsFromMemory = polls("memory");
        pollsFromStore = polls("store");
        messages = Counter.builder("helpline.poll.messages")
                .description("Messages and events that polls returned")
                .register(registry);
    }

    private Counter polls(String source) {
        return Counter.builder("helpline.polls")
                .description("Polls that returned")
                .tag("source", source)
                .register(registry);
    }

    /**
     * Adds what this engine has under way, read when the registry is read. Call it once. The numbers of open sessions, of agents and of events
     * that durable listeners have not taken are read from the store, at most every five seconds and without making the reader of the registry
     * wait; until they are known, and while the store cannot be read, they are {@code NaN}.
     */
    public void watch(ChatEngine engine) {
        watch(engine, HelplineMeters::inThread);
    }

    private static void inThread(Runnable reading) {
        Thread reader = new Thread(reading, "helpline-meters");
        reader.setDaemon(true);
        reader.start();
    }

    void watch(ChatEngine engine, Executor reader) {
        gauge("helpline.sessions.live", "Sessions in memory", engine, EngineLoad::liveSessions);
        gauge("helpline.polls.waiting", "Polls that wait for news", engine, EngineLoad::waitingPolls);
        gauge("helpline.subscriptions", "Open subscriptions, such as sockets", engine, EngineLoad::subscriptions);
        gauge("helpline.commands.waiting", "Commands that are not yet durable", engine, EngineLoad::commandsWaiting);
        gauge("helpline.commits.queued", "Sessions whose commit waits for others", engine, EngineLoad::commitsQueued);
        gauge(
                "helpline.listeners.queued",
                "Commits of which not all listeners have been told",
                engine,
                EngineLoad::listenersQueued);
        StoredNumbers stored = new StoredNumbers(engine, registry.config().clock(), reader);
        openSessions(stored, "waiting", OpenSessionCounts::waiting);
        openSessions(stored, "active", OpenSessionCounts::active);
        openSessions(stored, "on_hold", OpenSessionCounts::onHold);
        for (Presence presence : Presence.values()) {
            gauge(stored, numbers -> numbers.agents(presence), "helpline.agents")
                    .description("Agents on all nodes")
                    .tag("presence", presence.name().toLowerCase(Locale.ROOT))
                    .register(registry);
        }
        for (String listener : engine.durableListeners()) {
            gauge(stored, numbers -> numbers.outbox(listener).waiting(), "helpline.outbox.waiting")
                    .description("Events that a durable listener has not taken yet")
                    .tag(LISTENER, listener)
                    .register(registry);
            gauge(stored, numbers -> numbers.outbox(listener).dead(), "helpline.outbox.dead")
                    .description("Events of which every attempt failed")
                    .tag(LISTENER, listener)
                    .register(registry);
        }
    }

    private void gauge(String name, String description, ChatEngine engine, ToDoubleFunction<EngineLoad> value) {
        Gauge.builder(name, engine, watched -> value.applyAsDouble(watched.load()))
                .description(description)
                .register(registry);
    }

    private void openSessions(StoredNumbers stored, String state, ToLongFunction<OpenSessionCounts> count) {
        gauge(stored, numbers -> count.applyAsLong(numbers.sessions()), "helpline.sessions.open")
                .description("Open sessions on all nodes")
                .tag(STATE, state)
                .register(registry);
    }

    private static Gauge.Builder<StoredNumbers> gauge(
            StoredNumbers stored, ToLongFunction<StoredNumbers.Numbers> number, String name) {
        return Gauge.builder(name, stored, numbers -> numbers.get(number)).strongReference(true);
    }

    @Override
    public void commandAnswered(String command, Duration took) {
        registry.timer("helpline.commands", COMMAND, command).record(took);
    }

    @Override
    public MeasuredCommand commandStarted(String command) {
        return observations.isNoop() ? MeasuredCommand.UNOBSERVED : CommandObservation.start(command, observations);
    }

    @Override
    public void commandRefused(String command, ErrorCode code) {
        registry.counter(
                        "helpline.commands.refused",
                        COMMAND,
                        command,
                        "code",
                        code.name().toLowerCase(Locale.ROOT))
                .increment();
    }

    @Override
    public void batchCommitted(int commits, Duration took) {
        batchTime.record(took);
        batchSize.record(commits);
    }

    @Override
    public void commitConflicted() {
        conflicts.increment();
    }

    @Override
    public void pollAnswered(int returned, boolean fromMemory) {
        (fromMemory ? pollsFromMemory : pollsFromStore).increment();
        if (returned > 0) {
            messages.increment(returned);
        }
    }

    @Override
    public void delivered(Duration took) {
        deliveries.record(took);
    }
}
