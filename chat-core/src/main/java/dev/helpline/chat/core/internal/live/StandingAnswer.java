package dev.helpline.chat.core.internal.live;

import dev.helpline.chat.core.poll.PollAnswer;
import org.jspecify.annotations.Nullable;

/**
 * The answer to the polls of one side's clients that have everything, for as long as the session stays as it is. Most polls get such
 * an answer, so it is made once.
 *
 * @param head the head that the answer was made from
 * @param answer without messages
 * @param figures the figures of the queue at that time, on which a waiting session depends; null for any other
 */
public record StandingAnswer(
        Head head, PollAnswer answer, @Nullable Object figures) {}
