package dev.helpline.chat.socketio.internal.sessions;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.helpline.chat.core.AgentDesk;
import dev.helpline.chat.core.ChatParticipant;
import dev.helpline.chat.core.CustomerChat;
import dev.helpline.chat.core.attachment.StartUpload;
import dev.helpline.chat.core.desk.EndedSessionPage;
import dev.helpline.chat.core.message.MessagePage;
import dev.helpline.chat.core.session.EndSession;
import dev.helpline.chat.core.session.SessionPage;
import dev.helpline.chat.core.session.SessionSummary;
import dev.helpline.chat.core.session.SessionView;
import dev.helpline.chat.core.session.StartSession;
import dev.helpline.chat.socketio.internal.gateway.Failure;
import dev.helpline.chat.socketio.internal.gateway.Fields;
import dev.helpline.chat.socketio.internal.gateway.Identity;
import dev.helpline.chat.socketio.internal.gateway.Json;
import dev.helpline.chat.socketio.internal.gateway.Messages;
import dev.helpline.chat.socketio.internal.gateway.RestCall;
import dev.helpline.chat.socketio.internal.gateway.RestReply;
import dev.helpline.chat.spi.AgentId;
import dev.helpline.chat.spi.AttachmentId;
import dev.helpline.chat.spi.EntryId;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.attachment.Attachment;
import dev.helpline.chat.spi.entry.Entry;
import dev.helpline.chat.spi.session.Outcome;
import dev.helpline.chat.spi.session.Priority;
import dev.helpline.chat.spi.session.SessionState;
import dev.helpline.chat.spi.session.Topic;
import dev.helpline.chat.spi.store.EndedSessionKey;
import dev.helpline.chat.spi.store.EndedSessionQuery;
import dev.helpline.chat.spi.store.OpenSessionQuery;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** The calls of this dialect over HTTP. Thread-safe. */
final class SessionsCalls {
    private static final int DEFAULT_LIMIT = 50;
    private static final int MAX_LIMIT = 100;
    private static final int MAX_OFFSET = 1_000_000;
    private static final int MAX_LIST_OFFSET = 1000;
    private static final int MAX_READ_IDS = 1000;
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
                .requestedPriority(
                        body.text("priority").map(SessionsCalls::priority).orElse(null))
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

    private static Priority priority(String name) {
        if (name.equals("medium")) {
            return Priority.NORMAL;
        }
        for (Priority priority : Priority.values()) {
            if (priority.name().toLowerCase(Locale.ROOT).equals(name)) {
                return priority;
            }
        }
        throw Failure.invalid("priority must be low, normal, medium, high or urgent");
    }

    RestReply list(RestCall call) {
        int limit = call.query().whole("limit", DEFAULT_LIMIT, 1, MAX_LIMIT);
        int offset = call.query().whole("offset", 0, 0, MAX_LIST_OFFSET);
        SessionStatus status =
                call.query().text("status").map(SessionsCalls::status).orElse(null);
        List<SessionSummary> found = call.identity().isAgent()
                ? ofAgent(call.identity().desk(), status, offset + limit)
                : ofCustomer(call.identity().customer(), status, offset + limit);
        ArrayNode sessions = Json.array();
        found.subList(Math.min(offset, found.size()), Math.min(offset + limit, found.size()))
                .forEach(summary -> sessions.add(json.session(call.identity(), summary.view(), summary.lastMessage())));
        return data(200, sessions);
    }

    private static SessionStatus status(String name) {
        return SessionStatus.parse(name)
                .orElseThrow(() -> Failure.invalid("status must be waiting, active, resolved or closed"));
    }

    private static List<SessionSummary> ofCustomer(
            CustomerChat chat, @org.jspecify.annotations.Nullable SessionStatus status, int wanted) {
        List<SessionSummary> found = new ArrayList<>();
        SessionPage page = chat.history(1, MAX_LIMIT);
        while (true) {
            for (SessionSummary summary : page.sessions()) {
                boolean matches = status == null
                        ? summary.view().session().state().isOpen()
                        : SessionStatus.of(summary.view().session()) == status;
                if (matches) {
                    found.add(summary);
                }
            }
            if (found.size() >= wanted || page.next() == null) {
                return found;
            }
            page = chat.history(page.next(), MAX_LIMIT);
        }
    }

    private static List<SessionSummary> ofAgent(
            AgentDesk desk, @org.jspecify.annotations.Nullable SessionStatus status, int wanted) {
        if (status == SessionStatus.RESOLVED || status == SessionStatus.CLOSED) {
            return ended(desk, status, wanted);
        }
        OpenSessionQuery.Builder query = OpenSessionQuery.builder();
        if (status == SessionStatus.WAITING) {
            query.states(Set.of(SessionState.WAITING));
        } else if (status == SessionStatus.ACTIVE) {
            query.states(Set.of(SessionState.ACTIVE, SessionState.ON_HOLD));
        }
        OpenSessionQuery wantedSessions = query.build();
        List<SessionSummary> found = new ArrayList<>();
        for (int page = 1; found.size() < wanted; page++) {
            List<SessionSummary> next =
                    desk.openSessions(wantedSessions, page, MAX_LIMIT).sessions();
            found.addAll(next);
            if (next.size() < MAX_LIMIT) {
                break;
            }
        }
        return found;
    }

    private static List<SessionSummary> ended(AgentDesk desk, SessionStatus status, int wanted) {
        EndedSessionQuery query = status == SessionStatus.RESOLVED
                ? EndedSessionQuery.builder().outcome(Outcome.RESOLVED).build()
                : EndedSessionQuery.ALL;
        List<SessionSummary> found = new ArrayList<>();
        EndedSessionKey after = null;
        do {
            EndedSessionPage page = desk.endedSessions(query, after, MAX_LIMIT);
            page.sessions().stream()
                    .filter(summary -> SessionStatus.of(summary.view().session()) == status)
                    .forEach(found::add);
            after = page.next();
        } while (after != null && found.size() < wanted);
        return found;
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
        int limit = call.query().whole("limit", DEFAULT_LIMIT, 1, MAX_LIMIT);
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
        markRead(call.identity(), sessionOf(call), call.body());
        return new RestReply(200, Json.object().put("success", true).put("message", "Messages marked as read"));
    }

    /** Marks messages as read, and those before them; without ids what was delivered. */
    static void markRead(Identity reader, SessionId session, Fields fields) {
        List<String> ids = fields.texts("message_ids", MAX_READ_IDS).orElse(List.of());
        if (ids.isEmpty()) {
            reader.participant().readDelivered(session);
            return;
        }
        List<EntryId> entries = new ArrayList<>();
        for (String id : ids) {
            if (!EntryId.isValid(id)) {
                throw Failure.unknown("MESSAGE_NOT_FOUND", "There is no such message");
            }
            entries.add(new EntryId(id));
        }
        for (int from = 0; from < entries.size(); from += ChatParticipant.MAX_READ_IDS) {
            int to = Math.min(from + ChatParticipant.MAX_READ_IDS, entries.size());
            reader.participant().read(session, entries.subList(from, to));
        }
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
