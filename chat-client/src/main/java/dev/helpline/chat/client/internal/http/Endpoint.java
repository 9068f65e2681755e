package dev.helpline.chat.client.internal.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.helpline.chat.client.attachment.OutgoingFile;
import dev.helpline.chat.client.call.ChatCall;
import dev.helpline.chat.client.internal.Ids;
import dev.helpline.chat.client.internal.Json;
import dev.helpline.chat.client.internal.JsonBody;
import dev.helpline.chat.client.internal.JsonFields;
import dev.helpline.chat.client.internal.socket.SessionSocket;
import dev.helpline.chat.client.internal.socket.SocketListener;
import java.io.OutputStream;
import java.time.Duration;
import java.util.function.Function;
import okhttp3.Dispatcher;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.jspecify.annotations.Nullable;

/** One server: its URL and the HTTP client for it. Makes requests of any kind. Thread-safe. */
public final class Endpoint {
    /** The longest {@code wait} of the protocol, and time for the response to arrive. */
    private static final Duration LONG_POLL_TIMEOUT = Duration.ofSeconds(25 + 15);

    /** For one part of an upload, 256 KiB on a server of this release: enough for 18 kbit/s, the slowest of mobile networks. */
    private static final Duration PART_TIMEOUT = Duration.ofMinutes(2);

    private static final MediaType JSON = MediaType.get("application/json; charset=utf-8");

    private final HttpUrl baseUrl;
    private final OkHttpClient client;
    private final OkHttpClient patientClient;
    private final OkHttpClient uploadClient;
    private final OkHttpClient downloadClient;
    private final String userAgent;
    private final long maxResponseBytes;

    /** Makes an endpoint for the server at this URL. */
    public Endpoint(HttpUrl baseUrl, OkHttpClient client, String userAgent, long maxResponseBytes) {
        this.baseUrl = baseUrl;
        this.client = client;
        this.userAgent = userAgent;
        this.maxResponseBytes = maxResponseBytes;
        patientClient = client.newBuilder()
                .dispatcher(unlimited(client.dispatcher()))
                .readTimeout(atLeast(LONG_POLL_TIMEOUT, client.readTimeoutMillis()))
                .callTimeout(atLeast(LONG_POLL_TIMEOUT, client.callTimeoutMillis()))
                .build();
        uploadClient = client.newBuilder()
                .writeTimeout(atLeast(PART_TIMEOUT, client.writeTimeoutMillis()))
                .readTimeout(atLeast(PART_TIMEOUT, client.readTimeoutMillis()))
                .callTimeout(atLeast(PART_TIMEOUT, client.callTimeoutMillis()))
                .build();
        downloadClient = client.newBuilder().callTimeout(Duration.ZERO).build();
    }

    /**
     * Makes a dispatcher on the same threads without limits. A long poll occupies a slot of its dispatcher while the server
     * holds it, and OkHttp has five slots per host: five polls would block all sends.
     */
    private static Dispatcher unlimited(Dispatcher shared) {
        Dispatcher dispatcher = new Dispatcher(shared.executorService());
        dispatcher.setMaxRequests(Integer.MAX_VALUE);
        dispatcher.setMaxRequestsPerHost(Integer.MAX_VALUE);
        return dispatcher;
    }

    /** Returns a timeout that is long enough. Zero means no timeout, and stays zero. */
    private static Duration atLeast(Duration least, int millis) {
        return millis == 0 || millis > least.toMillis() ? Duration.ofMillis(millis) : least;
    }

    /** Starts a URL below the base URL. */
    public HttpUrl.Builder url(String path) {
        return baseUrl.newBuilder().addEncodedPathSegments(path);
    }

    /** Makes a GET. */
    public <T> ChatCall<T> get(HttpUrl url, Function<JsonFields, T> reader) {
        return call(client, "GET", url, null, reader);
    }

    /** Makes a GET that the server may hold for up to 25 s. */
    public <T> ChatCall<T> patientGet(HttpUrl url, Function<JsonFields, T> reader) {
        return call(patientClient, "GET", url, null, reader);
    }

    /** The URL of a message below a path. Throws {@link IllegalArgumentException} for an id that is not valid. */
    public HttpUrl message(String path, String sessionId, String messageId) {
        return url(path)
                .addPathSegment(Ids.require(sessionId, "sessionId"))
                .addPathSegment(Ids.require(messageId, "messageId"))
                .build();
    }

    /** The URL of a file. Throws {@link IllegalArgumentException} for an id that is not valid. */
    public HttpUrl.Builder file(String sessionId, String attachmentId) {
        return url("api/chat/attachments")
                .addPathSegment(Ids.require(sessionId, "sessionId"))
                .addPathSegment(Ids.require(attachmentId, "attachmentId"));
    }

    /**
     * Returns the URL of a path that the server has returned: below the base URL, whose path a server returns if it knows it as its base path,
     * and does not return otherwise.
     */
    public String below(String path) {
        String base = baseUrl.encodedPath();
        String within = path.startsWith(base) ? path.substring(base.length()) : path;
        HttpUrl url = baseUrl.resolve(within.replaceFirst("^/+", ""));
        if (url == null || !url.toString().startsWith(baseUrl.toString())) {
            throw new IllegalArgumentException("the server returned an address of another server");
        }
        return url.toString();
    }

    /** Makes a request with a body. */
    public <T> ChatCall<T> send(String method, String path, JsonBody body, Function<JsonFields, T> reader) {
        return send(method, url(path).build(), body, reader);
    }

    /** Makes a request with a body. */
    public <T> ChatCall<T> send(String method, HttpUrl url, JsonBody body, Function<JsonFields, T> reader) {
        return call(client, method, url, body.node(), reader);
    }

    /** Makes a DELETE, which has no body. */
    public <T> ChatCall<T> delete(HttpUrl url, Function<JsonFields, T> reader) {
        return call(client, "DELETE", url, null, reader);
    }

    /** Makes a POST without a body. */
    public <T> ChatCall<T> post(HttpUrl url, Function<JsonFields, T> reader) {
        Request request = request(url)
                .method("POST", RequestBody.create(new byte[0], null))
                .build();
        return new OkHttpChatCall<>(client, request, reading(request, reader));
    }

    /** Makes a PUT of a part of a file. */
    public <T> ChatCall<T> put(HttpUrl url, OutgoingFile file, FileRange range, Function<JsonFields, T> reader) {
        Request request = request(url)
                .put(new FilePart(file, range))
                .tag(OutgoingFile.class, file) // FakeChatApi reads it
                .build();
        return new OkHttpChatCall<>(uploadClient, request, reading(request, reader));
    }

    /** Makes a GET that writes the file from {@code offset} on to a stream and returns the number of these bytes. */
    public ChatCall<Long> download(HttpUrl url, long offset, OutputStream to) {
        Request.Builder get = request(url).header("Accept", "*/*").header("Accept-Encoding", "identity");
        Request request = offset == 0
                ? get.build()
                : get.header("Range", "bytes=" + offset + "-").build();
        return new OkHttpChatCall<>(
                downloadClient, request, new DownloadReader(reading(request, json -> 0L), offset, to));
    }

    /** Opens a WebSocket. It holds a thread of the client, and does not count against the limits of its dispatcher. */
    public SessionSocket socket(HttpUrl url, @Nullable String cursor, SocketListener listener) {
        return OkHttpSocket.open(patientClient, request(url).build(), cursor, listener);
    }

    private <T> ChatCall<T> call(
            OkHttpClient through,
            String method,
            HttpUrl url,
            @Nullable ObjectNode body,
            Function<JsonFields, T> reader) {
        Request request = request(url)
                .method(method, body == null ? null : RequestBody.create(Json.write(body), JSON))
                .tag(ObjectNode.class, body) // FakeChatApi reads it
                .build();
        return new OkHttpChatCall<>(through, request, reading(request, reader));
    }

    private Request.Builder request(HttpUrl url) {
        return new Request.Builder()
                .url(url)
                .header("Accept", "application/json")
                .header("User-Agent", userAgent)
                .tag(Endpoint.class, this);
    }

    private <T> JsonReader<T> reading(Request request, Function<JsonFields, T> reader) {
        return new JsonReader<>(OkHttpChatCall.label(request), maxResponseBytes, reader);
    }

    /** Cancels the calls of this endpoint and no others. */
    public void cancelAll() {
        client.dispatcher().queuedCalls().forEach(this::cancelIfOurs);
        client.dispatcher().runningCalls().forEach(this::cancelIfOurs);
        patientClient.dispatcher().cancelAll();
    }

    private void cancelIfOurs(okhttp3.Call call) {
        if (call.request().tag(Endpoint.class) == this) {
            call.cancel();
        }
    }
}
