package dev.helpline.chat.client.kotlin

import dev.helpline.chat.client.call.ChatApiException
import dev.helpline.chat.client.service.ChatMessage
import dev.helpline.chat.client.service.ConnectionState
import dev.helpline.chat.client.service.RestoredChat
import dev.helpline.chat.client.service.SessionEnd
import dev.helpline.chat.client.session.SessionHead
import java.time.Duration

/**
 * What a [dev.helpline.chat.client.service.ChatListener] is told, as a value. A `when` over it needs an `else`: later releases may add
 * events.
 */
public interface ChatEvent {
    /** A session is open, and the service polls it. */
    public data class SessionStarted(val sessionId: String) : ChatEvent

    /** A conversation was found on the device. What [chat] tells is not told again. */
    public data class SessionRestored(val chat: RestoredChat) : ChatEvent

    /** The service gets what is new in another way, or cannot get it now. */
    public data class ConnectionStateChanged(val state: ConnectionState) : ChatEvent

    /** The state of the session, its agent or its place in the queue changed. */
    public data class SessionUpdated(val head: SessionHead) : ChatEvent

    /** The session ended. */
    public data class SessionEnded(val end: SessionEnd) : ChatEvent

    /** A session that had ended is open again. */
    public data class SessionReopened(val sessionId: String) : ChatEvent

    /** A message of the other side, or of this customer on another device, arrived. */
    public data class MessageReceived(val message: ChatMessage) : ChatEvent

    /** The customer wrote a message with this service. It is on its way. */
    public data class MessageSent(val message: ChatMessage) : ChatEvent

    /** A message that is shown already has another state or text, or more of its files is uploaded. */
    public data class MessageUpdated(val message: ChatMessage) : ChatEvent

    /** The app has discarded a message that the server does not have. */
    public data class MessageDiscarded(val message: ChatMessage) : ChatEvent

    /** An edit or a withdrawal was rejected; the message is shown as it was. */
    public data class ChangeRejected(val messageId: String, val reason: ChatApiException) : ChatEvent

    /** The number of unread messages changed. */
    public data class UnreadCountChanged(val count: Int) : ChatEvent

    /** A start failed and is tried again after [wait]. */
    public data class StartDelayed(val reason: ChatApiException, val wait: Duration) : ChatEvent

    /** A poll failed; the next follows after [wait]. */
    public data class PollingDelayed(val reason: ChatApiException, val wait: Duration) : ChatEvent

    /** Polling stopped, since trying again would be of no use. */
    public data class PollingStopped(val reason: ChatApiException) : ChatEvent
}
