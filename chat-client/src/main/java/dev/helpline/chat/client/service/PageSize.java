package dev.helpline.chat.client.service;

import dev.helpline.chat.client.call.ChatApiException;
import dev.helpline.chat.client.call.ErrorCodes;

/**
 * How many messages to request in one poll: half as many after a response that could not be read, twice as many after one
 * that could. So the messages arrive even if only small responses get through. Not thread-safe.
 */
final class PageSize {
    /** How many messages the server returns if the request names no number. */
    private static final int FULL = 50;

    private static final int HTTP_ERRORS = 400;

    private int size = FULL;

    boolean isFull() {
        return size == FULL;
    }

    int size() {
        return size;
    }

    void answered() {
        size = Math.min(2 * size, FULL);
    }

    /** Makes pages smaller if a successful response could not be read. A server that cannot be reached changes nothing. */
    void failed(ChatApiException failure) {
        int status = failure.httpStatus().orElse(HTTP_ERRORS);
        if (status < HTTP_ERRORS) {
            size = Math.max(1, size / 2);
        }
    }

    /** Whether the response was only longer than this client accepts, and fewer messages can be requested. */
    boolean isTooLarge(ChatApiException failure) {
        return size > 1
                && failure.code().equals(ErrorCodes.MALFORMED_RESPONSE)
                && failure.details().containsKey("maxResponseBytes");
    }
}
