package dev.helpline.chat.client.agent;

import dev.helpline.chat.client.internal.JsonFields;
import java.time.Instant;

/** A note that was added to a session. */
public final class AddedNote {
    private final String noteId;
    private final long seq;
    private final Instant receivedAt;

    /** For the SDK: reads it from a response. */
    public AddedNote(JsonFields json) {
        noteId = json.text("noteId");
        seq = json.number("seq");
        receivedAt = json.instant("receivedAt");
    }

    /** The id of the note: that of the request, or one that the server made. */
    public String noteId() {
        return noteId;
    }

    /** The place of the note in the session's log, from 1. */
    public long seq() {
        return seq;
    }

    /** When the server took it. */
    public Instant receivedAt() {
        return receivedAt;
    }

    @Override
    public String toString() {
        return "AddedNote{" + noteId + "}";
    }
}
