package dev.helpline.chat.client.internal.socket;

import dev.helpline.chat.client.poll.PollAnswer;

/** Receives what arrives on a {@link SessionSocket}, one call at a time, and the end as the last call. */
public interface SocketListener {
    /** The server has let the caller in and follows the session. */
    void onReady();

    /** The server has told something new, in the form of a poll. */
    void onNews(PollAnswer news);

    /** A frame has arrived, of whatever kind. */
    void onSignOfLife();

    /** The socket is lost, or was not opened. */
    void onEnd(SocketEnd end);
}
