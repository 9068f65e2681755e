package dev.helpline.chat.client.internal.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.helpline.chat.client.call.TokenSupplier;
import dev.helpline.chat.client.session.GuestSession;
import dev.helpline.chat.client.session.GuestSessionStore;
import java.io.IOException;
import java.net.HttpURLConnection;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * Adds the token to each request. On status 401 it has the token refreshed and repeats the request once. While the caller is not signed in, it
 * adds the token of the guest's session, if there is one. Thread-safe.
 */
public final class TokenInterceptor implements Interceptor {
    private final TokenSupplier tokens;
    private final @Nullable GuestSessionStore guests;
    private final Object refreshing = new Object();

    /** The latest refresh that has ended. Written while {@link #refreshing} is held. */
    private volatile @Nullable Refresh latest;

    /** Takes the token of each request from this supplier, or else from the guest's session. */
    public TokenInterceptor(TokenSupplier tokens, @Nullable GuestSessionStore guests) {
        this.tokens = tokens;
        this.guests = guests;
    }

    @Override
    public Response intercept(Chain chain) throws IOException {
        String token = current();
        if (token == null) {
            return chain.proceed(with(guestToken(chain.request()), chain.request()));
        }
        Refresh before = latest;
        Response response = chain.proceed(with(token, chain.request()));
        if (response.code() != HttpURLConnection.HTTP_UNAUTHORIZED) {
            return response;
        }
        String fresh = refreshed(token, before, response);
        if (fresh == null || fresh.equals(token)) {
            return response;
        }
        response.close();
        return chain.proceed(with(fresh, chain.request()));
    }

    private @Nullable String refreshed(String rejected, @Nullable Refresh before, Response response)
            throws IOException {
        synchronized (refreshing) {
            try {
                if (rejected.equals(current())) {
                    refresh(rejected, before);
                }
                return current();
            } catch (IOException failed) {
                response.close();
                throw failed;
            }
        }
    }

    /** Has the token refreshed, unless that has been done since this call was made: calls that are rejected together share one outcome. */
    private void refresh(String rejected, @Nullable Refresh before) throws IOException {
        Refresh shared = latest;
        if (shared == null || shared == before || !shared.rejected.equals(rejected)) {
            shared = new Refresh(rejected, failureOfRefresh(rejected));
            latest = shared;
        }
        if (shared.failure != null) {
            throw new TokenUnavailableException("the token supplier could not refresh", shared.failure);
        }
    }

    private @Nullable Throwable failureOfRefresh(String rejected) {
        try {
            tokens.refresh(rejected);
            return null;
        } catch (Throwable failed) { // only the calls that needed it fail
            return failed;
        }
    }

    /** A refresh that has ended. */
    private static final class Refresh {
        final String rejected;
        final @Nullable Throwable failure;

        Refresh(String rejected, @Nullable Throwable failure) {
            this.rejected = rejected;
            this.failure = failure;
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

    /** The guest's token; null for the start of another session, which gets a token of its own. */
    private @Nullable String guestToken(Request request) {
        GuestSession guest = guests == null ? null : guests.load();
        if (guest == null) {
            return null;
        }
        boolean starts =
                request.method().equals("POST") && request.url().encodedPath().endsWith("/api/chat/session");
        return !starts || namesSession(request, guest.sessionId()) ? guest.token() : null;
    }

    private static boolean namesSession(Request request, String sessionId) {
        ObjectNode body = request.tag(ObjectNode.class);
        return body != null && body.path("sessionId").asText().equals(sessionId);
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
