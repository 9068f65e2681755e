package dev.helpline.chat.spi.notify;

import dev.helpline.chat.spi.Experimental;

/**
 * Sends alerts to agents outside of the desk, such as by push or mail. The engine whose commit caused an alert delivers it, once, so that several
 * engines over one store do not send it twice; an alert that is not delivered when its process ends is lost.
 */
@Experimental
@FunctionalInterface
public interface Notifier {
    /**
     * Sends an alert that the agent wants by this notifier's {@link #channel()}. Called on one thread of the engine's, which nothing else waits for, and which the
     * other alerts wait for: a call must end within seconds. After an exception, the alert is tried again after 1, 10 and 60 seconds; so a
     * notifier that fails after it sent something sends that again.
     *
     * @throws Exception if the alert could not be sent
     */
    void send(Alert alert) throws Exception;

    /** By which channel it sends; the engine calls it for the alerts that agents want by this one. Default: PUSH. */
    default AlertChannel channel() {
        return AlertChannel.PUSH;
    }
}
