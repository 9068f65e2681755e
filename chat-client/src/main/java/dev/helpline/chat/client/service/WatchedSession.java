package dev.helpline.chat.client.service;

import dev.helpline.chat.client.ChatApi;
import dev.helpline.chat.client.attachment.Attachment;
import dev.helpline.chat.client.attachment.AttachmentCache;
import dev.helpline.chat.client.attachment.AttachmentLimits;
import dev.helpline.chat.client.call.ChatApiException;
import dev.helpline.chat.client.internal.Json;
import dev.helpline.chat.client.internal.JsonBody;
import dev.helpline.chat.client.message.AmendedMessage;
import dev.helpline.chat.client.participant.Sender;
import dev.helpline.chat.client.poll.PollAnswer;
import dev.helpline.chat.client.poll.PollRequest;
import dev.helpline.chat.client.session.SessionHead;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A session that is being opened or polled: its conversation, the loop that polls and the loop that sends. Guarded by the
 * service's lock.
 */
final class WatchedSession {
    final ChatService service;
    final ChatApi api;
    final ChatScheduler scheduler;
    final Listeners listeners;
    final CallbackQueue callbacks;
    final Conversation conversation = new Conversation();

    private final Supplier<String> ids;
    private final PollLoop pollLoop;
    private final SendLoop sendLoop;
    private final ChangeLoop changeLoop;
    private final ReopenWatch reopenWatch;
    private final SocketLoop socketLoop;
    private final @Nullable AttachmentCache attachmentCache;
    private String sessionId;
    private int toldUnread;
    private @Nullable AttachmentLimits limits;
    private @Nullable String ratingPromptId;

    /** When the customer asked for the end that is under way; null if none is. */
    private @Nullable Instant endTime;

    /** The rating that is under way. */
    private @Nullable GivenRating rating;

    WatchedSession(ChatService service, Settings settings, String sessionId) {
        this.service = service;
        this.sessionId = checked(sessionId);
        api = settings.api;
        ids = settings.ids;
        scheduler = settings.scheduler;
        listeners = service.listeners;
        callbacks = service.callbacks;
        pollLoop =
                new PollLoop(this, new PollSchedule(service.pollInterval(), settings.maxWait, pollBackoff(settings)));
        sendLoop = new SendLoop(
                this, new Backoff(settings.firstBackoff, settings.maxBackoff, settings.random), settings.sendAttempts);
        changeLoop = new ChangeLoop(
                this, new Backoff(settings.firstBackoff, settings.maxBackoff, settings.random), settings.sendAttempts);
        attachmentCache = settings.attachmentCache;
        socketLoop = new SocketLoop(
                this,
                settings.sockets,
                new SocketSchedule(
                        new Backoff(settings.firstBackoff, settings.maxBackoff, settings.random), settings.random));
        reopenWatch = new ReopenWatch(this, settings.endedPollInterval);
    }

    /** Starts the request of a poll that goes on where the last one ended. */
    PollRequest.Builder nextPoll() {
        PollRequest.Builder request = PollRequest.builder(sessionId).everything();
        String cursor = conversation.cursor();
        return cursor == null ? request : request.after(cursor);
    }

    private static String checked(String sessionId) {
        return PollRequest.builder(sessionId).build().sessionId(); // rejects an invalid id
    }

    String sessionId() {
        return sessionId;
    }

    /** Returns the id under which this device asks for a rating, always the same one. */
    String ratingPromptId() {
        String id = ratingPromptId;
        if (id == null) {
            id = ids.get();
            ratingPromptId = id;
        }
        return id;
    }

    /** Makes the backoff of polls. If the interval is longer than the maximum, failures do not shorten it. */
    private static Backoff pollBackoff(Settings settings) {
        Duration interval = settings.pollInterval;
        Duration max = interval.compareTo(settings.maxBackoff) > 0 ? interval : settings.maxBackoff;
        return new Backoff(interval, max, settings.random);
    }

    /** Whether it is being polled, so that no other session can be started. */
    boolean isOpen() {
        return pollLoop.isRunning();
    }

    /** Marks it as being opened under this id; messages written from now on wait until it is open. */
    void opening(String id) {
        sessionId = id;
        sendLoop.hold();
    }

    boolean isOpening() {
        return sendLoop.isHeld();
    }

    /**
     * Marks it as not opened: its messages fail, and can be sent again once it is open. If the caller is not signed in, they wait for the next
     * start.
     */
    void notOpened(ChatApiException failure) {
        if (!PollLoop.isSignedOut(failure)) {
            sendLoop.fail(failure);
        }
    }

    /** Marks it as open under this id, and starts to poll and to send. */
    void opened(String id) {
        sessionId = checked(id);
        listeners.tell(listener -> listener.onSessionStarted(id));
        follow();
        sendLoop.release();
    }

    /** Call this when another call has succeeded; see {@link LoopTimer#succeededElsewhere}. */
    void succeededElsewhere(boolean afterFailures) {
        pollLoop.timer().succeededElsewhere(afterFailures);
        sendLoop.succeededElsewhere(afterFailures);
        changeLoop.timer().succeededElsewhere(afterFailures);
    }

    private void follow() {
        pollLoop.start();
        if (!service.isPaused()) {
            socketLoop.start();
        }
    }

    /** A socket brings what is new from now on. */
    void socketReady() {
        pollLoop.rest();
        service.caughtUp(null);
        service.connection(ConnectionEvent.PUSHED);
        service.succeeded(true);
    }

    /** Takes what a socket has told. Returns false if entries are missing. */
    boolean take(PollAnswer news) {
        return pollLoop.takePushed(news);
    }

    /** A poll has succeeded after others had failed. */
    void reachable() {
        socketLoop.reachable();
    }

    void stopSocket() {
        socketLoop.stop();
    }

    void hurry() {
        if (pollLoop.isSignedOut()) {
            follow();
        }
        socketLoop.hurry();
        pollLoop.timer().hurry();
        sendLoop.timer().hurry();
        changeLoop.timer().hurry();
    }

    /** Fetches what is new, unless a socket brings it. */
    void pollNow() {
        if (!socketLoop.isLive()) {
            pollLoop.restNoMore();
            pollLoop.now();
        }
    }

    void pollInterval(Duration interval) {
        pollLoop.interval(interval);
    }

    void pause() {
        socketLoop.stop();
        pollLoop.pause();
        reopenWatch.pause();
    }

    void goOn() {
        if (pollLoop.isRunning()) {
            socketLoop.start();
        }
        pollLoop.now();
        reopenWatch.now();
    }

    void networkChanged() {
        if (socketLoop.isLive()) {
            service.connection(ConnectionEvent.LOST);
        }
        socketLoop.networkChanged();
        pollNow();
        pollLoop.networkChanged();
    }

    boolean catchUp() {
        return pollLoop.catchUp();
    }

    /** Stops everything. Returns the changes of messages whose outcome is not known. */
    Collection<PendingChange> stop() {
        pollLoop.stop();
        socketLoop.stop();
        reopenWatch.stop();
        sendLoop.stop();
        return changeLoop.stop();
    }

    /** Takes up what was kept on the device, and queues what is not sent. The first message may have been sent without a known outcome. */
    void restore(KeptChat kept) {
        conversation.restore(kept);
        boolean maybeStored = kept.isOpened();
        for (ChatMessage message : kept.messages()) {
            if (message.state() == DeliveryState.SENDING) {
                sendLoop.restore(message.messageId(), maybeStored);
                maybeStored = false;
            }
        }
    }

    /** Follows a session that was kept on the device, and sends what is not sent: messages, edits and withdrawals. */
    void goOnRestored() {
        if (conversation.isEnded()) {
            reopenWatch.start();
            reopenWatch.now();
        } else {
            follow();
        }
        sendLoop.release();
        conversation.changes().forEach(changeLoop::add);
    }

    /** The customer has asked for the end. */
    void ending(Instant time) {
        endTime = time;
    }

    /** The outcome of an end is known. */
    void endingIsOver(Instant time) {
        if (time.equals(endTime)) {
            endTime = null;
        }
    }

    void rating(GivenRating given) {
        rating = given;
    }

    void ratingIsOver(GivenRating given) {
        if (rating == given) {
            rating = null;
        }
    }

    /** Returns what is kept of the session, apart from its messages. */
    Map<String, String> toRecords(boolean isOpened) {
        Map<String, String> records = new HashMap<>();
        records.put(
                KeptChat.SESSION,
                Json.ascii(new JsonBody()
                        .put("sessionId", sessionId)
                        .put("opened", isOpened)
                        .put("ended", conversation.isEnded())
                        .put("endedAt", conversation.endedAt())
                        .put("cursor", conversation.cursor())
                        .put("appliedSeq", Long.valueOf(conversation.appliedSeq()))
                        .put("readSeq", Long.valueOf(conversation.readSeq()))
                        .node()));
        SessionHead head = conversation.head();
        if (head != null) {
            records.put(KeptChat.HEAD, head.toJson());
        }
        if (endTime != null) {
            records.put(
                    KeptChat.END,
                    Json.ascii(new JsonBody()
                            .put("sessionId", sessionId)
                            .put("endTime", endTime)
                            .node()));
        }
        if (rating != null) {
            records.put(KeptChat.RATING, Json.ascii(rating.toJson().node()));
        }
        if (!conversation.changes().isEmpty()) {
            records.put(
                    KeptChat.CHANGES,
                    Json.ascii(new JsonBody()
                            .put("sessionId", sessionId)
                            .putAll(
                                    "changes",
                                    conversation.changes().stream()
                                            .map(PendingChange::toJson)
                                            .collect(Collectors.toList()))
                            .node()));
        }
        return records;
    }

    /** All that has happened is kept on the device. */
    void kept() {
        sendLoop.kept();
    }

    /** The server has rejected the caller's token on a call other than a poll. */
    void signedOut(ChatApiException failure) {
        pollLoop.signedOut(failure);
    }

    /** Fails the messages that are not sent, because the session is left for another one. Then stops everything. */
    Collection<PendingChange> leave(ChatApiException left) {
        sendLoop.fail(left);
        return stop();
    }

    ChatMessage send(UnsentMessage written) {
        ChatMessage message = conversation.written(written);
        service.noteChanges();
        listeners.tell(listener -> listener.onMessageSent(message));
        sendLoop.add(message.messageId());
        return message;
    }

    /** The server's limits of files, once they are known. */
    @Nullable
    AttachmentLimits limits() {
        return limits;
    }

    /** Called without the service's lock, as are the next three methods. */
    void limitsAre(AttachmentLimits known) {
        synchronized (service.lock) {
            limits = known;
        }
    }

    /** The server has stored so many bytes of a file. */
    void uploading(String messageId, String attachmentId, long bytes) {
        synchronized (service.lock) {
            ChatMessage before = conversation.find(messageId);
            ChatMessage now = conversation.uploading(messageId, attachmentId, file -> file.uploaded(bytes));
            if (now != null && !now.equals(before)) {
                updated(now);
                sendLoop.uploadMoved();
            }
        }
        callbacks.flush();
    }

    /** The server has a whole file. */
    void uploaded(String messageId, Attachment file) {
        synchronized (service.lock) {
            updated(conversation.uploading(messageId, file.attachmentId(), upload -> upload.stored(file)));
        }
        callbacks.flush();
    }

    /** The files of a message are uploaded. Returns false if the message is not to be sent any more. */
    boolean beginsToSend(String messageId) {
        synchronized (service.lock) {
            return sendLoop.beginsToSend(messageId);
        }
    }

    /** Forgets a message that the server does not have. Returns it; null if the server has or may have it. */
    @Nullable
    ChatMessage discard(String messageId) {
        ChatMessage message = conversation.find(messageId);
        if (message == null) {
            throw new IllegalArgumentException("no message " + messageId + " in session " + sessionId);
        }
        boolean isUnsent = message.state() == DeliveryState.SENDING || message.state() == DeliveryState.FAILED;
        if (!isUnsent || !sendLoop.drop(messageId)) {
            return null;
        }
        conversation.discard(messageId);
        listeners.tell(listener -> listener.onMessageDiscarded(message));
        return message;
    }

    /** Runs {@code step} when all messages written before have been sent, have failed or were dropped by {@link #stop}. */
    void afterWritten(Runnable step) {
        sendLoop.afterQueued(step);
    }

    ChatMessage retry(String messageId) {
        ChatMessage message = conversation.find(messageId);
        if (message == null) {
            throw new IllegalArgumentException("no message " + messageId + " in session " + sessionId);
        }
        if (message.state() != DeliveryState.FAILED) {
            return message;
        }
        ChatMessage again = conversation.sendingAgain(messageId);
        updated(again);
        sendLoop.add(messageId);
        return again;
    }

    /** Returns a file that the server has. */
    Attachment stored(String messageId, String attachmentId) {
        ChatMessage message = conversation.find(messageId);
        if (message != null) {
            for (ChatAttachment file : message.attachments()) {
                if (file.attachmentId().equals(attachmentId) && file.stored().isPresent()) {
                    return file.stored().get();
                }
            }
        }
        throw new IllegalArgumentException("no file " + attachmentId + " of message " + messageId + " on the server");
    }

    private void requireOwnAndSent(String messageId) {
        ChatMessage message = conversation.find(messageId);
        if (message == null
                || message.sender() != Sender.CUSTOMER
                || !message.seq().isPresent()) {
            throw new IllegalArgumentException("the customer has sent no message " + messageId + " in " + sessionId);
        }
    }

    /** Shows a change of a message that the server has, and sends it. */
    CompletableFuture<AmendedMessage> change(PendingChange change) {
        requireOwnAndSent(change.messageId);
        conversation.changing(change).forEach(this::updated);
        changeLoop.add(change);
        return change.future;
    }

    void confirmed(PendingChange change, AmendedMessage stored) {
        conversation.confirmed(change, stored).forEach(this::updated);
        forgetGoneFiles();
        callbacks.add(() -> change.future.complete(stored));
    }

    /** Shows the message as it was before a change that the server has rejected. */
    void rejected(PendingChange change, ChatApiException reason) {
        conversation.undone(change).forEach(this::updated);
        listeners.tell(listener -> listener.onChangeRejected(change.messageId, reason));
        callbacks.add(() -> change.future.completeExceptionally(reason));
    }

    void updated(@Nullable ChatMessage message) {
        if (message != null) {
            listeners.tell(listener -> listener.onMessageUpdated(message));
        }
    }

    /** Tells how many messages the customer has not read, if that is another number than was told last. */
    void tellUnread() {
        int unread = conversation.unreadCount();
        if (unread != toldUnread) {
            toldUnread = unread;
            listeners.tell(listener -> listener.onUnreadCountChanged(unread));
        }
    }

    /** Handles a message that a poll has delivered, so that it is not sent again. */
    void settled(ChatMessage message) {
        updated(message);
        sendLoop.settled(message.messageId());
    }

    /** Removes the files of withdrawn messages from the cache: their authors do not want them to be read any more. */
    void forgetGoneFiles() {
        List<String> gone = conversation.goneFiles();
        AttachmentCache cache = attachmentCache;
        if (cache != null && !gone.isEmpty()) {
            String id = sessionId;
            callbacks.add(() -> gone.forEach(file -> cache.remove(id, file)));
        }
    }

    void tell(PollChanges changes) {
        pollLoop.tell(changes);
    }

    /** The end of the session has arrived; polling has stopped. */
    void ended() {
        socketLoop.stop();
        reopenWatch.start();
    }

    /** Polls again, because the session was reopened: by a message after the end, or because either side said so. */
    void reopened() {
        reopenWatch.stop();
        conversation.reopened();
        listeners.tell(listener -> listener.onSessionReopened(sessionId));
        follow();
    }
}
