package dev.helpline.chat.testkit.engine;

import dev.helpline.chat.core.ChatEngine;
import dev.helpline.chat.core.memory.MemoryChatStore;
import dev.helpline.chat.core.policy.ChatPolicy;
import dev.helpline.chat.spi.store.ChatStore;
import dev.helpline.chat.testkit.time.ScriptedIds;
import dev.helpline.chat.testkit.time.ScriptedTime;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Gives each test of a host's an engine over an empty store in memory, with time and ids that do as they are told, and
 * closes both afterwards:
 *
 * <pre>{@code
 * @RegisterExtension
 * final HelplineExtension helpline = new HelplineExtension();
 *
 * @Test
 * void whoever_is_forgotten_is_sent_home() {
 *     CustomerChat carla = helpline.engine().customer(Principal.customer("carla", "Carla"));
 *     SessionView started = carla.start(StartSession.PLAIN);
 *
 *     helpline.pass(Duration.ofMinutes(31));
 *
 *     assertThat(carla.current()).isEmpty();
 * }
 * }</pre>
 */
public final class HelplineExtension implements BeforeEachCallback, AfterEachCallback {
    private final ChatPolicy policy;
    private @Nullable Running running;

    private record Running(ChatStore store, ScriptedTime time, ScriptedIds ids, Workers workers, ChatEngine engine) {}

    /** An engine under the default policy. */
    public HelplineExtension() {
        this(ChatPolicy.builder().build());
    }

    /** An engine under the host's policy. */
    public HelplineExtension(ChatPolicy policy) {
        this.policy = Objects.requireNonNull(policy, "policy");
    }

    /** The engine of this test. */
    public ChatEngine engine() {
        return running().engine();
    }

    /** What the engine of this test remembers everything in. */
    public ChatStore store() {
        return running().store();
    }

    /** The ids of this test, which one may foresee, or tell. */
    public ScriptedIds ids() {
        return running().ids();
    }

    /** The time of this test, which begins on 5 January 2026 at nine. */
    public ScriptedTime time() {
        return running().time();
    }

    /** Lets time pass, and whatever the engine does meanwhile come to its end. */
    public void pass(Duration duration) {
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
        ChatEngine engine = ChatEngine.builder(store)
                .policy(policy)
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
}
