package dev.helpline.chat.spring.testkit;

import dev.helpline.chat.core.ChatEngine;
import dev.helpline.chat.spi.Experimental;
import dev.helpline.chat.testkit.engine.Workers;
import dev.helpline.chat.testkit.time.Await;
import dev.helpline.chat.testkit.time.ScriptedTime;
import java.time.Duration;
import java.time.Instant;

/** The time of the chat in a test, which moves only when the test says so. Thread-safe. */
@Experimental
public final class ChatTime {
    private final ScriptedTime time;
    private final Workers workers;
    private final ChatEngine engine;

    ChatTime(ScriptedTime time, Workers workers, ChatEngine engine) {
        this.time = time;
        this.workers = workers;
        this.engine = engine;
    }

    /** What the chat takes for the present. */
    public Instant now() {
        return time.instant();
    }

    /**
     * Lets time pass once the engine has finished what it was given, such as a poll that begins to wait, and returns when it has finished all
     * the work that became due, and listeners have been told of it.
     *
     * @param duration not negative; zero for what is due already
     * @throws AssertionError if they have not finished within 60 seconds
     */
    public void pass(Duration duration) {
        workers.awaitIdle();
        time.advance(duration);
        workers.awaitIdle();
        Await.until(() -> engine.load().listenersQueued() == 0);
    }

    /**
     * Waits, without letting time pass, until the commands that were added to the {@link dev.helpline.chat.spring.SpringChatInbox} are carried out or
     * refused.
     *
     * @throws AssertionError if they are not within 60 seconds
     */
    public void awaitInbox() {
        Await.until(() -> engine.inbox().counts().waiting() == 0);
    }

    /**
     * Waits, without letting time pass, until the durable listeners and the bot have taken all events that there are.
     *
     * @throws AssertionError if they have not within 60 seconds, for example because a listener fails and has to be tried again later
     */
    public void awaitListeners() {
        Await.until(() -> engine.durableListeners().stream()
                .allMatch(listener -> engine.outbox().counts(listener).waiting() == 0));
    }
}
