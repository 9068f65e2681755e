package dev.helpline.chat.http.internal.wire;

import dev.helpline.chat.core.board.BoardAlert;

/** What happened in an open session and concerns the reader of the board, as JSON. */
public record WireAlert(String type, String sessionId, String eventId, long seq, String timestamp) {
    static WireAlert of(BoardAlert alert) {
        return new WireAlert(
                WireNames.of(alert.type()),
                alert.session().value(),
                alert.eventId(),
                alert.seq(),
                WireTime.format(alert.at()));
    }
}
