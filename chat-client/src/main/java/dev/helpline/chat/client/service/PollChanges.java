package dev.helpline.chat.client.service;

import dev.helpline.chat.client.session.SessionHead;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one poll changed in a {@link Conversation}. The conversation fills it in, and the {@link PollLoop} reads it. */
final class PollChanges {
    final List<ChatMessage> received = new ArrayList<>();
    final List<ChatMessage> updated = new ArrayList<>();

    /** Messages that their authors changed, and those that quote them. Unlike those that were updated, they may be unsent still. */
    final List<ChatMessage> amended = new ArrayList<>();

    /** Messages of the customer that the other side got or read. */
    final List<ChatMessage> marked = new ArrayList<>();

    @Nullable
    SessionHead changedHead;

    @Nullable
    SessionEnd end;

    boolean newCursor;
    boolean hasMessages;
    boolean hasMoreMessages;
    boolean gapFound;
    boolean pollAgainAtOnce;
    boolean acceptedGap;

    /** Whether the poll made progress. If not, polling again at once would be a busy loop. */
    boolean madeProgress() {
        return newCursor || !received.isEmpty() || !updated.isEmpty() || !amended.isEmpty() || pollAgainAtOnce;
    }

    /**
     * Whether the server had something new, the customer's own messages included. A new cursor alone is not new: each node
     * behind a load balancer may return its own.
     */
    boolean hasNews() {
        return hasMessages || changedHead != null || pollAgainAtOnce;
    }

    boolean isMoreWaiting() {
        return hasMoreMessages || pollAgainAtOnce;
    }
}
