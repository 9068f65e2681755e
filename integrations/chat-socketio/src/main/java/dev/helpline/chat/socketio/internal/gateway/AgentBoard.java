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
import dev.helpline.chat.spi.entry.Entry;
import dev.helpline.chat.spi.session.LogPosition;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.session.SessionState;
import dev.helpline.chat.spi.session.Timeline;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What an agent's client is told of sessions that it has not joined: which begin to wait, which do not wait any more, and which customers need
 * the agent. Also notices that the agent has no access any more.
 */
final class AgentBoard implements Receiver<BoardAnswer> {
    private final GatewayCore core;
    private final ClientSocket socket;
    private final Set<SessionId> waiting = new HashSet<>();
    private final Set<SessionId> requests = new HashSet<>();

    /** How much of each session's log was looked at for messages of the customer; empty unless a dialect tells them. */
    private final Map<SessionId, Heard> heard = new HashMap<>();

    private final boolean tellsMessages;

    /** The first answers tell what waits already, which clients list by a call. */
    private boolean hasBegun;

    private AgentBoard(GatewayCore core, ClientSocket socket) {
        this.core = core;
        this.socket = socket;
        tellsMessages = core.dialectsOf(socket.namespace()).stream()
                .anyMatch(dialect -> dialect.rooms().tellsCustomerMessages());
    }

    private record Heard(long seq, long messages) {
        static Heard of(Session session) {
            LogPosition log = session.log();
            return new Heard(log.lastMessageSeq(), log.messageCount());
        }
    }

    static Subscription watch(GatewayCore core, ClientSocket socket) {
        return socket.identity().desk().subscribeBoard(BoardRequest.SNAPSHOT, new AgentBoard(core, socket));
    }

    @Override
    public CompletionStage<?> receive(BoardAnswer news) {
        List<Outgoing> events = new ArrayList<>();
        for (SessionSummary summary : news.sessions()) {
            SessionView view = summary.view();
            Session session = view.session();
            boolean waits = session.state() == SessionState.WAITING;
            if (waits ? waiting.add(session.id()) : waiting.remove(session.id())) {
                tell(session.id(), rooms -> rooms.waiting(view), events);
            }
            if (!mayNeedAgent(session)) {
                requests.remove(session.id());
            } else if (session.facts().customerMessages() > 0 && requests.add(session.id())) {
                tell(session.id(), rooms -> rooms.request(summary), events);
            }
            if (tellsMessages) {
                hear(summary, events);
            }
        }
        for (SessionId session : news.gone()) {
            requests.remove(session);
            heard.remove(session);
            if (waiting.remove(session)) {
                ended(session, events);
            }
        }
        hasBegun |= !news.hasMore();
        return socket.emit(events);
    }

    /** Tells what the customer has written since the board told the session before. */
    private void hear(SessionSummary summary, List<Outgoing> events) {
        SessionView view = summary.view();
        Heard now = Heard.of(view.session());
        Heard before = heard.put(view.session().id(), now);
        if (!hasBegun || (before != null && before.seq() == now.seq())) {
            return;
        }
        for (Entry message : newMessages(summary, before, now)) {
            if (Authors.isCustomer(message.author())) {
                core.dialectsOf(socket.namespace())
                        .forEach(dialect -> events.addAll(dialect.rooms().customerMessage(view, message)));
            }
        }
    }

    /** Returns the messages of which agents have not heard. Of a session that was not open before, those since it was started or reopened. */
    private List<Entry> newMessages(SessionSummary summary, @Nullable Heard before, Heard now) {
        SessionView view = summary.view();
        Entry last = summary.lastMessage();
        if (before != null && last != null && now.messages() == before.messages() + 1) {
            return List.of(last);
        }
        Timeline timeline = view.session().timeline();
        Instant since = timeline.reopenedAt() == null ? timeline.createdAt() : timeline.reopenedAt();
        return Messages.newest(socket.identity().desk(), view, RoomFeed.SNAPSHOT).messages().stream()
                .filter(message -> before == null ? !message.at().isBefore(since) : message.seq() > before.seq())
                .filter(message -> message.seq() <= now.seq())
                .toList();
    }

    private boolean mayNeedAgent(Session session) {
        return session.state() == SessionState.WAITING || socket.identity().id().equals(Authors.agentOf(session));
    }

    private void ended(SessionId session, List<Outgoing> events) {
        try {
            SessionView view = socket.identity().desk().session(session);
            tell(session, rooms -> rooms.waiting(view), events);
        } catch (ChatException gone) {
            // it was erased, or the agent may not see it any more
        }
    }

    private void tell(SessionId session, Function<RoomEvents, List<Outgoing>> news, List<Outgoing> events) {
        if (hasBegun && !socket.hasJoined(session)) {
            core.dialectsOf(socket.namespace()).forEach(dialect -> events.addAll(news.apply(dialect.rooms())));
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
