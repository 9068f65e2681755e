package dev.helpline.chat.client.kotlin

import dev.helpline.chat.client.call.ChatApiException
import dev.helpline.chat.client.call.ChatCall
import dev.helpline.chat.client.call.ChatCallback
import kotlin.coroutines.resume
import kotlin.coroutines.resumeWithException
import kotlinx.coroutines.suspendCancellableCoroutine

/**
 * Makes the call, and suspends until its result is there. A coroutine that is cancelled cancels the call; the server may have carried out the
 * request nevertheless, so repeat it with [ChatCall.copy], which has the same ids.
 *
 * @throws ChatApiException if the server rejects the request, cannot be reached or cannot be understood
 * @throws IllegalStateException if this call has been made already
 */
public suspend fun <T : Any> ChatCall<T>.await(): T = suspendCancellableCoroutine { continuation ->
    continuation.invokeOnCancellation { cancel() }
    enqueue(
        object : ChatCallback<T> {
            override fun onAnswer(answer: T) {
                continuation.resume(answer)
            }

            override fun onFailure(failure: ChatApiException) {
                continuation.resumeWithException(failure)
            }
        },
    )
}
