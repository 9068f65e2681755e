package dev.helpline.chat.socketio.internal.gateway;

import dev.helpline.chat.core.board.BoardAnswer;
import dev.helpline.chat.core.board.BoardRequest;
import dev.helpline.chat.core.session.SessionSummary;
import dev.helpline.chat.core.session.SessionView;
import dev.helpline.chat.core.subscription.Receiver;
import dev.helpline.chat.core.subscription.Subscription;
import dev.helpline.chat.core.subscription.SubscriptionEnd;
import dev.helpline.chat.spi.ChatException;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.session.SessionState;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/** Tells an agent's client which sessions begin to wait, and which do not wait any more. Also notices that the agent has no access any more. */
final class WaitingSessions implements Receiver<BoardAnswer> {
    private final GatewayCore core;
    private final ClientSocket socket;
    private final Set<SessionId> waiting = new HashSet<>();

    /** The first answers tell what waits already, which clients list by a call. */
    private boolean hasBegun;

    private WaitingSessions(GatewayCore core, ClientSocket socket) {
        this.core = core;
        this.socket = socket;
    }

    static Subscription watch(GatewayCore core, ClientSocket socket) {
        return socket.identity().desk().subscribeBoard(BoardRequest.SNAPSHOT, new WaitingSessions(core, socket));
    }

    @Override
    public CompletionStage<?> receive(BoardAnswer news) {
        List<Outgoing> events = new ArrayList<>();
        for (SessionSummary summary : news.sessions()) {
            SessionView view = summary.view();
            SessionId session = view.session().id();
            boolean waits = view.session().state() == SessionState.WAITING;
            if (waits ? waiting.add(session) : waiting.remove(session)) {
                tell(view, events);
            }
        }
        for (SessionId session : news.gone()) {
            if (waiting.remove(session)) {
                ended(session, events);
            }
        }
        hasBegun |= !news.hasMore();
        return socket.emit(events);
    }

    private void ended(SessionId session, List<Outgoing> events) {
        try {
            tell(socket.identity().desk().session(session), events);
        } catch (ChatException gone) {
            // it was erased, or the agent may not see it any more
        }
    }

    private void tell(SessionView view, List<Outgoing> events) {
        if (hasBegun && !socket.hasJoined(view.session().id())) {
            core.dialectsOf(socket.namespace())
                    .forEach(dialect -> events.addAll(dialect.rooms().waiting(view)));
        }
    }

    @Override
    public void ended(SubscriptionEnd end) {
        switch (end.reason()) {
            case TOKEN_EXPIRED -> socket.end(Failure.unauthenticated());
            case NOT_ALLOWED -> socket.end(end.refusal().map(Failure::of).orElseGet(Failure::unauthenticated));
            case RECEIVER_TOO_SLOW, RECEIVER_FAILED, ENGINE_CLOSED -> socket.close();
        }
    }
}
