package dev.helpline.chat.client.kotlin

import dev.helpline.chat.client.call.ChatApiException
import dev.helpline.chat.client.call.ChatCall
import dev.helpline.chat.client.call.ChatCallback
import dev.helpline.chat.client.session.SessionRequest
import dev.helpline.chat.client.testkit.FakeChatApi
import kotlinx.coroutines.launch
import kotlinx.coroutines.test.runTest
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.Test

class ChatCallsTest {
    private val api = FakeChatApi()

    @Test
    fun a_call_suspends_until_it_has_its_result() = runTest {
        val session = api.startSession(SessionRequest.builder().build()).await()

        assertThat(api.sessionIds()).containsExactly(session.sessionId())
    }

    @Test
    fun a_call_that_fails_throws() = runTest {
        api.goOffline()

        assertThat(runCatching { api.startSession(SessionRequest.builder().build()).await() }.exceptionOrNull()).isInstanceOf(ChatApiException::class.java)
    }

    @Test
    fun a_coroutine_that_is_cancelled_cancels_its_call_and_ignores_a_late_result() = runTest {
        val call = NeverAnswered()
        val waiting = launch { call.await() }
        testScheduler.runCurrent()

        waiting.cancel()
        testScheduler.runCurrent()

        assertThat(call.isCanceled).isTrue()
        call.callback!!.onAnswer("late")
        assertThat(waiting.isCancelled).isTrue()
    }

    /** A call to a server that does not reply. */
    private class NeverAnswered : ChatCall<String> {
        var callback: ChatCallback<String>? = null
        private var cancelled = false

        override fun execute(): String = error("not used")

        override fun enqueue(callback: ChatCallback<String>) {
            this.callback = callback
        }

        override fun cancel() {
            cancelled = true
        }

        override fun isCanceled(): Boolean = cancelled

        override fun copy(): ChatCall<String> = NeverAnswered()
    }
}
