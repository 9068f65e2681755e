package dev.helpline.chat.spi.bot;

import dev.helpline.chat.spi.Experimental;

/**
 * A bot of the host's, which may answer a customer who waits for an agent. It never stands between the two: the session waits in its queue as
 * without it, agents claim it and routing assigns it while the bot thinks, and an answer that comes after that is dropped.
 */
@Experimental
@FunctionalInterface
public interface AutoResponder {
    /**
     * Says what to answer to the customer's newest message. Called on threads of the engine's own, for several sessions at the same time, and for
     * one session by one thread of one engine; interrupted when its time is up. After a crash it may be asked again about a message that it has
     * answered; the first answer then stands.
     *
     * @throws Exception if there is no answer; the message is left to the agents, and the next one is asked about again
     */
    BotReply reply(BotTurn turn) throws Exception;
}
