package dev.helpline.chat.testkit.engine;

import dev.helpline.chat.core.ChatEngine;
import dev.helpline.chat.core.memory.MemoryChatStore;
import dev.helpline.chat.core.policy.ChatPolicy;
import dev.helpline.chat.spi.limit.RateLimiter;
import dev.helpline.chat.spi.notify.ChatListener;
import dev.helpline.chat.spi.notify.ChatMetrics;
import dev.helpline.chat.spi.store.ChatStore;
import dev.helpline.chat.testkit.time.ScriptedIds;
import dev.helpline.chat.testkit.time.ScriptedTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Gives each test an engine over an empty store in memory, with scripted time and ids, and closes both after the test:
 *
 * <pre>{@code
 * @RegisterExtension
 * final HelplineExtension helpline = HelplineExtension.builder().listener(notifications).build();
 *
 * @Test
 * void a_session_without_a_customer_expires() {
 *     CustomerChat carla = helpline.engine().customer(Principal.customer("carla", "Carla"));
 *     carla.start(StartSession.PLAIN);
 *
 *     helpline.pass(Duration.ofMinutes(31));
 *
 *     assertThat(carla.current()).isEmpty();
 * }
 * }</pre>
 *
 * <p>Listeners, metrics and a rate limiter are the host's: the same objects serve all tests of a class whose extension is static.
 */
public final class HelplineExtension implements BeforeEachCallback, AfterEachCallback {
    private final UnaryOperator<ChatEngine.Builder> settings;
    private @Nullable Running running;

    private record Running(ChatStore store, ScriptedTime time, ScriptedIds ids, Workers workers, ChatEngine engine) {}

    /** An engine with the default policy, and without listeners or metrics. */
    public HelplineExtension() {
        this(builder());
    }

    private HelplineExtension(Builder builder) {
        ChatPolicy policy = builder.policy;
        List<ChatListener> listeners = List.copyOf(builder.listeners);
        ChatMetrics metrics = builder.metrics;
        RateLimiter rateLimiter = builder.rateLimiter;
        settings = engine -> {
            listeners.forEach(engine::listener);
            if (metrics != null) {
                engine.metrics(metrics);
            }
            if (rateLimiter != null) {
                engine.rateLimiter(rateLimiter);
            }
            return engine.policy(policy);
        };
    }

    /** Starts one with the defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /** The engine of the running test. */
    public ChatEngine engine() {
        return running().engine();
    }

    /** The store in memory under {@link #engine()}. */
    public ChatStore store() {
        return running().store();
    }

    /** The ids that the engine of the running test hands out: they are predictable, and the test can choose the next one. */
    public ScriptedIds ids() {
        return running().ids();
    }

    /** The time of the running test. It starts at 2026-01-05T09:00:00Z. */
    public ScriptedTime time() {
        return running().time();
    }

    /**
     * Lets time pass once the engine has finished what it was given, such as a poll that begins to wait, and returns when it has finished all
     * the work that became due.
     */
    public void pass(Duration duration) {
        running().workers().awaitIdle();
        time().advance(duration);
        running().workers().awaitIdle();
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        open();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        close();
    }

    void open() {
        ChatStore store = new MemoryChatStore();
        ScriptedTime time = ScriptedTime.startingAt("2026-01-05T09:00:00Z");
        ScriptedIds ids = new ScriptedIds();
        Workers workers = new Workers();
        ChatEngine engine = settings.apply(ChatEngine.builder(store))
                .clock(time)
                .scheduler(time)
                .ids(ids)
                .executor(workers)
                .build();
        running = new Running(store, time, ids, workers, engine);
    }

    void close() {
        Running ended = running();
        running = null;
        ended.engine().close();
        ended.workers().close();
        ended.store().close();
    }

    private Running running() {
        return Objects.requireNonNull(running, "there is an engine only while a test runs");
    }

    /** Collects what is optional. Not thread-safe. */
    public static final class Builder {
        private final List<ChatListener> listeners = new ArrayList<>();
        private ChatPolicy policy = ChatPolicy.builder().build();
        private @Nullable ChatMetrics metrics;
        private @Nullable RateLimiter rateLimiter;

        private Builder() {}

        /** The policy of each test's engine. Default: that of {@link ChatPolicy#builder()}. */
        public Builder policy(ChatPolicy value) {
            policy = Objects.requireNonNull(value, "policy");
            return this;
        }

        /** Adds a listener to each test's engine. Default: none. */
        public Builder listener(ChatListener value) {
            listeners.add(Objects.requireNonNull(value, "listener"));
            return this;
        }

        /** The metrics of each test's engine. Default: none. */
        public Builder metrics(ChatMetrics value) {
            metrics = Objects.requireNonNull(value, "metrics");
            return this;
        }

        /** The rate limiter of each test's engine. Default: that of the engine, which goes by the scripted time. */
        public Builder rateLimiter(RateLimiter value) {
            rateLimiter = Objects.requireNonNull(value, "rateLimiter");
            return this;
        }

        /** Makes the extension; the builder can be used again. */
        public HelplineExtension build() {
            return new HelplineExtension(this);
        }
    }
}
