package dev.helpline.chat.store.jdbc;

import dev.helpline.chat.spi.EntryId;
import dev.helpline.chat.spi.SessionId;
import java.util.Optional;

/**
 * What a writer was told of one message.
 *
 * @param seq of an acknowledged message; else 0
 */
record Heard(Word word, SessionId session, EntryId id, long seq) {
    private static final int WORDS = 5;

    /** What can be said. */
    enum Word {
        /** It is stored. */
        ACKNOWLEDGED,
        /** It is not stored, since a rule or the store refused it. */
        NOT_STORED,
        /** Nobody knows. */
        UNKNOWN
    }

    /** One line of text. Its end is marked, so that one whose writer was killed can be told. */
    String toLine() {
        return word + " " + session + " " + id + " " + seq + " .";
    }

    /** Empty for a line that was torn. */
    static Optional<Heard> parse(String line) {
        String[] words = line.split(" ", -1);
        return words.length == WORDS && words[WORDS - 1].equals(".")
                ? Optional.of(new Heard(
                        Word.valueOf(words[0]),
                        new SessionId(words[1]),
                        new EntryId(words[2]),
                        Long.parseLong(words[3])))
                : Optional.empty();
    }
}
