package dev.helpline.chat.http.internal.calls;

import dev.helpline.chat.core.ChatParticipant;
import dev.helpline.chat.http.internal.wire.JsonFields;
import dev.helpline.chat.spi.EntryId;
import dev.helpline.chat.spi.SessionId;
import java.util.List;

/** What a participant says was read, in the body of a call or in a frame: a place, some messages, or all that was delivered. */
public final class ReadFields {
    private static final String UP_TO = "upTo";
    private static final String MESSAGES = "messageIds";

    private ReadFields() {}

    /** Notes what the fields say was read. */
    public static void note(ChatParticipant reader, SessionId session, JsonFields fields) {
        if (fields.has(UP_TO) && fields.has(MESSAGES)) {
            throw fields.refuse("upTo and messageIds exclude each other");
        }
        if (fields.has(UP_TO)) {
            reader.read(session, fields.requireWhole(UP_TO));
        } else if (fields.has(MESSAGES)) {
            reader.read(session, messages(fields));
        } else {
            reader.readDelivered(session);
        }
    }

    private static List<EntryId> messages(JsonFields fields) {
        List<EntryId> ids = fields.ids(MESSAGES, EntryId::new);
        if (ids.isEmpty() || ids.size() > ChatParticipant.MAX_READ_IDS) {
            throw fields.refuse("messageIds must be 1 to " + ChatParticipant.MAX_READ_IDS + " ids");
        }
        return ids;
    }
}
