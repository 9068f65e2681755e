package dev.helpline.chat.client.service;

import dev.helpline.chat.client.session.SessionHead;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one poll answer changed in a {@link Conversation}. Filled by it, read by the poller. */
final class PollChanges {
    final List<ChatMessage> received = new ArrayList<>();
    final List<ChatMessage> updated = new ArrayList<>();

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

    /** Whether the answer brought us further; if not, asking again at once would be a busy loop. */
    boolean moved() {
        return newCursor || !received.isEmpty() || !updated.isEmpty() || pollAgainAtOnce;
    }

    /**
     * Whether the server had something to tell, our own messages included. A cursor alone is none: nodes behind a balancer may
     * each give their own.
     */
    boolean toldNews() {
        return hasMessages || changedHead != null || pollAgainAtOnce;
    }

    boolean isMoreWaiting() {
        return hasMoreMessages || pollAgainAtOnce;
    }
}
