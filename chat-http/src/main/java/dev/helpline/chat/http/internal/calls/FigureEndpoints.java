package dev.helpline.chat.http.internal.calls;

import dev.helpline.chat.http.internal.exchange.CallResult;
import dev.helpline.chat.http.internal.wire.WireLiveBoard;

/** The calls for figures. */
final class FigureEndpoints {
    private final Participants participants;

    FigureEndpoints(Participants participants) {
        this.participants = participants;
    }

    CallResult board(Request request) {
        return new CallResult(
                WireLiveBoard.of(participants.desk(request.caller()).figures().board()), "This is the live board");
    }
}
