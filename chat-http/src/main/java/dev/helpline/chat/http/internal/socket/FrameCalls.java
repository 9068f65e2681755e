package dev.helpline.chat.http.internal.socket;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.helpline.chat.core.AgentDesk;
import dev.helpline.chat.core.ChatParticipant;
import dev.helpline.chat.core.message.SendMessage;
import dev.helpline.chat.core.subscription.SubscriptionEnd;
import dev.helpline.chat.http.internal.calls.IdentityClaims;
import dev.helpline.chat.http.internal.calls.MessageFields;
import dev.helpline.chat.http.internal.calls.ReadFields;
import dev.helpline.chat.http.internal.exchange.Caller;
import dev.helpline.chat.http.internal.wire.ClientFrame;
import dev.helpline.chat.http.internal.wire.JsonFields;
import dev.helpline.chat.http.internal.wire.Problem;
import dev.helpline.chat.http.internal.wire.Refusal;
import dev.helpline.chat.http.internal.wire.ServerFrame;
import dev.helpline.chat.http.internal.wire.WireError;
import dev.helpline.chat.http.internal.wire.WireTime;
import dev.helpline.chat.spi.EntryId;
import dev.helpline.chat.spi.ErrorCode;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.entry.Entry;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Carries out the frames of one caller, and follows the sessions that the caller asks for. Thread-safe. */
final class FrameCalls {
    private static final int MAX_SESSIONS = 64;

    /** Messages of one socket that may be under way; a client that sends what it wrote without a connection stays below it. */
    private static final int MAX_UNACKNOWLEDGED = 64;

    private static final int MAX_CURSOR = 512;

    private final Connection connection;
    private final Opening opening;
    private final Caller caller;
    private final ChatParticipant participant;
    private final BoardFeed board;
    private final Map<SessionId, SessionFeed> feeds = new ConcurrentHashMap<>();
    private final AtomicInteger unacknowledged = new AtomicInteger();

    FrameCalls(Connection connection, Opening opening, Caller caller, ChatParticipant participant) {
        this.connection = connection;
        this.opening = opening;
        this.caller = caller;
        this.participant = participant;
        this.board = new BoardFeed(connection.outbox(), connection.clock(), this::boardEnded);
    }

    Caller caller() {
        return caller;
    }

    /** Greets an agent and begins the board, or begins the feed of the path's session. Throws what subscribing throws. */
    void begin(@Nullable String after) {
        SessionId session = opening.session();
        if (session == null) {
            connection.reply(new ServerFrame.Welcome(
                    caller.principal().id(), caller.principal().name()));
            board.begin((AgentDesk) participant, after);
            if (connection.isOver()) {
                board.cancel();
            }
        } else {
            follow(session, after);
        }
    }

    /** Ends all feeds. */
    void end() {
        board.cancel();
        feeds.values().forEach(SessionFeed::cancel);
    }

    /** Carries out a frame. A failure becomes an error frame, and closes the connection if the caller cannot go on. */
    void carryOut(Optional<ClientFrame> type, ObjectNode object, HeldBytes held) {
        boolean isMessage = type.equals(Optional.of(ClientFrame.MESSAGE));
        JsonFields frame =
                new JsonFields(object, isMessage ? WireError.INVALID_MESSAGE_DATA : WireError.VALIDATION_ERROR);
        try {
            carryOut(type.orElseThrow(() -> frame.refuse("type is not the type of a frame")), frame, held);
        } catch (Throwable failure) {
            WireError unexpected = isMessage ? WireError.MESSAGE_SEND_FAILED : WireError.INTERNAL_ERROR;
            Problem problem = connection.problemOf(failure, unexpected, "a frame");
            reject(problem, named(frame, "sessionId"), named(frame, "messageId"));
        }
    }

    private void carryOut(ClientFrame type, JsonFields frame, HeldBytes held) {
        switch (type) {
            case AUTHENTICATE -> throw frame.refuse("The socket is authenticated already");
            case SUBSCRIBE -> subscribe(frame);
            case UNSUBSCRIBE -> unsubscribe(frame);
            case MESSAGE -> send(frame, held);
            case TYPING -> participant.typing(session(frame), frame.requireFlag("isTyping"));
            case READ -> ReadFields.note(participant, session(frame), frame);
            case DELIVERED -> participant.delivered(session(frame), frame.requireWhole("upTo"));
            case PING -> connection.reply(new ServerFrame.Pong());
        }
    }

    private void subscribe(JsonFields frame) {
        requireAgentsSocket(frame);
        SessionId session = session(frame);
        if (feeds.size() >= MAX_SESSIONS && !feeds.containsKey(session)) {
            throw frame.refuse("One socket follows at most " + MAX_SESSIONS + " sessions");
        }
        follow(session, after(frame));
    }

    private void unsubscribe(JsonFields frame) {
        requireAgentsSocket(frame);
        SessionId session = session(frame);
        SessionFeed feed = feeds.remove(session);
        if (feed != null) {
            feed.cancel();
        }
        connection.reply(new ServerFrame.Unsubscribed(session.value()));
    }

    /** Follows a session from this cursor on. Replaces the feed that the socket has of it already. */
    private void follow(SessionId session, @Nullable String after) {
        SessionFeed feed = new SessionFeed(session, caller.role(), connection.outbox(), this::feedEnded);
        SessionFeed earlier = feeds.put(session, feed);
        if (earlier != null) {
            earlier.cancel();
        }
        try {
            feed.begin(participant, after);
        } catch (Throwable refused) {
            feeds.remove(session, feed);
            throw refused;
        }
        if (connection.isOver()) {
            feed.cancel();
        }
    }

    private void feedEnded(SessionFeed feed, SubscriptionEnd end) {
        feeds.remove(feed.session(), feed);
        end.refusal()
                .map(refusal -> connection.problemOf(refusal, WireError.INTERNAL_ERROR, "a subscription"))
                .ifPresent(problem -> connection.reply(
                        ServerFrame.Rejection.of(problem, feed.session().value(), null)));
        boolean endsTheCaller = end.refusal()
                .map(refusal -> refusal.code() == ErrorCode.AGENT_INACTIVE)
                .orElse(false);
        if (opening.session() == null && end.reason() == SubscriptionEnd.Reason.NOT_ALLOWED && !endsTheCaller) {
            connection.reply(new ServerFrame.Unsubscribed(feed.session().value()));
        } else {
            connection.close(CloseCode.of(end.reason()));
        }
    }

    /** An agent who may not have the board any more may do nothing else either. */
    private void boardEnded(SubscriptionEnd end) {
        end.refusal()
                .map(refusal -> connection.problemOf(refusal, WireError.INTERNAL_ERROR, "a subscription"))
                .ifPresent(problem -> connection.reply(ServerFrame.Rejection.of(problem, null, null)));
        connection.close(CloseCode.of(end.reason()));
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the callback runs in any case
    private void send(JsonFields frame, HeldBytes held) {
        IdentityClaims.checkSender(frame, caller);
        SessionId session = session(frame);
        String id = named(frame, "messageId");
        if (unacknowledged.incrementAndGet() > MAX_UNACKNOWLEDGED) {
            unacknowledged.decrementAndGet();
            throw new Refusal(Problem.of(WireError.RATE_LIMITED, "Too many messages wait for their ack")
                    .withRetryAfter(Problem.DEFAULT_RETRY));
        }
        held.keep();
        try {
            SendMessage message = MessageFields.read(session, frame);
            participant.sendAsync(message).whenComplete((entry, failure) -> {
                stored(held);
                if (failure == null) {
                    connection.reply(ackOf(message, entry));
                } else {
                    reject(
                            connection.problemOf(failure, WireError.MESSAGE_SEND_FAILED, "a message"),
                            session.value(),
                            id);
                }
            });
        } catch (Throwable refused) {
            stored(held);
            throw refused;
        }
    }

    private void stored(HeldBytes held) {
        unacknowledged.decrementAndGet();
        held.release();
    }

    private static ServerFrame ackOf(SendMessage message, Entry entry) {
        return new ServerFrame.Ack(
                message.session().value(),
                entry.id().value(),
                entry.seq(),
                WireTime.format(entry.claimedAt() == null ? entry.at() : entry.claimedAt()),
                WireTime.format(entry.at()),
                MessageFields.changedText(entry, message));
    }

    private void reject(Problem problem, @Nullable String session, @Nullable String message) {
        connection.reply(ServerFrame.Rejection.of(problem, session, message));
        if (CloseCode.isFinal(problem.error())) {
            connection.close(CloseCode.of(problem.error()));
        }
    }

    private void requireAgentsSocket(JsonFields frame) {
        if (opening.session() != null) {
            throw frame.refuse("This socket follows the session of its path only");
        }
    }

    private SessionId session(JsonFields frame) {
        SessionId own = opening.session();
        if (own == null) {
            return frame.requireId("sessionId", SessionId::new);
        }
        if (!frame.id("sessionId", SessionId::new).orElse(own).equals(own)) {
            throw frame.refuse("sessionId must be the session of the path");
        }
        return own;
    }

    /** The cursor behind which a feed begins. */
    static @Nullable String after(JsonFields frame) {
        String after = frame.text("after").filter(text -> !text.isEmpty()).orElse(null);
        if (after != null && after.length() > MAX_CURSOR) {
            throw frame.refuse("after is too long");
        }
        return after;
    }

    /** What a frame names, if it is a valid id, to be repeated in an error. */
    private static @Nullable String named(JsonFields frame, String field) {
        try {
            return frame.id(field, EntryId::new).map(EntryId::value).orElse(null);
        } catch (Refusal invalid) {
            return null;
        }
    }
}
