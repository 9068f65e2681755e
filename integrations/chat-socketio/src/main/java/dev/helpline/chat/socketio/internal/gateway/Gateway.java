package dev.helpline.chat.socketio.internal.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.helpline.chat.http.exchange.ChatSocket;
import dev.helpline.chat.http.exchange.HttpCall;
import dev.helpline.chat.http.exchange.HttpIntake;
import dev.helpline.chat.http.exchange.HttpReply;
import dev.helpline.chat.http.exchange.HttpService;
import dev.helpline.chat.http.exchange.SocketHandshake;
import dev.helpline.chat.http.exchange.SocketPeer;
import dev.helpline.chat.socketio.internal.transport.TransportListener;
import dev.helpline.chat.socketio.internal.transport.TransportServer;
import dev.helpline.chat.socketio.internal.transport.TransportSettings;
import dev.helpline.chat.socketio.internal.transport.TransportSocket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/** Serves the sockets and the calls of dialects. Thread-safe; holds no thread. */
public final class Gateway implements HttpService {
    /** Where Socket.IO's clients connect unless they are told otherwise. */
    public static final String SOCKETS = "/socket.io/";

    /** Where files are read. */
    public static final String FILES = "/uploads/chat-attachments/";

    private static final int MAX_BODY = 256 * 1024;

    /** Five files of 10 MB, and what a form says around them. */
    private static final int MAX_FORM = 5 * 10 * 1024 * 1024 + 256 * 1024;

    private static final long MAX_BODIES = 2L * MAX_FORM;
    private static final int UNKNOWN_PER_ADDRESS = 256;

    private final GatewaySettings settings;
    private final GatewayCore core;
    private final TransportSettings limits = TransportSettings.DEFAULT;
    private final TransportServer transport;
    private final Origins origins;
    private final AtomicLong heldBytes = new AtomicLong();
    private final Map<String, Integer> unknown = new HashMap<>();

    /** Makes a gateway. */
    public Gateway(GatewaySettings settings) {
        this.settings = settings;
        core = new GatewayCore(settings);
        transport = new TransportServer(limits, settings.scheduler(), settings.ids());
        origins = new Origins(settings.corsOrigins());
    }

    /** The number of open connections. */
    public int connections() {
        return transport.count();
    }

    /** Closes all connections. */
    public void close() {
        transport.close();
    }

    @Override
    public boolean authenticatesRequests() {
        return settings.http().authenticatesRequests();
    }

    @Override
    public boolean mayWait(HttpCall head) {
        return true;
    }

    @Override
    public HttpReply rejection(int status) {
        return settings.http().rejection(status);
    }

    @Override
    public HttpIntake receive(HttpCall head) {
        if (head.path().startsWith(FILES)) {
            return settings.http().receive(fileCall(head));
        }
        try {
            if (!origins.allows(head)) {
                return done(head, TransportServer.Fault.FORBIDDEN.reply());
            }
            if (head.method().equals("OPTIONS")) {
                return done(head, HttpReply.builder(204).build());
            }
            return isSocket(head) ? socketCall(head) : restCall(head);
        } catch (RuntimeException refused) {
            return done(head, refusal(head, Failure.of(refused)));
        }
    }

    /** A file is read as in the chat's own protocol: by a signed address, or by the caller's token. */
    private static HttpCall fileCall(HttpCall head) {
        String file = head.path().substring(FILES.length());
        boolean isSigned = head.query().orElse("").contains("signature=");
        return head.withPath((isSigned ? "/api/chat/files/" : "/api/chat/attachments/") + file);
    }

    private static boolean isSocket(HttpCall head) {
        return head.path().equals(SOCKETS) || head.path().equals("/socket.io");
    }

    private HttpIntake done(HttpCall head, HttpReply reply) {
        return new Done(withOrigin(head, reply));
    }

    private HttpReply withOrigin(HttpCall head, HttpReply reply) {
        Map<String, String> headers = new HashMap<>(reply.headers());
        headers.putAll(origins.headers(head));
        return HttpReply.builder(reply.status())
                .headers(headers)
                .body(reply.body())
                .build();
    }

    private HttpIntake socketCall(HttpCall head) {
        QueryText query = QueryText.parse(head.query().orElse(""));
        Optional<TransportServer.Fault> fault = transport.check(query.all(), head.method(), false);
        if (fault.isPresent()) {
            return done(head, fault.get().reply());
        }
        String sid = query.text("sid").orElse("");
        if (head.method().equals("POST")) {
            return new Body(
                    4 * limits.maxPayload(),
                    MAX_BODIES,
                    heldBytes,
                    settings.scheduler(),
                    body -> withOrigin(head, transport.post(sid, new String(body, StandardCharsets.UTF_8))),
                    failure -> withOrigin(head, TransportServer.Fault.BAD_REQUEST.reply()));
        }
        if (!head.method().equals("GET")) {
            return done(head, TransportServer.Fault.BAD_REQUEST.reply());
        }
        if (sid.isEmpty()) {
            Optional<Function<TransportSocket, TransportListener>> above = above(head);
            return done(head, above.map(transport::open).orElseGet(TransportServer.Fault.FORBIDDEN::reply));
        }
        return new Poll(transport.poll(sid), reply -> withOrigin(head, reply));
    }

    /** Returns what to put above a new connection; empty if too many of its address have no caller yet. */
    private Optional<Function<TransportSocket, TransportListener>> above(HttpCall head) {
        String address =
                settings.http().clientAddress(head).map(Object::toString).orElse("");
        synchronized (unknown) {
            int count = unknown.getOrDefault(address, 0);
            if (count >= UNKNOWN_PER_ADDRESS) {
                return Optional.empty();
            }
            unknown.put(address, count + 1);
        }
        AtomicBoolean counted = new AtomicBoolean(true);
        Runnable known = () -> {
            if (counted.getAndSet(false)) {
                synchronized (unknown) {
                    unknown.computeIfPresent(address, (any, count) -> count == 1 ? null : count - 1);
                }
            }
        };
        return Optional.of(
                socket -> new SocketIoConnection(core, settings.clock(), socket, head.withoutDetails(), known));
    }

    @Override
    public SocketHandshake handshake(HttpCall head) {
        if (!isSocket(head)) {
            return new Rejected(refusal(head, Failure.unknown("NOT_FOUND", "There is nothing at this path")));
        }
        if (!origins.allows(head)) {
            return new Rejected(TransportServer.Fault.FORBIDDEN.reply());
        }
        try {
            QueryText query = QueryText.parse(head.query().orElse(""));
            Optional<TransportServer.Fault> fault = transport.check(query.all(), head.method(), true);
            return fault.<SocketHandshake>map(found -> new Rejected(found.reply()))
                    .orElseGet(() -> new Accepted(head, query.all()));
        } catch (RuntimeException refused) {
            return new Rejected(refusal(head, Failure.of(refused)));
        }
    }

    private HttpIntake restCall(HttpCall head) {
        DialectModule dialect = null;
        for (DialectModule candidate : settings.dialects()) {
            for (RestRoute route : candidate.routes()) {
                Optional<List<String>> variables = route.match(head.path());
                if (variables.isPresent()) {
                    dialect = candidate;
                    if (route.method().equals(head.method())) {
                        return restCall(head, candidate, route, variables.get());
                    }
                }
            }
        }
        Failure failure =
                dialect == null ? Failure.unknown("NOT_FOUND", "There is nothing at this path") : Failure.wrongMethod();
        return done(head, refusal(head, failure));
    }

    private HttpIntake restCall(HttpCall head, DialectModule dialect, RestRoute route, List<String> variables) {
        QueryText query = QueryText.parse(head.query().orElse(""));
        if (head.method().equals("GET")) {
            Identity identity = core.identify(head, query);
            Fields none = new Fields(Json.object());
            return done(head, carryOut(dialect, route, new RestCall(identity, variables, query, none, List.of())));
        }
        Function<Fields, Identity> caller;
        if (core.mayDeclareInBody(head, query)) {
            caller = body -> core.identify(head, query, body);
        } else {
            Identity identity = core.identify(head, query);
            caller = body -> identity;
        }
        Optional<String> boundary =
                route.takesFiles() ? head.header("Content-Type").flatMap(FormBody::boundaryOf) : Optional.empty();
        return new Body(
                boundary.isPresent() ? MAX_FORM : MAX_BODY,
                MAX_BODIES,
                heldBytes,
                settings.scheduler(),
                body -> {
                    try {
                        Content content = Content.read(body, boundary);
                        Identity identity = caller.apply(content.fields());
                        identity.check(content.fields());
                        RestCall call = new RestCall(identity, variables, query, content.fields(), content.files());
                        return withOrigin(head, carryOut(dialect, route, call));
                    } catch (RuntimeException refused) {
                        return withOrigin(head, failed(dialect, refused));
                    }
                },
                failure -> withOrigin(head, failed(dialect, failure)));
    }

    /** What a body says. */
    private record Content(Fields fields, List<RestCall.FormFile> files) {
        static Content read(byte[] body, Optional<String> boundary) {
            if (boundary.isPresent()) {
                FormBody form = FormBody.parse(body, boundary.get());
                return new Content(new Fields(form.fields()), form.files());
            }
            String text = new String(body, StandardCharsets.UTF_8);
            JsonNode json = text.isBlank()
                    ? Json.object()
                    : Json.read(text).orElseThrow(() -> Failure.invalid("the body is not valid JSON"));
            return new Content(new Fields(json), List.of());
        }
    }

    private static HttpReply failed(DialectModule dialect, RuntimeException refused) {
        Failure failure = Failure.of(refused);
        return reply(failure.status(), dialect.failure(failure));
    }

    private static HttpReply carryOut(DialectModule dialect, RestRoute route, RestCall call) {
        try {
            RestReply result = route.handler().apply(call);
            return reply(result.status(), result.body());
        } catch (RuntimeException refused) {
            return failed(dialect, refused);
        }
    }

    /** A refusal in the words of the dialect that has calls of this kind. */
    private HttpReply refusal(HttpCall head, Failure failure) {
        DialectModule dialect = settings.dialects().stream()
                .filter(any -> any.routes().stream()
                        .anyMatch(route -> route.match(head.path()).isPresent()))
                .findFirst()
                .orElseGet(() -> settings.dialects().get(0));
        ObjectNode body = dialect.failure(failure);
        return reply(failure.status(), body);
    }

    private static HttpReply reply(int status, JsonNode json) {
        byte[] body = Json.write(json).getBytes(StandardCharsets.UTF_8);
        return HttpReply.builder(status)
                .headers(Map.of(
                        "Content-Type", "application/json; charset=utf-8",
                        "Content-Length", Integer.toString(body.length),
                        "Cache-Control", "no-store, private",
                        "X-Content-Type-Options", "nosniff"))
                .body(body)
                .build();
    }

    /** A call that needs no body and has its reply. */
    private record Done(HttpReply done) implements HttpIntake {
        @Override
        public CompletableFuture<HttpReply> reply() {
            return CompletableFuture.completedFuture(done);
        }

        @Override
        public CompletableFuture<Void> bodyOver() {
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public void add(byte[] bytes, int length) {
            // no body is needed
        }

        @Override
        public void complete() {
            // no body is needed
        }

        @Override
        public void fail() {
            // no body is needed
        }
    }

    /** A poll, which waits. */
    private static final class Poll implements HttpIntake {
        private final CompletableFuture<HttpReply> reply;

        /** Cancelling the reply ends the poll itself, so that nothing is handed to a client that has gone. */
        Poll(CompletableFuture<HttpReply> poll, Function<HttpReply, HttpReply> finished) {
            reply = new CompletableFuture<>();
            var unused = poll.thenAccept(done -> reply.complete(finished.apply(done)));
            var unusedToo = reply.whenComplete((done, failure) -> {
                if (failure != null) {
                    poll.cancel(false);
                }
            });
        }

        @Override
        public CompletableFuture<HttpReply> reply() {
            return reply;
        }

        @Override
        public CompletableFuture<Void> bodyOver() {
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public void add(byte[] bytes, int length) {
            // a poll has no body
        }

        @Override
        public void complete() {
            // a poll has no body
        }

        @Override
        public void fail() {
            // a poll has no body
        }
    }

    private record Rejected(HttpReply reply) implements SocketHandshake {
        @Override
        public Optional<HttpReply> rejection() {
            return Optional.of(reply);
        }

        @Override
        public ChatSocket open(SocketPeer peer) {
            throw new IllegalStateException("the handshake was rejected");
        }
    }

    private final class Accepted implements SocketHandshake {
        private final HttpCall head;
        private final Map<String, String> query;

        Accepted(HttpCall head, Map<String, String> query) {
            this.head = head;
            this.query = query;
        }

        @Override
        public Optional<HttpReply> rejection() {
            return Optional.empty();
        }

        @Override
        public ChatSocket open(SocketPeer peer) {
            boolean isNew = !query.containsKey("sid");
            Optional<Function<TransportSocket, TransportListener>> above = isNew
                    ? above(head)
                    : Optional.of(socket -> {
                        throw new IllegalStateException("the connection has its protocol");
                    });
            if (above.isEmpty()) {
                peer.close(1013, "too many connections");
                return transport.ignored();
            }
            return transport.open(peer, query, above.get());
        }
    }
}
