package dev.helpline.chat.client.service;

import dev.helpline.chat.client.ChatApi;
import dev.helpline.chat.client.ChatApiException;
import dev.helpline.chat.client.ChatCall;
import dev.helpline.chat.client.ChatCallback;
import dev.helpline.chat.client.EndRequest;
import dev.helpline.chat.client.EndedSession;
import dev.helpline.chat.client.ErrorCodes;
import dev.helpline.chat.client.SessionRequest;
import dev.helpline.chat.client.StartedSession;
import dev.helpline.chat.client.SubmittedRating;
import java.time.Clock;
import java.time.Duration;
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
    private final @Nullable OwnThread ownThread;
    private final Set<RetriedCall<?>> pending = new LinkedHashSet<>();
    private @Nullable CompletableFuture<StartedSession> starting;
    private @Nullable String unsettledSessionId;
    private @Nullable LiveSession live;
    private @Nullable Rating rating;
    private boolean closed;

    private ChatService(Builder builder) {
        ownThread = builder.executor == null || builder.scheduler == null ? new OwnThread() : null;
        Executor executor = builder.executor == null ? Objects.requireNonNull(ownThread) : builder.executor;
        settings = new Settings(
                builder,
                builder.scheduler == null ? ChatScheduler.on(Objects.requireNonNull(ownThread)) : builder.scheduler);
        callbacks = new CallbackQueue(executor, builder.listenerFailures);
        listeners = new Listeners(builder.listeners, callbacks);
    }

    /** Starts a service on top of {@code api}, which stays the caller's to close. */
    public static Builder builder(ChatApi api) {
        return new Builder(api);
    }

    /**
     * Opens a session and watches it. A request without a session id gets one here, so that an answer lost on the way is asked
     * for again and does not open a second session; this holds across calls until one of them settles it.
     *
     * @return completes after {@link ChatListener#onSessionStarted}; exceptionally with {@link ChatApiException} when refused
     *     or tried often enough, see {@link Builder#callAttempts}
     * @throws IllegalStateException while another session is being opened or watched, or if the service is closed
     */
    public CompletableFuture<StartedSession> startChatSession(SessionRequest request) {
        synchronized (lock) {
            requireIdle();
            SessionRequest named = named(request);
            CompletableFuture<StartedSession> future =
                    call(settings.api.startSession(named), this::started, this::notStarted);
            starting = future;
            return future;
        }
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
            LiveSession session = watch(sessionId);
            unsent.forEach(message -> session.send(message.messageId(), message.text(), message.timestamp()));
        }
        callbacks.flush();
    }

    /**
     * Writes a message. It is shown at once ({@link ChatListener#onMessageSent}) and sent when all before it are settled. A
     * session known to have ended does not stop it here: the server decides, and refuses or reopens.
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
            message = requireLive().send(settings.ids.get(), text, settings.clock.instant());
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
            message = requireLive().retry(messageId);
        }
        callbacks.flush();
        return message;
    }

    /**
     * Ends the session, once what was written before is sent or failed. What the other side said until then still arrives; then
     * {@link ChatListener#onSessionEnded} comes, as for any end.
     *
     * @return completes when the server has ended it, exceptionally with {@link ChatApiException}
     * @throws IllegalStateException if there is no session, or the service is closed
     */
    public CompletableFuture<EndedSession> endChatSession() {
        synchronized (lock) {
            LiveSession session = requireLive();
            EndRequest request = EndRequest.builder(session.sessionId)
                    .endTime(settings.clock.instant())
                    .build();
            RetriedCall<EndedSession> end = prepare(ended -> session.pollNow(), failure -> {});
            session.afterWritten(() -> end.start(settings.api.endSession(request)));
            return end.future;
        }
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
            Rating given = new Rating(requireLive().sessionId, stars, feedback, categories, settings.clock.instant());
            Rating toSend = given.saysTheSameAs(rating) ? Objects.requireNonNull(rating) : given;
            rating = toSend;
            return call(settings.api.rate(toSend.request()), stored -> {}, failure -> {});
        }
    }

    /** Everything shown, in display order: by number, then what has none yet. Empty if there is no session. */
    public List<ChatMessage> messages() {
        synchronized (lock) {
            return live == null ? Collections.emptyList() : live.conversation.messages();
        }
    }

    /** The session being watched, or watched last. */
    public Optional<String> sessionId() {
        synchronized (lock) {
            return live == null ? Optional.empty() : Optional.of(live.sessionId);
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
            pending.forEach(RetriedCall::cancel);
            unfinished = new ArrayList<>(pending);
        }
        callbacks.close();
        ChatApiException canceled = ChatApiException.of("the chat service was closed", ErrorCodes.CANCELED);
        unfinished.forEach(call -> call.future.completeExceptionally(canceled));
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

    private void started(StartedSession session) {
        unsettledSessionId = null;
        watch(session.sessionId());
    }

    private void notStarted(ChatApiException failure) {
        if (!failure.isRetryable()) {
            unsettledSessionId = null;
        }
    }

    private LiveSession watch(String sessionId) {
        LiveSession session = new LiveSession(sessionId, this, settings);
        if (live != null) {
            live.stop();
        }
        rating = null;
        live = session;
        listeners.tell(listener -> listener.onSessionStarted(sessionId));
        session.start();
        return session;
    }

    private <T> CompletableFuture<T> call(
            ChatCall<T> call, Consumer<T> onAnswer, Consumer<ChatApiException> onFailure) {
        RetriedCall<T> retried = prepare(onAnswer, onFailure);
        retried.start(call);
        return retried.future;
    }

    /** The consumers run with the lock held, the future completes without it. */
    private <T> RetriedCall<T> prepare(Consumer<T> onAnswer, Consumer<ChatApiException> onFailure) {
        CompletableFuture<T> future = new CompletableFuture<>();
        RetriedCall<T> retried = new RetriedCall<>(this, settings, future, new ChatCallback<T>() {
            @Override
            public void onAnswer(T answer) {
                onAnswer.accept(answer);
                callbacks.add(() -> future.complete(answer));
            }

            @Override
            public void onFailure(ChatApiException failure) {
                onFailure.accept(failure);
                callbacks.add(() -> future.completeExceptionally(failure));
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

    private LiveSession requireLive() {
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

        /** Makes ids for sessions and messages: never the same twice, 1 to 128 of {@code [A-Za-z0-9._:-]}. Default: UUIDs. */
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

        /** The longest wait between attempts, at least 1 s, unless the server asks for more. Default: 30 s. */
        public Builder maxBackoff(Duration maxBackoff) {
            this.maxBackoff = atLeast("maxBackoff", maxBackoff, Duration.ofSeconds(1));
            return this;
        }

        /**
         * How often a message is sent before it, and what waits behind it, is {@link DeliveryState#FAILED}; at least 1. Only
         * failures that may pass are repeated. Default: 8, which is about 90 s.
         */
        public Builder sendAttempts(int sendAttempts) {
            this.sendAttempts = atLeastOne("sendAttempts", sendAttempts);
            return this;
        }

        /** How often starting, ending and rating are tried; at least 1. Default: 3. */
        public Builder callAttempts(int callAttempts) {
            this.callAttempts = atLeastOne("callAttempts", callAttempts);
            return this;
        }

        /** Hears what listeners threw. Default: a warning in {@code java.util.logging}. */
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
