package dev.helpline.chat.core.alert;

import dev.helpline.chat.core.policy.ChatPolicy;
import dev.helpline.chat.spi.Experimental;
import dev.helpline.chat.spi.notify.AlertChannel;
import dev.helpline.chat.spi.notify.AlertPreferences;
import dev.helpline.chat.spi.notify.Notifier;
import java.util.Set;

/**
 * Which alerts an agent gets outside of the desk. Each agent reads and saves their own; what the agent sees at the desk, and what listeners hear,
 * does not depend on it. Not audited. Thread-safe.
 */
@Experimental
public interface AlertSettings {
    /** Returns what the agent saved last, or {@link #defaults()}. */
    AlertPreferences find();

    /** Saves the agent's preferences in place of earlier ones, for the alerts that arise from now on, on all nodes. Returns them. */
    AlertPreferences save(AlertPreferences preferences);

    /** The preferences of agents who have saved none: {@link ChatPolicy#alertDefaults()}. */
    AlertPreferences defaults();

    /** The channels of the engine's notifiers; alerts for other channels are not sent. See {@link Notifier#channel()}. */
    Set<AlertChannel> channels();
}
