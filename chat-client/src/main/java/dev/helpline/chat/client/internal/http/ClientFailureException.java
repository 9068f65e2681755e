package dev.helpline.chat.client.internal.http;

import java.io.IOException;

/** A part of the app inside OkHttp, such as an interceptor, threw something other than an {@link IOException}. */
final class ClientFailureException extends IOException {
    private static final long serialVersionUID = 1L;

    ClientFailureException(Throwable cause) {
        super(cause.toString(), cause);
    }
}
