package dev.helpline.chat.core;

import dev.helpline.chat.spi.Experimental;

/** What an engine has under way and in memory at one moment. Thread-safe: immutable. */
@Experimental
public final class EngineLoad {
    private final int liveSessions;
    private final int waitingPolls;
    private final int subscriptions;
    private final int commandsWaiting;
    private final int commitsQueued;
    private final int listenersQueued;

    EngineLoad(EngineParts parts) {
        liveSessions = parts.sessions().size();
        waitingPolls = parts.node().waitingPolls().get();
        subscriptions = parts.subscriptions().size();
        commandsWaiting = parts.sessions().commandsUnderWay();
        commitsQueued = parts.sessions().waitingCommits();
        listenersQueued = parts.node().announcer().untold();
    }

    /** Returns how many sessions are in memory, ended ones among them that were used lately. */
    public int liveSessions() {
        return liveSessions;
    }

    /** Returns how many polls, of sessions and of the board, wait for news. */
    public int waitingPolls() {
        return waitingPolls;
    }

    /** Returns how many subscriptions, of sessions and of the board, are open. */
    public int subscriptions() {
        return subscriptions;
    }

    /** Returns how many commands are not yet durable; {@link Health#commandsWaiting} tells the same. */
    public int commandsWaiting() {
        return commandsWaiting;
    }

    /** Returns how many sessions have a commit that waits for others to reach the store first. */
    public int commitsQueued() {
        return commitsQueued;
    }

    /** Returns of how many commits not all listeners have been told, the one that they are being told of included. */
    public int listenersQueued() {
        return listenersQueued;
    }

    @Override
    public String toString() {
        return "EngineLoad{liveSessions=" + liveSessions + ", waitingPolls=" + waitingPolls + ", subscriptions="
                + subscriptions + ", commandsWaiting=" + commandsWaiting + ", commitsQueued=" + commitsQueued
                + ", listenersQueued=" + listenersQueued + "}";
    }
}
