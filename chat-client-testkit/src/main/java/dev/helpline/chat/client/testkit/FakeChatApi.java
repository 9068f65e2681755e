package dev.helpline.chat.client.testkit;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.helpline.chat.client.ChatApi;
import dev.helpline.chat.client.ChatConfig;
import dev.helpline.chat.client.Health;
import dev.helpline.chat.client.HelplineClient;
import dev.helpline.chat.client.attachment.AttachmentApi;
import dev.helpline.chat.client.call.ChatCall;
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
import dev.helpline.chat.client.session.HistoryPage;
import dev.helpline.chat.client.session.HistoryRequest;
import dev.helpline.chat.client.session.SessionHead;
import dev.helpline.chat.client.session.SessionRequest;
import dev.helpline.chat.client.session.StartedSession;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import okhttp3.Dispatcher;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * A {@link ChatApi} over a server in memory, for tests. Requests and responses pass through the real encoding, so an app
 * gets what it would get from a real server. Ids, repeated requests, cursors and ends work as on a real server. The fake has
 * no limits and no permissions, and a long poll returns at once.
 *
 * <p>All calls, including enqueued ones, run on the calling thread before the method returns.
 *
 * <p>Thread-safe.
 */
public final class FakeChatApi implements ChatApi {
    private final FakeServer server = new FakeServer();
    private final Map<FakeCall, Deque<FakeFailure>> failures = new EnumMap<>(FakeCall.class);
    private final Map<FakeCall, Integer> counts = new EnumMap<>(FakeCall.class);
    private final ChatApi api;
    private boolean offline;

    /** Makes a fake without sessions. */
    public FakeChatApi() {
        OkHttpClient client = new OkHttpClient.Builder()
                .dispatcher(new Dispatcher(new SameThread()))
                .addInterceptor(this::answer)
                .build();
        api = HelplineClient.builder("http://fake.invalid/")
                .client(client)
                .build()
                .chat();
    }

    /** Stores a message of an agent and returns its id. */
    public String agentWrites(String sessionId, String text) {
        return write(sessionId, "admin", text);
    }

    /** Stores a message of the system and returns its id. */
    public String systemWrites(String sessionId, String text) {
        return write(sessionId, "system", text);
    }

    /** Stores a message that the customer wrote on another device, and returns its id. */
    public String customerWritesElsewhere(String sessionId, String text) {
        return write(sessionId, "user", text);
    }

    /** Stores a message of an agent with a file of the type {@code text/plain}, and returns its id. */
    public String agentAttaches(String sessionId, String text, String name, byte[] content) {
        synchronized (server) {
            FakeSession session = server.session(sessionId);
            FakeFile file = new FakeFile(server.freshId("file"), name, content.length, "text/plain");
            file.take(0, content);
            session.files().add(file);
            String messageId = server.freshId("admin");
            ObjectNode message = session.add(messageId, "admin", text, FakeSession.CREATED_AT);
            session.attach(message, JsonNodeFactory.instance.arrayNode().add(file.id()));
            return messageId;
        }
    }

    /** Deletes an uploaded file, as a server does if no message names it for a day. */
    public void loseFile(String sessionId, String attachmentId) {
        synchronized (server) {
            server.session(sessionId).files().lose(attachmentId);
        }
    }

    /** Returns the ids of the files that the session has, complete or not, in the order in which their uploads were started. */
    public List<String> fileIds(String sessionId) {
        synchronized (server) {
            return Collections.unmodifiableList(
                    server.session(sessionId).files().ids());
        }
    }

    /** Marks all messages of the session as read by an agent. */
    public void agentReads(String sessionId) {
        synchronized (server) {
            server.session(sessionId).agentReads();
        }
    }

    /** Returns the number up to which the customer has read the session; 0 for nothing. */
    public long readByCustomer(String sessionId) {
        synchronized (server) {
            return server.session(sessionId).customerRead();
        }
    }

    /** Ends the session as an agent. */
    public void agentEnds(String sessionId, String reason) {
        end(sessionId, "admin", "normal", Objects.requireNonNull(reason, "reason"));
    }

    /** Reopens an ended session as an agent. */
    public void agentReopens(String sessionId) {
        synchronized (server) {
            server.session(sessionId).reopen();
        }
    }

    /**
     * Lets sessions be reopened, also by a message of the customer, and tells this window in the config. The fake has no clock, so they can be
     * reopened at any time. Default: a session that has ended accepts no messages.
     */
    public void reopenWindow(Duration window) {
        synchronized (server) {
            server.reopenSeconds(window.toMillis() / 1000);
        }
    }

    /** Ends the session as the customer on another device. */
    public void customerEndsElsewhere(String sessionId) {
        end(sessionId, "user", "normal", null);
    }

    /** Ends the session for inactivity. */
    public void expire(String sessionId) {
        end(sessionId, "system", "inactivity", null);
    }

    /** Makes the next {@code times} calls of this kind fail, after the failures that were planned before. */
    public void failNext(FakeCall call, int times, FakeFailure failure) {
        synchronized (server) {
            Deque<FakeFailure> planned = failures.computeIfAbsent(call, none -> new ArrayDeque<>());
            planned.addAll(Collections.nCopies(times, failure));
        }
    }

    /**
     * Breaks the connection of each call from now on, before the request reaches the server. Planned failures stay planned.
     */
    public void goOffline() {
        synchronized (server) {
            offline = true;
        }
    }

    /** Ends {@link #goOffline}. */
    public void goOnline() {
        synchronized (server) {
            offline = false;
        }
    }

    /** Returns how many calls of this kind were made, including failed ones. */
    public int count(FakeCall call) {
        synchronized (server) {
            return counts.getOrDefault(call, 0);
        }
    }

    /** Returns the ids of all sessions, in the order in which they were opened. */
    public List<String> sessionIds() {
        synchronized (server) {
            return Collections.unmodifiableList(new ArrayList<>(server.sessionIds()));
        }
    }

    /** Returns the texts of all messages of a session, of both sides, in order. */
    public List<String> texts(String sessionId) {
        synchronized (server) {
            return server.session(sessionId).texts();
        }
    }

    private String write(String sessionId, String sender, String text) {
        synchronized (server) {
            String messageId = server.freshId(sender);
            server.session(sessionId).add(messageId, sender, text, FakeSession.CREATED_AT);
            return messageId;
        }
    }

    private void end(String sessionId, String by, String cause, @Nullable String reason) {
        synchronized (server) {
            server.session(sessionId).end(by, cause, reason);
        }
    }

    private Response answer(Interceptor.Chain chain) throws IOException {
        synchronized (server) {
            FakeCall call = FakeCall.of(chain.request());
            counts.merge(call, 1, Integer::sum);
            if (offline) {
                throw new IOException("the fake is offline");
            }
            Deque<FakeFailure> planned = failures.get(call);
            FakeFailure failure = planned == null ? null : planned.poll();
            if (failure == null || failure.isAfterDoing()) {
                FakeResponse answer = server.answer(chain.request());
                if (failure == null) {
                    return answer.to(chain.request());
                }
            }
            if (failure.breaksConnection()) {
                throw new IOException("the fake was told to break the connection");
            }
            return failure.answer().to(chain.request());
        }
    }

    @Override
    public ChatCall<StartedSession> startSession(SessionRequest request) {
        return api.startSession(request);
    }

    @Override
    public ChatCall<StartedSession> takeOver(GuestSession guest) {
        return api.takeOver(guest);
    }

    @Override
    public ChatCall<SentMessage> sendMessage(OutgoingMessage message) {
        return api.sendMessage(message);
    }

    @Override
    public ChatCall<AmendedMessage> editMessage(MessageEdit edit) {
        return api.editMessage(edit);
    }

    @Override
    public ChatCall<AmendedMessage> withdrawMessage(String sessionId, String messageId) {
        return api.withdrawMessage(sessionId, messageId);
    }

    @Override
    public AttachmentApi attachments() {
        return api.attachments();
    }

    @Override
    public ChatCall<PollAnswer> poll(PollRequest request) {
        return api.poll(request);
    }

    @Override
    public ChatCall<MessagesPage> messages(String sessionId, int page, int limit) {
        return api.messages(sessionId, page, limit);
    }

    @Override
    public ChatCall<MessagesPage> messagesAfter(String sessionId, String cursor, int limit) {
        return api.messagesAfter(sessionId, cursor, limit);
    }

    @Override
    public ChatCall<MessagesPage> messagesBefore(String sessionId, String cursor, int limit) {
        return api.messagesBefore(sessionId, cursor, limit);
    }

    @Override
    public ChatCall<MarkedRead> markRead(ReadRequest request) {
        return api.markRead(request);
    }

    @Override
    public ChatCall<EndedSession> endSession(EndRequest request) {
        return api.endSession(request);
    }

    @Override
    public ChatCall<SessionHead> reopenSession(String sessionId) {
        return api.reopenSession(sessionId);
    }

    @Override
    public ChatCall<SubmittedRating> rate(RatingRequest rating) {
        return api.rate(rating);
    }

    @Override
    public ChatCall<RatingPrompt> askForRating(String sessionId, String promptId) {
        return api.askForRating(sessionId, promptId);
    }

    @Override
    public ChatCall<HistoryPage> history(int page, int limit) {
        return api.history(page, limit);
    }

    @Override
    public ChatCall<HistoryPage> historyAfter(String cursor, int limit) {
        return api.historyAfter(cursor, limit);
    }

    @Override
    public ChatCall<HistoryPage> history(HistoryRequest request) {
        return api.history(request);
    }

    @Override
    public ChatCall<SessionHead> session(String sessionId) {
        return api.session(sessionId);
    }

    @Override
    public ChatCall<CurrentSession> current() {
        return api.current();
    }

    @Override
    public ChatCall<StartedSession> getOrStartCurrent(SessionRequest request) {
        return api.getOrStartCurrent(request);
    }

    @Override
    public ChatCall<ChatConfig> config() {
        return api.config();
    }

    @Override
    public ChatCall<Health> health() {
        return api.health();
    }
}
