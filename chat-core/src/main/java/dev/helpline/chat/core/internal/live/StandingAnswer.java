package dev.helpline.chat.core.internal.live;

import dev.helpline.chat.core.poll.PollAnswer;

/**
 * The answer to the polls of one side's clients that have everything, for as long as the session stays as it is. Most polls get such
 * an answer, so it is made once.
 *
 * @param head the head that the answer was made from
 * @param answer without messages
 */
public record StandingAnswer(Head head, PollAnswer answer) {}
