package dev.helpline.chat.client.service;

import dev.helpline.chat.client.call.ChatApiException;
import dev.helpline.chat.client.call.ChatCall;
import dev.helpline.chat.client.call.ChatCallback;
import dev.helpline.chat.client.call.ErrorCodes;
import dev.helpline.chat.client.message.OutgoingMessage;
import dev.helpline.chat.client.message.SentMessage;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The loop that sends: one message at a time, in the order in which they were written. While the server cannot be reached a
 * message waits and is sent again under the same id, which also settles a send of unknown outcome. A message that the server
 * rejects fails, and the next one is sent; if it rejects the caller's token, the message waits until the caller has signed in. A message also fails if the server repeatedly fails on it while it accepts other
 * calls. The files of a message are uploaded right before it, when it is the first in the queue.
 */
final class SendLoop {
    private static final int INTERNAL_ERROR = 500;

    private final WatchedSession session;
    private final Backoff backoff;
    private final int maxAttempts;
    private final Deque<String> queue = new ArrayDeque<>();
    private final List<Barrier> barriers = new ArrayList<>();
    private final LoopTimer timer;
    private final CallInFlight<SentMessage> inFlight;
    private String inFlightId = "";

    /** The messages that the server may have stored, because the outcome of a send is not known. */
    private final Set<String> maybeStored = new HashSet<>();

    private boolean uploadMoved;
    private boolean held;
    private boolean stopped;
    private boolean serverIsUp;

    /** A message was not sent because something is not kept on the device yet. */
    private boolean awaitsStore;

    private int breakdowns;

    SendLoop(WatchedSession session, Backoff backoff, int maxAttempts) {
        this.session = session;
        this.backoff = backoff;
        this.maxAttempts = maxAttempts;
        timer = new LoopTimer(session.scheduler, this::send);
        inFlight = new CallInFlight<>(session.service, new ChatCallback<SentMessage>() {
            @Override
            public void onAnswer(SentMessage answer) {
                sent(answer);
            }

            @Override
            public void onFailure(ChatApiException failure) {
                failed(failure);
            }
        });
    }

    /** Sends nothing until {@link #release}. */
    void hold() {
        held = true;
    }

    boolean isHeld() {
        return held;
    }

    void release() {
        held = false;
        openBarriers();
        goOn();
    }

    /** Fails all queued messages, and ends a {@link #hold}. */
    void fail(ChatApiException failure) {
        while (!queue.isEmpty()) {
            failFirst(failure);
        }
        held = false;
        openBarriers();
    }

    void add(String messageId) {
        queue.add(messageId);
        if (queue.size() == 1 && !held) {
            timer.plan(Duration.ZERO);
        }
    }

    /** Queues a message that was kept on the device; {@link #release} begins to send. */
    void restore(String messageId, boolean isAttempted) {
        queue.add(messageId);
        if (isAttempted) {
            maybeStored.add(messageId);
        }
    }

    /** All that has happened is kept on the device. */
    void kept() {
        if (awaitsStore) {
            awaitsStore = false;
            timer.plan(Duration.ZERO);
        }
    }

    /** Runs {@code step} when all messages that are queued now have been sent or have failed; at once if none is queued. */
    void afterQueued(Runnable step) {
        barriers.add(new Barrier(queue, step));
        openBarriers();
    }

    void settled(String messageId) {
        boolean wasFirst = messageId.equals(queue.peek());
        leave(messageId);
        if (wasFirst && !inFlight.isUnderWay()) {
            goOn();
        }
    }

    void succeededElsewhere(boolean afterFailures) {
        serverIsUp = true;
        timer.succeededElsewhere(afterFailures);
    }

    LoopTimer timer() {
        return timer;
    }

    void stop() {
        stopped = true;
        held = false;
        while (!queue.isEmpty()) {
            leave(queue.element());
        }
        openBarriers();
        timer.cancel();
        inFlight.cancel();
    }

    private void goOn() {
        backoff.reset();
        breakdowns = 0;
        uploadMoved = false;
        if (!queue.isEmpty()) {
            timer.plan(Duration.ZERO);
        }
    }

    private void send() {
        inFlight.make(() -> {
            timer.begun();
            String messageId = queue.peek();
            if (stopped || held || messageId == null) {
                return null;
            }
            if (!session.service.isAllKept()) {
                awaitsStore = true;
                return null;
            }
            inFlightId = messageId;
            return call(messageId);
        });
    }

    private ChatCall<SentMessage> call(String messageId) {
        ChatMessage message = session.conversation.find(messageId);
        if (message == null) {
            throw new IllegalStateException("queued message " + messageId + " is not in the conversation");
        }
        OutgoingMessage outgoing = outgoing(message);
        if (!message.attachments().isEmpty()) {
            return new SendWithFiles(session, outgoing, message);
        }
        maybeStored.add(messageId);
        return session.api.sendMessage(outgoing);
    }

    private OutgoingMessage outgoing(ChatMessage message) {
        String messageId = message.messageId();
        OutgoingMessage.Builder outgoing = OutgoingMessage.builder(session.sessionId(), message.text())
                .messageId(messageId)
                .timestamp(message.timestamp());
        message.replyTo().ifPresent(outgoing::replyTo);
        if (!message.metadata().isEmpty()) {
            outgoing.metadata(message.metadata());
        }
        return outgoing.attachments(message.attachments().stream()
                        .map(ChatAttachment::attachmentId)
                        .collect(Collectors.toList()))
                .build();
    }

    /** Called when the files of a message are uploaded. Returns false if the message is not to be sent any more. */
    boolean beginsToSend(String messageId) {
        boolean isWanted = inFlight.isUnderWay() && messageId.equals(inFlightId) && messageId.equals(queue.peek());
        if (isWanted) {
            maybeStored.add(messageId);
        }
        return isWanted;
    }

    /** The server has stored more of a file: an outage after this is a new one. */
    void uploadMoved() {
        uploadMoved = true;
    }

    /** Takes a message out of the queue, and cancels its uploads. Returns false if the server may have stored the message. */
    boolean drop(String messageId) {
        if (maybeStored.contains(messageId)) {
            return false;
        }
        boolean wasFirst = messageId.equals(queue.peek());
        if (wasFirst) {
            inFlight.cancel();
        }
        leave(messageId);
        if (wasFirst) {
            goOn();
        }
        return true;
    }

    /** Handles a successful send. A poll may have delivered the message already; it is then not in the queue any more. */
    private void sent(SentMessage answer) {
        String messageId = inFlightId;
        session.service.succeeded(backoff.failures() > 0);
        leave(messageId);
        boolean wasEnded = session.conversation.isEnded();
        session.updated(session.conversation.sent(messageId, answer));
        if (wasEnded && !session.conversation.isEnded()) {
            session.reopened();
        }
        goOn();
    }

    private void failed(ChatApiException failure) {
        if (uploadMoved) {
            uploadMoved = false;
            backoff.reset();
        }
        if (!inFlightId.equals(queue.peek())) {
            goOn(); // a poll has delivered it meanwhile
        } else if (PollLoop.isSignedOut(failure)) {
            timer.awaitSignIn();
            session.signedOut(failure);
        } else if (failure.isRetryable() && !breaksTheServer(failure)) {
            Duration retryIn = backoff.afterFailure(failure.retryAfter().orElse(null));
            timer.planRetry(retryIn, failure, backoff.failures());
        } else {
            failFirst(failure);
            goOn();
        }
    }

    /**
     * Whether the server has failed on this message so often, with a response that follows the protocol and while it
     * accepted other calls, that it will never accept it.
     */
    private boolean breaksTheServer(ChatApiException failure) {
        boolean isBreakdown = failure.httpStatus().orElse(0) == INTERNAL_ERROR
                && !failure.code().equals(ErrorCodes.MALFORMED_RESPONSE);
        if (isBreakdown && serverIsUp) {
            serverIsUp = false;
            breakdowns++;
        }
        return isBreakdown && breakdowns >= maxAttempts;
    }

    private void failFirst(ChatApiException failure) {
        String messageId = queue.element();
        session.updated(session.conversation.failed(messageId, failure.code()));
        leave(messageId);
    }

    private void leave(String messageId) {
        queue.remove(messageId);
        maybeStored.remove(messageId);
        barriers.forEach(barrier -> barrier.awaited.remove(messageId));
        openBarriers();
    }

    private void openBarriers() {
        if (!held) {
            barriers.removeIf(Barrier::opens);
        }
    }

    /** A step that waits until messages have left the queue. */
    private static final class Barrier {
        final Set<String> awaited;
        private final Runnable step;

        Barrier(Collection<String> awaited, Runnable step) {
            this.awaited = new HashSet<>(awaited);
            this.step = step;
        }

        /** Runs the step if no awaited message is left. Returns whether it ran. */
        boolean opens() {
            if (awaited.isEmpty()) {
                step.run();
            }
            return awaited.isEmpty();
        }
    }
}
