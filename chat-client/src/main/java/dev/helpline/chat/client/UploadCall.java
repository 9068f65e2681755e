package dev.helpline.chat.client;

import dev.helpline.chat.client.attachment.Attachment;
import dev.helpline.chat.client.attachment.OutgoingFile;
import dev.helpline.chat.client.attachment.UploadListener;
import dev.helpline.chat.client.attachment.UploadProgress;
import dev.helpline.chat.client.call.ChatApiException;
import dev.helpline.chat.client.call.ChatCall;
import dev.helpline.chat.client.call.ErrorCodes;
import dev.helpline.chat.client.internal.StepwiseCall;
import dev.helpline.chat.client.internal.http.FileRange;

/** Uploads a file: asks how much of it the server has, and then sends one part after the other. Thread-safe. */
final class UploadCall extends StepwiseCall<Attachment> {
    /** How often the server may have fewer bytes than it said before; then it loses what it stores. */
    private static final int MOST_SETBACKS = 3;

    private final HttpAttachmentApi api;
    private final String sessionId;
    private final OutgoingFile file;
    private final UploadListener listener;
    private int setbacks;

    /** Prepares the upload of a file that has an id. */
    UploadCall(HttpAttachmentApi api, String sessionId, OutgoingFile file, UploadListener listener) {
        super("the upload of a file");
        this.api = api;
        this.sessionId = sessionId;
        this.file = file;
        this.listener = listener;
    }

    @Override
    public ChatCall<Attachment> copy() {
        return new UploadCall(api, sessionId, file, listener);
    }

    @Override
    protected void begin() {
        step(api.start(sessionId, file), this::goOn);
    }

    private void goOn(UploadProgress progress) {
        long received = progress.received();
        Attachment complete = progress.attachment().orElse(null);
        if (received < 0 || received > file.size() || progress.partBytes() < 1) {
            fail(ErrorCodes.MALFORMED_RESPONSE, "a progress that cannot be");
            return;
        }
        listener.onProgress(received, file.size());
        if (complete != null) {
            done(complete);
        } else if (received == file.size()) {
            fail(ErrorCodes.MALFORMED_RESPONSE, "a complete upload without its file");
        } else {
            send(new FileRange(received, Math.min(progress.partBytes(), file.size() - received)));
        }
    }

    private void send(FileRange part) {
        step(
                api.part(sessionId, file, part),
                progress -> {
                    boolean moved = progress.received() > part.offset()
                            || progress.attachment().isPresent();
                    if (moved) {
                        goOn(progress);
                    } else {
                        fail(ErrorCodes.MALFORMED_RESPONSE, "a part that was not stored");
                    }
                },
                this::beginsAgain);
    }

    /** If the server has less of the file than it said, the upload begins again behind what it has. */
    private boolean beginsAgain(ChatApiException failure) {
        boolean isGap = failure.code().equals(ErrorCodes.ATTACHMENT_CONFLICT)
                && failure.details().containsKey("received");
        if (!isGap || setbacks == MOST_SETBACKS) {
            return false;
        }
        setbacks++;
        begin();
        return true;
    }
}
