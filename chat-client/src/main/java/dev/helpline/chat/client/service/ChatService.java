package dev.helpline.chat.client.service;

import dev.helpline.chat.client.ChatApi;
import dev.helpline.chat.client.attachment.Attachment;
import dev.helpline.chat.client.attachment.AttachmentCache;
import dev.helpline.chat.client.attachment.CanceledUpload;
import dev.helpline.chat.client.call.ChatApiException;
import dev.helpline.chat.client.call.ChatCall;
import dev.helpline.chat.client.call.ErrorCodes;
import dev.helpline.chat.client.message.AmendedMessage;
import dev.helpline.chat.client.message.MarkedRead;
import dev.helpline.chat.client.message.ReadRequest;
import dev.helpline.chat.client.rating.RatingPrompt;
import dev.helpline.chat.client.rating.SubmittedRating;
import dev.helpline.chat.client.session.EndRequest;
import dev.helpline.chat.client.session.EndedSession;
import dev.helpline.chat.client.session.SessionHead;
import dev.helpline.chat.client.session.SessionRequest;
import dev.helpline.chat.client.session.StartedSession;
import dev.helpline.chat.client.store.MessageStore;
import dev.helpline.chat.client.store.StoreContents;
import java.io.File;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * A customer's live conversation: it opens a session, sends messages in order, polls for new ones and tells listeners.
 * Messages survive a bad network: each is sent under one id until its outcome is known, and each is received once.
 *
 * <p>A service has one session at a time. No method waits for the network. Futures complete on the executor of the
 * listeners, in order with their calls, so never wait for a future inside a callback.
 *
 * <p>Thread-safe.
 */
public final class ChatService implements AutoCloseable {
    /** The only lock of the service. While it is held, no call is made and no listener is called. */
    final Object lock = new Object();

    final CallbackQueue callbacks;
    final Listeners listeners;

    private final Settings settings;
    private final FallbackScheduler scheduler;
    private final @Nullable ChatThread ownThread;
    private final @Nullable MessageJournal journal;
    private final Set<RetriedCall<?>> pending = new LinkedHashSet<>();
    private @Nullable CompletableFuture<StartedSession> starting;
    private @Nullable String unsettledSessionId;
    private @Nullable CompletableFuture<Optional<RestoredChat>> unfinishedRestore;

    /** The session that was opened last; it may have ended. */
    private @Nullable WatchedSession live;

    /** The session that is being opened, or that could not be opened but has messages. */
    private @Nullable WatchedSession opening;

    private @Nullable GivenRating rating;
    private ConnectionState connection = ConnectionState.IDLE;
    private final Map<CallInFlight<?>, Runnable> heldBack = new LinkedHashMap<>();
    private final List<CompletableFuture<Void>> catchingUp = new ArrayList<>();
    private boolean hidden;
    private boolean restoring;
    private boolean paused;
    private boolean closed;

    private ChatService(Builder builder) {
        ownThread = builder.executor == null || builder.scheduler == null ? new ChatThread() : null;
        Executor executor = builder.executor == null ? Objects.requireNonNull(ownThread) : builder.executor;
        callbacks = new CallbackQueue(executor, builder.listenerFailures);
        scheduler = new FallbackScheduler(
                builder.scheduler == null ? ChatScheduler.on(Objects.requireNonNull(ownThread)) : builder.scheduler,
                callbacks::addFailure);
        settings = new Settings(builder, scheduler);
        listeners = new Listeners(builder.listeners, callbacks);
        journal = builder.messageStore == null ? null : new MessageJournal(this, builder.messageStore, scheduler);
        if (journal != null) {
            callbacks.beforeFlush(this::noteNow);
        }
    }

    /** Starts a builder of a service over {@code api}. The caller closes the client behind it, after the service. */
    public static Builder builder(ChatApi api) {
        return new Builder(api);
    }

    /**
     * Opens a session and polls it. Messages can be written at once: they are {@link DeliveryState#SENDING} until the
     * session is open, and are sent then. If it cannot be opened, they become {@link DeliveryState#FAILED} with the code of
     * that failure and stay in {@link #messages()}; after the next call of this method, {@link #retry} sends them. If the server rejects the
     * caller's token, they stay {@link DeliveryState#SENDING} and are sent after the next call of this method. Messages of an earlier session
     * that are not sent become {@link DeliveryState#FAILED} with {@link ErrorCodes#CANCELED} when the new one is open.
     *
     * <p>While the server cannot be reached, the start is retried without limit. {@link ChatListener#onStartDelayed} reports
     * each delay, and cancelling the future gives up. A request without a session id gets one, so that a retry after a lost
     * response does not open a second session. Later calls use the same id until one of them succeeds or is rejected.
     *
     * @return completes after {@link ChatListener#onSessionStarted}. It fails with a {@link ChatApiException} if the server
     *     rejects the start, or limits the caller for longer than {@link Builder#maxBackoff} or
     *     {@link Builder#callAttempts} times in a row; {@link ChatApiException#retryAfter} then says how long to wait, if the
     *     server does
     * @throws IllegalStateException while another session is being opened, restored or polled, if the service is closed, or if it has a {@link
     *     Builder#messageStore} and {@link #restore} was not called
     */
    public CompletableFuture<StartedSession> startChatSession(SessionRequest request) {
        CompletableFuture<StartedSession> future;
        synchronized (lock) {
            requireIdle();
            SessionRequest named = named(request);
            String sessionId = named.sessionId().orElseThrow(IllegalStateException::new);
            WatchedSession session = opening == null ? new WatchedSession(this, settings, sessionId) : opening;
            session.opening(sessionId);
            opening = session;
            connection(ConnectionEvent.FOLLOWED);
            future = call(settings.api.startSession(named), new Starting(session));
            starting = future;
            CompletableFuture<StartedSession> unused =
                    future.whenComplete((started, failure) -> startedOrGivenUp(session, future));
        }
        return future;
    }

    /**
     * Takes up the conversation that the {@link Builder#messageStore} has: {@link ChatListener#onSessionRestored} tells how it was, and then
     * listeners learn what is new only. Messages that were not sent are sent in their order and under their ids, and an end or a rating that
     * was under way goes on, so each of them is at the server once. Call it first, when the app begins; with a message store, no session can be
     * opened before. If nothing can be read, the chat works without what was kept.
     *
     * @return completes after {@link ChatListener#onSessionRestored}; with empty if no conversation was kept, or there is no message store. It
     *     fails with a {@link ChatApiException} with {@link ErrorCodes#CLIENT_FAILURE} if the store throws; a session can then be opened
     * @throws IllegalStateException if a session is being opened or was opened, if this was called before, or if the service is closed
     */
    public CompletableFuture<Optional<RestoredChat>> restore() {
        CompletableFuture<Optional<RestoredChat>> restored = new CompletableFuture<>();
        synchronized (lock) {
            requireNotClosed();
            if (restoring || current() != null || (journal != null && journal.isLoaded())) {
                throw new IllegalStateException("restore must be called once, before a session is opened");
            }
            if (journal == null) {
                callbacks.add(() -> restored.complete(Optional.empty()));
            } else {
                restoring = true;
                unfinishedRestore = restored;
                scheduler.after(Duration.ZERO, () -> restore(journal, restored));
            }
        }
        callbacks.flush();
        return restored;
    }

    private void restore(MessageJournal from, CompletableFuture<Optional<RestoredChat>> restored) {
        StoreContents contents = null;
        ChatApiException failure = null;
        try {
            contents = from.load();
        } catch (Throwable thrown) { // Kotlin stores can throw other checked exceptions
            failure = ChatApiException.of("the message store could not be read", ErrorCodes.CLIENT_FAILURE, thrown);
        }
        tookUp(from, contents, failure, restored);
        callbacks.flush();
    }

    private void tookUp(
            MessageJournal from,
            @Nullable StoreContents contents,
            @Nullable ChatApiException failure,
            CompletableFuture<Optional<RestoredChat>> restored) {
        synchronized (lock) {
            restoring = false;
            unfinishedRestore = null;
            if (closed) {
                return;
            }
            if (contents == null) {
                from.notLoaded();
                ChatApiException reason = Objects.requireNonNull(failure);
                callbacks.add(() -> restored.completeExceptionally(reason));
            } else {
                KeptChat kept = KeptChat.read(contents, callbacks::addFailure);
                from.loaded(contents, kept);
                Optional<RestoredChat> chat = Optional.ofNullable(kept).map(this::takeUp);
                callbacks.add(() -> restored.complete(chat));
            }
        }
    }

    /** Goes on with a conversation that was kept on the device. */
    private RestoredChat takeUp(KeptChat kept) {
        WatchedSession session = new WatchedSession(this, settings, kept.sessionId());
        RetriedCall<EndedSession> end = null;
        RetriedCall<SubmittedRating> rate = null;
        if (kept.isOpened()) {
            live = session;
        } else {
            session.opening(kept.sessionId());
            opening = session;
            unsettledSessionId = kept.sessionId();
        }
        session.restore(kept);
        Instant endTime = kept.endTime();
        if (endTime != null) {
            end = ending(session, endTime, true);
        }
        GivenRating given = kept.rating();
        if (given != null) {
            rating = given;
            rate = rating(session, given, true);
        }
        RestoredChat chat = new RestoredChat(
                kept,
                session.conversation.messages(),
                end == null ? null : end.future,
                rate == null ? null : rate.future);
        listeners.tell(listener -> listener.onSessionRestored(chat));
        session.tellUnread();
        if (kept.isOpened()) {
            session.goOnRestored();
        }
        return chat;
    }

    /**
     * Polls a session that was opened before, from its beginning: all its messages are delivered, the customer's own
     * included.
     *
     * @throws IllegalArgumentException if {@code sessionId} is not a valid id
     * @throws IllegalStateException while another session is being opened or polled, or if the service is closed
     */
    public void resume(String sessionId) {
        resume(sessionId, Collections.emptyList());
    }

    /**
     * As {@link #resume(String)}, and also sends messages that were written before the app was stopped. Each message keeps
     * its id, so a message that the server already has is neither stored nor shown twice. For this, an app stores each
     * message of {@link ChatListener#onMessageSent} until {@link ChatListener#onMessageUpdated} reports it as
     * {@link DeliveryState#SENT}.
     *
     * @param unsent in the order in which they were written. A {@link Builder#messageStore} keeps them for the app, and {@link #restore()}
     *     takes the place of this method
     * @throws IllegalArgumentException if {@code sessionId} is not a valid id
     * @throws IllegalStateException while another session is being opened or polled, or if the service is closed
     */
    public void resume(String sessionId, List<UnsentMessage> unsent) {
        synchronized (lock) {
            requireIdle();
            WatchedSession session = new WatchedSession(this, settings, sessionId);
            watch(session, sessionId);
            unsent.forEach(message -> session.send(message.named(settings.ids)));
        }
        callbacks.flush();
    }

    /**
     * Writes a message. {@link ChatListener#onMessageSent} reports it at once; it is sent when the session is open and all
     * messages before it were sent or have failed. It waits while the server cannot be reached, and fails only if the server
     * rejects it. It is sent even if the session has ended: the server rejects it or reopens the session.
     *
     * @param text the text, sent exactly as given
     * @return the message as it is to be shown now, {@link DeliveryState#SENDING}
     * @throws IllegalArgumentException if {@code text} is blank
     * @throws IllegalStateException if there is no session, or the service is closed
     */
    public ChatMessage sendMessage(String text) {
        return sendMessage(MessageDraft.of(text));
    }

    /**
     * As {@link #sendMessage(String)}, for a message that may be a reply, or have metadata or files. The server rejects a reply to a message
     * that is not in the session.
     *
     * <p>The files of a message are uploaded before it is sent; {@link ChatListener#onMessageUpdated} reports the progress of {@link
     * ChatMessage#attachments()}. Messages that were written later wait for it, since they may refer to it. An upload that breaks off
     * continues where it was. Files that exceed the limits of the server fail the message before anything is uploaded.
     *
     * @throws IllegalArgumentException if the text is blank and there are no files
     */
    public ChatMessage sendMessage(MessageDraft draft) {
        if (draft.text().trim().isEmpty() && draft.files().isEmpty()) {
            throw new IllegalArgumentException("text must not be blank");
        }
        ChatMessage message;
        synchronized (lock) {
            UnsentMessage written = UnsentMessage.of(settings.ids.get(), draft, settings.clock.instant());
            message = requireCurrent().send(written.named(settings.ids));
        }
        callbacks.flush();
        return message;
    }

    /**
     * Sends a {@link DeliveryState#FAILED} message again, under the same id. Does nothing if the message is in another
     * state.
     *
     * @return the message as it is to be shown now
     * @throws IllegalArgumentException if there is no message with this id
     * @throws IllegalStateException if there is no session, or the service is closed
     */
    public ChatMessage retry(String messageId) {
        ChatMessage message;
        synchronized (lock) {
            message = requireCurrent().retry(messageId);
        }
        callbacks.flush();
        return message;
    }

    /**
     * Discards a message that is {@link DeliveryState#FAILED}, or that is {@link DeliveryState#SENDING} but was not sent yet because its files
     * are being uploaded or it waits for others. {@link ChatListener#onMessageDiscarded} reports it. Its uploads are cancelled, and what the
     * server has of its files is deleted, as far as the server can be reached.
     *
     * @return whether it was discarded; false if the server has it, or may have it because the outcome of its sending is not known yet.
     *     {@link #withdrawMessage} withdraws it once it is sent
     * @throws IllegalArgumentException if there is no message with this id
     * @throws IllegalStateException if there is no session, or the service is closed
     */
    public boolean discardMessage(String messageId) {
        ChatMessage discarded;
        synchronized (lock) {
            WatchedSession session = requireCurrent();
            discarded = session.discard(messageId);
            if (discarded != null && session == live) {
                for (ChatAttachment file : discarded.attachments()) {
                    CompletableFuture<CanceledUpload> unused = call(
                            settings.api.attachments().cancelUpload(session.sessionId(), file.attachmentId()),
                            noOutcome());
                }
            }
        }
        callbacks.flush();
        return discarded != null;
    }

    /**
     * Returns a file of a message, from the {@link Builder#attachmentCache} or, if it is not there, from the server. A download that breaks
     * off continues where it was.
     *
     * @return completes with the file, which a later download may push out of the cache. It fails with a {@link ChatApiException} if the
     *     server rejects the call, or after {@link Builder#callAttempts} attempts; calling this method again continues the download
     * @throws IllegalArgumentException if there is no such message, or it has no such file on the server
     * @throws IllegalStateException if there is no session or no cache, or the service is closed
     */
    public CompletableFuture<File> downloadAttachment(String messageId, String attachmentId) {
        AttachmentCache cache = settings.attachmentCache;
        if (cache == null) {
            throw new IllegalStateException("no cache: call ChatService.Builder.attachmentCache");
        }
        synchronized (lock) {
            WatchedSession session = requireLive();
            Attachment stored = session.stored(messageId, attachmentId);
            return call(cache.fetch(settings.api.attachments(), session.sessionId(), stored), noOutcome());
        }
    }

    private static <T> RetriedCall.Outcome<T> noOutcome() {
        return new RetriedCall.Outcome<T>() {
            @Override
            public void onAnswer(T answer) {}

            @Override
            public void onFailure(ChatApiException failure) {}
        };
    }

    /**
     * Gives a message that the customer has sent another text. It is shown with the new text at once, marked as {@link
     * ChatMessage#isChangePending()}, and sent to the server, without limit while the server cannot be reached; {@link
     * ChatListener#onMessageUpdated} reports it, and each message that quotes it. If the server rejects the edit, the message is shown as it was,
     * and {@link ChatListener#onChangeRejected} says why. An edit that is not confirmed when the service is closed or the process ends is sent
     * by the next process that takes up the conversation from {@link Builder#messageStore}; without a store it is lost.
     *
     * @param text the new text, sent exactly as given
     * @return completes when the server has stored the edit. It fails with a {@link ChatApiException} if the server rejects it, for example
     *     with {@link ErrorCodes#MESSAGE_NOT_EDITABLE}, or fails on it {@link Builder#sendAttempts} times. Cancelling it does not undo the edit
     * @throws IllegalArgumentException if {@code text} is blank, or the customer has sent no such message
     * @throws IllegalStateException if there is no session, or the service is closed
     */
    public CompletableFuture<AmendedMessage> editMessage(String messageId, String text) {
        if (text.trim().isEmpty()) {
            throw new IllegalArgumentException("text must not be blank");
        }
        return change(messageId, text);
    }

    /**
     * Withdraws a message that the customer has sent: its text is gone for all readers. It is shown, sent, confirmed and rejected as an edit is.
     *
     * @return completes when the server has withdrawn it. It fails as {@link #editMessage} does
     * @throws IllegalArgumentException if the customer has sent no such message
     * @throws IllegalStateException if there is no session, or the service is closed
     */
    public CompletableFuture<AmendedMessage> withdrawMessage(String messageId) {
        return change(messageId, null);
    }

    private CompletableFuture<AmendedMessage> change(String messageId, @Nullable String text) {
        CompletableFuture<AmendedMessage> confirmed;
        synchronized (lock) {
            confirmed = requireLive()
                    .change(new PendingChange(settings.ids.get(), messageId, text, settings.clock.instant()));
        }
        callbacks.flush();
        return confirmed;
    }

    /**
     * Ends the session, once it is open and all messages written before were sent or have failed. Messages of the other side
     * until then still arrive; afterwards {@link ChatListener#onSessionEnded} is called, as for any end.
     *
     * @return completes when the server has ended the session. It fails with a {@link ChatApiException} if the server
     *     rejects the call, or after {@link Builder#callAttempts} attempts
     * @throws IllegalStateException if there is no session, or the service is closed
     */
    public CompletableFuture<EndedSession> endChatSession() {
        CompletableFuture<EndedSession> ended;
        synchronized (lock) {
            ended = ending(requireCurrent(), settings.clock.instant(), false).future;
        }
        callbacks.flush();
        return ended;
    }

    private RetriedCall<EndedSession> ending(WatchedSession session, Instant endTime, boolean isRestored) {
        session.ending(endTime);
        RetriedCall<EndedSession> end = prepare(new LastingOutcome<EndedSession>(isRestored) {
            @Override
            public void onAnswer(EndedSession ended) {
                session.endingIsOver(endTime);
                session.pollNow();
            }

            @Override
            public void onFailure(ChatApiException failure) {
                session.endingIsOver(endTime);
            }
        });
        whenGivenUp(end.future, () -> session.endingIsOver(endTime));
        noteChanges();
        session.afterWritten(() -> end.start(settings.api.endSession(
                EndRequest.builder(session.sessionId()).endTime(endTime).build())));
        return end;
    }

    private RetriedCall<SubmittedRating> rating(WatchedSession session, GivenRating given, boolean isRestored) {
        session.rating(given);
        RetriedCall<SubmittedRating> rate = prepare(new LastingOutcome<SubmittedRating>(isRestored) {
            @Override
            public void onAnswer(SubmittedRating answer) {
                session.ratingIsOver(given);
            }

            @Override
            public void onFailure(ChatApiException failure) {
                session.ratingIsOver(given);
            }
        });
        whenGivenUp(rate.future, () -> session.ratingIsOver(given));
        noteChanges();
        rate.start(settings.api.rate(given.request()));
        return rate;
    }

    /** Runs {@code step} with the lock held when the app has cancelled the call or completed its future. */
    private void whenGivenUp(CompletableFuture<?> future, Runnable step) {
        CompletableFuture<?> unused = future.whenComplete((answer, failure) -> {
            synchronized (lock) {
                if (!closed) {
                    step.run();
                }
            }
            callbacks.flush();
        });
    }

    /** The outcome of a call that goes on, if it is restored, until the server has decided: the app cannot make it again. */
    private abstract static class LastingOutcome<T> implements RetriedCall.Outcome<T> {
        private final boolean isRestored;

        LastingOutcome(boolean isRestored) {
            this.isRestored = isRestored;
        }

        @Override
        public boolean outlastsOutages() {
            return isRestored;
        }

        @Override
        public boolean outlastsSignOut() {
            return isRestored;
        }
    }

    /**
     * Reopens the session after its end, and polls it again. The customer's next message does the same. {@link
     * dev.helpline.chat.client.ChatConfig#reopenWindow} says how long after the end that is possible.
     *
     * @return completes when the session is open. It fails with a {@link ChatApiException} if the server rejects the call, with {@link
     *     ErrorCodes#SESSION_CONFLICT} when it is too late, or after {@link Builder#callAttempts} attempts
     * @throws IllegalStateException if there is no session, or the service is closed
     */
    public CompletableFuture<SessionHead> reopenChatSession() {
        synchronized (lock) {
            WatchedSession session = requireLive();
            return call(settings.api.reopenSession(session.sessionId()), new RetriedCall.Outcome<SessionHead>() {
                @Override
                public void onAnswer(SessionHead open) {
                    if (session.conversation.isEnded()) {
                        session.reopened();
                    }
                }

                @Override
                public void onFailure(ChatApiException failure) {}
            });
        }
    }

    /**
     * Tells the agents that the customer has read all messages that have arrived so far; call it when the screen shows them. Calling it
     * again does no harm. Also for a session that has ended.
     *
     * @return completes when the server has noted it. It fails with a {@link ChatApiException} if the server rejects the call, or
     *     after {@link Builder#callAttempts} attempts; a later call makes up for it
     * @throws IllegalStateException if there is no session, or the service is closed
     */
    public CompletableFuture<MarkedRead> markRead() {
        CompletableFuture<MarkedRead> marked;
        synchronized (lock) {
            WatchedSession session = requireLive();
            ReadRequest request = ReadRequest.upTo(session.sessionId(), session.conversation.read());
            session.tellUnread();
            marked = call(settings.api.markRead(request), noOutcome());
        }
        callbacks.flush();
        return marked;
    }

    /**
     * Retries at once all calls that wait because the server could not be reached: the start, messages, polls, the end and a
     * rating. Call it when the customer asks for it, and after the caller has signed in again: in the state {@link
     * ConnectionState#AUTH_REQUIRED} it follows the session again. Calls that wait because the server limits this client (status 429) keep
     * waiting. Does nothing if no call waits, or if the service is closed; while it is paused, the calls are made when it goes on.
     */
    public void retryNow() {
        synchronized (lock) {
            hurry();
        }
        callbacks.flush();
    }

    /**
     * As {@link #retryNow}, for an app that learns that the device has a network, or another one: the service also drops the connection
     * with which it follows the session, which may belong to the network before, and forgets how long that one let a poll wait. Does
     * nothing while the service is paused, since {@link #resume()} makes up for it.
     */
    public void networkAvailable() {
        synchronized (lock) {
            if (!closed && !paused) {
                if (live != null) {
                    live.networkChanged();
                }
                hurry();
            }
        }
        callbacks.flush();
    }

    /**
     * Makes no call until {@link #resume()}, for an app that goes into the background. A poll that is under way is dropped; other calls
     * that are under way end as usual. Messages can be written, and other calls prepared; they wait. When the app gets a push message,
     * {@link #catchUp} fetches what is new. Pausing twice is allowed. Does nothing if the service is closed.
     */
    public void pause() {
        synchronized (lock) {
            if (closed || paused) {
                return;
            }
            paused = true;
            connection(ConnectionEvent.PAUSED);
            if (live != null) {
                live.pause();
            }
        }
        callbacks.flush();
    }

    /**
     * Goes on after {@link #pause}: polls at once from where it was, makes the calls that waited, and retries those that had failed, except
     * if the server limits this client. Does nothing if the service is not paused, or is closed.
     */
    public void resume() {
        synchronized (lock) {
            if (closed || !paused) {
                return;
            }
            paused = false;
            if ((starting != null && !starting.isDone()) || (live != null && live.isOpen())) {
                connection(ConnectionEvent.FOLLOWED);
            }
            heldBack.values().forEach(call -> scheduler.after(Duration.ZERO, call));
            heldBack.clear();
            if (live != null) {
                live.goOn();
            }
            hurry();
        }
        callbacks.flush();
    }

    /**
     * Fetches once what is new in the open session while the service is paused, for an app that gets a push message in the background.
     * Nothing is sent. If the service is not paused, it does what {@link #retryNow} does.
     *
     * @return completes when listeners have been told all that the server had; at once if the service is not paused, or no session is open.
     *     It fails with a {@link ChatApiException} if a poll fails, which is repeated only after {@link #resume()}
     * @throws IllegalStateException if the service is closed
     */
    public CompletableFuture<Void> catchUp() {
        CompletableFuture<Void> done = new CompletableFuture<>();
        synchronized (lock) {
            requireNotClosed();
            if (!paused) {
                hurry();
                callbacks.add(() -> done.complete(null));
            } else if (live != null && live.isOpen()) {
                catchingUp.add(done);
                live.catchUp();
            } else {
                callbacks.add(() -> done.complete(null));
            }
        }
        callbacks.flush();
        return done;
    }

    /**
     * Tells the service that the customer does not look at the conversation: polls come at {@link Builder#hiddenPollInterval} until {@link
     * #screenShown}. Messages are sent as before.
     */
    public void screenHidden() {
        hidden(true);
    }

    /** Tells the service that the customer looks at the conversation, as at first: polls come at {@link Builder#pollInterval}, the next one at once. */
    public void screenShown() {
        hidden(false);
    }

    private void hidden(boolean value) {
        synchronized (lock) {
            if (hidden != value) {
                hidden = value;
                if (live != null) {
                    live.pollInterval(pollInterval());
                }
            }
        }
        callbacks.flush();
    }

    /** Returns how the service gets what is new in its session. */
    public ConnectionState connectionState() {
        synchronized (lock) {
            return connection;
        }
    }

    /**
     * Asks the server whether this device is to ask the customer for a rating, once the session has ended; call it before showing the
     * question. Of all devices of the customer, one gets true. It gets true again until the session is rated.
     *
     * @return completes when the server has decided. It fails with a {@link ChatApiException} if the server rejects the call, or after
     *     {@link Builder#callAttempts} attempts
     * @throws IllegalStateException if there is no session, or the service is closed
     */
    public CompletableFuture<Boolean> askForRating() {
        synchronized (lock) {
            WatchedSession session = requireLive();
            return call(
                            settings.api.askForRating(session.sessionId(), session.ratingPromptId()),
                            new RetriedCall.Outcome<RatingPrompt>() {
                                @Override
                                public void onAnswer(RatingPrompt prompt) {}

                                @Override
                                public void onFailure(ChatApiException failure) {}
                            })
                    .thenApply(RatingPrompt::show);
        }
    }

    /** As {@link #submitRating(int, String, Collection)}, without a comment and categories. */
    public CompletableFuture<SubmittedRating> submitRating(int stars) {
        return submitRating(stars, null, Collections.emptyList());
    }

    /**
     * Rates the session. Calling it again with the same values repeats the same request, so it is safe to try again after a
     * failure. Other values replace the rating as long as {@link dev.helpline.chat.client.ChatConfig#ratingEdits} says.
     *
     * @param stars 1 (worst) to 5 (best)
     * @param feedback the customer's comment, if there is one
     * @param categories the categories that the customer chose
     * @return completes when the server has stored the rating, and fails with a {@link ChatApiException}
     * @throws IllegalArgumentException if {@code stars} is out of range
     * @throws IllegalStateException if there is no session, or the service is closed
     */
    public CompletableFuture<SubmittedRating> submitRating(
            int stars, @Nullable String feedback, Collection<String> categories) {
        CompletableFuture<SubmittedRating> submitted;
        synchronized (lock) {
            WatchedSession session = requireLive();
            GivenRating given =
                    new GivenRating(session.sessionId(), stars, feedback, categories, settings.clock.instant());
            GivenRating toSend = given.saysTheSameAs(rating) ? Objects.requireNonNull(rating) : given;
            rating = toSend;
            submitted = rating(session, toSend, false).future;
        }
        callbacks.flush();
        return submitted;
    }

    /**
     * Returns all messages in display order: by number, followed by those that have no number yet. Empty if there is no
     * session.
     */
    public List<ChatMessage> messages() {
        synchronized (lock) {
            WatchedSession current = current();
            return current == null ? Collections.emptyList() : current.conversation.messages();
        }
    }

    /**
     * Returns how many messages of agents and bots the customer has not read, among those that have arrived; 0 if there is no session.
     * {@link ChatListener#onUnreadCountChanged} reports each change.
     */
    public int unreadCount() {
        synchronized (lock) {
            WatchedSession current = current();
            return current == null ? 0 : current.conversation.unreadCount();
        }
    }

    /** Returns the id of the session that is or was polled last; not of one that is still being opened. */
    public Optional<String> sessionId() {
        synchronized (lock) {
            return live == null ? Optional.empty() : Optional.of(live.sessionId());
        }
    }

    /** Adds a listener, which receives events from now on. Adding it twice changes nothing. */
    public void addListener(ChatListener listener) {
        listeners.add(Objects.requireNonNull(listener, "listener"));
    }

    /** Removes a listener. A call of the listener that has begun may still be running. */
    public void removeListener(ChatListener listener) {
        listeners.remove(listener);
    }

    /**
     * Stops polling and sending, and cancels calls that are under way; the session on the server does not change. When this
     * method returns, no callback is running and none will follow: it waits for a running one, so hold no lock that a
     * listener may need. Called from inside a callback, that callback is the last. Futures that are not complete fail with
     * {@link ErrorCodes#CANCELED}. Closing twice is allowed.
     */
    @Override
    public void close() {
        List<CompletableFuture<?>> unfinished = new ArrayList<>();
        synchronized (lock) {
            noteChanges();
            closed = true;
            if (unfinishedRestore != null) {
                unfinished.add(unfinishedRestore);
            }
            connection = ConnectionMoves.after(connection, ConnectionEvent.CLOSED);
            unfinished.addAll(catchingUp);
            catchingUp.clear();
            heldBack.clear();
            if (live != null) {
                live.stop().forEach(change -> unfinished.add(change.future));
            }
            if (opening != null) {
                opening.stop().forEach(change -> unfinished.add(change.future));
            }
            pending.forEach(RetriedCall::cancel);
            pending.forEach(call -> unfinished.add(call.future));
        }
        callbacks.close();
        if (journal != null) {
            journal.close();
        }
        ChatApiException canceled = ChatApiException.of("the chat service was closed", ErrorCodes.CANCELED);
        unfinished.forEach(future -> future.completeExceptionally(canceled));
        scheduler.close();
        if (ownThread != null) {
            ownThread.shutdown();
        }
    }

    private SessionRequest named(SessionRequest request) {
        if (request.sessionId().isPresent()) {
            return request;
        }
        if (unsettledSessionId == null) {
            unsettledSessionId = settings.ids.get();
        }
        return request.newBuilder().sessionId(unsettledSessionId).build();
    }

    private void watch(WatchedSession session, String sessionId) {
        session.opened(sessionId);
        if (live != null) {
            ChatApiException left = ChatApiException.of("the session was left for another one", ErrorCodes.CANCELED);
            live.leave(left).forEach(change -> callbacks.add(() -> change.future.completeExceptionally(left)));
        }
        opening = null;
        rating = null;
        live = session;
    }

    /** Handles a start that failed. The session is kept only if it has messages. */
    private void notOpened(WatchedSession session, ChatApiException failure) {
        if (PollLoop.isSignedOut(failure)) {
            starting = null; // its messages wait for the next start
        }
        session.notOpened(failure);
        connection(PollLoop.isSignedOut(failure) ? ConnectionEvent.SIGNED_OUT : ConnectionEvent.STOPPED);
        if (opening == session && session.conversation.messages().isEmpty()) {
            opening = null;
        }
    }

    /** Called when the future of a start is complete. If the app cancelled or completed it, the start is given up. */
    private void startedOrGivenUp(WatchedSession session, CompletableFuture<StartedSession> future) {
        synchronized (lock) {
            if (!closed && starting == future && opening == session && session.isOpening()) {
                notOpened(session, ChatApiException.of("the start was given up", ErrorCodes.CANCELED));
            }
        }
        callbacks.flush();
    }

    /** Receives the outcome of a start. */
    private final class Starting implements RetriedCall.Outcome<StartedSession> {
        private final WatchedSession session;

        Starting(WatchedSession session) {
            this.session = session;
        }

        @Override
        public void onAnswer(StartedSession started) {
            watch(session, started.sessionId());
            unsettledSessionId = null;
        }

        @Override
        public void onFailure(ChatApiException failure) {
            if (!failure.isRetryable()) {
                unsettledSessionId = null;
            }
            notOpened(session, failure);
        }

        @Override
        public boolean outlastsOutages() {
            return true;
        }

        @Override
        public void onDelay(ChatApiException failure, Duration retryIn) {
            if (failure.httpStatus().orElse(0) != LoopTimer.TOO_MANY_REQUESTS) {
                connection(ConnectionEvent.FAILED);
            }
            listeners.tell(listener -> listener.onStartDelayed(failure, retryIn));
        }
    }

    /** Called with the lock held, as are the next six methods. */
    void connection(ConnectionEvent event) {
        ConnectionState next = ConnectionMoves.after(connection, event);
        boolean isHeldBack = paused && event == ConnectionEvent.FOLLOWED;
        if (next != connection && !isHeldBack) {
            connection = next;
            listeners.tell(listener -> listener.onConnectionStateChanged(next));
        }
    }

    /** The delay between polls that are not held. */
    Duration pollInterval() {
        Duration shown = settings.pollInterval;
        return hidden && settings.hiddenPollInterval.compareTo(shown) > 0 ? settings.hiddenPollInterval : shown;
    }

    /** Keeps what has changed on the device, before listeners learn of it if the customer has done it. Called with the lock held. */
    void noteChanges() {
        if (journal != null && !closed) {
            journal.note(current());
        }
    }

    private void noteNow() {
        synchronized (lock) {
            noteChanges();
        }
    }

    /** Whether all that has happened is kept on the device, or cannot be. */
    boolean isAllKept() {
        return journal == null || journal.isSettled(current());
    }

    /** Called with the lock held when all is kept. */
    void kept() {
        if (live != null && !closed) {
            live.kept();
        }
    }

    /** Whether the server has opened a session, as far as is known. */
    boolean isOpened(WatchedSession session) {
        return session == live;
    }

    /** Whether {@code call} has to wait; then {@code step} runs when the service goes on. */
    boolean holdsBack(CallInFlight<?> call, Runnable step) {
        if (paused) {
            heldBack.put(call, step);
        }
        return paused;
    }

    boolean isPaused() {
        return paused;
    }

    boolean isCatchingUp() {
        return !catchingUp.isEmpty();
    }

    /** What the server had is here, or could not be fetched. */
    void caughtUp(@Nullable ChatApiException failure) {
        for (CompletableFuture<Void> done : catchingUp) {
            callbacks.add(() -> {
                if (failure == null) {
                    done.complete(null);
                } else {
                    done.completeExceptionally(failure);
                }
            });
        }
        catchingUp.clear();
    }

    private void hurry() {
        waiting(WatchedSession::hurry, LoopTimer::hurry);
    }

    /** Called with the lock held when a call has succeeded, so that the server can be reached. */
    void succeeded(boolean afterFailures) {
        waiting(session -> session.succeededElsewhere(afterFailures), timer -> timer.succeededElsewhere(afterFailures));
    }

    private void waiting(Consumer<WatchedSession> sessions, Consumer<LoopTimer> calls) {
        if (live != null) {
            sessions.accept(live);
        }
        pending.forEach(call -> calls.accept(call.timer()));
    }

    private <T> CompletableFuture<T> call(ChatCall<T> call, RetriedCall.Outcome<T> outcome) {
        RetriedCall<T> retried = prepare(outcome);
        retried.start(call);
        return retried.future;
    }

    /** Prepares a call. Its outcome is reported with the lock held, and its future completes without it. */
    private <T> RetriedCall<T> prepare(RetriedCall.Outcome<T> outcome) {
        CompletableFuture<T> future = new CompletableFuture<>();
        RetriedCall<T> retried = new RetriedCall<>(this, settings, future, new RetriedCall.Outcome<T>() {
            @Override
            public void onAnswer(T answer) {
                outcome.onAnswer(answer);
                callbacks.add(() -> future.complete(answer));
            }

            @Override
            public void onFailure(ChatApiException failure) {
                outcome.onFailure(failure);
                callbacks.add(() -> future.completeExceptionally(failure));
            }

            @Override
            public boolean outlastsOutages() {
                return outcome.outlastsOutages();
            }

            @Override
            public boolean outlastsSignOut() {
                return outcome.outlastsSignOut();
            }

            @Override
            public void onDelay(ChatApiException failure, Duration retryIn) {
                outcome.onDelay(failure, retryIn);
            }
        });
        pending.add(retried);
        CompletableFuture<T> unused = future.whenComplete((answer, failure) -> forget(retried));
        return retried;
    }

    /** Called when the future is complete; if the app has cancelled it, the call has to be cancelled, too. */
    private void forget(RetriedCall<?> retried) {
        synchronized (lock) {
            pending.remove(retried);
            retried.cancel();
        }
    }

    private void requireIdle() {
        requireNotClosed();
        if (journal != null && !journal.isLoaded()) {
            throw new IllegalStateException("with a message store, call restore first and wait for its end");
        }
        if ((starting != null && !starting.isDone()) || (live != null && live.isOpen())) {
            throw new IllegalStateException("a session is being opened or watched already");
        }
    }

    private @Nullable WatchedSession current() {
        return opening == null ? live : opening;
    }

    /** Returns the session that is being opened, or else the one that was opened last. */
    private WatchedSession requireCurrent() {
        requireNotClosed();
        if (opening == null) {
            return requireLive();
        }
        if (!opening.isOpening()) {
            throw new IllegalStateException("the session was not opened: call startChatSession again");
        }
        return opening;
    }

    private WatchedSession requireLive() {
        requireNotClosed();
        if (live == null) {
            throw new IllegalStateException("no session: call startChatSession or resume first");
        }
        return live;
    }

    private void requireNotClosed() {
        if (closed) {
            throw new IllegalStateException("the chat service is closed");
        }
    }

    /** Collects what is optional. Not thread-safe. */
    public static final class Builder {
        /** The longest wait of the protocol. */
        static final Duration MAX_WAIT = Duration.ofSeconds(25);

        private static final Logger LOGGER = Logger.getLogger(ChatService.class.getName());

        final ChatApi api;
        final List<ChatListener> listeners = new ArrayList<>();
        Clock clock = Clock.systemUTC();
        Random random = new Random();
        Supplier<String> ids = () -> UUID.randomUUID().toString();
        Duration pollInterval = Duration.ofSeconds(2);
        Duration hiddenPollInterval = Duration.ofSeconds(15);
        Transport transport = Transport.AUTO;

        @Nullable
        Duration maxWait;

        Duration endedPollInterval = Duration.ofSeconds(15);
        Duration firstBackoff = Duration.ofSeconds(1);
        Duration maxBackoff = Duration.ofSeconds(30);
        int sendAttempts = 8;
        int callAttempts = 3;

        @Nullable
        AttachmentCache attachmentCache;

        @Nullable
        MessageStore messageStore;

        @Nullable
        Executor executor;

        @Nullable
        ChatScheduler scheduler;

        Consumer<Throwable> listenerFailures =
                thrown -> LOGGER.log(Level.WARNING, "a chat listener threw; the chat goes on", thrown);

        private Builder(ChatApi api) {
            this.api = Objects.requireNonNull(api, "api");
        }

        /** Adds a listener. Default: none. */
        public Builder listener(ChatListener listener) {
            listeners.add(Objects.requireNonNull(listener, "listener"));
            return this;
        }

        /**
         * The executor of callbacks, which run one at a time even if it has many threads; on Android, one for the main
         * thread. Default: a single thread of the SDK.
         */
        public Builder executor(Executor executor) {
            this.executor = Objects.requireNonNull(executor, "executor");
            return this;
        }

        /** The scheduler for polls and retries. Default: a single thread of the SDK. */
        public Builder scheduler(ChatScheduler scheduler) {
            this.scheduler = Objects.requireNonNull(scheduler, "scheduler");
            return this;
        }

        /** The clock for the times of messages. Default: the system's. */
        public Builder clock(Clock clock) {
            this.clock = Objects.requireNonNull(clock, "clock");
            return this;
        }

        /** The source of randomness that spreads retries. Default: a new {@link Random}. */
        public Builder random(Random random) {
            this.random = Objects.requireNonNull(random, "random");
            return this;
        }

        /**
         * Makes the ids of sessions and messages: unique, 1 to 128 of {@code [A-Za-z0-9._:-]}, and not {@code .} or
         * {@code ..}. Default: UUIDs.
         */
        public Builder ids(Supplier<String> ids) {
            this.ids = Objects.requireNonNull(ids, "ids");
            return this;
        }

        /** The delay between polls, at least 100 ms. Default: 2 s. */
        public Builder pollInterval(Duration pollInterval) {
            this.pollInterval = atLeast("pollInterval", pollInterval, Duration.ofMillis(100));
            return this;
        }

        /** How the service gets what is new. Default: {@link Transport#AUTO}. */
        public Builder transport(Transport transport) {
            this.transport = Objects.requireNonNull(transport, "transport");
            return this;
        }

        /**
         * The delay between polls while the customer does not look, after {@link ChatService#screenHidden}; at least 1 s. A {@link #pollInterval}
         * that is longer stays. Default: 15 s.
         */
        public Builder hiddenPollInterval(Duration hiddenPollInterval) {
            this.hiddenPollInterval = atLeast("hiddenPollInterval", hiddenPollInterval, Duration.ofSeconds(1));
            return this;
        }

        /**
         * How long after the end of a session the service looks whether it was reopened, for as long as the server lets sessions be reopened;
         * at least 1 s. Each later look comes after twice the time, up to 20 times this interval. Default: 15 s.
         */
        public Builder endedPollInterval(Duration endedPollInterval) {
            this.endedPollInterval = atLeast("endedPollInterval", endedPollInterval, Duration.ofSeconds(1));
            return this;
        }

        /**
         * How long the server may hold a poll while there is nothing new; messages then arrive without delay. Fractions of a
         * second are dropped; with zero, polls are plain. Default: 25 s where {@link Transport#AUTO} opens WebSockets, else zero.
         *
         * @param maxWait 0 to 25 s
         */
        public Builder longPoll(Duration maxWait) {
            atLeast("maxWait", maxWait, Duration.ZERO);
            if (maxWait.compareTo(MAX_WAIT) > 0) {
                throw new IllegalArgumentException("maxWait must be <= 25 s, was " + maxWait);
            }
            this.maxWait = maxWait;
            return this;
        }

        /**
         * The longest delay between attempts, at least 1 s. If the server asks for a longer one, messages and polls wait for
         * it, and a start, an end or a rating fails, since a person waits for it. Default: 30 s.
         */
        public Builder maxBackoff(Duration maxBackoff) {
            this.maxBackoff = atLeast("maxBackoff", maxBackoff, Duration.ofSeconds(1));
            return this;
        }

        /**
         * How often a message is sent on which the server fails (status 500) while it accepts other calls, before the
         * message becomes {@link DeliveryState#FAILED}; at least 1. A message never fails because the server cannot be
         * reached. Default: 8.
         */
        public Builder sendAttempts(int sendAttempts) {
            this.sendAttempts = atLeastOne("sendAttempts", sendAttempts);
            return this;
        }

        /**
         * How often the end or a rating is tried, and how often a start is tried that a reachable server limits; at least 1.
         * Default: 3.
         */
        public Builder callAttempts(int callAttempts) {
            this.callAttempts = atLeastOne("callAttempts", callAttempts);
            return this;
        }

        /**
         * Keeps the files that {@link ChatService#downloadAttachment} downloads. When the service learns that a message was withdrawn, it removes
         * the files of that message. Default: none; files cannot be downloaded with the service.
         */
        public Builder attachmentCache(AttachmentCache attachmentCache) {
            this.attachmentCache = Objects.requireNonNull(attachmentCache, "attachmentCache");
            return this;
        }

        /**
         * Keeps the conversation on the device: messages that are not sent, an end or a rating that is under way, the newest messages, and how
         * far the session was read. {@link ChatService#restore} takes it up. Listeners learn of what the customer does when it is kept. What the
         * store throws goes to {@link #listenerFailures}; the chat goes on. Default: none; what is not sent is lost with the process.
         *
         * @param messageStore of this service and customer alone, and not closed before the service
         */
        public Builder messageStore(MessageStore messageStore) {
            this.messageStore = Objects.requireNonNull(messageStore, "messageStore");
            return this;
        }

        /**
         * Receives the exceptions that listeners and other parts of the app throw when the service calls them; what it
         * throws itself is ignored. Runs on the executor of callbacks. Default: logs a warning to {@code java.util.logging}.
         */
        public Builder listenerFailures(Consumer<Throwable> listenerFailures) {
            this.listenerFailures = Objects.requireNonNull(listenerFailures, "listenerFailures");
            return this;
        }

        /** Makes the service; the builder can be used again. */
        public ChatService build() {
            return new ChatService(this);
        }

        private static Duration atLeast(String name, Duration value, Duration least) {
            if (value.compareTo(least) < 0) {
                throw new IllegalArgumentException(name + " must be >= " + least + ", was " + value);
            }
            return value;
        }

        private static int atLeastOne(String name, int value) {
            if (value < 1) {
                throw new IllegalArgumentException(name + " must be >= 1, was " + value);
            }
            return value;
        }
    }
}
