package dev.helpline.chat.core.internal.change;

/**
 * A command that may need a slot of an agent. While it needs one and has none, its decision is {@link Decision.NeedSlot}.
 *
 * @param <T> the result of the command
 */
public interface SlotCommand<T> extends SessionCommand<T> {
    /** Gives the command a slot, which its next decisions use. */
    void useSlot(int slot);
}
