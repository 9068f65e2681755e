package dev.helpline.chat.client;

import dev.helpline.chat.client.attachment.AttachmentApi;
import dev.helpline.chat.client.call.ChatApiException;
import dev.helpline.chat.client.call.ChatCall;
import dev.helpline.chat.client.call.ErrorCodes;
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

/**
 * The calls of a customer, one method each. A method only prepares a {@link ChatCall}; nothing is sent before it is executed
 * or enqueued, and it fails with a {@link ChatApiException}. {@link HelplineClient#chat()} returns one; in tests, use
 * {@code FakeChatApi} of {@code chat-client-testkit}.
 *
 * <p>Thread-safe.
 */
public interface ChatApi {
    /** Opens a session. If the request names an id, the same customer can repeat it and gets the first result. */
    ChatCall<StartedSession> startSession(SessionRequest request);

    /**
     * Makes a guest's session that of the caller, who has signed in: with its history, as it stands. Repeating it returns the session. The
     * guest's token is worth nothing from then on; a client with a {@link GuestSessionStore} forgets it. A token that is not valid any more
     * fails with {@link ErrorCodes#SESSION_NOT_FOUND}.
     */
    ChatCall<StartedSession> takeOver(GuestSession guest);

    /**
     * Sends a message. If it has a message id, sending the same text again returns the first result, so an unknown outcome
     * is settled by sending again. Another text under the same id fails with {@link ErrorCodes#MESSAGE_CONFLICT}.
     */
    ChatCall<SentMessage> sendMessage(OutgoingMessage message);

    /**
     * Gives a message of the caller another text. If the edit has an id, making it again returns the first result. A message that is too old,
     * or was withdrawn, fails with {@link ErrorCodes#MESSAGE_NOT_EDITABLE}.
     */
    ChatCall<AmendedMessage> editMessage(MessageEdit edit);

    /**
     * Withdraws a message of the caller: its text is gone for all readers. Withdrawing it again returns the first result. A message that is
     * too old fails with {@link ErrorCodes#MESSAGE_NOT_EDITABLE}.
     */
    ChatCall<AmendedMessage> withdrawMessage(String sessionId, String messageId);

    /** The calls that upload and download files of the caller's sessions. */
    AttachmentApi attachments();

    /** Asks what is new in a session. An ended session can still be polled. */
    ChatCall<PollAnswer> poll(PollRequest request);

    /**
     * Reads one page of a whole conversation, oldest first.
     *
     * @param page from 1
     * @param limit messages per page, from 1; more than 100 count as 100
     */
    ChatCall<MessagesPage> messages(String sessionId, int page, int limit);

    /**
     * Reads the messages that follow a cursor.
     *
     * @param cursor the {@link MessagesPage#nextCursor} of a page read this way or by number, the cursor of a poll, or the
     *     id of a message
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

    /** Says what the caller has read, also in an ended session. The agents are told at once. */
    ChatCall<MarkedRead> markRead(ReadRequest request);

    /** Ends a session. Ending an ended session returns how it ended. */
    ChatCall<EndedSession> endSession(EndRequest request);

    /**
     * Reopens an ended session, as long as {@link ChatConfig#reopenWindow} says. It loses its rating. Reopening an open session returns it.
     * When the time is over, the call fails with {@link dev.helpline.chat.client.call.ErrorCodes#SESSION_CONFLICT}: start a session that
     * continues the ended one.
     */
    ChatCall<SessionHead> reopenSession(String sessionId);

    /**
     * Rates an ended session. Repeating the same rating returns the first result. Another rating replaces the first one as long as {@link
     * ChatConfig#ratingEdits} says, and fails with {@link ErrorCodes#RATING_EXISTS} otherwise. When {@link ChatConfig#ratingWindow} is over,
     * a first rating fails with {@link ErrorCodes#RATING_CLOSED}.
     */
    ChatCall<SubmittedRating> rate(RatingRequest rating);

    /**
     * Asks whether this device is to ask the customer for a rating of an ended session. Of all devices of the customer, one gets {@link
     * RatingPrompt#show()}.
     *
     * @param promptId chosen by the device for this session; with the same id, the call can be repeated
     */
    ChatCall<RatingPrompt> askForRating(String sessionId, String promptId);

    /**
     * Reads one page of the caller's sessions, newest first.
     *
     * @param page from 1
     * @param limit sessions per page, from 1; more than 100 count as 100
     */
    ChatCall<HistoryPage> history(int page, int limit);

    /**
     * Reads the caller's sessions that follow a cursor, newest first. No session is repeated or skipped, even if others
     * start meanwhile.
     *
     * @param cursor the {@link HistoryPage#nextCursor} of another page
     * @param limit sessions per page, from 1; more than 100 count as 100
     */
    ChatCall<HistoryPage> historyAfter(String cursor, int limit);

    /** Reads one page of those of the caller's sessions that match, newest first. */
    ChatCall<HistoryPage> history(HistoryRequest request);

    /** Reads the head of a session. */
    ChatCall<SessionHead> session(String sessionId);

    /** Reads the caller's open session, if there is one. */
    ChatCall<CurrentSession> current();

    /** Returns the caller's open session, or opens one. Concurrent calls open only one session. */
    ChatCall<StartedSession> getOrStartCurrent(SessionRequest request);

    /** Reads the server's settings. Needs no token. */
    ChatCall<ChatConfig> config();

    /** Reads whether the server is up. Needs no token. */
    ChatCall<Health> health();
}
