package dev.helpline.chat.core.inbox;

import dev.helpline.chat.spi.Experimental;
import dev.helpline.chat.spi.inbox.InboxCommand;

/** Is told of commands of the inbox that were refused. */
@Experimental
@FunctionalInterface
public interface RefusedCommandHandler {
    /**
     * A command was refused, or failed as often as the policy allows. {@link InboxCommand#failure()} says why. It is kept, is not tried any
     * more, and the later commands of its session go on. Called on a thread of the engine's own, before that is stored: after a crash it may be
     * called again. What it throws is logged.
     */
    void onRefused(InboxCommand command);
}
