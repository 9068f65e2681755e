package dev.helpline.chat.client;

import com.fasterxml.jackson.databind.node.ObjectNode;
import okhttp3.HttpUrl;

/** The agent's calls over HTTP. Thread-safe. */
final class HttpSupportApi implements SupportApi {
    private final Endpoint endpoint;

    HttpSupportApi(Endpoint endpoint) {
        this.endpoint = endpoint;
    }

    @Override
    public ChatCall<ActiveSessions> activeSessions(ActiveSessionsRequest request) {
        return endpoint.get(request.addTo(endpoint.url("api/admin/chat/active-sessions")), ActiveSessions::new);
    }

    @Override
    public ChatCall<SessionDetails> session(String sessionId) {
        return endpoint.get(of("session", sessionId).build(), SessionDetails::new);
    }

    @Override
    public ChatCall<SessionMessages> newestMessages(String sessionId) {
        return endpoint.get(of("messages", sessionId).build(), SessionMessages::new);
    }

    @Override
    public ChatCall<SessionMessages> messagesAfter(String sessionId, String cursor, int limit) {
        return endpoint.get(Paging.addTo(of("messages", sessionId), "after", cursor, limit), SessionMessages::new);
    }

    @Override
    public ChatCall<SentMessage> sendMessage(OutgoingMessage message) {
        return endpoint.send("POST", "api/admin/chat/message", message.toJson(), SentMessage::new);
    }

    @Override
    public ChatCall<Assignment> assign(AssignRequest request) {
        return endpoint.send("POST", "api/admin/chat/session/assign", request.toJson(), Assignment::new);
    }

    @Override
    public ChatCall<Assignment> holdSession(String sessionId) {
        return endpoint.send("POST", "api/admin/chat/session/hold", naming(sessionId), Assignment::new);
    }

    @Override
    public ChatCall<Assignment> resumeSession(String sessionId) {
        return endpoint.send("POST", "api/admin/chat/session/resume", naming(sessionId), Assignment::new);
    }

    @Override
    public ChatCall<EndedSession> endSession(EndRequest request) {
        return endpoint.send("POST", "api/admin/chat/session/end", request.toJson(), EndedSession::new);
    }

    @Override
    public ChatCall<Agents> agents() {
        return endpoint.get(endpoint.url("api/admin/chat/agents").build(), Agents::new);
    }

    static ObjectNode naming(String sessionId) {
        return Json.object().put("sessionId", Ids.require(sessionId, "sessionId"));
    }

    private HttpUrl.Builder of(String what, String sessionId) {
        return endpoint.url("api/admin/chat/" + what).addPathSegment(Ids.require(sessionId, "sessionId"));
    }
}
