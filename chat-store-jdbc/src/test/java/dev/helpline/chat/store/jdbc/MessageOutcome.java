package dev.helpline.chat.store.jdbc;

import dev.helpline.chat.spi.EntryId;
import dev.helpline.chat.spi.SessionId;
import java.util.Optional;

/**
 * The outcome of one message as its writer received it.
 *
 * @param seq the seq of an acknowledged message; otherwise 0
 */
record MessageOutcome(Word word, SessionId session, EntryId id, long seq) {
    private static final int WORDS = 5;

    /** The kinds of outcomes. */
    enum Word {
        /** The message is stored. */
        ACKNOWLEDGED,
        /** The message is not stored, because a rule or the store refused it. */
        NOT_STORED,
        /** It is not known whether the message is stored. */
        UNKNOWN
    }

    /** Returns one line of text. Its end is marked, so that a line of a killed writer can be recognized as torn. */
    String toLine() {
        return word + " " + session + " " + id + " " + seq + " .";
    }

    /** Parses a line; empty for a torn one. */
    static Optional<MessageOutcome> parse(String line) {
        String[] words = line.split(" ", -1);
        return words.length == WORDS && words[WORDS - 1].equals(".")
                ? Optional.of(new MessageOutcome(
                        Word.valueOf(words[0]),
                        new SessionId(words[1]),
                        new EntryId(words[2]),
                        Long.parseLong(words[3])))
                : Optional.empty();
    }
}
