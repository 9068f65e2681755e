package dev.helpline.chat.client.service;

import dev.helpline.chat.client.ChatApi;
import dev.helpline.chat.client.call.ChatApiException;
import dev.helpline.chat.client.call.ChatCall;
import dev.helpline.chat.client.call.ErrorCodes;
import dev.helpline.chat.client.rating.SubmittedRating;
import dev.helpline.chat.client.session.EndRequest;
import dev.helpline.chat.client.session.EndedSession;
import dev.helpline.chat.client.session.SessionRequest;
import dev.helpline.chat.client.session.StartedSession;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
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
 * A customer's live conversation: starts it, sends in order, watches for what comes, and tells listeners. Messages survive a
 * bad network: each goes out under one id until its fate is known, and comes in once.
 *
 * <p>One session at a time. No method waits for the network; futures complete on the callback executor, in line with the
 * listener calls, so never wait for one inside a callback.
 *
 * <p>Thread-safe.
 */
public final class ChatService implements AutoCloseable {
    /** The one lock of the service. No call is made, and no listener told, while it is held. */
    final Object lock = new Object();

    final CallbackQueue callbacks;
    final Listeners listeners;

    private final Settings settings;
    private final FallbackScheduler scheduler;
    private final @Nullable ChatThread ownThread;
    private final Set<RetriedCall<?>> pending = new LinkedHashSet<>();
    private @Nullable CompletableFuture<StartedSession> starting;
    private @Nullable String unsettledSessionId;

    /** The session that was opened last. */
    private @Nullable WatchedSession live;

    /** The session that is being opened, or could not be opened and was written to. */
    private @Nullable WatchedSession opening;

    private @Nullable GivenRating rating;
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
    }

    /** Starts a service on top of {@code api}, which stays the caller's to close. */
    public static Builder builder(ChatApi api) {
        return new Builder(api);
    }

    /**
     * Opens a session and watches it. Messages may be written at once: they are shown as {@link DeliveryState#SENDING} and sent
     * when the session is open. If it cannot be opened they are {@link DeliveryState#FAILED}, with the code of that failure;
     * they stay in {@link #messages()}, and {@link #retry} sends them once it is called again.
     *
     * <p>While the server cannot be reached the start is tried again, for as long as that takes; each delay is told
     * ({@link ChatListener#onStartDelayed}), and cancelling the future gives up. A request without a session id gets one here,
     * so that an answer lost on the way is asked for again and does not open a second session; this holds across calls until
     * one of them settles it.
     *
     * @return completes after {@link ChatListener#onSessionStarted}; exceptionally with {@link ChatApiException} when the server
     *     refuses, or limits the caller for longer than {@link Builder#maxBackoff} or {@link Builder#callAttempts} times in a
     *     row; {@link ChatApiException#retryAfter} then says when it may succeed, if the server does
     * @throws IllegalStateException while another session is being opened or watched, or if the service is closed
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
            future = call(settings.api.startSession(named), new Starting(session));
            starting = future;
            CompletableFuture<StartedSession> unused =
                    future.whenComplete((started, failure) -> startedOrGivenUp(session, future));
        }
        return future;
    }

    /**
     * Watches a session that was opened before, from its beginning: everything in it is delivered, the own messages too.
     *
     * @throws IllegalArgumentException if {@code sessionId} cannot be an id
     * @throws IllegalStateException while another session is being opened or watched, or if the service is closed
     */
    public void resume(String sessionId) {
        resume(sessionId, Collections.emptyList());
    }

    /**
     * As {@link #resume(String)}, and goes on sending what was written before the app went down. Each message keeps its id, so
     * one the server has already is neither stored nor shown twice. To have them, an app keeps what
     * {@link ChatListener#onMessageSent} brings until {@link ChatListener#onMessageUpdated} calls it {@link DeliveryState#SENT}.
     *
     * @param unsent in the order of writing
     * @throws IllegalArgumentException if {@code sessionId} cannot be an id
     * @throws IllegalStateException while another session is being opened or watched, or if the service is closed
     */
    public void resume(String sessionId, List<UnsentMessage> unsent) {
        synchronized (lock) {
            requireIdle();
            WatchedSession session = new WatchedSession(this, settings, sessionId);
            watch(session, sessionId);
            unsent.forEach(message -> session.send(message.messageId(), message.text(), message.timestamp()));
        }
        callbacks.flush();
    }

    /**
     * Writes a message. It is shown at once ({@link ChatListener#onMessageSent}) and sent when the session is open and all
     * messages before it are settled. It waits for as long as the server cannot be reached, and fails only if the server
     * refuses it. A session known to have ended does not stop it here: the server decides, and refuses or reopens.
     *
     * @param text what to say, sent exactly as written
     * @return the message as it is shown first, {@link DeliveryState#SENDING}
     * @throws IllegalArgumentException if {@code text} is blank
     * @throws IllegalStateException if there is no session, or the service is closed
     */
    public ChatMessage sendMessage(String text) {
        if (text.trim().isEmpty()) {
            throw new IllegalArgumentException("text must not be blank");
        }
        ChatMessage message;
        synchronized (lock) {
            message = requireCurrent().send(settings.ids.get(), text, settings.clock.instant());
        }
        callbacks.flush();
        return message;
    }

    /**
     * Sends a {@link DeliveryState#FAILED} message again, under the same id. Does nothing if it is not failed any more.
     *
     * @return the message as it is shown now
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
     * Ends the session, once it is open and what was written before is sent or failed. What the other side said until then still arrives; then
     * {@link ChatListener#onSessionEnded} comes, as for any end.
     *
     * @return completes when the server has ended it; exceptionally with {@link ChatApiException} when it refuses or, see
     *     {@link Builder#callAttempts}, was asked often enough
     * @throws IllegalStateException if there is no session, or the service is closed
     */
    public CompletableFuture<EndedSession> endChatSession() {
        synchronized (lock) {
            WatchedSession session = requireCurrent();
            Instant endTime = settings.clock.instant();
            RetriedCall<EndedSession> end = prepare(new RetriedCall.Outcome<EndedSession>() {
                @Override
                public void onAnswer(EndedSession ended) {
                    session.pollNow();
                }

                @Override
                public void onFailure(ChatApiException failure) {}
            });
            session.afterWritten(() -> end.start(settings.api.endSession(
                    EndRequest.builder(session.sessionId()).endTime(endTime).build())));
            return end.future;
        }
    }

    /**
     * Tries at once what waits because the server could not be reached: the start, messages, polls, the end, a rating. Of use
     * when an app learns that the network is back, or its user asks. What waits because the server limits this client
     * (status 429) goes on waiting. Does nothing if nothing waits, or if the service is closed.
     */
    public void retryNow() {
        synchronized (lock) {
            waiting(WatchedSession::hurry, LoopTimer::hurry);
        }
        callbacks.flush();
    }

    /** As {@link #submitRating(int, String, Collection)}, with stars only. */
    public CompletableFuture<SubmittedRating> submitRating(int stars) {
        return submitRating(stars, null, Collections.emptyList());
    }

    /**
     * Rates the session. Saying the same again repeats the same request, so after a failure it is safe to try again.
     *
     * @param stars 1 (worst) to 5 (best)
     * @param feedback what the customer says with it, if anything
     * @param categories what the customer ticked
     * @return completes when the server has stored it, exceptionally with {@link ChatApiException}
     * @throws IllegalArgumentException if {@code stars} is out of range
     * @throws IllegalStateException if there is no session, or the service is closed
     */
    public CompletableFuture<SubmittedRating> submitRating(
            int stars, @Nullable String feedback, Collection<String> categories) {
        synchronized (lock) {
            GivenRating given =
                    new GivenRating(requireLive().sessionId(), stars, feedback, categories, settings.clock.instant());
            GivenRating toSend = given.saysTheSameAs(rating) ? Objects.requireNonNull(rating) : given;
            rating = toSend;
            return call(settings.api.rate(toSend.request()), new RetriedCall.Outcome<SubmittedRating>() {
                @Override
                public void onAnswer(SubmittedRating stored) {}

                @Override
                public void onFailure(ChatApiException failure) {}
            });
        }
    }

    /** Everything shown, in display order: by number, then what has none yet. Empty if there is no session. */
    public List<ChatMessage> messages() {
        synchronized (lock) {
            WatchedSession current = current();
            return current == null ? Collections.emptyList() : current.conversation.messages();
        }
    }

    /** The session being watched, or watched last; not one that is still being opened. */
    public Optional<String> sessionId() {
        synchronized (lock) {
            return live == null ? Optional.empty() : Optional.of(live.sessionId());
        }
    }

    /** Adds a listener; it hears what happens from now on. Adding it twice changes nothing. */
    public void addListener(ChatListener listener) {
        listeners.add(Objects.requireNonNull(listener, "listener"));
    }

    /** Removes a listener; a call that is under way may still finish. */
    public void removeListener(ChatListener listener) {
        listeners.remove(listener);
    }

    /**
     * Stops watching and sending, and cancels what is under way; the session on the server stays as it is. When this returns,
     * no callback is running and none will come; it waits for one that is, so hold no lock a listener may want. Called from
     * inside a callback, that one is the last. Futures not complete yet
     * fail with {@link ErrorCodes#CANCELED}. Closing twice is fine.
     */
    @Override
    public void close() {
        List<RetriedCall<?>> unfinished;
        synchronized (lock) {
            closed = true;
            if (live != null) {
                live.stop();
            }
            if (opening != null) {
                opening.stop();
            }
            pending.forEach(RetriedCall::cancel);
            unfinished = new ArrayList<>(pending);
        }
        callbacks.close();
        ChatApiException canceled = ChatApiException.of("the chat service was closed", ErrorCodes.CANCELED);
        unfinished.forEach(call -> call.future.completeExceptionally(canceled));
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
            live.stop();
        }
        opening = null;
        rating = null;
        live = session;
    }

    /** One that was not written to leaves no trace. */
    private void notOpened(WatchedSession session, ChatApiException failure) {
        session.notOpened(failure);
        if (opening == session && session.conversation.messages().isEmpty()) {
            opening = null;
        }
    }

    /** The app has cancelled the future, or completed it itself: the call is no longer made. */
    private void startedOrGivenUp(WatchedSession session, CompletableFuture<StartedSession> future) {
        synchronized (lock) {
            if (!closed && starting == future && opening == session && session.isOpening()) {
                notOpened(session, ChatApiException.of("the start was given up", ErrorCodes.CANCELED));
            }
        }
        callbacks.flush();
    }

    /** Hears how a start goes. */
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
            listeners.tell(listener -> listener.onStartDelayed(failure, retryIn));
        }
    }

    /** A call has succeeded, so the server can be reached. Called with the lock held. */
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

    /** The outcome is told with the lock held, the future completes without it. */
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
            public void onDelay(ChatApiException failure, Duration retryIn) {
                outcome.onDelay(failure, retryIn);
            }
        });
        pending.add(retried);
        CompletableFuture<T> unused = future.whenComplete((answer, failure) -> forget(retried));
        return retried;
    }

    /** Also when the app cancels the future, hence the cancelling. */
    private void forget(RetriedCall<?> retried) {
        synchronized (lock) {
            pending.remove(retried);
            retried.cancel();
        }
    }

    private void requireIdle() {
        requireNotClosed();
        if ((starting != null && !starting.isDone()) || (live != null && live.isOpen())) {
            throw new IllegalStateException("a session is being opened or watched already");
        }
    }

    private @Nullable WatchedSession current() {
        return opening == null ? live : opening;
    }

    /** The session that is being opened or was opened last, whichever was later. */
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
        private static final Logger LOGGER = Logger.getLogger(ChatService.class.getName());

        final ChatApi api;
        final List<ChatListener> listeners = new ArrayList<>();
        Clock clock = Clock.systemUTC();
        Random random = new Random();
        Supplier<String> ids = () -> UUID.randomUUID().toString();
        Duration pollInterval = Duration.ofSeconds(2);
        Duration maxWait = Duration.ZERO;
        Duration firstBackoff = Duration.ofSeconds(1);
        Duration maxBackoff = Duration.ofSeconds(30);
        int sendAttempts = 8;
        int callAttempts = 3;

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
         * Where callbacks run, one at a time even if it has many threads; on Android, the main thread's. Default: a single
         * thread of the SDK.
         */
        public Builder executor(Executor executor) {
            this.executor = Objects.requireNonNull(executor, "executor");
            return this;
        }

        /** What makes things happen later. Default: a single thread of the SDK. */
        public Builder scheduler(ChatScheduler scheduler) {
            this.scheduler = Objects.requireNonNull(scheduler, "scheduler");
            return this;
        }

        /** The clock whose time is claimed for messages. Default: the system's. */
        public Builder clock(Clock clock) {
            this.clock = Objects.requireNonNull(clock, "clock");
            return this;
        }

        /** Spreads retries. Default: an own one. */
        public Builder random(Random random) {
            this.random = Objects.requireNonNull(random, "random");
            return this;
        }

        /** Makes ids for sessions and messages: never the same twice, 1 to 128 of {@code [A-Za-z0-9._:-]}, and not {@code .} or {@code ..}. Default: UUIDs. */
        public Builder ids(Supplier<String> ids) {
            this.ids = Objects.requireNonNull(ids, "ids");
            return this;
        }

        /** How long to wait between polls, at least 100 ms. Default: 2 s. */
        public Builder pollInterval(Duration pollInterval) {
            this.pollInterval = atLeast("pollInterval", pollInterval, Duration.ofMillis(100));
            return this;
        }

        /**
         * How long the server may hold a poll while there is nothing to tell; messages then come without delay. Fractions of a
         * second are dropped. Default: zero, plain polling.
         *
         * @param maxWait 0 to 25 s
         */
        public Builder longPoll(Duration maxWait) {
            atLeast("maxWait", maxWait, Duration.ZERO);
            if (maxWait.compareTo(Duration.ofSeconds(25)) > 0) {
                throw new IllegalArgumentException("maxWait must be <= 25 s, was " + maxWait);
            }
            this.maxWait = maxWait;
            return this;
        }

        /**
         * The longest wait between attempts, at least 1 s. Messages and polls wait for longer if the server asks for it; a start,
         * an end or a rating, which a person waits for, then fails. Default: 30 s.
         */
        public Builder maxBackoff(Duration maxBackoff) {
            this.maxBackoff = atLeast("maxBackoff", maxBackoff, Duration.ofSeconds(1));
            return this;
        }

        /**
         * How often a message is sent on which the server breaks down (status 500) although it takes other calls, before the
         * message is {@link DeliveryState#FAILED}; at least 1. A message never fails because the server cannot be reached.
         * Default: 8.
         */
        public Builder sendAttempts(int sendAttempts) {
            this.sendAttempts = atLeastOne("sendAttempts", sendAttempts);
            return this;
        }

        /**
         * How often ending and rating are tried, and how often in all a start is that a server limits which can be reached; at
         * least 1. Default: 3.
         */
        public Builder callAttempts(int callAttempts) {
            this.callAttempts = atLeastOne("callAttempts", callAttempts);
            return this;
        }

        /**
         * Hears what listeners, and other parts of the app that the service calls, threw; what it throws itself is dropped.
         * Runs where callbacks run. Default: a warning in {@code java.util.logging}.
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
