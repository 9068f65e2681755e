package dev.helpline.chat.client.kotlin

import dev.helpline.chat.client.call.ChatApiException
import dev.helpline.chat.client.service.ChatService
import dev.helpline.chat.client.service.ConnectionState
import dev.helpline.chat.client.service.DeliveryState
import dev.helpline.chat.client.session.SessionHead
import dev.helpline.chat.client.session.SessionRequest
import dev.helpline.chat.client.store.MessageStore
import dev.helpline.chat.client.testkit.FakeCall
import dev.helpline.chat.client.testkit.FakeChatApi
import dev.helpline.chat.client.testkit.FakeFailure
import dev.helpline.chat.client.testkit.ScriptedScheduler
import java.time.Duration
import java.util.concurrent.Executor
import kotlinx.coroutines.ExperimentalCoroutinesApi
import kotlinx.coroutines.async
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.launch
import kotlinx.coroutines.test.TestScope
import kotlinx.coroutines.test.UnconfinedTestDispatcher
import kotlinx.coroutines.test.runTest
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.Test

@OptIn(ExperimentalCoroutinesApi::class)
class ChatServicesTest {
    private val api = FakeChatApi()
    private val scheduler = ScriptedScheduler()
    private val chat = ChatService.builder(api).scheduler(scheduler).executor(Executor { it.run() }).build()

    @AfterEach
    fun close() = chat.close()

    @Test
    fun events_come_in_order_while_they_are_collected() = runTest {
        val events = mutableListOf<ChatEvent>()
        val collecting = backgroundScope.launch(UnconfinedTestDispatcher(testScheduler)) { chat.events().toList(events) }

        val session = settled { chat.start(request()) }.sessionId()
        chat.sendMessage("Where is my order?")
        scheduler.runDue()
        api.agentWrites(session, "On its way.")
        poll()
        collecting.cancel()
        api.agentWrites(session, "Anything else?")
        poll()

        assertThat(events.filter { it is ChatEvent.ConnectionStateChanged || it is ChatEvent.SessionStarted }).containsExactly(
            ChatEvent.ConnectionStateChanged(ConnectionState.CONNECTING),
            ChatEvent.SessionStarted(session),
            ChatEvent.ConnectionStateChanged(ConnectionState.POLLING),
        )
        assertThat(events.filterIsInstance<ChatEvent.MessageSent>().single().message.text()).isEqualTo("Where is my order?")
        assertThat(events.filterIsInstance<ChatEvent.MessageReceived>().single().message.text()).isEqualTo("On its way.")
    }

    @Test
    fun the_list_of_messages_is_there_at_once_and_after_each_change() = runTest {
        settled { chat.start(request()) }
        chat.sendMessage("first")
        val lists = mutableListOf<List<String>>()
        val states = mutableListOf<DeliveryState>()
        backgroundScope.launch(UnconfinedTestDispatcher(testScheduler)) {
            chat.messageLists().collect { messages ->
                lists += messages.map { it.text() }
                messages.firstOrNull()?.let { states += it.state() }
            }
        }

        scheduler.runDue()
        chat.sendMessage("second")
        scheduler.runDue()

        assertThat(lists.first()).isEqualTo(listOf("first"))
        assertThat(lists.last()).isEqualTo(listOf("first", "second"))
        assertThat(states.last()).isEqualTo(DeliveryState.SENT)
    }

    @Test
    fun unread_messages_are_counted() = runTest {
        val counts = mutableListOf<Int>()
        backgroundScope.launch(UnconfinedTestDispatcher(testScheduler)) { chat.unreadCounts().toList(counts) }
        val session = settled { chat.start(request()) }.sessionId()

        api.agentWrites(session, "Hello")
        poll()
        settled { chat.readAll() }

        assertThat(counts).isEqualTo(listOf(0, 1, 0))
    }

    @Test
    fun a_session_is_ended_and_rated() = runTest {
        val session = settled { chat.start(request()) }.sessionId()

        assertThat(settled { chat.end() }.sessionId()).isEqualTo(session)
        poll()
        assertThat(settled { chat.rate(5, categories = listOf("speed")) }.rating()).isEqualTo(5)
    }

    @Test
    fun a_message_is_sent_when_the_server_has_it() = runTest {
        settled { chat.start(request()) }

        val sent = settled { chat.send("Where is my order?") }

        assertThat(sent.state()).isEqualTo(DeliveryState.SENT)
        assertThat(chat.messages()).containsExactly(sent)
    }

    @Test
    fun a_message_that_the_server_rejects_is_returned_as_failed() = runTest {
        settled { chat.start(request()) }
        api.failNext(FakeCall.SEND, 1, FakeFailure.refusal(422, "MESSAGE_REJECTED"))

        val rejected = settled { chat.send("Nonsense") }

        assertThat(rejected.state()).isEqualTo(DeliveryState.FAILED)
        assertThat(rejected.failureCode()).contains("MESSAGE_REJECTED")
    }

    @Test
    fun a_coroutine_that_is_cancelled_loses_no_message() = runTest {
        settled { chat.start(request()) }
        api.goOffline()
        val sending = launch(UnconfinedTestDispatcher(testScheduler)) { chat.send("Where is my order?") }
        scheduler.runDue()

        sending.cancel()
        api.goOnline()
        scheduler.advance(Duration.ofMinutes(1))

        assertThat(chat.messages().map { it.text() to it.state() }).containsExactly("Where is my order?" to DeliveryState.SENT)
    }

    @Test
    fun waiting_for_a_message_ends_when_the_app_discards_it() = runTest {
        settled { chat.start(request()) }
        api.failNext(FakeCall.SEND, 100, FakeFailure.lostRequest())
        val first = async(UnconfinedTestDispatcher(testScheduler)) { chat.send("first") }
        val second = async(UnconfinedTestDispatcher(testScheduler)) { chat.send("second") }

        chat.discardMessage(chat.messages().last().messageId())

        assertThat(second.await().text()).isEqualTo("second")
        assertThat(first.isActive).isTrue()
        first.cancel()
    }

    @Test
    fun the_connection_is_there_at_once_and_after_each_change() = runTest {
        val states = mutableListOf<ConnectionState>()
        backgroundScope.launch(UnconfinedTestDispatcher(testScheduler)) { chat.connectionStates().toList(states) }

        settled { chat.start(request()) }
        api.goOffline()
        poll()
        chat.pause()

        assertThat(states.first()).isEqualTo(ConnectionState.IDLE)
        assertThat(states).containsSubsequence(ConnectionState.POLLING, ConnectionState.OFFLINE, ConnectionState.IDLE)
    }

    @Test
    fun the_head_of_the_session_comes_when_it_changes() = runTest {
        val heads = mutableListOf<SessionHead>()
        backgroundScope.launch(UnconfinedTestDispatcher(testScheduler)) { chat.sessionHeads().toList(heads) }

        val session = settled { chat.start(request()) }.sessionId()
        api.agentWrites(session, "Hello")
        poll()

        assertThat(heads).isNotEmpty()
    }

    @Test
    fun what_came_while_paused_is_fetched() = runTest {
        val session = settled { chat.start(request()) }.sessionId()
        chat.pause()
        api.agentWrites(session, "Hello")

        settled { chat.fetchNews() }

        assertThat(chat.messages().map { it.text() }).containsExactly("Hello")
    }

    @Test
    fun a_rejected_call_throws() = runTest {
        settled { chat.start(request()) }
        api.failNext(FakeCall.END, 100, FakeFailure.refusal(409, "SESSION_CONFLICT"))

        assertThat(settled { runCatching { chat.end() } }.exceptionOrNull()).isInstanceOf(ChatApiException::class.java)
    }

    @Test
    fun a_coroutine_that_is_cancelled_gives_a_start_up() = runTest {
        api.goOffline()
        val starting = launch(UnconfinedTestDispatcher(testScheduler)) { chat.start(request()) }

        starting.cancel()
        api.goOnline()
        scheduler.advance(Duration.ofMinutes(5))

        assertThat(api.sessionIds().isEmpty()).isTrue()
    }

    /** Runs what waits for the service, and lets the service do what is due. */
    private suspend fun <T> TestScope.settled(step: suspend () -> T): T {
        val result = async(UnconfinedTestDispatcher(testScheduler)) { step() }
        scheduler.runDue()
        return result.await()
    }

    @Test
    fun a_conversation_is_restored_from_the_device() = runTest {
        val device = MessageStore.inMemory()
        ChatService.builder(api).scheduler(scheduler).executor(Executor { it.run() }).messageStore(device).build().use { first ->
            assertThat(settled { first.restored() }).isNull()
            settled { first.start(request()) }
            first.sendMessage("Where is my order?")
            scheduler.runDue()
        }
        ChatService.builder(api).scheduler(scheduler).executor(Executor { it.run() }).messageStore(device).build().use { second ->
            val events = mutableListOf<ChatEvent>()
            backgroundScope.launch(UnconfinedTestDispatcher(testScheduler)) { second.events().toList(events) }

            val restored = settled { second.restored() }

            assertThat(restored?.messages()?.map { it.text() }).contains("Where is my order?")
            assertThat(events.filterIsInstance<ChatEvent.SessionRestored>().single().chat).isSameAs(restored)
        }
    }

    private fun request(): SessionRequest = SessionRequest.builder().build()

    private fun poll() = scheduler.advance(Duration.ofSeconds(2))
}
