package dev.helpline.chat.client.service;

import dev.helpline.chat.client.rating.SubmittedRating;
import dev.helpline.chat.client.session.EndedSession;
import dev.helpline.chat.client.session.SessionHead;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A conversation that a {@link ChatService} has found on the device, as it was kept there. Immutable. */
public final class RestoredChat {
    private final String sessionId;
    private final boolean opened;
    private final boolean ended;
    private final @Nullable SessionHead head;
    private final List<ChatMessage> messages;
    private final @Nullable CompletableFuture<EndedSession> end;
    private final @Nullable CompletableFuture<SubmittedRating> rating;

    RestoredChat(
            KeptChat kept,
            List<ChatMessage> messages,
            @Nullable CompletableFuture<EndedSession> end,
            @Nullable CompletableFuture<SubmittedRating> rating) {
        sessionId = kept.sessionId();
        opened = kept.isOpened();
        ended = kept.isEnded();
        head = kept.head();
        this.messages = messages;
        this.end = end;
        this.rating = rating;
    }

    /** The id of the session. */
    public String sessionId() {
        return sessionId;
    }

    /**
     * Whether the session was opened. If not, it has messages that the customer wrote before: call {@link ChatService#startChatSession}, which
     * opens it under the same id and sends them.
     */
    public boolean isOpened() {
        return opened;
    }

    /** Whether the session had ended, as far as this device knows. */
    public boolean isEnded() {
        return ended;
    }

    /** The head of the session as it was known last, with its agent; absent if none was known. {@link ChatListener#onSessionUpdated} tells changes. */
    public Optional<SessionHead> head() {
        return Optional.ofNullable(head);
    }

    /**
     * The messages in display order: the newest 200 that the server had, with edits and withdrawals that are not confirmed, followed by those that
     * are not sent. {@link
     * dev.helpline.chat.client.ChatApi#messagesBefore} fetches older ones.
     */
    public List<ChatMessage> messages() {
        return messages;
    }

    /**
     * The end that the customer had asked for, if the process ended before its outcome was known: it goes on, however long the server cannot be
     * reached or the caller is not signed in.
     */
    public Optional<CompletableFuture<EndedSession>> end() {
        return Optional.ofNullable(end);
    }

    /** The rating that the customer had given, as {@link #end()}. */
    public Optional<CompletableFuture<SubmittedRating>> rating() {
        return Optional.ofNullable(rating);
    }

    /** The id of the session and the number of messages; never their content. */
    @Override
    public String toString() {
        return "RestoredChat{sessionId=" + sessionId + ", messages=" + messages.size() + "}";
    }
}
