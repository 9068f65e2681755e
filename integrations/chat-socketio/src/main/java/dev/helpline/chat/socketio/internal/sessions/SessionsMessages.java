package dev.helpline.chat.socketio.internal.sessions;

import dev.helpline.chat.core.message.SendMessage;
import dev.helpline.chat.socketio.internal.gateway.Failure;
import dev.helpline.chat.socketio.internal.gateway.Fields;
import dev.helpline.chat.socketio.internal.gateway.Identity;
import dev.helpline.chat.socketio.internal.gateway.MessageIds;
import dev.helpline.chat.spi.AttachmentId;
import dev.helpline.chat.spi.SessionId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Messages as this dialect's clients send them. */
final class SessionsMessages {
    private static final Set<String> TYPES = Set.of("text", "image", "file");
    private static final int MAX_FILES = 5;

    private SessionsMessages() {}

    /** Reads a message for this session, with files that are uploaded already besides those that the client names. */
    static SendMessage read(Identity sender, SessionId session, Fields fields, List<AttachmentId> uploaded) {
        fields.text("message_type").filter(type -> !TYPES.contains(type)).ifPresent(type -> {
            throw Failure.invalid("message_type must be text, image or file");
        });
        List<AttachmentId> files = new ArrayList<>(uploaded);
        fields.ids("attachment_ids", MAX_FILES).orElse(List.of()).forEach(id -> files.add(attachment(id)));
        String content = files.isEmpty()
                ? fields.requireText("content")
                : fields.text("content").orElse("");
        SendMessage.Builder message = SendMessage.builder(session, content).attachments(files);
        Optional<String> tempId = MessageIds.clientId(fields, SessionsJson.TEMP_ID);
        message.id(MessageIds.uuid(sender, session, tempId, content, files));
        tempId.ifPresent(id -> message.metadata(MessageIds.metadata(SessionsJson.TEMP_ID, id)));
        return message.build();
    }

    static AttachmentId attachment(String id) {
        if (!AttachmentId.isValid(id)) {
            throw Failure.unknown("ATTACHMENT_NOT_FOUND", "There is no such file");
        }
        return new AttachmentId(id);
    }
}
