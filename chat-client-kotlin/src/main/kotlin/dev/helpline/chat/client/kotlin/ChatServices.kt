package dev.helpline.chat.client.kotlin

import dev.helpline.chat.client.call.ChatApiException
import dev.helpline.chat.client.message.AmendedMessage
import dev.helpline.chat.client.message.MarkedRead
import dev.helpline.chat.client.rating.SubmittedRating
import dev.helpline.chat.client.service.ChatListener
import dev.helpline.chat.client.service.ChatMessage
import dev.helpline.chat.client.service.ChatService
import dev.helpline.chat.client.service.ConnectionState
import dev.helpline.chat.client.service.DeliveryState
import dev.helpline.chat.client.service.MessageDraft
import dev.helpline.chat.client.service.RestoredChat
import dev.helpline.chat.client.service.SessionEnd
import dev.helpline.chat.client.session.EndedSession
import dev.helpline.chat.client.session.SessionHead
import dev.helpline.chat.client.session.SessionRequest
import dev.helpline.chat.client.session.StartedSession
import java.io.File
import java.time.Duration
import java.util.concurrent.CompletableFuture
import kotlinx.coroutines.channels.Channel
import kotlinx.coroutines.channels.awaitClose
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.buffer
import kotlinx.coroutines.flow.callbackFlow
import kotlinx.coroutines.flow.conflate
import kotlinx.coroutines.flow.distinctUntilChanged
import kotlinx.coroutines.flow.filterIsInstance
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.flow.map
import kotlinx.coroutines.future.await

/**
 * Everything that the service tells its listeners from the moment of collection on, in order. The flow never ends by itself and has no error;
 * events wait for a slow collector, however many they are. Collecting it twice is like two listeners.
 */
public fun ChatService.events(): Flow<ChatEvent> = callbackFlow {
    val listener = EventListener { event -> trySend(event) }
    addListener(listener)
    awaitClose { removeListener(listener) }
}.buffer(Channel.UNLIMITED)

/**
 * The messages as the app shows them: now, and whenever something about them changes. A slow collector misses lists between, never the newest.
 * For a screen, turn it into state: `service.messageLists().stateIn(scope, SharingStarted.WhileSubscribed(), emptyList())`.
 */
public fun ChatService.messageLists(): Flow<List<ChatMessage>> = changes().map { messages() }.distinctUntilChanged()

/** The number of unread messages: now, and whenever it changes. A slow collector misses numbers between, never the newest. */
public fun ChatService.unreadCounts(): Flow<Int> = changes().map { unreadCount() }.distinctUntilChanged()

/** How the service gets what is new in its session: now, and whenever that changes. A slow collector misses states between, never the newest. */
public fun ChatService.connectionStates(): Flow<ConnectionState> = changes().map { connectionState() }.distinctUntilChanged()

/**
 * The head of the session, with its state, agent, place in the queue and who is typing, whenever it changes from the moment of collection on. A
 * slow collector misses heads between, never the newest.
 */
public fun ChatService.sessionHeads(): Flow<SessionHead> =
    events().filterIsInstance<ChatEvent.SessionUpdated>().map { it.head }.conflate()

/** A signal when collection has begun to listen, and one after each event. */
private fun ChatService.changes(): Flow<Unit> = callbackFlow<Unit> {
    val listener = EventListener { trySend(Unit) }
    addListener(listener)
    trySend(Unit) // behind the listener, so that nothing is missed between
    awaitClose { removeListener(listener) }
}.conflate()

/** As [ChatService.startChatSession]. A coroutine that is cancelled gives the start up. */
public suspend fun ChatService.start(request: SessionRequest): StartedSession = startChatSession(request).await()

/**
 * As [ChatService.restore], to be called before a start: the conversation that the service's message store has, or null. A coroutine that is
 * cancelled only stops waiting.
 */
public suspend fun ChatService.restored(): RestoredChat? = restore().result().orElse(null)

/** As [ChatService.endChatSession]. Here and below, a coroutine that is cancelled only stops waiting: what was begun is carried out. */
public suspend fun ChatService.end(): EndedSession = endChatSession().result()

/** As the other function, for a message of this text. */
public suspend fun ChatService.send(text: String): ChatMessage = send(MessageDraft.of(text))

/**
 * As [ChatService.sendMessage], and waits until the server has stored or rejected the message. A coroutine that is cancelled only stops
 * waiting: the message is in [ChatService.messages] and is sent. If the service is closed, the function waits until it is cancelled.
 *
 * @return the message as it is then, [DeliveryState.SENT] or [DeliveryState.FAILED]. If the app has discarded it, or has left the session,
 *   it is returned as it was written
 */
public suspend fun ChatService.send(draft: MessageDraft): ChatMessage {
    val written = sendMessage(draft)
    return changes()
        .map { messages().find { it.messageId() == written.messageId() } }
        .first { it?.state() != DeliveryState.SENDING }
        ?: written
}

/** As [ChatService.catchUp]: waits until all that the server had has arrived. */
public suspend fun ChatService.fetchNews() {
    catchUp().result()
}

/** As [ChatService.reopenChatSession]. */
public suspend fun ChatService.reopen(): SessionHead = reopenChatSession().result()

/** As [ChatService.askForRating]: whether this device is to ask the customer. */
public suspend fun ChatService.mayAskForRating(): Boolean = askForRating().result()

/** As [ChatService.submitRating]. */
public suspend fun ChatService.rate(
    stars: Int,
    feedback: String? = null,
    categories: Collection<String> = emptyList(),
): SubmittedRating = submitRating(stars, feedback, categories).result()

/** As [ChatService.editMessage]: the new text is shown at once. */
public suspend fun ChatService.edit(messageId: String, text: String): AmendedMessage = editMessage(messageId, text).result()

/** As [ChatService.withdrawMessage]: the message is shown as withdrawn at once. */
public suspend fun ChatService.withdraw(messageId: String): AmendedMessage = withdrawMessage(messageId).result()

/** As [ChatService.markRead]. */
public suspend fun ChatService.readAll(): MarkedRead = markRead().result()

/** As [ChatService.downloadAttachment]. */
public suspend fun ChatService.download(messageId: String, attachmentId: String): File =
    downloadAttachment(messageId, attachmentId).result()

/** Waits for a future that others share: what is cancelled with the coroutine is a stage of its own. */
private suspend fun <T> CompletableFuture<T>.result(): T = thenApply { it }.await()

/** A listener that hands over values. */
private class EventListener(private val receive: (ChatEvent) -> Unit) : ChatListener {
    override fun onSessionStarted(sessionId: String) = receive(ChatEvent.SessionStarted(sessionId))

    override fun onSessionRestored(chat: RestoredChat) = receive(ChatEvent.SessionRestored(chat))

    override fun onConnectionStateChanged(state: ConnectionState) = receive(ChatEvent.ConnectionStateChanged(state))

    override fun onSessionUpdated(head: SessionHead) = receive(ChatEvent.SessionUpdated(head))

    override fun onSessionEnded(end: SessionEnd) = receive(ChatEvent.SessionEnded(end))

    override fun onSessionReopened(sessionId: String) = receive(ChatEvent.SessionReopened(sessionId))

    override fun onMessageReceived(message: ChatMessage) = receive(ChatEvent.MessageReceived(message))

    override fun onMessageSent(message: ChatMessage) = receive(ChatEvent.MessageSent(message))

    override fun onMessageUpdated(message: ChatMessage) = receive(ChatEvent.MessageUpdated(message))

    override fun onMessageDiscarded(message: ChatMessage) = receive(ChatEvent.MessageDiscarded(message))

    override fun onChangeRejected(messageId: String, reason: ChatApiException) =
        receive(ChatEvent.ChangeRejected(messageId, reason))

    override fun onUnreadCountChanged(count: Int) = receive(ChatEvent.UnreadCountChanged(count))

    override fun onStartDelayed(reason: ChatApiException, wait: Duration) = receive(ChatEvent.StartDelayed(reason, wait))

    override fun onPollingError(reason: ChatApiException, wait: Duration) = receive(ChatEvent.PollingDelayed(reason, wait))

    override fun onPollingStopped(reason: ChatApiException) = receive(ChatEvent.PollingStopped(reason))
}
