package dev.helpline.chat.client.internal.http;

import java.io.IOException;
import okhttp3.Interceptor;
import okhttp3.Response;

/**
 * Wraps all interceptors of the app and turns whatever they throw into an {@link IOException}. Otherwise OkHttp would cancel
 * the call and throw the exception on its own thread. Thread-safe.
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
