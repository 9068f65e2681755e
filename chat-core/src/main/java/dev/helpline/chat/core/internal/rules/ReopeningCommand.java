package dev.helpline.chat.core.internal.rules;

import dev.helpline.chat.core.internal.change.SessionCommand;
import dev.helpline.chat.spi.ChatException;

/**
 * A command that may reopen an ended session. While it needs slots for that and has none, its decision is {@link
 * dev.helpline.chat.core.internal.change.Decision.NeedSlot}.
 *
 * @param <T> the result of the command
 */
public interface ReopeningCommand<T> extends SessionCommand<T> {
    /** Gives the command slots, which its next decisions use. */
    void useSlots(ReopenSlots slots);

    /** Says why there are no slots; the next decisions are this refusal if the session has to be reopened. */
    void refuseSlots(ChatException refusal);
}
