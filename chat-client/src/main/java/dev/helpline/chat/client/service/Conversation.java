package dev.helpline.chat.client.service;

import dev.helpline.chat.client.message.Message;
import dev.helpline.chat.client.message.SentMessage;
import dev.helpline.chat.client.poll.PollAnswer;
import dev.helpline.chat.client.session.SessionHead;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The messages of one session as far as they are known here. Poll answers and outcomes of sends go in, changes come out; it
 * does no I/O and knows no time.
 *
 * <p>The cursor moves with poll answers only. A message is new if its id is. One whose {@code prevSeq} lies beyond what was
 * changes leaves a gap: the rest of the answer and its cursor are dropped and the same cursor is asked again, then the
 * beginning; a gap that is still there is real, and is accepted.
 *
 * <p>Not thread-safe; guarded by the service's lock.
 */
final class Conversation {
    private static final int MAX_GAP_POLLS = 2;

    private static final Comparator<ChatMessage> DISPLAY_ORDER =
            Comparator.comparingLong(message -> message.seq().orElse(Long.MAX_VALUE));

    private final Map<String, ChatMessage> messages = new LinkedHashMap<>();
    private long appliedSeq;
    private @Nullable String cursor;
    private int gapPolls;
    private @Nullable SessionHead head;
    private boolean ended;

    /** Where the next poll starts; null means from the beginning. */
    @Nullable
    String cursor() {
        return cursor;
    }

    boolean isEnded() {
        return ended;
    }

    @Nullable
    ChatMessage find(String messageId) {
        return messages.get(messageId);
    }

    /** By number, then what has none yet, in the order it was written. */
    List<ChatMessage> messages() {
        List<ChatMessage> ordered = new ArrayList<>(messages.values());
        ordered.sort(DISPLAY_ORDER);
        return Collections.unmodifiableList(ordered);
    }

    ChatMessage written(String messageId, String text, Instant at) {
        return put(ChatMessage.written(messageId, text, at));
    }

    /**
     * Answers the message if this is news. One that is stored behind everything an ended session brought has reopened it; what
     * was stored before the end, the feed has shown before it told the end.
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
        return put(message.sent(answer));
    }

    /** Answers the message if this is news; what the feed has shown stays sent. */
    @Nullable
    ChatMessage failed(String messageId, String code) {
        ChatMessage message = known(messageId);
        return message.state() == DeliveryState.SENDING ? put(message.failed(code)) : null;
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
        if (message.seq() > appliedSeq) {
            appliedSeq = message.seq();
            gapPolls = 0;
        }
        ChatMessage shown = messages.get(message.messageId());
        if (shown == null) {
            changes.received.add(put(ChatMessage.received(message)));
        } else if (shown.state() != DeliveryState.RECEIVED) {
            ChatMessage echoed = shown.sent(message);
            if (!echoed.equals(shown)) {
                changes.updated.add(put(echoed));
            }
        }
    }

    private void applyHead(PollAnswer answer, PollChanges changes) {
        SessionHead next = answer.session().orElse(null);
        if (next != null && !Objects.equals(next, head)) {
            head = next;
            changes.changedHead = next;
        }
        if (answer.sessionEnded() && !answer.hasMoreMessages() && !ended) {
            ended = true;
            changes.end = SessionEnd.of(answer);
        }
    }

    private ChatMessage known(String messageId) {
        return Objects.requireNonNull(messages.get(messageId), "message");
    }

    private ChatMessage put(ChatMessage message) {
        messages.put(message.messageId(), message);
        return message;
    }
}
