package dev.helpline.chat.client.internal.http;

import java.io.IOException;

/** A part of the app inside OkHttp, such as an interceptor, threw what is no {@link IOException}. */
final class ClientFailure extends IOException {
    private static final long serialVersionUID = 1L;

    ClientFailure(Throwable cause) {
        super(cause.toString(), cause);
    }
}
