package dev.helpline.chat.core.internal.change;

import dev.helpline.chat.spi.ChatException;
import dev.helpline.chat.spi.entry.Entry;
import dev.helpline.chat.spi.session.Session;
import java.util.List;
import java.util.function.Function;

/**
 * What a rule decides about a command.
 *
 * @param <T> the result of the command
 */
public sealed interface Decision<T> {
    /** Change the session, and make the result once the change is stored. */
    record Change<T>(SessionChange change, Answerer<T> answerer) implements Decision<T> {}

    /**
     * Nothing has to change. The result is made from the stored session, never from the session that was decided on, which may have
     * changes of other commands that are not stored yet.
     */
    record Answer<T>(Function<Session, T> answerer) implements Decision<T> {}

    /** Refuse the command. */
    record Refuse<T>(ChatException refusal) implements Decision<T> {}

    /** The command needs a slot of an agent and has none, or one that is taken: it is decided again once it has another one. */
    record NeedSlot<T>() implements Decision<T> {}

    /** Makes the result once the change is stored. */
    @FunctionalInterface
    interface Answerer<T> {
        /**
         * Returns the result.
         *
         * @param stored the session as stored
         * @param appended the entries of this command, in the order they were given
         */
        T answer(Session stored, List<Entry> appended);
    }
}
