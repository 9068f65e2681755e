package dev.helpline.chat.spring;

import dev.helpline.chat.core.ChatEngine;
import dev.helpline.chat.core.CloseReport;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Closes the engine when the application stops. The container stops what has the highest phase first: the engine, while the web server still
 * serves – so that the polls that wait get their replies, and later calls an error that tells clients to come again – then, in {@code
 * DEFAULT_PHASE - 1024}, the web server's graceful shutdown, then its connectors. The store and the {@code DataSource} are closed last, with
 * the beans.
 */
final class ChatEngineLifecycle implements SmartLifecycle {
    /** Behind the phases of the application's own components, which may still use the chat as they stop, and before the web server's. */
    static final int PHASE = DEFAULT_PHASE - 512;

    private static final Logger LOG = LoggerFactory.getLogger(ChatEngineLifecycle.class);

    private final ChatEngine engine;
    private final Duration timeout;
    private volatile boolean running;

    ChatEngineLifecycle(ChatEngine engine, Duration timeout) {
        this.engine = engine;
        this.timeout = timeout;
    }

    /** The engine has run since it was made. */
    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop() {
        CloseReport report = engine.close(timeout);
        running = false;
        if (report.complete()) {
            LOG.info("the chat is closed; nothing was under way any more");
        } else {
            LOG.warn("the chat is closed, not everything was finished within {}: {}", timeout, report);
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }
}
