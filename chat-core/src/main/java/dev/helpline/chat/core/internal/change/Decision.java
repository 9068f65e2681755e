package dev.helpline.chat.core.internal.change;

import dev.helpline.chat.spi.ChatException;
import dev.helpline.chat.spi.entry.Entry;
import dev.helpline.chat.spi.session.Session;
import java.util.List;
import java.util.function.Function;

/**
 * What a rule makes of a command.
 *
 * @param <T> what the caller is answered
 */
public sealed interface Decision<T> {
    /** Change the session; once that is durable, answer from what was stored. */
    record Change<T>(SessionChange change, Answerer<T> answerer) implements Decision<T> {}

    /**
     * Nothing needs to change; answer from what is stored, never from the session that was decided on, which may hold
     * changes of other commands that are not stored yet.
     */
    record Answer<T>(Function<Session, T> answerer) implements Decision<T> {}

    /** No. */
    record Refuse<T>(ChatException refusal) implements Decision<T> {}

    /** The command needs an agent's slot and has none, or one that is taken; pick one and come again. */
    record NeedSlot<T>() implements Decision<T> {}

    /** Makes the answer once the change is stored. */
    @FunctionalInterface
    interface Answerer<T> {
        /**
         * The answer.
         *
         * @param stored the session as stored
         * @param appended the entries of this command, in the order they were given
         */
        T answer(Session stored, List<Entry> appended);
    }
}
