package dev.helpline.chat.client;

import dev.helpline.chat.client.agent.ActiveSessions;
import dev.helpline.chat.client.agent.ActiveSessionsRequest;
import dev.helpline.chat.client.agent.AddedNote;
import dev.helpline.chat.client.agent.Agent;
import dev.helpline.chat.client.agent.AgentHistory;
import dev.helpline.chat.client.agent.AgentPresence;
import dev.helpline.chat.client.agent.AgentRequest;
import dev.helpline.chat.client.agent.Agents;
import dev.helpline.chat.client.agent.AlertPreferences;
import dev.helpline.chat.client.agent.AssignRequest;
import dev.helpline.chat.client.agent.Assignment;
import dev.helpline.chat.client.agent.AuditPage;
import dev.helpline.chat.client.agent.AuditRequest;
import dev.helpline.chat.client.agent.Block;
import dev.helpline.chat.client.agent.BlockHistory;
import dev.helpline.chat.client.agent.BlockRequest;
import dev.helpline.chat.client.agent.Blocks;
import dev.helpline.chat.client.agent.Board;
import dev.helpline.chat.client.agent.BoardRequest;
import dev.helpline.chat.client.agent.CannedResponse;
import dev.helpline.chat.client.agent.CannedResponseRequest;
import dev.helpline.chat.client.agent.CannedResponses;
import dev.helpline.chat.client.agent.ChangedSession;
import dev.helpline.chat.client.agent.Draft;
import dev.helpline.chat.client.agent.DraftRequest;
import dev.helpline.chat.client.agent.EndedSessions;
import dev.helpline.chat.client.agent.EndedSessionsRequest;
import dev.helpline.chat.client.agent.FilledResponse;
import dev.helpline.chat.client.agent.LiveBoard;
import dev.helpline.chat.client.agent.MacroRequest;
import dev.helpline.chat.client.agent.MessageHistory;
import dev.helpline.chat.client.agent.OutboundRequest;
import dev.helpline.chat.client.agent.SessionAudit;
import dev.helpline.chat.client.agent.SessionDetails;
import dev.helpline.chat.client.agent.SessionMessages;
import dev.helpline.chat.client.agent.SupportApi;
import dev.helpline.chat.client.agent.TransferRequest;
import dev.helpline.chat.client.attachment.AttachmentApi;
import dev.helpline.chat.client.call.ChatCall;
import dev.helpline.chat.client.internal.Ids;
import dev.helpline.chat.client.internal.JsonBody;
import dev.helpline.chat.client.internal.Query;
import dev.helpline.chat.client.internal.http.Endpoint;
import dev.helpline.chat.client.message.AmendedMessage;
import dev.helpline.chat.client.message.MarkedRead;
import dev.helpline.chat.client.message.MessageEdit;
import dev.helpline.chat.client.message.OutgoingMessage;
import dev.helpline.chat.client.message.ReadRequest;
import dev.helpline.chat.client.message.SentMessage;
import dev.helpline.chat.client.session.EndRequest;
import dev.helpline.chat.client.session.EndedSession;
import dev.helpline.chat.client.session.SessionHead;
import java.io.OutputStream;
import java.util.List;
import java.util.Objects;
import okhttp3.HttpUrl;

/** The agent's calls over HTTP. Thread-safe. */
final class HttpSupportApi implements SupportApi {
    private static final String PREFERENCES = "api/admin/chat/preferences";
    private static final String AGENTS = "api/admin/chat/agents";
    private static final String CANNED_RESPONSES = "api/admin/chat/canned-responses";

    private final Endpoint endpoint;
    private final AttachmentApi attachments;

    HttpSupportApi(Endpoint endpoint) {
        this.endpoint = endpoint;
        attachments = new HttpAttachmentApi(endpoint);
    }

    @Override
    public ChatCall<ActiveSessions> activeSessions(ActiveSessionsRequest request) {
        Query query = new Query(endpoint.url("api/admin/chat/active-sessions"));
        request.addTo(query);
        return endpoint.get(query.url(), ActiveSessions::new);
    }

    @Override
    public ChatCall<EndedSessions> endedSessions(EndedSessionsRequest request) {
        Query query = new Query(endpoint.url("api/admin/chat/ended-sessions"));
        request.addTo(query);
        return endpoint.get(query.url(), EndedSessions::new);
    }

    @Override
    public ChatCall<SessionDetails> session(String sessionId) {
        return endpoint.get(of("session", sessionId).build(), SessionDetails::new);
    }

    @Override
    public ChatCall<SessionAudit> audit(String sessionId, long after, int limit) {
        return endpoint.get(
                new Query(of("audit", sessionId))
                        .cursor("after", Long.toString(after), limit)
                        .url(),
                SessionAudit::new);
    }

    @Override
    public ChatCall<Board> board(BoardRequest request) {
        Query query = new Query(endpoint.url("api/admin/chat/poll"));
        request.addTo(query);
        return endpoint.patientGet(query.url(), Board::new);
    }

    @Override
    public ChatCall<AuditPage> audit(AuditRequest request) {
        Query query = new Query(endpoint.url("api/admin/chat/audit"));
        request.addTo(query);
        return endpoint.get(query.url(), AuditPage::new);
    }

    @Override
    public ChatCall<Long> exportAudit(AuditRequest request, String format, OutputStream to) {
        Query query = new Query(endpoint.url("api/admin/chat/audit/export"));
        request.addTo(query);
        query.add("format", Objects.requireNonNull(format, "format"));
        return endpoint.download(query.url(), 0, Objects.requireNonNull(to, "to"));
    }

    @Override
    public ChatCall<SessionMessages> newestMessages(String sessionId) {
        return endpoint.get(of("messages", sessionId).build(), SessionMessages::new);
    }

    @Override
    public ChatCall<SessionMessages> messagesAfter(String sessionId, String cursor, int limit) {
        return endpoint.get(
                new Query(of("messages", sessionId))
                        .cursor("after", cursor, limit)
                        .url(),
                SessionMessages::new);
    }

    @Override
    public ChatCall<SentMessage> sendMessage(OutgoingMessage message) {
        return endpoint.send("POST", "api/admin/chat/message", message.toJson(), SentMessage::new);
    }

    @Override
    public ChatCall<AmendedMessage> editMessage(MessageEdit edit) {
        return endpoint.send("PATCH", message(edit.sessionId(), edit.messageId()), edit.toJson(), AmendedMessage::new);
    }

    @Override
    public ChatCall<AmendedMessage> withdrawMessage(String sessionId, String messageId) {
        return endpoint.delete(message(sessionId, messageId), AmendedMessage::new);
    }

    @Override
    public ChatCall<MessageHistory> messageHistory(String sessionId, String messageId) {
        return endpoint.get(message(sessionId, messageId), MessageHistory::new);
    }

    private HttpUrl message(String sessionId, String messageId) {
        return endpoint.message("api/admin/chat/message", sessionId, messageId);
    }

    @Override
    public ChatCall<ChangedSession> startSession(OutboundRequest request) {
        return endpoint.send("POST", "api/admin/chat/session", request.toJson(), ChangedSession::new);
    }

    @Override
    public ChatCall<Assignment> assign(AssignRequest request) {
        return endpoint.send("POST", "api/admin/chat/session/assign", request.toJson(), Assignment::new);
    }

    @Override
    public ChatCall<ChangedSession> declineSession(String sessionId) {
        return change("decline", naming(sessionId));
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
    public ChatCall<ChangedSession> transferSession(TransferRequest request) {
        return change("transfer", request.toJson());
    }

    @Override
    public ChatCall<ChangedSession> returnSession(String sessionId) {
        return change("return", naming(sessionId));
    }

    @Override
    public ChatCall<ChangedSession> takeOverSession(String sessionId) {
        return change("take-over", naming(sessionId));
    }

    @Override
    public ChatCall<ChangedSession> escalateSession(String sessionId, String reason) {
        return change("escalate", escalating(sessionId, reason));
    }

    static JsonBody escalating(String sessionId, String reason) {
        return naming(sessionId).put("reason", reason);
    }

    @Override
    public ChatCall<ChangedSession> setPriority(String sessionId, String priority) {
        return change("priority", prioritising(sessionId, priority));
    }

    static JsonBody prioritising(String sessionId, String priority) {
        return naming(sessionId).put("priority", priority);
    }

    @Override
    public ChatCall<ChangedSession> changeTags(String sessionId, List<String> add, List<String> remove) {
        return change("tags", tagging(sessionId, add, remove));
    }

    @Override
    public ChatCall<ChangedSession> applyMacro(MacroRequest request) {
        return change("macro", request.toJson());
    }

    private ChatCall<ChangedSession> change(String how, JsonBody body) {
        return endpoint.send("POST", "api/admin/chat/session/" + how, body, ChangedSession::new);
    }

    static JsonBody tagging(String sessionId, List<String> add, List<String> remove) {
        return naming(sessionId).put("add", add).put("remove", remove);
    }

    @Override
    public ChatCall<AddedNote> addNote(String sessionId, String noteId, String text) {
        return endpoint.send("POST", "api/admin/chat/session/notes", noting(sessionId, noteId, text), AddedNote::new);
    }

    static JsonBody noting(String sessionId, String noteId, String text) {
        return naming(sessionId).put("noteId", Ids.require(noteId, "noteId")).put("note", text);
    }

    @Override
    public ChatCall<MarkedRead> markRead(ReadRequest request) {
        return endpoint.send("POST", "api/chat/read", request.toJson(), MarkedRead::new);
    }

    @Override
    public ChatCall<SessionHead> reopenSession(String sessionId) {
        return endpoint.send("POST", "api/admin/chat/session/reopen", naming(sessionId), SessionHead::new);
    }

    @Override
    public ChatCall<EndedSession> endSession(EndRequest request) {
        return endpoint.send("POST", "api/admin/chat/session/end", request.toJson(), EndedSession::new);
    }

    @Override
    public ChatCall<Block> block(BlockRequest request) {
        return endpoint.send("POST", "api/admin/chat/customers/block", request.toJson(), Block::new);
    }

    @Override
    public ChatCall<Block> unblockCustomer(String userId) {
        return unblock(BlockRequest.customer(userId));
    }

    @Override
    public ChatCall<Block> unblockAddress(String address) {
        return unblock(BlockRequest.address(address));
    }

    private ChatCall<Block> unblock(BlockRequest.Builder subject) {
        return endpoint.send(
                "POST", "api/admin/chat/customers/unblock", subject.build().toJson(), Block::new);
    }

    @Override
    public ChatCall<Blocks> blocks(int page, int limit) {
        return endpoint.get(
                new Query(endpoint.url("api/admin/chat/customers/blocked"))
                        .page(page, limit)
                        .url(),
                Blocks::new);
    }

    @Override
    public ChatCall<BlockHistory> blockHistory(String userId) {
        return endpoint.get(
                new Query(endpoint.url("api/admin/chat/customers/block-history"))
                        .add("userId", Ids.requireSubject(userId, "userId"))
                        .url(),
                BlockHistory::new);
    }

    @Override
    public ChatCall<Draft> draft(String sessionId) {
        return endpoint.get(of("draft", sessionId).build(), Draft::new);
    }

    @Override
    public ChatCall<Draft> saveDraft(DraftRequest request) {
        return endpoint.send("PUT", of("draft", request.sessionId()).build(), request.toJson(), Draft::new);
    }

    @Override
    public ChatCall<AlertPreferences> alertPreferences() {
        return endpoint.get(endpoint.url(PREFERENCES).build(), AlertPreferences::new);
    }

    @Override
    public ChatCall<AlertPreferences> saveAlertPreferences(AlertPreferences preferences) {
        return endpoint.send("PUT", endpoint.url(PREFERENCES).build(), preferences.toJson(), AlertPreferences::new);
    }

    @Override
    public ChatCall<CannedResponses> cannedResponses() {
        return endpoint.get(endpoint.url(CANNED_RESPONSES).build(), CannedResponses::new);
    }

    @Override
    public ChatCall<CannedResponse> saveCannedResponse(CannedResponseRequest request) {
        return request.replaces()
                ? endpoint.send("PUT", cannedResponse(request.responseId()), request.toJson(), CannedResponse::new)
                : endpoint.send("POST", CANNED_RESPONSES, request.toJson(), CannedResponse::new);
    }

    @Override
    public ChatCall<String> deleteCannedResponse(String responseId) {
        return endpoint.delete(cannedResponse(responseId), json -> json.text("responseId"));
    }

    @Override
    public ChatCall<FilledResponse> fillCannedResponse(String sessionId, String responseId) {
        return endpoint.send("POST", CANNED_RESPONSES + "/fill", filling(sessionId, responseId), FilledResponse::new);
    }

    static JsonBody filling(String sessionId, String responseId) {
        return naming(sessionId).put("responseId", Ids.require(responseId, "responseId"));
    }

    private HttpUrl cannedResponse(String responseId) {
        return endpoint.url(CANNED_RESPONSES)
                .addPathSegment(Ids.require(responseId, "responseId"))
                .build();
    }

    @Override
    public ChatCall<LiveBoard> liveBoard() {
        return endpoint.get(endpoint.url("api/admin/chat/board").build(), LiveBoard::new);
    }

    @Override
    public ChatCall<Agents> agents() {
        return endpoint.get(endpoint.url(AGENTS).build(), Agents::new);
    }

    @Override
    public ChatCall<Agent> choosePresence(AgentPresence presence) {
        return endpoint.send("POST", AGENTS + "/presence", choosing(presence), Agent::new);
    }

    static JsonBody choosing(AgentPresence presence) {
        return new JsonBody().put("presence", presence.word());
    }

    @Override
    public ChatCall<Agent> saveAgent(AgentRequest request) {
        return request.replaces()
                ? endpoint.send(
                        "PUT",
                        endpoint.url(AGENTS).addPathSegment(request.agentId()).build(),
                        request.toJson(),
                        Agent::new)
                : endpoint.send("POST", AGENTS, request.toJson(), Agent::new);
    }

    @Override
    public ChatCall<AgentHistory> agentHistory(String agentId) {
        return endpoint.get(
                endpoint.url(AGENTS + "/history")
                        .addQueryParameter("agentId", Ids.requireSubject(agentId, "agentId"))
                        .build(),
                AgentHistory::new);
    }

    static JsonBody naming(String sessionId) {
        return new JsonBody().put("sessionId", Ids.require(sessionId, "sessionId"));
    }

    private HttpUrl.Builder of(String what, String sessionId) {
        return endpoint.url("api/admin/chat/" + what).addPathSegment(Ids.require(sessionId, "sessionId"));
    }

    @Override
    public AttachmentApi attachments() {
        return attachments;
    }
}
