package dev.helpline.chat.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.chat.core.memory.MemoryChatStore;
import dev.helpline.chat.spi.ChatException;
import dev.helpline.chat.spi.store.ChatStore;
import dev.helpline.chat.testkit.fault.FaultyStore;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;

/** Shared parts of the tests of the engine over a failing store. */
abstract class FaultTest extends EngineTest {
    FaultyStore faulty;

    @Override
    ChatEngineContract contract() {
        return new ChatEngineContract() {
            @Override
            protected ChatStore newStore() {
                return new MemoryChatStore();
            }
        };
    }

    @BeforeEach
    void openEngineOverFaults() {
        engine.close();
        faulty = new FaultyStore(store);
        engine = engineOver(faulty, unlimited().build());
    }

    /** Runs a blocking call on a thread of its own. */
    static <T> CompletableFuture<T> meanwhile(Supplier<T> call) {
        return CompletableFuture.supplyAsync(call, task -> {
            Thread thread = new Thread(task, "caller");
            thread.setDaemon(true);
            thread.start();
        });
    }

    /** Returns the failure of a stage that needs time to pass. */
    ChatException refusalInTime(CompletionStage<?> stage) {
        CompletableFuture<?> ended = inTime(stage);
        assertThat(ended).isDone();
        return refusalOf(() -> {
            try {
                ended.join();
            } catch (CompletionException e) {
                throw e.getCause();
            }
        });
    }
}
