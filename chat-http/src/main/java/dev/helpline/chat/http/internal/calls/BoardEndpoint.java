package dev.helpline.chat.http.internal.calls;

import dev.helpline.chat.core.AgentDesk;
import dev.helpline.chat.core.board.BoardAnswer;
import dev.helpline.chat.core.board.BoardRequest;
import dev.helpline.chat.http.internal.exchange.CallResult;
import dev.helpline.chat.http.internal.wire.EncodedOnce;
import dev.helpline.chat.http.internal.wire.RawJson;
import dev.helpline.chat.http.internal.wire.WireBoard;
import dev.helpline.chat.http.internal.wire.WireSuccess;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletionStage;

/** The call that polls for changes among all open sessions. Agents at the same cursor get the same bytes. */
final class BoardEndpoint {
    private static final String MESSAGE = "This is what changed";

    private final Participants participants;
    private final Places waitingPolls;
    private final EncodedOnce<BoardAnswer> bodies;

    BoardEndpoint(Participants participants, Places waitingPolls, InstantSource clock) {
        this.participants = participants;
        this.waitingPolls = waitingPolls;
        this.bodies = new EncodedOnce<>(answer -> WireSuccess.write(WireBoard.of(answer, clock.instant()), MESSAGE));
    }

    CompletionStage<CallResult> poll(Request request) {
        BoardRequest board = BoardRequest.builder()
                .after(request.query().cursor("after").orElse(null))
                .maxWait(Duration.ofSeconds(request.query().fromZero("wait", (int) BoardRequest.MAX_WAIT.toSeconds())))
                .build();
        AgentDesk desk = participants.desk(request.caller());
        CompletionStage<BoardAnswer> found = board.maxWait().isZero()
                ? desk.boardAsync(board)
                : Places.inPlace(
                        waitingPolls.tryTake(request.caller()),
                        () -> desk.boardAsync(board),
                        () -> desk.boardAsync(board.waiting(Duration.ZERO)));
        return CancellableStages.map(found, answer -> new CallResult(RawJson.of(bodies.bytes(answer)), MESSAGE));
    }
}
