package dev.helpline.chat.http.internal.calls;

import dev.helpline.chat.core.AgentDesk;
import dev.helpline.chat.core.desk.AddNote;
import dev.helpline.chat.core.desk.OutboundSession;
import dev.helpline.chat.core.desk.SessionMacro;
import dev.helpline.chat.core.desk.TransferSession;
import dev.helpline.chat.core.message.SendMessage;
import dev.helpline.chat.core.session.EndSession;
import dev.helpline.chat.core.session.SessionView;
import dev.helpline.chat.http.internal.exchange.CallResult;
import dev.helpline.chat.http.internal.wire.JsonFields;
import dev.helpline.chat.http.internal.wire.Refusal;
import dev.helpline.chat.http.internal.wire.WireChangedSession;
import dev.helpline.chat.http.internal.wire.WireError;
import dev.helpline.chat.http.internal.wire.WireNames;
import dev.helpline.chat.http.internal.wire.WireTime;
import dev.helpline.chat.spi.AgentId;
import dev.helpline.chat.spi.CustomerId;
import dev.helpline.chat.spi.EntryId;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.entry.Entry;
import dev.helpline.chat.spi.session.Customer;
import dev.helpline.chat.spi.session.Topic;
import java.util.Optional;

/** The calls by which agents start sessions, and work together in them. */
final class TeamEndpoints {
    private final Participants participants;

    TeamEndpoints(Participants participants) {
        this.participants = participants;
    }

    /** Starts a session with a customer, who is named as the caller is when customers start one. */
    CallResult start(Request request) {
        JsonFields body = request.body();
        JsonFields user = body.object("userInfo").orElseThrow(() -> body.refuse("userInfo is required"));
        if (user.flag("isGuest")) {
            throw new Refusal(WireError.FORBIDDEN, "Agents start no session with a guest");
        }
        Customer customer = Customer.builder(user.id("userId", CustomerId::new)
                        .orElseThrow(() -> body.refuse("userInfo.userId is required")))
                .name(user.text("name").orElse(null))
                .email(user.text("email").orElse(null))
                .phone(user.text("phone").orElse(null))
                .build();
        OutboundSession start = OutboundSession.with(customer)
                .id(body.id("sessionId", SessionId::new).orElse(null))
                .topic(Topic.builder()
                        .subject(body.text("subject").orElse(null))
                        .category(body.text("category").orElse(null))
                        .externalRef(body.text("externalRef").orElse(null))
                        .context(body.json("context").orElse(null))
                        .locale(body.text("locale").orElse(null))
                        .build())
                .department(body.text("department").orElse(null))
                .message(body.text("initialMessage").orElse(null))
                .build();
        return changed(desk(request).start(start), "The session is yours");
    }

    CallResult note(Request request) {
        JsonFields body = request.body();
        AddNote note = AddNote.builder(request.bodySession(), body.requireText("note"))
                .id(body.id("noteId", EntryId::new).orElse(null))
                .build();
        return new CallResult(Noted.of(desk(request).note(note)), "The note is stored");
    }

    CallResult priority(Request request) {
        JsonFields body = request.body();
        SessionId session = request.bodySession();
        return changed(
                desk(request)
                        .setPriority(
                                session,
                                body.word("priority", WireNames.PRIORITIES)
                                        .orElseThrow(() -> body.refuse("priority is required"))),
                "This is the priority");
    }

    CallResult tags(Request request) {
        JsonFields body = request.body();
        return changed(
                desk(request).changeTags(request.bodySession(), body.texts("add"), body.texts("remove")),
                "These are the tags");
    }

    CallResult escalate(Request request) {
        return changed(
                desk(request).escalate(request.bodySession(), request.body().requireText("reason")),
                "The session is escalated");
    }

    CallResult transfer(Request request) {
        JsonFields body = request.body();
        SessionId session = request.bodySession();
        Optional<AgentId> agent = body.id("toAgentId", AgentId::new);
        Optional<String> department = body.text("toDepartment");
        if (agent.isPresent() == department.isPresent()) {
            throw body.refuse("either toAgentId or toDepartment is required");
        }
        TransferSession.Builder transfer = agent.map(to -> TransferSession.toAgent(session, to))
                .orElseGet(() -> TransferSession.toDepartment(session, department.orElseThrow()));
        return changed(
                desk(request)
                        .transfer(withDetails(transfer, body)
                                .force(body.flag("force"))
                                .build()),
                "The session is transferred");
    }

    CallResult giveBack(Request request) {
        TransferSession.Builder transfer = TransferSession.toQueue(request.bodySession());
        return changed(
                desk(request).transfer(withDetails(transfer, request.body()).build()),
                "The session waits for an agent");
    }

    private static TransferSession.Builder withDetails(TransferSession.Builder transfer, JsonFields body) {
        return transfer.from(body.id("fromAgentId", AgentId::new).orElse(null))
                .note(body.text("note").orElse(null));
    }

    CallResult decline(Request request) {
        return changed(desk(request).decline(request.bodySession()), "The session is not offered to you");
    }

    CallResult takeOver(Request request) {
        return changed(desk(request).takeOver(request.bodySession()), "The session is yours");
    }

    /** Several acts at once; each is there if one of its fields is. */
    CallResult macro(Request request) {
        JsonFields body = request.body();
        SessionId session = request.bodySession();
        SessionMacro.Builder macro = SessionMacro.builder(session)
                .priority(body.word("priority", WireNames.PRIORITIES).orElse(null))
                .addTags(body.texts("addTags"))
                .removeTags(body.texts("removeTags"))
                .escalation(body.text("reason").orElse(null));
        Optional<EntryId> noteId = body.id("noteId", EntryId::new);
        body.text("note")
                .ifPresent(note -> macro.note(
                        AddNote.builder(session, note).id(noteId.orElse(null)).build()));
        Optional<EntryId> messageId = body.id("messageId", EntryId::new);
        body.text("message")
                .ifPresent(text -> macro.reply(SendMessage.builder(session, text)
                        .id(messageId.orElse(null))
                        .build()));
        body.object("end")
                .ifPresent(end -> macro.end(EndSession.builder(session)
                        .reason(end.text("endReason").orElse(null))
                        .outcome(end.word("outcome", WireNames.OUTCOMES).orElse(null))
                        .build()));
        return changed(desk(request).apply(macro.build()), "All of it is done");
    }

    private AgentDesk desk(Request request) {
        return participants.desk(request.caller());
    }

    private static CallResult changed(SessionView view, String message) {
        return new CallResult(WireChangedSession.of(view.session()), message);
    }

    private record Noted(String noteId, long seq, String receivedAt) {
        static Noted of(Entry note) {
            return new Noted(note.id().value(), note.seq(), WireTime.format(note.at()));
        }
    }
}
