package dev.helpline.chat.client.service;

import dev.helpline.chat.client.message.AmendedMessage;
import dev.helpline.chat.client.message.Message;
import dev.helpline.chat.client.message.SentMessage;
import dev.helpline.chat.client.participant.Sender;
import dev.helpline.chat.client.poll.PollAnswer;
import dev.helpline.chat.client.session.ReadMark;
import dev.helpline.chat.client.session.SessionHead;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The messages of one session as far as this client knows them. Its methods take the results of polls and sends and return
 * what changed. It does no I/O and has no clock.
 *
 * <p>Only polls move the cursor. A message is new if its id is new. A message whose {@code prevSeq} is above the last number
 * that was applied leaves a gap: the rest of the poll and its cursor are dropped, and the next poll uses the same cursor,
 * then none. A gap that is still there is accepted.
 *
 * <p>A message is kept as the log has it. Edits and withdrawals that the server has not confirmed lie above it until they are confirmed or
 * rejected, so polls and rejections need not know of each other.
 *
 * <p>Not thread-safe; guarded by the service's lock.
 */
final class Conversation {
    private static final int MAX_GAP_POLLS = 2;

    private static final Comparator<ChatMessage> DISPLAY_ORDER =
            Comparator.comparingLong(message -> message.seq().orElse(Long.MAX_VALUE));

    private final Map<String, ChatMessage> messages = new LinkedHashMap<>();
    private final List<PendingChange> changes = new ArrayList<>();
    private final List<String> goneFiles = new ArrayList<>();
    private long appliedSeq;
    private @Nullable String cursor;
    private int gapPolls;
    private @Nullable SessionHead head;
    private @Nullable ReadMark otherSide;
    private long readSeq;
    private boolean ended;
    private int revision;

    /** Messages below this number that are not here are old ones that were not kept on the device. */
    private long keptFrom;

    /** When it ended, by the server's clock: a session that was reopened and has ended again since the last poll has another time. */
    private @Nullable Instant endedAt;

    /** The cursor of the next poll; null to poll from the beginning. */
    @Nullable
    String cursor() {
        return cursor;
    }

    boolean isEnded() {
        return ended;
    }

    /** When it ended, by the server's clock; null if that is not known, or if it never ended. */
    @Nullable
    Instant endedAt() {
        return endedAt;
    }

    /** The head of the session as it was told last; null before the first one. */
    @Nullable
    SessionHead head() {
        return head;
    }

    /** The number up to which the customer has read. */
    long readSeq() {
        return readSeq;
    }

    /** Changes with each change of a message. */
    int revision() {
        return revision;
    }

    /** Returns the messages as the log has them, in display order. */
    List<ChatMessage> logged() {
        List<ChatMessage> ordered = new ArrayList<>(messages.values());
        ordered.sort(DISPLAY_ORDER);
        return ordered;
    }

    /** Takes up a conversation that was kept on the device. */
    void restore(KeptChat kept) {
        kept.messages().forEach(this::put);
        changes.addAll(kept.changes());
        keptFrom = kept.keptFrom();
        appliedSeq = kept.appliedSeq();
        cursor = kept.cursor();
        readSeq = kept.readSeq();
        ended = kept.isEnded();
        endedAt = kept.endedAt();
        head = kept.head();
        otherSide = head == null ? null : head.agentMark().orElse(null);
    }

    /** The number up to which all entries are here. */
    long appliedSeq() {
        return appliedSeq;
    }

    /** Returns a message as the log has it. */
    @Nullable
    ChatMessage find(String messageId) {
        return messages.get(messageId);
    }

    /** Returns the messages by number, followed by those without a number in the order in which they were written. */
    List<ChatMessage> messages() {
        List<ChatMessage> ordered = new ArrayList<>();
        messages.values().forEach(message -> ordered.add(shown(message)));
        ordered.sort(DISPLAY_ORDER);
        return Collections.unmodifiableList(ordered);
    }

    ChatMessage written(UnsentMessage message) {
        ChatMessage quoted = message.replyTo().map(messages::get).orElse(null);
        return put(ChatMessage.written(message, quoted));
    }

    /**
     * Returns the message if its state changed, else null. If its number is above all messages of an ended session, it has
     * reopened the session: polls deliver messages that were stored before the end before they report the end.
     */
    @Nullable
    ChatMessage sent(String messageId, SentMessage answer) {
        ChatMessage message = known(messageId);
        if (message.state() == DeliveryState.SENT) {
            return null;
        }
        if (answer.seq() > appliedSeq) {
            ended = false;
        }
        return put(behindOtherSide(message.sent(answer)));
    }

    /** The server has reopened the session. */
    void reopened() {
        ended = false;
    }

    /** Returns the message if its state changed, else null. A message that a poll has delivered stays sent. */
    @Nullable
    ChatMessage failed(String messageId, String code) {
        ChatMessage message = known(messageId);
        return message.state() == DeliveryState.SENDING ? put(message.failed(code)) : null;
    }

    /** Returns the message with another state of the upload of a file; null if it is not being sent any more. */
    @Nullable
    ChatMessage uploading(String messageId, String attachmentId, UnaryOperator<ChatAttachment> change) {
        ChatMessage message = messages.get(messageId);
        return message == null || message.state() != DeliveryState.SENDING
                ? null
                : put(message.uploading(attachmentId, change));
    }

    /** Returns the files whose messages were withdrawn since the last call. */
    List<String> goneFiles() {
        List<String> gone = new ArrayList<>(goneFiles);
        goneFiles.clear();
        return gone;
    }

    /** Forgets a message that the server does not have. */
    void discard(String messageId) {
        messages.remove(messageId);
        revision++;
    }

    ChatMessage sendingAgain(String messageId) {
        return put(known(messageId).sending());
    }

    PollChanges apply(PollAnswer answer) {
        PollChanges changes = new PollChanges();
        for (Message message : answer.messages()) {
            if (message.seq() > appliedSeq && message.prevSeq().orElse(0) > appliedSeq) {
                if (gapPolls < MAX_GAP_POLLS) {
                    return gap(changes);
                }
                changes.acceptedGap = true;
            }
            take(message, changes);
        }
        changes.hasMessages = !answer.messages().isEmpty();
        changes.newCursor = !answer.cursor().equals(cursor);
        cursor = answer.cursor();
        changes.hasMoreMessages = answer.hasMoreMessages();
        applyHead(answer, changes);
        return changes;
    }

    private PollChanges gap(PollChanges changes) {
        gapPolls++;
        if (gapPolls == MAX_GAP_POLLS) {
            cursor = null;
        }
        changes.gapFound = true;
        changes.pollAgainAtOnce = gapPolls == 1;
        return changes;
    }

    private void take(Message message, PollChanges changes) {
        boolean isRepeated = message.seq() <= appliedSeq;
        if (!isRepeated) {
            appliedSeq = message.seq();
            gapPolls = 0;
        }
        ChatMessage shown = messages.get(message.messageId());
        if (message.isAmendment()) {
            // A client that does not have the message gets it as it is now. One that is repeated may be older than what
            // is shown.
            changes.amended.addAll(
                    shown == null || isRepeated ? Collections.emptyList() : changed(shown.amended(message)));
        } else if (shown == null) {
            ChatMessage received = put(ChatMessage.received(message));
            if (message.seq() >= keptFrom) {
                changes.received.add(received);
            }
        } else if (shown.state() != DeliveryState.RECEIVED) {
            ChatMessage echoed = behindOtherSide(shown.sent(message));
            if (!echoed.equals(shown)) {
                changes.updated.add(put(echoed));
            }
        }
    }

    /** Takes over a message that its author changed. Returns the messages that look different: it, and those that quote it. */
    private List<ChatMessage> changed(ChatMessage message) {
        return lookingDifferent(message.messageId(), () -> replace(message));
    }

    private void replace(ChatMessage message) {
        if (message.deletedAt().isPresent()) {
            known(message.messageId()).attachments().forEach(file -> goneFiles.add(file.attachmentId()));
        }
        put(message);
        for (ChatMessage other : new ArrayList<>(messages.values())) {
            put(other.quoting(message));
        }
    }

    /** The changes that the server has not confirmed, in the order in which they were made. */
    List<PendingChange> changes() {
        return changes;
    }

    /** The customer changes a message. Returns the messages that look different. */
    List<ChatMessage> changing(PendingChange change) {
        return lookingDifferent(change.messageId, () -> changes.add(change));
    }

    /** The server has stored a change. Returns the messages that look different. */
    List<ChatMessage> confirmed(PendingChange change, AmendedMessage stored) {
        return lookingDifferent(change.messageId, () -> {
            changes.remove(change);
            ChatMessage message = messages.get(change.messageId);
            if (message != null) { // else it is an old one that was not kept on the device
                replace(change.on(message, stored));
            }
        });
    }

    /** The server has rejected a change. Returns the messages that look different. */
    List<ChatMessage> undone(PendingChange change) {
        return lookingDifferent(change.messageId, () -> changes.remove(change));
    }

    /** Takes a step that concerns a message. Returns it and those that quote it, as far as they look different afterwards. */
    private List<ChatMessage> lookingDifferent(String messageId, Runnable step) {
        Map<String, ChatMessage> before = new LinkedHashMap<>();
        for (ChatMessage message : messages.values()) {
            if (message.messageId().equals(messageId)
                    || message.replyTo().filter(messageId::equals).isPresent()) {
                before.put(message.messageId(), shown(message));
            }
        }
        step.run();
        List<ChatMessage> different = new ArrayList<>();
        before.forEach((id, message) -> {
            ChatMessage now = shown(known(id));
            if (!now.equals(message)) {
                different.add(now);
            }
        });
        return different;
    }

    /** Returns a message as it is to be shown: with the changes of it, and of the message that it quotes, that are not confirmed yet. */
    private ChatMessage shown(ChatMessage message) {
        if (changes.isEmpty()) {
            return message;
        }
        ChatMessage quoted = message.replyTo().map(messages::get).orElse(null);
        boolean quotesChange = changes.stream().anyMatch(change -> quoted != null && isOf(change, quoted));
        return withChanges(quotesChange ? message.quoting(withChanges(Objects.requireNonNull(quoted))) : message);
    }

    private ChatMessage withChanges(ChatMessage message) {
        ChatMessage shown = message;
        for (PendingChange change : changes) {
            if (isOf(change, message)) {
                shown = change.on(shown).pending();
            }
        }
        return shown;
    }

    private static boolean isOf(PendingChange change, ChatMessage message) {
        return change.messageId.equals(message.messageId());
    }

    private void applyHead(PollAnswer answer, PollChanges changes) {
        SessionHead next = answer.session().orElse(null);
        if (next != null && !Objects.equals(next, head)) {
            head = next;
            changes.changedHead = next;
            readSeq =
                    Math.max(readSeq, next.customerMark().map(ReadMark::readSeq).orElse(0L));
            moveOtherSide(next, changes);
        }
        if (answer.sessionEnded() && !answer.hasMoreMessages()) {
            SessionEnd end = SessionEnd.of(answer);
            Instant at = end.endedAt().orElse(endedAt);
            if (!ended || (endedAt != null && !endedAt.equals(at))) {
                changes.end = end;
            }
            ended = true;
            endedAt = at;
        }
    }

    /** The agents may have got or read some of the customer's messages. */
    private void moveOtherSide(SessionHead next, PollChanges changes) {
        ReadMark moved = next.agentMark().orElse(null);
        if (moved == null || moved.equals(otherSide)) {
            return;
        }
        otherSide = moved;
        for (ChatMessage message : new ArrayList<>(messages.values())) {
            ChatMessage now = message.behind(moved);
            if (!now.equals(message)) {
                changes.marked.add(put(now));
            }
        }
    }

    private ChatMessage behindOtherSide(ChatMessage message) {
        return otherSide == null ? message : message.behind(otherSide);
    }

    /** Marks all messages that are here as read by the customer. Returns the number of the newest of them; 0 if there is none. */
    long read() {
        readSeq = Math.max(readSeq, appliedSeq);
        return appliedSeq;
    }

    /** How many messages of agents and bots the customer has not read, here or on another device. */
    int unreadCount() {
        int unread = 0;
        for (ChatMessage message : messages.values()) {
            boolean isOfOtherSide = message.sender() == Sender.AGENT || message.sender() == Sender.BOT;
            if (isOfOtherSide && message.seq().orElse(0) > readSeq) {
                unread++;
            }
        }
        return unread;
    }

    private ChatMessage known(String messageId) {
        return Objects.requireNonNull(messages.get(messageId), "message");
    }

    /** Keeps a message as the log has it, and returns it as it is to be shown. */
    private ChatMessage put(ChatMessage message) {
        messages.put(message.messageId(), message);
        revision++;
        return shown(message);
    }
}
