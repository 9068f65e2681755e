package dev.helpline.chat.client;

import dev.helpline.chat.client.call.ChatApiException;
import dev.helpline.chat.client.call.ChatCall;
import dev.helpline.chat.client.call.ErrorCodes;
import dev.helpline.chat.client.message.MessagesPage;
import dev.helpline.chat.client.message.OutgoingMessage;
import dev.helpline.chat.client.message.SentMessage;
import dev.helpline.chat.client.poll.PollAnswer;
import dev.helpline.chat.client.poll.PollRequest;
import dev.helpline.chat.client.rating.RatingRequest;
import dev.helpline.chat.client.rating.SubmittedRating;
import dev.helpline.chat.client.session.CurrentSession;
import dev.helpline.chat.client.session.EndRequest;
import dev.helpline.chat.client.session.EndedSession;
import dev.helpline.chat.client.session.HistoryPage;
import dev.helpline.chat.client.session.SessionHead;
import dev.helpline.chat.client.session.SessionRequest;
import dev.helpline.chat.client.session.StartedSession;

/**
 * The calls of a customer, one method each. Nothing happens before the {@link ChatCall} is made; its failures are
 * {@link ChatApiException}s. Have one from {@link HelplineClient#chat()}, or a {@code FakeChatApi} in tests.
 *
 * <p>Thread-safe.
 */
public interface ChatApi {
    /** Opens a session. With an id given, a repeat by the same customer gets the first answer. */
    ChatCall<StartedSession> startSession(SessionRequest request);

    /**
     * Sends a message. With a message id given, a repeat of the same text gets the first answer, so an unknown outcome is
     * settled by sending again; another text under the same id is {@link ErrorCodes#MESSAGE_CONFLICT}.
     */
    ChatCall<SentMessage> sendMessage(OutgoingMessage message);

    /** Asks what is new. A session that has ended keeps answering. */
    ChatCall<PollAnswer> poll(PollRequest request);

    /**
     * Reads one page of a whole conversation, oldest first.
     *
     * @param page from 1
     * @param limit messages per page, from 1; more than 100 count as 100
     */
    ChatCall<MessagesPage> messages(String sessionId, int page, int limit);

    /**
     * Reads the messages that come next behind a cursor.
     *
     * @param cursor the {@link MessagesPage#nextCursor} of a page read this way or by number, the cursor of a poll, or the id
     *     of a message
     * @param limit messages per page, from 1; more than 100 count as 100
     */
    ChatCall<MessagesPage> messagesAfter(String sessionId, String cursor, int limit);

    /**
     * Reads the messages right before a cursor, oldest first.
     *
     * @param cursor the {@link MessagesPage#nextCursor} of a page read this way, the cursor of a poll, or the id of a message
     * @param limit messages per page, from 1; more than 100 count as 100
     */
    ChatCall<MessagesPage> messagesBefore(String sessionId, String cursor, int limit);

    /** Ends a session. Ending an ended one gets the first answer. */
    ChatCall<EndedSession> endSession(EndRequest request);

    /** Rates an ended session. A repeat of an equal rating gets the first answer. */
    ChatCall<SubmittedRating> rate(RatingRequest rating);

    /**
     * Reads one page of the caller's sessions, newest first.
     *
     * @param page from 1
     * @param limit sessions per page, from 1; more than 100 count as 100
     */
    ChatCall<HistoryPage> history(int page, int limit);

    /**
     * Reads the caller's sessions behind a cursor, newest first. Sessions started meanwhile make it neither repeat nor skip one.
     *
     * @param cursor the {@link HistoryPage#nextCursor} of another page
     * @param limit sessions per page, from 1; more than 100 count as 100
     */
    ChatCall<HistoryPage> historyAfter(String cursor, int limit);

    /** Reads the head of a session. */
    ChatCall<SessionHead> session(String sessionId);

    /** Finds the caller's open session. */
    ChatCall<CurrentSession> current();

    /** Finds the caller's open session or opens one; however many do it at a time, there will be one. */
    ChatCall<StartedSession> getOrStartCurrent(SessionRequest request);

    /** Reads what the server tells about itself. Needs no token. */
    ChatCall<ChatConfig> config();

    /** Asks whether the server is up. Needs no token. */
    ChatCall<Health> health();
}
