package dev.helpline.chat.spi.content;

import dev.helpline.chat.spi.Experimental;
import java.util.Objects;

/**
 * Judges the content of messages before they are stored. An engine asks its filters one after the other; each gets the text as the one
 * before left it. Nothing happens silently: the sender of a refused message gets CONTENT_REJECTED with the filter and its reason, and
 * agents get an event for a message that was changed or flagged.
 *
 * <p>The thread that sends calls the filter, so it must return quickly, and must be thread-safe. If it throws, or changes a text to one
 * that is not allowed, the message is stored as it was, and the event says that the filter failed: a faulty filter loses no message.
 * A message that a client sends again is judged again, but what is stored stays as it is.
 */
@Experimental
public interface ContentFilter {
    /** A short name for events, errors and logs: 1 to 32 characters of {@code a-z 0-9 -}. Always the same. */
    String name();

    /** Judges a message. */
    Verdict judge(Content content);

    /** What a filter says about a message. A reason is for people: one line of at most 200 characters, without the text itself. */
    sealed interface Verdict {}

    /** The message is all right. */
    record Passed() implements Verdict {
        /** The only verdict of this kind that is needed. */
        public static final Passed PASSED = new Passed();
    }

    /**
     * The message is stored with another text.
     *
     * @param text not blank, and no longer than the policy allows
     * @param reason why it was changed
     */
    record Changed(String text, String reason) implements Verdict {
        /** Checks presence. */
        public Changed {
            Objects.requireNonNull(text, "text");
            Objects.requireNonNull(reason, "reason");
        }
    }

    /**
     * The message is stored as it is, and agents are told.
     *
     * @param reason what is noteworthy about it
     */
    record Flagged(String reason) implements Verdict {
        /** Checks presence. */
        public Flagged {
            Objects.requireNonNull(reason, "reason");
        }
    }

    /**
     * The message is not stored.
     *
     * @param reason what the sender is told
     */
    record Refused(String reason) implements Verdict {
        /** Checks presence. */
        public Refused {
            Objects.requireNonNull(reason, "reason");
        }
    }
}
