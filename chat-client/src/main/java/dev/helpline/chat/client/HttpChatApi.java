package dev.helpline.chat.client;

import dev.helpline.chat.client.attachment.AttachmentApi;
import dev.helpline.chat.client.call.ChatCall;
import dev.helpline.chat.client.internal.Ids;
import dev.helpline.chat.client.internal.JsonBody;
import dev.helpline.chat.client.internal.JsonFields;
import dev.helpline.chat.client.internal.Query;
import dev.helpline.chat.client.internal.http.Endpoint;
import dev.helpline.chat.client.internal.socket.SessionSocket;
import dev.helpline.chat.client.internal.socket.SocketApi;
import dev.helpline.chat.client.internal.socket.SocketListener;
import dev.helpline.chat.client.message.AmendedMessage;
import dev.helpline.chat.client.message.MarkedRead;
import dev.helpline.chat.client.message.MessageEdit;
import dev.helpline.chat.client.message.MessagesPage;
import dev.helpline.chat.client.message.OutgoingMessage;
import dev.helpline.chat.client.message.ReadRequest;
import dev.helpline.chat.client.message.SentMessage;
import dev.helpline.chat.client.poll.PollAnswer;
import dev.helpline.chat.client.poll.PollRequest;
import dev.helpline.chat.client.rating.RatingPrompt;
import dev.helpline.chat.client.rating.RatingRequest;
import dev.helpline.chat.client.rating.SubmittedRating;
import dev.helpline.chat.client.session.CurrentSession;
import dev.helpline.chat.client.session.EndRequest;
import dev.helpline.chat.client.session.EndedSession;
import dev.helpline.chat.client.session.GuestSession;
import dev.helpline.chat.client.session.GuestSessionStore;
import dev.helpline.chat.client.session.HistoryPage;
import dev.helpline.chat.client.session.HistoryRequest;
import dev.helpline.chat.client.session.SessionHead;
import dev.helpline.chat.client.session.SessionRequest;
import dev.helpline.chat.client.session.StartedSession;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/** The customer's calls over HTTP. Thread-safe. */
final class HttpChatApi implements ChatApi, SocketApi {
    private final Endpoint endpoint;
    private final AttachmentApi attachments;
    private final @Nullable GuestSessionStore guests;

    HttpChatApi(Endpoint endpoint, @Nullable GuestSessionStore guests) {
        this.endpoint = endpoint;
        attachments = new HttpAttachmentApi(endpoint);
        this.guests = guests;
    }

    @Override
    public ChatCall<StartedSession> startSession(SessionRequest request) {
        return endpoint.send("POST", "api/chat/session", request.toJson(), this::started);
    }

    /** Keeps the token of a guest before the app can use the session. */
    private StartedSession started(JsonFields json) {
        StartedSession started = new StartedSession(json);
        String token = started.sessionToken().orElse(null);
        if (guests != null && token != null) {
            guests.save(new GuestSession(started.sessionId(), token));
        }
        return started;
    }

    @Override
    public ChatCall<StartedSession> takeOver(GuestSession guest) {
        return endpoint.send("POST", "api/chat/session/upgrade", handingOver(guest), json -> {
            if (guests != null && guest.equals(guests.load())) {
                guests.clear();
            }
            return new StartedSession(json);
        });
    }

    static JsonBody handingOver(GuestSession guest) {
        return new JsonBody().put("sessionToken", guest.token());
    }

    @Override
    public ChatCall<SentMessage> sendMessage(OutgoingMessage message) {
        return endpoint.send("POST", "api/chat/message", message.toJson(), SentMessage::new);
    }

    @Override
    public ChatCall<AmendedMessage> editMessage(MessageEdit edit) {
        return endpoint.send(
                "PATCH",
                endpoint.message("api/chat/message", edit.sessionId(), edit.messageId()),
                edit.toJson(),
                AmendedMessage::new);
    }

    @Override
    public ChatCall<AmendedMessage> withdrawMessage(String sessionId, String messageId) {
        return endpoint.delete(endpoint.message("api/chat/message", sessionId, messageId), AmendedMessage::new);
    }

    @Override
    public ChatCall<PollAnswer> poll(PollRequest request) {
        Query query = new Query(endpoint.url("api/chat/poll").addPathSegment(request.sessionId()));
        request.addTo(query);
        return endpoint.patientGet(query.url(), PollAnswer::new);
    }

    @Override
    public SessionSocket open(String sessionId, @Nullable String cursor, SocketListener listener) {
        HttpUrl.Builder url = endpoint.url("api/chat/ws").addPathSegment(Ids.require(sessionId, "sessionId"));
        if (cursor != null) {
            url.addQueryParameter("after", cursor);
        }
        return endpoint.socket(url.build(), cursor, listener);
    }

    @Override
    public ChatCall<MessagesPage> messages(String sessionId, int page, int limit) {
        return endpoint.get(new Query(messagesOf(sessionId)).page(page, limit).url(), MessagesPage::new);
    }

    @Override
    public ChatCall<MessagesPage> messagesAfter(String sessionId, String cursor, int limit) {
        return endpoint.get(
                new Query(messagesOf(sessionId)).cursor("after", cursor, limit).url(), MessagesPage::new);
    }

    @Override
    public ChatCall<MessagesPage> messagesBefore(String sessionId, String cursor, int limit) {
        return endpoint.get(
                new Query(messagesOf(sessionId)).cursor("before", cursor, limit).url(), MessagesPage::new);
    }

    private HttpUrl.Builder messagesOf(String sessionId) {
        return endpoint.url("api/chat/messages").addPathSegment(Ids.require(sessionId, "sessionId"));
    }

    @Override
    public ChatCall<MarkedRead> markRead(ReadRequest request) {
        return endpoint.send("POST", "api/chat/read", request.toJson(), MarkedRead::new);
    }

    @Override
    public ChatCall<SessionHead> reopenSession(String sessionId) {
        return endpoint.send("POST", "api/chat/session/reopen", HttpSupportApi.naming(sessionId), SessionHead::new);
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
    public ChatCall<RatingPrompt> askForRating(String sessionId, String promptId) {
        return endpoint.send("POST", "api/chat/rating/prompt", asking(sessionId, promptId), RatingPrompt::new);
    }

    /** Returns the body of a request to be the device that asks for a rating. */
    static JsonBody asking(String sessionId, String promptId) {
        return HttpSupportApi.naming(sessionId).put("promptId", Ids.require(promptId, "promptId"));
    }

    @Override
    public ChatCall<HistoryPage> history(int page, int limit) {
        return endpoint.get(
                new Query(endpoint.url("api/chat/history")).page(page, limit).url(), HistoryPage::new);
    }

    @Override
    public ChatCall<HistoryPage> historyAfter(String cursor, int limit) {
        return endpoint.get(
                new Query(endpoint.url("api/chat/history"))
                        .cursor("after", cursor, limit)
                        .url(),
                HistoryPage::new);
    }

    @Override
    public ChatCall<HistoryPage> history(HistoryRequest request) {
        Query query = new Query(endpoint.url("api/chat/history"));
        request.addTo(query);
        return endpoint.get(query.url(), HistoryPage::new);
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
        return endpoint.send("PUT", "api/chat/current", request.toJson(), this::started);
    }

    @Override
    public ChatCall<ChatConfig> config() {
        return endpoint.get(endpoint.url("api/chat/config").build(), ChatConfig::new);
    }

    @Override
    public ChatCall<Health> health() {
        return endpoint.get(endpoint.url("api/chat/health").build(), Health::new);
    }

    @Override
    public AttachmentApi attachments() {
        return attachments;
    }
}
