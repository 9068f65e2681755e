package dev.helpline.chat.socketio.internal.gateway;

import dev.helpline.chat.core.ChatParticipant;
import dev.helpline.chat.spi.EntryId;
import dev.helpline.chat.spi.SessionId;
import java.util.ArrayList;
import java.util.List;

/** What clients say that they have read. */
public final class ReadMarks {
    private static final int MAX_IDS = 1000;

    private ReadMarks() {}

    /**
     * Marks messages as read, and those before them; without ids what was delivered.
     *
     * @param name the field with the ids, at most 1000
     */
    public static void move(Identity reader, SessionId session, Fields fields, String name) {
        List<String> ids = fields.ids(name, MAX_IDS).orElse(List.of());
        if (ids.isEmpty()) {
            reader.participant().readDelivered(session);
            return;
        }
        List<EntryId> entries = new ArrayList<>();
        for (String id : ids) {
            if (!EntryId.isValid(id)) {
                throw Failure.unknown("MESSAGE_NOT_FOUND", "There is no such message");
            }
            entries.add(new EntryId(id));
        }
        for (int from = 0; from < entries.size(); from += ChatParticipant.MAX_READ_IDS) {
            int to = Math.min(from + ChatParticipant.MAX_READ_IDS, entries.size());
            reader.participant().read(session, entries.subList(from, to));
        }
    }
}
