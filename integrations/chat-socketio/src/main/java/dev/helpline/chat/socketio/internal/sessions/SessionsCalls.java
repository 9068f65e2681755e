package dev.helpline.chat.socketio.internal.sessions;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.helpline.chat.core.AgentDesk;
import dev.helpline.chat.core.ChatParticipant;
import dev.helpline.chat.core.attachment.StartUpload;
import dev.helpline.chat.core.message.MessagePage;
import dev.helpline.chat.core.session.EndSession;
import dev.helpline.chat.core.session.SessionSummary;
import dev.helpline.chat.core.session.SessionView;
import dev.helpline.chat.core.session.StartSession;
import dev.helpline.chat.socketio.internal.gateway.Failure;
import dev.helpline.chat.socketio.internal.gateway.Fields;
import dev.helpline.chat.socketio.internal.gateway.Identity;
import dev.helpline.chat.socketio.internal.gateway.Json;
import dev.helpline.chat.socketio.internal.gateway.Messages;
import dev.helpline.chat.socketio.internal.gateway.Priorities;
import dev.helpline.chat.socketio.internal.gateway.ReadMarks;
import dev.helpline.chat.socketio.internal.gateway.RestCall;
import dev.helpline.chat.socketio.internal.gateway.RestReply;
import dev.helpline.chat.socketio.internal.gateway.SessionLists;
import dev.helpline.chat.socketio.internal.gateway.Slice;
import dev.helpline.chat.spi.AgentId;
import dev.helpline.chat.spi.AttachmentId;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.attachment.Attachment;
import dev.helpline.chat.spi.entry.Entry;
import dev.helpline.chat.spi.session.Outcome;
import dev.helpline.chat.spi.session.SessionState;
import dev.helpline.chat.spi.session.Topic;
import dev.helpline.chat.spi.store.EndedSessionQuery;
import dev.helpline.chat.spi.store.OpenSessionQuery;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The calls of this dialect over HTTP. Thread-safe. */
final class SessionsCalls {
    private static final int MAX_OFFSET = 1_000_000;
    private static final int MAX_FILES = 5;
    private static final int MAX_FILE_BYTES = 10 * 1024 * 1024;

    /** What the documents of this dialect allow; the engine's policy may allow less. */
    private static final Set<String> ENDINGS =
            Set.of("jpeg", "jpg", "png", "gif", "webp", "pdf", "doc", "docx", "xls", "xlsx", "txt");

    private final SessionsJson json;

    SessionsCalls(SessionsJson json) {
        this.json = json;
    }

    RestReply start(RestCall call) {
        Fields body = call.body();
        Topic topic = Topic.builder()
                .subject(body.text("subject").orElse(null))
                .category(body.text("category").orElse(null))
                .externalRef(body.text("restaurant_id").orElse(null))
                .requestedPriority(body.text("priority").map(Priorities::parse).orElse(null))
                .build();
        SessionView started = call.identity()
                .customer()
                .start(StartSession.builder()
                        .id(new SessionId(UUID.randomUUID().toString()))
                        .topic(topic)
                        .initialMessage(body.text("initial_message").orElse(null))
                        .build());
        return data(201, detail(call.identity(), started.session().id()));
    }

    RestReply list(RestCall call) {
        Slice slice = Slice.of(call.query());
        SessionStatus status =
                call.query().text("status").map(SessionsCalls::status).orElse(null);
        List<SessionSummary> found = call.identity().isAgent()
                ? ofAgent(call.identity().desk(), status, slice)
                : SessionLists.ofCustomer(
                        call.identity().customer(),
                        session -> status == null ? session.state().isOpen() : SessionStatus.of(session) == status,
                        slice);
        ArrayNode sessions = Json.array();
        found.forEach(summary -> sessions.add(json.session(call.identity(), summary.view(), summary.lastMessage())));
        return data(200, sessions);
    }

    private static SessionStatus status(String name) {
        return SessionStatus.parse(name)
                .orElseThrow(() -> Failure.invalid("status must be waiting, active, resolved or closed"));
    }

    private static List<SessionSummary> ofAgent(AgentDesk desk, @Nullable SessionStatus status, Slice slice) {
        OpenSessionQuery.Builder open = OpenSessionQuery.builder();
        if (status == null) {
            return SessionLists.open(desk, open.build(), slice);
        }
        return switch (status) {
            case WAITING ->
                SessionLists.open(
                        desk, open.states(Set.of(SessionState.WAITING)).build(), slice);
            case ACTIVE ->
                SessionLists.open(
                        desk,
                        open.states(Set.of(SessionState.ACTIVE, SessionState.ON_HOLD))
                                .build(),
                        slice);
            case RESOLVED, CLOSED -> {
                EndedSessionQuery.Builder ended = EndedSessionQuery.builder();
                if (status == SessionStatus.RESOLVED) {
                    ended.outcome(Outcome.RESOLVED);
                }
                yield SessionLists.ended(desk, ended.build(), session -> SessionStatus.of(session) == status, slice);
            }
        };
    }

    RestReply session(RestCall call) {
        return data(200, detail(call.identity(), sessionOf(call)));
    }

    private ObjectNode detail(Identity reader, SessionId session) {
        SessionView view = reader.participant().session(session);
        Entry last = Messages.last(reader.participant(), view).orElse(null);
        return json.session(reader, view, last);
    }

    RestReply messages(RestCall call) {
        ChatParticipant participant = call.identity().participant();
        int limit = Slice.limit(call.query());
        int offset = call.query().whole("offset", 0, 0, MAX_OFFSET);
        SessionView view = participant.session(sessionOf(call));
        MessagePage page = Messages.from(participant, view.session().id(), offset, limit);
        ArrayNode messages = Json.array();
        page.messages().forEach(entry -> messages.add(json.message(call.identity(), view, page.activity(), entry)));
        return data(200, messages);
    }

    RestReply send(RestCall call) {
        SessionId session = sessionOf(call);
        ChatParticipant participant = call.identity().participant();
        List<AttachmentId> uploaded =
                store(call, session).stream().map(Attachment::id).toList();
        Entry stored = participant.send(SessionsMessages.read(call.identity(), session, call.body(), uploaded));
        SessionView view = participant.session(session);
        return data(201, json.message(call.identity(), view, view.activity(), stored));
    }

    RestReply upload(RestCall call) {
        if (call.files().isEmpty()) {
            throw Failure.invalid("attachments are required");
        }
        SessionId session = call.body()
                .text("session_id")
                .or(() -> call.query().text("session_id"))
                .map(Fields::sessionId)
                .or(() -> currentOf(call.identity()))
                .orElseThrow(
                        () -> Failure.invalid("session_id is required, since it is not clear which session is meant"));
        ArrayNode files = Json.array();
        store(call, session).forEach(file -> files.add(json.file(call.identity(), session, file)));
        return data(201, files);
    }

    /** The session for which a file is meant that comes before its message: the customer's current one, or the agent's only one. */
    private static Optional<SessionId> currentOf(Identity identity) {
        if (!identity.isAgent()) {
            return identity.customer().current().map(view -> view.session().id());
        }
        OpenSessionQuery own =
                OpenSessionQuery.builder().agent(new AgentId(identity.id())).build();
        List<SessionSummary> sessions = identity.desk().openSessions(own, 1, 2).sessions();
        return sessions.size() == 1
                ? Optional.of(sessions.get(0).view().session().id())
                : Optional.empty();
    }

    private List<Attachment> store(RestCall call, SessionId session) {
        List<RestCall.FormFile> files = call.files();
        if (files.size() > MAX_FILES) {
            throw Failure.invalid("at most " + MAX_FILES + " files are taken at once");
        }
        for (RestCall.FormFile file : files) {
            String ending =
                    file.name().substring(file.name().lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
            if (!ENDINGS.contains(ending)) {
                throw Failure.invalid("files of this type are not taken");
            }
            if (file.bytes().length > MAX_FILE_BYTES) {
                throw Failure.tooLarge("a file may have at most 10 MB");
            }
        }
        List<Attachment> stored = new ArrayList<>();
        for (RestCall.FormFile file : files) {
            StartUpload upload = StartUpload.builder(session, file.name(), file.bytes().length)
                    .id(new AttachmentId(UUID.randomUUID().toString()))
                    .declaredType(file.type())
                    .build();
            stored.add(
                    call.identity().participant().attachments().upload(upload, new ByteArrayInputStream(file.bytes())));
        }
        return stored;
    }

    RestReply read(RestCall call) {
        ReadMarks.move(call.identity(), sessionOf(call), call.body(), "message_ids");
        return new RestReply(200, Json.object().put("success", true).put("message", "Messages marked as read"));
    }

    RestReply assign(RestCall call) {
        SessionId session =
                call.identity().desk().claim(sessionOf(call)).session().id();
        return data(200, detail(call.identity(), session));
    }

    /**
     * Moves a session to another status. From a session that has ended, none is allowed but its own:
     *
     * <pre>
     *            to active        to resolved       to closed
     * waiting    claim            end as resolved   end
     * active     claim or resume  end as resolved   end
     * resolved   conflict         as it is          conflict
     * closed     conflict         conflict          as it is
     * </pre>
     */
    RestReply changeStatus(RestCall call) {
        SessionStatus wanted = SessionStatus.parse(call.body().requireText("status"))
                .filter(status -> status != SessionStatus.WAITING)
                .orElseThrow(() -> Failure.invalid("status must be active, resolved or closed"));
        SessionId session = sessionOf(call);
        Identity identity = call.identity();
        SessionView view = identity.participant().session(session);
        SessionStatus now = SessionStatus.of(view.session());
        boolean hasEnded = !view.session().state().isOpen();
        if (hasEnded && now != wanted) {
            throw Failure.conflict("The session is " + now.wireName());
        }
        if (!hasEnded) {
            switch (wanted) {
                case ACTIVE -> activate(identity.desk(), view);
                case RESOLVED ->
                    identity.participant()
                            .end(EndSession.builder(session)
                                    .outcome(Outcome.RESOLVED)
                                    .build());
                default -> identity.participant().end(EndSession.of(session));
            }
        }
        return data(200, detail(identity, session));
    }

    private static void activate(AgentDesk desk, SessionView view) {
        SessionId session = view.session().id();
        if (view.session().state() == SessionState.ON_HOLD) {
            desk.resume(session);
        } else {
            desk.claim(session);
        }
    }

    private static SessionId sessionOf(RestCall call) {
        return Fields.sessionId(call.variables().get(0));
    }

    private static RestReply data(int status, com.fasterxml.jackson.databind.JsonNode data) {
        ObjectNode body = Json.object().put("success", true);
        body.set("data", data);
        return new RestReply(status, body);
    }
}
