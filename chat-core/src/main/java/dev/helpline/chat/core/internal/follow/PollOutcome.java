package dev.helpline.chat.core.internal.follow;

import dev.helpline.chat.core.internal.live.Head;
import dev.helpline.chat.core.poll.PollAnswer;

/**
 * What one look at a session found for a poll.
 *
 * @param head the head that the answer was made from
 * @param isNews whether the answer tells the caller anything
 * @param fromMemory whether the entries were in memory
 */
record PollOutcome(Head head, PollAnswer answer, boolean isNews, boolean fromMemory)
        implements Polled.Sight<PollAnswer> {}
