package dev.helpline.chat.client;

import okhttp3.HttpUrl;

/** The customer's calls over HTTP. Thread-safe. */
final class HttpChatApi implements ChatApi {
    private final Endpoint endpoint;

    HttpChatApi(Endpoint endpoint) {
        this.endpoint = endpoint;
    }

    @Override
    public ChatCall<StartedSession> startSession(SessionRequest request) {
        return endpoint.send("POST", "api/chat/session", request.toJson(), StartedSession::new);
    }

    @Override
    public ChatCall<SentMessage> sendMessage(OutgoingMessage message) {
        return endpoint.send("POST", "api/chat/message", message.toJson(), SentMessage::new);
    }

    @Override
    public ChatCall<PollAnswer> poll(PollRequest request) {
        HttpUrl url = request.addTo(endpoint.url("api/chat/poll").addPathSegment(request.sessionId()));
        return endpoint.patientGet(url, PollAnswer::new);
    }

    @Override
    public ChatCall<MessagesPage> messages(String sessionId, int page, int limit) {
        return endpoint.get(Paging.addTo(messagesOf(sessionId), page, limit), MessagesPage::new);
    }

    @Override
    public ChatCall<MessagesPage> messagesAfter(String sessionId, String cursor, int limit) {
        return endpoint.get(Paging.addTo(messagesOf(sessionId), "after", cursor, limit), MessagesPage::new);
    }

    @Override
    public ChatCall<MessagesPage> messagesBefore(String sessionId, String cursor, int limit) {
        return endpoint.get(Paging.addTo(messagesOf(sessionId), "before", cursor, limit), MessagesPage::new);
    }

    private HttpUrl.Builder messagesOf(String sessionId) {
        return endpoint.url("api/chat/messages").addPathSegment(Ids.require(sessionId, "sessionId"));
    }

    @Override
    public ChatCall<EndedSession> endSession(EndRequest request) {
        return endpoint.send("POST", "api/chat/session/end", request.toJson(), EndedSession::new);
    }

    @Override
    public ChatCall<SubmittedRating> rate(RatingRequest rating) {
        return endpoint.send("POST", "api/chat/rating", rating.toJson(), SubmittedRating::new);
    }

    @Override
    public ChatCall<HistoryPage> history(int page, int limit) {
        return endpoint.get(Paging.addTo(endpoint.url("api/chat/history"), page, limit), HistoryPage::new);
    }

    @Override
    public ChatCall<HistoryPage> historyAfter(String cursor, int limit) {
        return endpoint.get(Paging.addTo(endpoint.url("api/chat/history"), "after", cursor, limit), HistoryPage::new);
    }

    @Override
    public ChatCall<SessionHead> session(String sessionId) {
        HttpUrl url = endpoint.url("api/chat/session")
                .addPathSegment(Ids.require(sessionId, "sessionId"))
                .build();
        return endpoint.get(url, SessionHead::new);
    }

    @Override
    public ChatCall<CurrentSession> current() {
        return endpoint.get(endpoint.url("api/chat/current").build(), CurrentSession::new);
    }

    @Override
    public ChatCall<StartedSession> getOrStartCurrent(SessionRequest request) {
        return endpoint.send("PUT", "api/chat/current", request.toJson(), StartedSession::new);
    }

    @Override
    public ChatCall<ChatConfig> config() {
        return endpoint.get(endpoint.url("api/chat/config").build(), ChatConfig::new);
    }

    @Override
    public ChatCall<Health> health() {
        return endpoint.get(endpoint.url("api/chat/health").build(), Health::new);
    }
}
