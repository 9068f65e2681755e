package dev.helpline.chat.http.internal.calls;

import static dev.helpline.chat.http.internal.calls.Route.prompt;
import static dev.helpline.chat.http.internal.exchange.AllowedCallers.AGENT;
import static dev.helpline.chat.http.internal.exchange.AllowedCallers.CUSTOMER;
import static dev.helpline.chat.http.internal.exchange.AllowedCallers.CUSTOMER_OR_GUEST;
import static dev.helpline.chat.http.internal.exchange.AllowedCallers.CUSTOMER_OR_ID;
import static dev.helpline.chat.http.internal.exchange.AllowedCallers.PARTICIPANT_OR_ID;
import static dev.helpline.chat.http.internal.exchange.AllowedCallers.PUBLIC;
import static dev.helpline.chat.http.internal.wire.WireError.INTERNAL_ERROR;
import static dev.helpline.chat.http.internal.wire.WireError.INVALID_ATTACHMENT;
import static dev.helpline.chat.http.internal.wire.WireError.INVALID_MESSAGE_DATA;
import static dev.helpline.chat.http.internal.wire.WireError.INVALID_RATING;
import static dev.helpline.chat.http.internal.wire.WireError.INVALID_SESSION_DATA;
import static dev.helpline.chat.http.internal.wire.WireError.MESSAGE_SEND_FAILED;
import static dev.helpline.chat.http.internal.wire.WireError.SESSION_CREATION_FAILED;
import static dev.helpline.chat.http.internal.wire.WireError.VALIDATION_ERROR;

import dev.helpline.chat.core.ChatEngine;
import dev.helpline.chat.http.internal.exchange.AllowedCallers;
import dev.helpline.chat.http.internal.exchange.BasePath;
import dev.helpline.chat.http.internal.exchange.CallBudgets;
import dev.helpline.chat.http.internal.wire.WireError;
import java.time.InstantSource;
import java.util.List;

/** Every call of the protocol. */
public final class Routes {
    private Routes() {}

    /**
     * What the calls need besides the engine.
     *
     * @param waitingPolls the bounds within which polls wait
     * @param links makes and checks signed addresses
     * @param limits what the config tells of
     * @param basePath the path before {@code /api/} in signed addresses and descriptions
     */
    public record Parts(Places waitingPolls, SignedLinks links, CallBudgets.Limits limits, BasePath basePath) {}

    /** Returns the routes of a chat. */
    public static List<Route> of(ChatEngine engine, InstantSource clock, Parts parts) {
        Participants participants = new Participants(engine);
        HealthProbe health = new HealthProbe(() -> engine.health().ready(), clock);
        SessionEndpoints sessions = new SessionEndpoints(participants);
        MessageEndpoints messages = new MessageEndpoints(participants);
        PollEndpoint poll = new PollEndpoint(participants, parts.waitingPolls());
        ActivityEndpoints activity = new ActivityEndpoints(participants);
        RatingEndpoint rating = new RatingEndpoint(participants, parts.links().ratings());
        HistoryEndpoint history = new HistoryEndpoint(participants);
        PublicEndpoints open =
                new PublicEndpoints(engine, health, parts.limits().customerReads(), parts.basePath());
        AttachmentEndpoints files =
                new AttachmentEndpoints(participants, parts.links().files());
        DeskEndpoints desk = new DeskEndpoints(participants, clock);
        AuditEndpoints audit = new AuditEndpoints(participants);
        TeamEndpoints team = new TeamEndpoints(participants);
        BlockEndpoints blocks = new BlockEndpoints(participants);
        AgentEndpoints agents = new AgentEndpoints(participants);
        CannedEndpoints canned = new CannedEndpoints(participants);
        DraftEndpoints drafts = new DraftEndpoints(participants);
        PreferencesEndpoints preferences = new PreferencesEndpoints(participants);
        FigureEndpoints figures = new FigureEndpoints(participants, clock);
        BoardEndpoint board = new BoardEndpoint(participants, parts.waitingPolls(), clock);
        // spotless:off
        return List.of(
            //    method  path                                    allowed callers    a body that breaks a rule  an unexpected failure    handler
            route("POST", "/api/chat/session",                    CUSTOMER_OR_GUEST, INVALID_SESSION_DATA,      SESSION_CREATION_FAILED, prompt(sessions::start)),
            route("POST", "/api/chat/session/upgrade",            CUSTOMER,          VALIDATION_ERROR,          INTERNAL_ERROR,          prompt(sessions::upgrade)),
            route("POST", "/api/chat/message",                    PARTICIPANT_OR_ID, INVALID_MESSAGE_DATA,      MESSAGE_SEND_FAILED,     messages::send),
            route("PATCH", "/api/chat/message/{sessionId}/{messageId}",  PARTICIPANT_OR_ID, INVALID_MESSAGE_DATA, MESSAGE_SEND_FAILED,  messages::edit),
            route("DELETE", "/api/chat/message/{sessionId}/{messageId}", PARTICIPANT_OR_ID, INVALID_MESSAGE_DATA, MESSAGE_SEND_FAILED,  messages::withdraw),
            route("GET",  "/api/chat/poll/{sessionId}",           PARTICIPANT_OR_ID, VALIDATION_ERROR,          INTERNAL_ERROR,          poll::poll),
            route("POST", "/api/chat/typing",                     PARTICIPANT_OR_ID, VALIDATION_ERROR,          INTERNAL_ERROR,          prompt(activity::typing)),
            route("POST", "/api/chat/read",                       PARTICIPANT_OR_ID, VALIDATION_ERROR,          INTERNAL_ERROR,          prompt(activity::read)),
            route("GET",  "/api/chat/messages/{sessionId}",       PARTICIPANT_OR_ID, VALIDATION_ERROR,          INTERNAL_ERROR,          prompt(messages::messages)),
            route("POST", "/api/chat/session/end",                PARTICIPANT_OR_ID, VALIDATION_ERROR,          INTERNAL_ERROR,          prompt(sessions::end)),
            route("POST", "/api/chat/session/reopen",             PARTICIPANT_OR_ID, VALIDATION_ERROR,          INTERNAL_ERROR,          prompt(sessions::reopen)),
            route("POST", "/api/chat/rating",                     CUSTOMER_OR_ID,    INVALID_RATING,            INTERNAL_ERROR,          prompt(rating::rate)),
            route("POST", "/api/chat/rating/prompt",              CUSTOMER_OR_ID,    VALIDATION_ERROR,          INTERNAL_ERROR,          prompt(rating::ask)),
            route("GET",  "/api/chat/history",                    CUSTOMER,          VALIDATION_ERROR,          INTERNAL_ERROR,          prompt(history::history)),
            route("GET",  "/api/chat/session/{sessionId}",        PARTICIPANT_OR_ID, VALIDATION_ERROR,          INTERNAL_ERROR,          prompt(sessions::head)),
            route("GET",  "/api/chat/current",                    CUSTOMER,          VALIDATION_ERROR,          INTERNAL_ERROR,          prompt(sessions::current)),
            route("PUT",  "/api/chat/current",                    CUSTOMER_OR_GUEST, INVALID_SESSION_DATA,      SESSION_CREATION_FAILED, prompt(sessions::currentOrStart)),
            route("POST", "/api/chat/attachments",                PARTICIPANT_OR_ID, INVALID_ATTACHMENT,        INTERNAL_ERROR,          prompt(files::start)),
            route("PUT",  "/api/chat/attachments/{sessionId}/{attachmentId}",    PARTICIPANT_OR_ID, INVALID_ATTACHMENT, INTERNAL_ERROR,  prompt(files::part)),
            route("GET",  "/api/chat/attachments/{sessionId}/{attachmentId}",    PARTICIPANT_OR_ID, VALIDATION_ERROR,   INTERNAL_ERROR,  prompt(files::download)),
            route("DELETE", "/api/chat/attachments/{sessionId}/{attachmentId}",  PARTICIPANT_OR_ID, VALIDATION_ERROR,   INTERNAL_ERROR,  prompt(files::cancel)),
            route("POST", "/api/chat/attachments/{sessionId}/{attachmentId}",    PARTICIPANT_OR_ID, VALIDATION_ERROR,   INTERNAL_ERROR,  prompt(files::link)),
            route("GET",  "/api/chat/files/{sessionId}/{attachmentId}",          PUBLIC,            VALIDATION_ERROR,   INTERNAL_ERROR,  prompt(files::linked)),
            route("GET",  "/api/chat/rating-link/{sessionId}",    PUBLIC,            VALIDATION_ERROR,          INTERNAL_ERROR,          prompt(rating::look)),
            route("POST", "/api/chat/rating-link/{sessionId}",    PUBLIC,            INVALID_RATING,            INTERNAL_ERROR,          prompt(rating::rateLinked)),
            route("GET",  "/api/chat/config",                     PUBLIC,            VALIDATION_ERROR,          INTERNAL_ERROR,          prompt(open::config)),
            route("GET",  "/api/chat/health",                     PUBLIC,            VALIDATION_ERROR,          INTERNAL_ERROR,          prompt(open::health)),
            route("GET",  "/api/chat/openapi.json",               PUBLIC,            VALIDATION_ERROR,          INTERNAL_ERROR,          prompt(open::openApi)),
            route("GET",  "/api/chat/asyncapi.json",              PUBLIC,            VALIDATION_ERROR,          INTERNAL_ERROR,          prompt(open::asyncApi)),
            route("GET",  "/api/admin/chat/active-sessions",      AGENT,             VALIDATION_ERROR,          INTERNAL_ERROR,          prompt(desk::activeSessions)),
            route("GET",  "/api/admin/chat/ended-sessions",       AGENT,             VALIDATION_ERROR,          INTERNAL_ERROR,          prompt(desk::endedSessions)),
            route("GET",  "/api/admin/chat/poll",                 AGENT,             VALIDATION_ERROR,          INTERNAL_ERROR,          board::poll),
            route("GET",  "/api/admin/chat/session/{sessionId}",  AGENT,             VALIDATION_ERROR,          INTERNAL_ERROR,          prompt(desk::session)),
            route("GET",  "/api/admin/chat/audit/export",         AGENT,             VALIDATION_ERROR,          INTERNAL_ERROR,          prompt(audit::export)),
            route("GET",  "/api/admin/chat/audit/{sessionId}",    AGENT,             VALIDATION_ERROR,          INTERNAL_ERROR,          prompt(audit::ofSession)),
            route("GET",  "/api/admin/chat/audit",                AGENT,             VALIDATION_ERROR,          INTERNAL_ERROR,          prompt(audit::search)),
            route("GET",  "/api/admin/chat/messages/{sessionId}", AGENT,             VALIDATION_ERROR,          INTERNAL_ERROR,          prompt(desk::messages)),
            route("POST", "/api/admin/chat/message",              AGENT,             INVALID_MESSAGE_DATA,      MESSAGE_SEND_FAILED,     messages::sendAsAgent),
            route("PATCH", "/api/admin/chat/message/{sessionId}/{messageId}",  AGENT, INVALID_MESSAGE_DATA,   MESSAGE_SEND_FAILED,     messages::edit),
            route("DELETE", "/api/admin/chat/message/{sessionId}/{messageId}", AGENT, INVALID_MESSAGE_DATA,   MESSAGE_SEND_FAILED,     messages::withdraw),
            route("GET",  "/api/admin/chat/message/{sessionId}/{messageId}",   AGENT, VALIDATION_ERROR,       INTERNAL_ERROR,          prompt(messages::history)),
            route("POST", "/api/admin/chat/session",              AGENT,             INVALID_SESSION_DATA,      SESSION_CREATION_FAILED, prompt(team::start)),
            route("POST", "/api/admin/chat/session/assign",       AGENT,             VALIDATION_ERROR,          INTERNAL_ERROR,          prompt(desk::assign)),
            route("POST", "/api/admin/chat/session/decline",      AGENT,             VALIDATION_ERROR,          INTERNAL_ERROR,          prompt(team::decline)),
            route("POST", "/api/admin/chat/session/hold",         AGENT,             VALIDATION_ERROR,          INTERNAL_ERROR,          prompt(desk::hold)),
            route("POST", "/api/admin/chat/session/resume",       AGENT,             VALIDATION_ERROR,          INTERNAL_ERROR,          prompt(desk::resume)),
            route("POST", "/api/admin/chat/session/transfer",     AGENT,             VALIDATION_ERROR,          INTERNAL_ERROR,          prompt(team::transfer)),
            route("POST", "/api/admin/chat/session/return",       AGENT,             VALIDATION_ERROR,          INTERNAL_ERROR,          prompt(team::giveBack)),
            route("POST", "/api/admin/chat/session/take-over",    AGENT,             VALIDATION_ERROR,          INTERNAL_ERROR,          prompt(team::takeOver)),
            route("POST", "/api/admin/chat/session/escalate",     AGENT,             VALIDATION_ERROR,          INTERNAL_ERROR,          prompt(team::escalate)),
            route("POST", "/api/admin/chat/session/priority",     AGENT,             VALIDATION_ERROR,          INTERNAL_ERROR,          prompt(team::priority)),
            route("POST", "/api/admin/chat/session/tags",         AGENT,             VALIDATION_ERROR,          INTERNAL_ERROR,          prompt(team::tags)),
            route("POST", "/api/admin/chat/session/notes",        AGENT,             VALIDATION_ERROR,          INTERNAL_ERROR,          prompt(team::note)),
            route("POST", "/api/admin/chat/session/macro",        AGENT,             VALIDATION_ERROR,          INTERNAL_ERROR,          prompt(team::macro)),
            route("POST", "/api/admin/chat/session/end",          AGENT,             VALIDATION_ERROR,          INTERNAL_ERROR,          prompt(sessions::end)),
            route("POST", "/api/admin/chat/customers/block",      AGENT,             VALIDATION_ERROR,          INTERNAL_ERROR,          prompt(blocks::block)),
            route("POST", "/api/admin/chat/customers/unblock",    AGENT,             VALIDATION_ERROR,          INTERNAL_ERROR,          prompt(blocks::unblock)),
            route("GET",  "/api/admin/chat/customers/blocked",    AGENT,             VALIDATION_ERROR,          INTERNAL_ERROR,          prompt(blocks::blocked)),
            route("GET",  "/api/admin/chat/customers/block-history", AGENT,          VALIDATION_ERROR,          INTERNAL_ERROR,          prompt(blocks::history)),
            route("POST", "/api/admin/chat/session/reopen",       AGENT,             VALIDATION_ERROR,          INTERNAL_ERROR,          prompt(sessions::reopen)),
            route("GET",  "/api/admin/chat/canned-responses",     AGENT,             VALIDATION_ERROR,          INTERNAL_ERROR,          prompt(canned::list)),
            route("POST", "/api/admin/chat/canned-responses",     AGENT,             VALIDATION_ERROR,          INTERNAL_ERROR,          prompt(canned::create)),
            route("POST", "/api/admin/chat/canned-responses/fill", AGENT,            VALIDATION_ERROR,          INTERNAL_ERROR,          prompt(canned::fill)),
            route("PUT",  "/api/admin/chat/canned-responses/{responseId}",    AGENT, VALIDATION_ERROR,          INTERNAL_ERROR,          prompt(canned::replace)),
            route("DELETE", "/api/admin/chat/canned-responses/{responseId}",  AGENT, VALIDATION_ERROR,          INTERNAL_ERROR,          prompt(canned::delete)),
            route("GET",  "/api/admin/chat/draft/{sessionId}",    AGENT,             VALIDATION_ERROR,          INTERNAL_ERROR,          prompt(drafts::find)),
            route("PUT",  "/api/admin/chat/draft/{sessionId}",    AGENT,             VALIDATION_ERROR,          INTERNAL_ERROR,          prompt(drafts::save)),
            route("GET",  "/api/admin/chat/preferences",          AGENT,             VALIDATION_ERROR,          INTERNAL_ERROR,          prompt(preferences::find)),
            route("PUT",  "/api/admin/chat/preferences",          AGENT,             VALIDATION_ERROR,          INTERNAL_ERROR,          prompt(preferences::save)),
            route("GET",  "/api/admin/chat/board",                AGENT,             VALIDATION_ERROR,          INTERNAL_ERROR,          prompt(figures::board)),
            route("GET",  "/api/admin/chat/analytics",            AGENT,             VALIDATION_ERROR,          INTERNAL_ERROR,          prompt(figures::analytics)),
            route("GET",  "/api/admin/chat/reports",              AGENT,             VALIDATION_ERROR,          INTERNAL_ERROR,          prompt(figures::report)),
            route("GET",  "/api/admin/chat/reports/explain",      AGENT,             VALIDATION_ERROR,          INTERNAL_ERROR,          prompt(figures::explain)),
            route("GET",  "/api/admin/chat/agents",               AGENT,             VALIDATION_ERROR,          INTERNAL_ERROR,          prompt(agents::agents)),
            route("POST", "/api/admin/chat/agents",               AGENT,             VALIDATION_ERROR,          INTERNAL_ERROR,          prompt(agents::create)),
            route("PUT",  "/api/admin/chat/agents/{agentId}",     AGENT,             VALIDATION_ERROR,          INTERNAL_ERROR,          prompt(agents::replace)),
            route("GET",  "/api/admin/chat/agents/history",       AGENT,             VALIDATION_ERROR,          INTERNAL_ERROR,          prompt(agents::history)),
            route("POST", "/api/admin/chat/agents/presence",      AGENT,             VALIDATION_ERROR,          INTERNAL_ERROR,          prompt(agents::presence)));
        // spotless:on
    }

    private static Route route(
            String method,
            String path,
            AllowedCallers allowed,
            WireError invalid,
            WireError failure,
            Route.Handler handler) {
        return new Route(method, PathTemplate.of(path), allowed, invalid, failure, handler);
    }
}
