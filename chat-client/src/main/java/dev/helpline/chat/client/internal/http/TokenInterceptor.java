package dev.helpline.chat.client.internal.http;

import dev.helpline.chat.client.call.TokenSupplier;
import java.io.IOException;
import java.net.HttpURLConnection;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** Adds the token to each request. On status 401 it has the token refreshed and repeats the request once. Thread-safe. */
public final class TokenInterceptor implements Interceptor {
    private final TokenSupplier tokens;
    private final Object refreshing = new Object();

    /** Takes the token of each request from this supplier. */
    public TokenInterceptor(TokenSupplier tokens) {
        this.tokens = tokens;
    }

    @Override
    public Response intercept(Chain chain) throws IOException {
        String token = current();
        Response response = chain.proceed(with(token, chain.request()));
        if (response.code() != HttpURLConnection.HTTP_UNAUTHORIZED || token == null) {
            return response;
        }
        String fresh = refreshed(token, response);
        if (fresh == null || fresh.equals(token)) {
            return response;
        }
        response.close();
        return chain.proceed(with(fresh, chain.request()));
    }

    private @Nullable String refreshed(String rejected, Response response) throws IOException {
        synchronized (refreshing) {
            try {
                if (rejected.equals(current())) {
                    refresh(rejected);
                }
                return current();
            } catch (IOException failed) {
                response.close();
                throw failed;
            }
        }
    }

    private void refresh(String rejected) throws IOException {
        try {
            tokens.refresh(rejected);
        } catch (Throwable failed) { // only this call fails
            throw new TokenUnavailableException("the token supplier could not refresh", failed);
        }
    }

    private @Nullable String current() throws IOException {
        String token;
        try {
            token = tokens.token();
        } catch (Throwable failed) {
            throw new TokenUnavailableException("the token supplier gave no token", failed);
        }
        if (token != null && !isSendable(token)) {
            throw new TokenUnavailableException("the token supplier gave a token that no header can carry", null);
        }
        return token;
    }

    private static boolean isSendable(String token) {
        return !token.isEmpty() && token.chars().allMatch(c -> c > ' ' && c < 0x7f);
    }

    private static Request with(@Nullable String token, Request request) {
        return token == null
                ? request
                : request.newBuilder()
                        .header("Authorization", "Bearer " + token)
                        .build();
    }
}
