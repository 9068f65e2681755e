package dev.helpline.chat.webhook;

import dev.helpline.chat.spi.Experimental;
import dev.helpline.chat.spi.entry.Audience;
import dev.helpline.chat.spi.outbox.ChatEvent;
import dev.helpline.chat.spi.outbox.DurableListener;
import dev.helpline.chat.spi.outbox.ErasureEvent;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Proxy;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * Sends each event to a service of another party as an HTTP POST that is signed as the Standard Webhooks specification says. Add it to an
 * engine as a durable listener, which repeats what the service does not take and keeps the order of each session.
 *
 * <p>The service takes an event by any status from 200 to 299, within {@link Builder#timeout}. Everything else is a failure, redirects
 * included. Of the response nothing but the status is used.
 *
 * <p>Only addresses of the public internet are reached, over HTTPS, unless the builder permits others: a URL that customers of the host
 * may enter must not lead into the host's own network. Thread-safe.
 */
@Experimental
public final class WebhookListener implements DurableListener {
    /** The header with the id of the event, the same each time it is sent. */
    public static final String ID = "webhook-id";

    /** The header with the time of sending, in seconds since 1970. */
    public static final String TIMESTAMP = "webhook-timestamp";

    /** The header with one signature per secret, separated by spaces. */
    public static final String SIGNATURE = "webhook-signature";

    private static final MediaType JSON = MediaType.get("application/json");

    private final HttpUrl url;
    private final List<WebhookSecret> secrets;
    private final Predicate<ChatEvent> filter;
    private final boolean agentsOnly;
    private final boolean texts;
    private final InstantSource clock;
    private final OkHttpClient client;

    private WebhookListener(Builder builder) {
        url = builder.url;
        secrets = List.copyOf(builder.secrets);
        filter = builder.filter;
        agentsOnly = builder.agentsOnly;
        texts = builder.texts;
        clock = builder.clock;
        Predicate<InetAddress> permitted = builder.privateAddresses ? address -> true : PublicAddresses::isPublic;
        client = new OkHttpClient.Builder()
                .proxy(Proxy.NO_PROXY) // a proxy would connect in our place, to any address
                .socketFactory(new GuardedSockets(permitted))
                .followRedirects(false)
                .followSslRedirects(false)
                .callTimeout(builder.timeout)
                .connectTimeout(builder.timeout)
                .readTimeout(builder.timeout)
                .writeTimeout(builder.timeout)
                .build();
    }

    /**
     * Returns a builder of a listener that sends to this URL.
     *
     * @throws IllegalArgumentException if it is no URL, or has a user or a password
     */
    public static Builder builder(String url, WebhookSecret secret) {
        return new Builder(url, secret);
    }

    /**
     * Sends the event, if it is one of those to be sent.
     *
     * @throws IOException if the service did not take it; the message has the service's host and status, and nothing of the event
     */
    @Override
    public void onEvent(ChatEvent event) throws IOException {
        if (!isSent(event)) {
            return;
        }
        send(event.id(), WebhookBody.of(event, texts));
    }

    /**
     * Sends that a session was erased, as an event of the type {@code session_erased} with the id of the session and nothing else, whatever the
     * filter is.
     *
     * @throws IOException if the service did not take it; the message has the service's host and status
     */
    @Override
    public void onErased(ErasureEvent event) throws IOException {
        send(event.id(), WebhookBody.of(event));
    }

    private void send(String id, byte[] body) throws IOException {
        String timestamp = Long.toString(clock.instant().getEpochSecond());
        Request request = new Request.Builder()
                .url(url)
                .header(ID, id)
                .header(TIMESTAMP, timestamp)
                .header(
                        SIGNATURE,
                        secrets.stream()
                                .map(secret -> secret.sign(id, timestamp, body))
                                .collect(Collectors.joining(" ")))
                .post(RequestBody.create(body, JSON))
                .build();
        try (Response response = client.newCall(request).execute()) {
            if (!response.isSuccessful()) {
                throw new IOException(url.host() + " replied with status " + response.code());
            }
        }
    }

    private boolean isSent(ChatEvent event) {
        return (agentsOnly || event.entry().audience() == Audience.ALL) && filter.test(event);
    }

    /** The host of the URL; not its path, which may be a secret. */
    @Override
    public String toString() {
        return "WebhookListener[" + url.host() + "]";
    }

    /** Builds a {@link WebhookListener}. Not thread-safe. */
    public static final class Builder {
        private static final Duration LONGEST_TIMEOUT = Duration.ofMinutes(1);

        private final HttpUrl url;
        private final List<WebhookSecret> secrets = new ArrayList<>();
        private Predicate<ChatEvent> filter = event -> true;
        private boolean agentsOnly;
        private boolean texts = true;
        private boolean privateAddresses;
        private Duration timeout = Duration.ofSeconds(10);
        private InstantSource clock = InstantSource.system();

        private Builder(String url, WebhookSecret secret) {
            @Nullable HttpUrl parsed = HttpUrl.parse(url);
            if (parsed == null) {
                throw new IllegalArgumentException("a webhook is sent to a URL that begins with https:// or http://");
            }
            if (!parsed.username().isEmpty() || !parsed.password().isEmpty()) {
                throw new IllegalArgumentException("the URL of a webhook must not have a user or a password");
            }
            this.url = parsed;
            secrets.add(Objects.requireNonNull(secret, "secret"));
        }

        /** Signs with the secret before, too, until all receivers know the new one. Default: none. */
        public Builder previousSecret(WebhookSecret value) {
            if (secrets.size() > 1) {
                throw new IllegalStateException("there is a previous secret already");
            }
            secrets.add(Objects.requireNonNull(value, "secret"));
            return this;
        }

        /** Sends only events that meet the condition. Default: all. */
        public Builder filter(Predicate<ChatEvent> value) {
            filter = Objects.requireNonNull(value, "filter");
            return this;
        }

        /** Whether entries for agents only are sent, such as notes. Default: false. */
        public Builder agentsOnly(boolean value) {
            agentsOnly = value;
            return this;
        }

        /** Whether the texts of entries are sent. Default: true. */
        public Builder texts(boolean value) {
            texts = value;
            return this;
        }

        /**
         * Whether the service may be in a private network or on this machine, and be called without TLS. For a URL of your own; never for one
         * that others may choose. Default: false.
         */
        public Builder privateAddresses(boolean value) {
            privateAddresses = value;
            return this;
        }

        /** How long a call may take in all: more than zero, at most a minute. Default: 10 seconds. */
        public Builder timeout(Duration value) {
            if (value.toMillis() < 1 || value.compareTo(LONGEST_TIMEOUT) > 0) {
                throw new IllegalArgumentException("the timeout is from a millisecond to " + LONGEST_TIMEOUT);
            }
            timeout = value;
            return this;
        }

        /** Tells the time of sending. Default: the system's clock. */
        public Builder clock(InstantSource value) {
            clock = Objects.requireNonNull(value, "clock");
            return this;
        }

        /** Returns the listener. Throws {@link IllegalArgumentException} for a URL without TLS, unless private addresses are permitted. */
        public WebhookListener build() {
            if (!url.isHttps() && !privateAddresses) {
                throw new IllegalArgumentException("a webhook is sent over https");
            }
            return new WebhookListener(this);
        }
    }
}
