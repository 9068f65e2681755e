package dev.helpline.chat.client.service;

import dev.helpline.chat.client.ChatConfig;
import dev.helpline.chat.client.attachment.Attachment;
import dev.helpline.chat.client.attachment.AttachmentLimits;
import dev.helpline.chat.client.attachment.OutgoingFile;
import dev.helpline.chat.client.call.ChatApiException;
import dev.helpline.chat.client.call.ChatCall;
import dev.helpline.chat.client.call.ErrorCodes;
import dev.helpline.chat.client.internal.StepwiseCall;
import dev.helpline.chat.client.message.OutgoingMessage;
import dev.helpline.chat.client.message.SentMessage;
import java.net.HttpURLConnection;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sends a message with files: checks them against the server's limits, uploads those that the server does not have, and then sends the message
 * that names them. The uploads of an earlier attempt continue where they were.
 */
final class SendWithFiles extends StepwiseCall<SentMessage> {
    private final WatchedSession session;
    private final OutgoingMessage message;
    private final String messageId;
    private final List<OutgoingFile> files = new ArrayList<>();
    private final Deque<OutgoingFile> missing = new ArrayDeque<>();
    private final @Nullable AttachmentLimits limits;
    private boolean renewed;

    /**
     * Prepares the call, with the service's lock held.
     *
     * @param shown the message as it is shown, of which no more than the states of its files matter
     */
    SendWithFiles(WatchedSession session, OutgoingMessage message, ChatMessage shown) {
        super("the message with files");
        this.session = session;
        this.message = message;
        messageId = shown.messageId();
        limits = session.limits();
        for (ChatAttachment file : shown.attachments()) {
            OutgoingFile source = file.source().orElseThrow(IllegalStateException::new);
            files.add(source);
            if (!file.stored().isPresent()) {
                missing.add(source);
            }
        }
    }

    /** Not used: the loop that sends makes a new call for each attempt, and hands this one to no app. */
    @Override
    public ChatCall<SentMessage> copy() {
        throw new UnsupportedOperationException("each attempt depends on the state of the files");
    }

    @Override
    protected void begin() {
        if (missing.isEmpty()) {
            send();
        } else if (limits == null) {
            step(session.api.config(), this::check);
        } else {
            check(limits);
        }
    }

    private void check(ChatConfig config) {
        AttachmentLimits told = config.attachments().orElse(null);
        if (told == null) {
            fail(ChatApiException.builder("the check of files before their upload", ErrorCodes.NOT_FOUND)
                    .httpStatus(HttpURLConnection.HTTP_NOT_FOUND)
                    .problem("the server takes no files")
                    .build());
        } else {
            session.limitsAre(told);
            check(told);
        }
    }

    private void check(AttachmentLimits known) {
        ChatApiException refusal = known.refusal(files).orElse(null);
        if (refusal == null) {
            uploadNext();
        } else {
            fail(refusal);
        }
    }

    private void uploadNext() {
        OutgoingFile file = missing.poll();
        if (file == null) {
            send();
            return;
        }
        String id = idOf(file);
        step(
                session.api
                        .attachments()
                        .upload(
                                message.sessionId(),
                                file,
                                (received, size) -> session.uploading(messageId, id, received)),
                this::uploaded);
    }

    private void uploaded(Attachment file) {
        session.uploaded(messageId, file);
        uploadNext();
    }

    private void send() {
        if (session.beginsToSend(messageId)) {
            step(session.api.sendMessage(message), this::done, this::isRenewed);
        } else {
            fail(ErrorCodes.CANCELED, "the message is not to be sent any more");
        }
    }

    /** The server has deleted a file since it was uploaded, because no message named it for a day: it is uploaded once more. */
    private boolean isRenewed(ChatApiException failure) {
        Object named = failure.details().get("attachmentId");
        OutgoingFile lost = files.stream()
                .filter(file -> idOf(file).equals(named))
                .findFirst()
                .orElse(null);
        if (lost == null || renewed || !failure.code().equals(ErrorCodes.INVALID_MESSAGE_DATA)) {
            return false;
        }
        renewed = true;
        missing.add(lost);
        session.uploading(messageId, idOf(lost), 0);
        step(
                session.api.attachments().cancelUpload(message.sessionId(), idOf(lost)),
                canceled -> uploadNext(),
                notCanceled -> {
                    if (notCanceled.code().equals(ErrorCodes.ATTACHMENT_NOT_FOUND)) {
                        uploadNext();
                    } else {
                        fail(notCanceled.isRetryable() ? notCanceled : failure);
                    }
                    return true;
                });
        return true;
    }

    private static String idOf(OutgoingFile file) {
        return file.attachmentId().orElseThrow(IllegalStateException::new);
    }
}
