package dev.helpline.chat.client.service;

import dev.helpline.chat.client.ChatApiException;
import dev.helpline.chat.client.ChatCall;
import dev.helpline.chat.client.ChatCallback;
import dev.helpline.chat.client.OutgoingMessage;
import dev.helpline.chat.client.SentMessage;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The loop that sends: one message at a time, in the order of writing. What may succeed later is sent again under the same
 * id, which also settles sends of unknown outcome. A refused message lets the others pass; when the way to the server stays
 * shut, the whole queue fails, so that nothing overtakes.
 */
final class Sender {
    private final LiveSession session;
    private final Backoff backoff;
    private final int maxAttempts;
    private final Deque<String> queue = new ArrayDeque<>();
    private final List<Barrier> barriers = new ArrayList<>();
    private boolean stopped;
    private @Nullable ChatCall<SentMessage> inFlight;
    private ChatScheduler.@Nullable Task next;

    Sender(LiveSession session, Backoff backoff, int maxAttempts) {
        this.session = session;
        this.backoff = backoff;
        this.maxAttempts = maxAttempts;
    }

    void add(String messageId) {
        queue.add(messageId);
        if (queue.size() == 1) {
            plan(Duration.ZERO);
        }
    }

    /** Takes {@code step} when all that is queued now has left the queue, sent or failed; at once if nothing is. */
    void afterQueued(Runnable step) {
        if (queue.isEmpty()) {
            step.run();
        } else {
            barriers.add(new Barrier(queue, step));
        }
    }

    void settled(String messageId) {
        boolean wasFirst = messageId.equals(queue.peek());
        leave(messageId);
        if (wasFirst && inFlight == null) {
            goOn();
        }
    }

    void stop() {
        stopped = true;
        while (!queue.isEmpty()) {
            leave(queue.element());
        }
        if (next != null) {
            next.cancel();
        }
        if (inFlight != null) {
            inFlight.cancel();
            inFlight = null;
        }
    }

    private void goOn() {
        backoff.reset();
        if (!queue.isEmpty()) {
            plan(Duration.ZERO);
        }
    }

    private void plan(Duration delay) {
        if (next != null) {
            next.cancel();
        }
        next = session.scheduler.after(delay, this::send);
    }

    private void send() {
        String messageId;
        ChatCall<SentMessage> call;
        synchronized (session.lock) {
            messageId = queue.peek();
            if (stopped || inFlight != null || messageId == null) {
                return;
            }
            call = session.api.sendMessage(outgoing(messageId));
            inFlight = call;
        }
        call.enqueue(new ChatCallback<SentMessage>() {
            @Override
            public void onAnswer(SentMessage answer) {
                done(call, () -> sent(messageId, answer));
            }

            @Override
            public void onFailure(ChatApiException failure) {
                done(call, () -> failed(messageId, failure));
            }
        });
    }

    private OutgoingMessage outgoing(String messageId) {
        ChatMessage message = session.conversation.find(messageId);
        if (message == null) {
            throw new IllegalStateException("queued message " + messageId + " is not in the conversation");
        }
        return OutgoingMessage.builder(session.sessionId, message.text())
                .messageId(messageId)
                .timestamp(message.timestamp())
                .build();
    }

    private void done(ChatCall<SentMessage> call, Runnable outcome) {
        synchronized (session.lock) {
            if (inFlight == call) {
                inFlight = null;
                outcome.run();
            }
        }
        session.callbacks.flush();
    }

    private void sent(String messageId, SentMessage answer) {
        leave(messageId);
        boolean wasEnded = session.conversation.isEnded();
        session.updated(session.conversation.sent(messageId, answer));
        if (wasEnded && !session.conversation.isEnded()) {
            session.reopened();
        }
        goOn();
    }

    private void failed(String messageId, ChatApiException failure) {
        if (!messageId.equals(queue.peek())) {
            goOn(); // the feed settled it meanwhile
        } else if (!failure.isRetryable()) {
            fail(failure);
            goOn();
        } else if (backoff.failures() + 1 < maxAttempts) {
            plan(backoff.afterFailure(failure.retryAfter().orElse(null)));
        } else {
            while (!queue.isEmpty()) {
                fail(failure);
            }
            goOn();
        }
    }

    private void fail(ChatApiException failure) {
        String messageId = queue.element();
        session.updated(session.conversation.failed(messageId, failure.code()));
        leave(messageId);
    }

    private void leave(String messageId) {
        queue.remove(messageId);
        barriers.removeIf(barrier -> barrier.opensAfter(messageId));
    }

    /** A step that waits for messages to leave the queue. */
    private static final class Barrier {
        private final Set<String> awaited;
        private final Runnable step;

        Barrier(Collection<String> awaited, Runnable step) {
            this.awaited = new HashSet<>(awaited);
            this.step = step;
        }

        /** Takes the step if this was the last message awaited. */
        boolean opensAfter(String messageId) {
            boolean opens = awaited.remove(messageId) && awaited.isEmpty();
            if (opens) {
                step.run();
            }
            return opens;
        }
    }
}
