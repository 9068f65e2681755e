package dev.helpline.chat.core.internal.change;

/**
 * A command that may need a slot of an agent's. It is decided as {@link Decision.NeedSlot} until it has one.
 *
 * @param <T> what the caller is answered
 */
public interface SlotCommand<T> extends SessionCommand<T> {
    /** Gives the command a slot; from now on it is decided with this one. */
    void useSlot(int slot);
}
