package dev.helpline.chat.client.service;

import dev.helpline.chat.client.call.ChatApiException;
import dev.helpline.chat.client.call.ErrorCodes;

/**
 * How many messages to ask for in one poll: half as many after an answer that could not be taken in, twice as many after one
 * that could. Where only small answers get through, the messages come in the end, if one by one. Not thread-safe.
 */
final class PageSize {
    /** What the server brings if it is asked for no number. */
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

    /** A status below the errors says that an answer was on its way; a server that is not there changes nothing. */
    void failed(ChatApiException failure) {
        int status = failure.httpStatus().orElse(HTTP_ERRORS);
        if (status < HTTP_ERRORS) {
            size = Math.max(1, size / 2);
        }
    }

    /** Whether the answer was only longer than this client takes, and fewer messages can be asked for. */
    boolean isTooLarge(ChatApiException failure) {
        return size > 1
                && failure.code().equals(ErrorCodes.MALFORMED_RESPONSE)
                && failure.details().containsKey("maxResponseBytes");
    }
}
