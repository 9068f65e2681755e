package dev.helpline.chat.socketio.internal.conversations;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.helpline.chat.core.AgentDesk;
import dev.helpline.chat.core.ChatParticipant;
import dev.helpline.chat.core.message.MessagePage;
import dev.helpline.chat.core.message.SendMessage;
import dev.helpline.chat.core.session.EndSession;
import dev.helpline.chat.core.session.SessionSummary;
import dev.helpline.chat.core.session.SessionView;
import dev.helpline.chat.core.session.StartSession;
import dev.helpline.chat.socketio.internal.gateway.Failure;
import dev.helpline.chat.socketio.internal.gateway.Fields;
import dev.helpline.chat.socketio.internal.gateway.Identity;
import dev.helpline.chat.socketio.internal.gateway.Json;
import dev.helpline.chat.socketio.internal.gateway.MessageIds;
import dev.helpline.chat.socketio.internal.gateway.Messages;
import dev.helpline.chat.socketio.internal.gateway.NumericIds;
import dev.helpline.chat.socketio.internal.gateway.Priorities;
import dev.helpline.chat.socketio.internal.gateway.ReadMarks;
import dev.helpline.chat.socketio.internal.gateway.RestCall;
import dev.helpline.chat.socketio.internal.gateway.RestReply;
import dev.helpline.chat.socketio.internal.gateway.SessionLists;
import dev.helpline.chat.socketio.internal.gateway.Slice;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.entry.Entry;
import dev.helpline.chat.spi.session.SessionState;
import dev.helpline.chat.spi.session.Topic;
import java.util.List;
import java.util.Optional;

/** The calls of this dialect over HTTP. Thread-safe. */
final class ConversationsCalls {
    private ConversationsCalls() {}

    /** Lists the caller's conversations, also closed ones, the youngest first. */
    static RestReply own(RestCall call) {
        List<SessionSummary> found =
                SessionLists.ofCustomer(call.identity().customer(), any -> true, Slice.of(call.query()));
        return new RestReply(200, success().set("conversations", list(call.identity(), found)));
    }

    static ArrayNode list(Identity reader, List<SessionSummary> found) {
        ArrayNode conversations = Json.array();
        found.forEach(summary ->
                conversations.add(ConversationsJson.conversation(reader, summary.view(), summary.lastMessage())));
        return conversations;
    }

    /** Starts a conversation with its first message. */
    static RestReply start(RestCall call) {
        Fields body = call.body();
        SessionId id = NumericIds.newSession();
        String text = body.requireText("message");
        StartSession request = StartSession.builder()
                .id(id)
                .topic(Topic.builder()
                        .subject(body.text("subject").orElse(null))
                        .requestedPriority(
                                body.text("priority").map(Priorities::parse).orElse(null))
                        .build())
                .initialMessage(text)
                .initialMessageId(NumericIds.message(call.identity(), id, Optional.empty(), text))
                .build();
        var unused = call.identity().customer().start(request);
        return new RestReply(201, success().set("conversation", conversation(call.identity(), id)));
    }

    private static ObjectNode conversation(Identity reader, SessionId id) {
        SessionView view = reader.participant().session(id);
        Entry last = Messages.last(reader.participant(), view).orElse(null);
        return ConversationsJson.conversation(reader, view, last);
    }

    /** Returns the newest messages, or those from an offset on, the oldest first. They count as delivered. */
    static RestReply messages(RestCall call) {
        ChatParticipant participant = call.identity().participant();
        SessionView view = participant.session(conversationOf(call));
        MessagePage page = Messages.requested(participant, view, call.query());
        ArrayNode messages = Json.array();
        page.messages()
                .forEach(entry -> messages.add(ConversationsJson.message(view.session(), page.activity(), entry)));
        return new RestReply(200, success().set("messages", messages));
    }

    static RestReply sendAsCustomer(RestCall call) {
        return send(call, call.identity().customer());
    }

    static RestReply sendAsAgent(RestCall call) {
        return send(call, call.identity().desk());
    }

    private static RestReply send(RestCall call, ChatParticipant participant) {
        SessionId conversation = conversationOf(call);
        Entry stored = participant.send(message(call.identity(), conversation, call.body()));
        SessionView view = participant.session(conversation);
        return new RestReply(
                201, success().set("message", ConversationsJson.message(view.session(), view.activity(), stored)));
    }

    /** Reads a message as this dialect's clients send it, over the socket and by a call. */
    static SendMessage message(Identity sender, SessionId conversation, Fields fields) {
        String text = fields.requireText("message");
        Optional<String> tempId = MessageIds.clientId(fields, ConversationsJson.TEMP_ID);
        SendMessage.Builder message =
                SendMessage.builder(conversation, text).id(NumericIds.message(sender, conversation, tempId, text));
        tempId.ifPresent(id -> message.metadata(MessageIds.metadata(ConversationsJson.TEMP_ID, id)));
        return message.build();
    }

    static RestReply read(RestCall call) {
        ReadMarks.move(call.identity(), conversationOf(call), call.body(), "messageIds");
        return new RestReply(200, success());
    }

    /**
     * Moves a conversation to another status. What cannot be is a conflict:
     *
     * <pre>
     *              to open                  to pending   to closed
     * waiting      as it is                 conflict     end
     * active       as it is                 hold         end
     * pending      resume                   as it is     end
     * closed       reopen, if the policy    conflict     as it is
     *              allows it
     * </pre>
     */
    static RestReply changeStatus(RestCall call) {
        AgentDesk desk = call.identity().desk();
        SessionId id = conversationOf(call);
        ConversationStatus wanted = ConversationStatus.parse(call.body().requireText("status"));
        SessionState state = desk.session(id).session().state();
        switch (wanted) {
            case OPEN -> open(desk, id, state);
            case PENDING -> desk.hold(id);
            case CLOSED -> desk.end(EndSession.of(id));
        }
        return new RestReply(200, success().set("conversation", conversation(call.identity(), id)));
    }

    private static void open(AgentDesk desk, SessionId id, SessionState state) {
        switch (state) {
            case WAITING, ACTIVE -> {
                // it is open
            }
            case ON_HOLD -> desk.resume(id);
            case ENDED -> desk.reopen(id);
        }
    }

    private static SessionId conversationOf(RestCall call) {
        return Fields.sessionId(call.variables().get(0));
    }

    static ObjectNode success() {
        return Json.object().put("success", true);
    }

    static ObjectNode failure(Failure failure) {
        return Json.object().put("success", false).setAll(ConversationsJson.error(failure));
    }
}
