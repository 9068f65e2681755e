package dev.helpline.chat.client.internal.http;

import dev.helpline.chat.client.call.ChatApiException;
import java.io.IOException;
import okhttp3.Response;

/** Turns an HTTP response into a result or a {@link ChatApiException}. Thread-safe. */
@FunctionalInterface
interface ResponseReader<T> {
    /** Throws {@link IOException} only if the connection fails while the body is read. */
    T read(Response response) throws IOException;
}
