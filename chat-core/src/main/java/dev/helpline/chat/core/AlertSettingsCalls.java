package dev.helpline.chat.core;

import dev.helpline.chat.core.alert.AlertSettings;
import dev.helpline.chat.core.desk.AgentAction;
import dev.helpline.chat.core.internal.calls.CallBoundary;
import dev.helpline.chat.core.internal.rules.Permissions;
import dev.helpline.chat.spi.AgentId;
import dev.helpline.chat.spi.notify.AlertChannel;
import dev.helpline.chat.spi.notify.AlertPreferences;
import dev.helpline.chat.spi.store.ChatStore;
import java.util.Objects;
import java.util.Set;

/** An agent's calls about the alerts that the agent gets outside of the desk. Each call admits the agent once more. */
final class AlertSettingsCalls implements AlertSettings {
    private final AgentCalls caller;
    private final ChatStore store;
    private final AgentId self;

    /** The calls of one agent. */
    AlertSettingsCalls(AgentCalls caller) {
        this.caller = caller;
        this.store = caller.engine.node().store();
        this.self = caller.actor.agentId();
    }

    @Override
    public AlertPreferences find() {
        return CallBoundary.call(() -> {
            admit();
            return store.alertPreferences(Set.of(self)).getOrDefault(self, defaults());
        });
    }

    @Override
    public AlertPreferences save(AlertPreferences preferences) {
        Objects.requireNonNull(preferences, "preferences");
        return CallBoundary.call(() -> {
            admit();
            store.saveAlertPreferences(self, preferences);
            return preferences;
        });
    }

    @Override
    public AlertPreferences defaults() {
        return caller.engine.policy().alertDefaults();
    }

    @Override
    public Set<AlertChannel> channels() {
        return caller.engine.alertChannels();
    }

    private void admit() {
        caller.admit();
        Permissions.require(caller.actor, AgentAction.CHOOSE_ALERTS);
    }
}
