package dev.helpline.chat.client.attachment;

import dev.helpline.chat.client.call.ChatApiException;
import dev.helpline.chat.client.call.ErrorCodes;
import dev.helpline.chat.client.internal.JsonFields;
import java.net.HttpURLConnection;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What files a server takes, as {@code ChatConfig.attachments} tells it. Immutable. */
public final class AttachmentLimits {
    private final int maxFiles;
    private final long maxFileBytes;
    private final List<String> types;

    /** For the SDK: reads it from a response. */
    public AttachmentLimits(JsonFields json) {
        maxFiles = json.integer("maxFiles");
        maxFileBytes = json.number("maxFileBytes");
        types = json.texts("types");
    }

    /** How many files a message may have. */
    public int maxFiles() {
        return maxFiles;
    }

    /** How many bytes a file may have. */
    public long maxFileBytes() {
        return maxFileBytes;
    }

    /**
     * The media types that files may have, for a file picker. The server judges a file by its content, so the SDK does not compare them with
     * the type that the app declares.
     */
    public List<String> types() {
        return types;
    }

    /** Returns the failure that the server would report for a message with these files; empty if it may take them. Sends nothing. */
    public Optional<ChatApiException> refusal(Collection<OutgoingFile> files) {
        if (files.size() > maxFiles) {
            return Optional.of(refusal(
                    ErrorCodes.INVALID_MESSAGE_DATA,
                    HttpURLConnection.HTTP_BAD_REQUEST,
                    Collections.singletonMap("field", "attachmentIds")));
        }
        for (OutgoingFile file : files) {
            if (file.size() < 1) {
                return Optional.of(refusal(
                        ErrorCodes.INVALID_ATTACHMENT,
                        HttpURLConnection.HTTP_BAD_REQUEST,
                        Collections.singletonMap("reason", "size")));
            }
            if (file.size() > maxFileBytes) {
                return Optional.of(refusal(
                        ErrorCodes.ATTACHMENT_TOO_LARGE,
                        HttpURLConnection.HTTP_ENTITY_TOO_LARGE,
                        Collections.singletonMap("limitBytes", Long.toString(maxFileBytes))));
            }
        }
        return Optional.empty();
    }

    private static ChatApiException refusal(String code, int httpStatus, Map<String, Object> details) {
        return ChatApiException.builder("the check of files before their upload", code)
                .httpStatus(httpStatus)
                .details(details)
                .build();
    }

    @Override
    public String toString() {
        return "AttachmentLimits{maxFiles=" + maxFiles + ", maxFileBytes=" + maxFileBytes + "}";
    }
}
