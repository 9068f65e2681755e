package dev.helpline.chat.client.internal.http;

import java.io.IOException;
import okhttp3.Interceptor;
import okhttp3.Response;

/**
 * Stands before all interceptors of the app and makes an {@link IOException} of whatever they throw: OkHttp would cancel the
 * call, and throw it on its own thread. Thread-safe.
 */
public final class OutermostInterceptor implements Interceptor {
    @Override
    public Response intercept(Chain chain) throws IOException {
        try {
            return chain.proceed(chain.request());
        } catch (IOException expected) {
            throw expected;
        } catch (Throwable thrown) {
            throw new ClientFailureException(thrown);
        }
    }
}
