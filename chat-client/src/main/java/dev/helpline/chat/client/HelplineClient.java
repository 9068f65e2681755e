package dev.helpline.chat.client;

import dev.helpline.chat.client.agent.SupportApi;
import dev.helpline.chat.client.call.ErrorCodes;
import dev.helpline.chat.client.call.TokenSupplier;
import dev.helpline.chat.client.internal.http.Endpoint;
import dev.helpline.chat.client.internal.http.OutermostInterceptor;
import dev.helpline.chat.client.internal.http.TokenInterceptor;
import dev.helpline.chat.client.session.GuestSessionStore;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import okhttp3.Dispatcher;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/**
 * A client of one server, for one caller. Keep one for as long as the caller is signed in.
 *
 * <pre>{@code
 * HelplineClient helpline = HelplineClient.builder("https://shop.example/").tokens(() -> token).build();
 * StartedSession session = helpline.chat().startSession(SessionRequest.builder().build()).execute();
 * }</pre>
 *
 * <p>Thread-safe.
 */
public final class HelplineClient implements AutoCloseable {
    private final Endpoint endpoint;
    private final @Nullable OkHttpClient owned;
    private final ChatApi chat;
    private final SupportApi support;

    private HelplineClient(Builder builder) {
        owned = builder.client == null ? Builder.defaultClient() : null;
        OkHttpClient shared = builder.client == null ? Objects.requireNonNull(owned) : builder.client;
        OkHttpClient.Builder derived =
                shared.newBuilder().followRedirects(false).followSslRedirects(false);
        derived.interceptors().add(0, new OutermostInterceptor());
        TokenSupplier tokens = builder.tokens;
        if (tokens != null || builder.guests != null) {
            derived.addInterceptor(new TokenInterceptor(tokens == null ? () -> null : tokens, builder.guests));
        }
        endpoint = new Endpoint(builder.baseUrl, derived.build(), builder.userAgent, builder.maxResponseBytes);
        chat = new HttpChatApi(endpoint, builder.guests);
        support = new HttpSupportApi(endpoint);
    }

    /**
     * Starts a client for the server at {@code baseUrl}.
     *
     * @param baseUrl {@code http} or {@code https}; its path is kept, and {@code api/chat/…} is appended
     * @throws IllegalArgumentException if it is not such a URL
     */
    public static Builder builder(String baseUrl) {
        return new Builder(baseUrl);
    }

    /** The calls of a customer. */
    public ChatApi chat() {
        return chat;
    }

    /** The calls of an agent. */
    public SupportApi support() {
        return support;
    }

    /**
     * Cancels the calls of this client. An {@link OkHttpClient} given to the builder stays open; a client's own one is shut
     * down, and calls made afterwards fail.
     */
    @Override
    public void close() {
        endpoint.cancelAll();
        if (owned != null) {
            owned.dispatcher().executorService().shutdown();
            owned.connectionPool().evictAll();
        }
    }

    /** Collects what is optional. Not thread-safe. */
    public static final class Builder {
        /** The default of {@link #maxResponseBytes}, 8 MiB: more than the longest response of a server of this release. */
        public static final long DEFAULT_MAX_RESPONSE_BYTES = 8L * 1024 * 1024;

        private final HttpUrl baseUrl;
        private @Nullable OkHttpClient client;
        private @Nullable TokenSupplier tokens;
        private @Nullable GuestSessionStore guests;
        private String userAgent = "helpline-client";
        private long maxResponseBytes = DEFAULT_MAX_RESPONSE_BYTES;

        private Builder(String baseUrl) {
            HttpUrl url = HttpUrl.parse(Objects.requireNonNull(baseUrl, "baseUrl"));
            if (url == null) {
                throw new IllegalArgumentException("baseUrl must be an http or https URL");
            }
            // an empty last segment makes relative paths land below the base
            this.baseUrl = url.newBuilder()
                    .query(null)
                    .fragment(null)
                    .addPathSegment("")
                    .build();
        }

        /**
         * Uses the app's HTTP client: its connections, threads, interceptors and timeouts. The SDK neither changes nor shuts
         * down this client, and follows no redirects. Polls may take at least 40 s, whatever the client's timeouts. They run
         * on the client's threads, one thread each, and do not count against the limits of its dispatcher. Default: the
         * SDK's own client, with daemon threads and timeouts of 10 s to connect, 15 s for each read and write, and 30 s per
         * call.
         */
        public Builder client(OkHttpClient client) {
            this.client = Objects.requireNonNull(client, "client");
            return this;
        }

        /** Supplies the caller's token. Default: no token is sent. */
        public Builder tokens(TokenSupplier tokens) {
            this.tokens = Objects.requireNonNull(tokens, "tokens");
            return this;
        }

        /**
         * Keeps the session of a customer without an account, on a server that lets guests in. While the supplier of tokens gives none, calls
         * carry the guest's token. Default: none; the app itself takes the token from {@code StartedSession.sessionToken}.
         */
        public Builder guests(GuestSessionStore guests) {
            this.guests = Objects.requireNonNull(guests, "guests");
            return this;
        }

        /** The value of the header {@code User-Agent}. Default: {@code helpline-client}. */
        public Builder userAgent(String userAgent) {
            this.userAgent = Objects.requireNonNull(userAgent, "userAgent");
            return this;
        }

        /**
         * The longest response body to accept, uncompressed; a longer one fails with {@link ErrorCodes#MALFORMED_RESPONSE}.
         * Default: 8 MiB.
         *
         * @param maxResponseBytes at least 1
         */
        public Builder maxResponseBytes(long maxResponseBytes) {
            if (maxResponseBytes < 1) {
                throw new IllegalArgumentException("maxResponseBytes must be >= 1, was " + maxResponseBytes);
            }
            this.maxResponseBytes = maxResponseBytes;
            return this;
        }

        /** Makes the client; the builder can be used again. */
        public HelplineClient build() {
            return new HelplineClient(this);
        }

        /**
         * An executor like OkHttp's own, but with daemon threads: OkHttp's keep a process alive for a minute after the last
         * call.
         */
        private static ExecutorService daemons() {
            return new ThreadPoolExecutor(0, Integer.MAX_VALUE, 1, TimeUnit.MINUTES, new SynchronousQueue<>(), work -> {
                Thread thread = new Thread(work, "helpline-http");
                thread.setDaemon(true);
                return thread;
            });
        }

        private static OkHttpClient defaultClient() {
            return new OkHttpClient.Builder()
                    .dispatcher(new Dispatcher(daemons()))
                    .connectTimeout(Duration.ofSeconds(10))
                    .readTimeout(Duration.ofSeconds(15))
                    .writeTimeout(Duration.ofSeconds(15))
                    .callTimeout(Duration.ofSeconds(30))
                    .build();
        }
    }
}
