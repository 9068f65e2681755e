package dev.helpline.chat.socketio.internal.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.helpline.chat.http.exchange.HttpCall;
import dev.helpline.chat.socketio.internal.transport.TransportListener;
import dev.helpline.chat.socketio.internal.transport.TransportSocket;
import dev.helpline.chat.spi.time.Scheduler;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Socket.IO over one connection: sockets in namespaces, events, acknowledgements. */
final class SocketIoConnection implements TransportListener {
    private static final Duration CONNECT_WITHIN = Duration.ofSeconds(10);
    private static final int CUSTOMER_PACKETS = 100;
    private static final int AGENT_PACKETS = 1000;
    private static final int MAX_EVENT_NAME = 64;

    private final GatewayCore core;
    private final InstantSource clock;
    private final TransportSocket transport;
    private final HttpCall head;
    private final QueryText query;
    private final Runnable whenKnownOrGone;
    private final Map<String, ClientSocket> sockets = new ConcurrentHashMap<>();
    private final FrameBudget budget = new FrameBudget();
    private final Scheduler.Scheduled deadline;
    private boolean leftByClient;

    SocketIoConnection(
            GatewayCore core, InstantSource clock, TransportSocket transport, HttpCall head, Runnable whenKnownOrGone) {
        this.core = core;
        this.clock = clock;
        this.transport = transport;
        this.head = head;
        this.query = QueryText.parse(head.query().orElse(""));
        this.whenKnownOrGone = whenKnownOrGone;
        deadline = core.scheduler().schedule(CONNECT_WITHIN, this::closeUnlessConnected);
    }

    private void closeUnlessConnected() {
        if (sockets.isEmpty()) {
            transport.close();
        }
    }

    @Override
    public void received(String message) {
        boolean isAgent =
                sockets.values().stream().anyMatch(socket -> socket.identity().isAgent());
        if (!budget.take(core.scheduler().nanoTime(), isAgent ? AGENT_PACKETS : CUSTOMER_PACKETS)) {
            endAll(Failure.tooMany());
            return;
        }
        Packet packet = Packet.read(message).orElse(null);
        if (packet == null) {
            endAll(Failure.invalid("The packet is malformed"));
            return;
        }
        switch (packet.type()) {
            case CONNECT -> connect(packet);
            case EVENT -> event(packet);
            case DISCONNECT -> disconnect(packet);
            case ACK -> {
                // nothing is sent that asks for one
            }
            default -> endAll(Failure.invalid("Binary packets are not supported"));
        }
    }

    @Override
    public void receivedBinary() {
        endAll(Failure.invalid("Binary packets are not supported"));
    }

    private void endAll(Failure failure) {
        sockets.values().forEach(socket -> socket.end(failure));
        transport.close();
    }

    private void connect(Packet packet) {
        String namespace = packet.namespace();
        if (core.dialectsOf(namespace).isEmpty()) {
            refuse(namespace, Failure.unknown("INVALID_NAMESPACE", "Invalid namespace"));
            return;
        }
        if (sockets.containsKey(namespace)) {
            return;
        }
        try {
            admit(namespace, packet.data());
        } catch (RuntimeException refused) {
            refuse(namespace, Failure.of(refused));
        }
    }

    private void admit(String namespace, @Nullable JsonNode auth) {
        Fields fields = new Fields(auth == null || auth.isNull() ? Json.object() : auth);
        String token = fields.text("token").filter(text -> !text.isEmpty()).orElse(null);
        Identity identity =
                core.identify(head, query, token, name -> fields.text(name).or(() -> query.text(name)));
        identity.check(fields);
        String given = GatewayCore.tokenOf(head, query, token);
        ClientSocket socket =
                new ClientSocket(core, transport, namespace, identity, GatewayCore.tokenKey(identity, given));
        core.enter(socket);
        sockets.put(namespace, socket);
        whenKnownOrGone.run();
        ObjectNode connected =
                Json.object().put("sid", Integer.toHexString(System.identityHashCode(socket)) + "-" + sockets.size());
        send(new Packet(Packet.Type.CONNECT, namespace, null, connected));
        socket.begin(clock.instant());
        core.welcomeBack(socket);
    }

    private void refuse(String namespace, Failure failure) {
        ObjectNode data = Json.object();
        data.put("message", failure.message());
        data.putObject("data").put("code", failure.code());
        send(new Packet(Packet.Type.CONNECT_ERROR, namespace, null, data));
        if (sockets.isEmpty()) {
            transport.close();
        }
    }

    private void send(Packet packet) {
        var unused = transport.send(packet.write());
    }

    private void disconnect(Packet packet) {
        ClientSocket socket = sockets.remove(packet.namespace());
        if (socket != null) {
            leftByClient = true;
            gone(socket, false);
        }
        if (sockets.isEmpty()) {
            transport.close();
        }
    }

    private void gone(ClientSocket socket, boolean lost) {
        socket.gone(lost);
        core.exit(socket);
    }

    private void event(Packet packet) {
        ClientSocket socket = sockets.get(packet.namespace());
        JsonNode arguments = packet.data();
        if (socket == null
                || arguments == null
                || !arguments.isArray()
                || !arguments.path(0).isTextual()) {
            endAll(Failure.invalid("The packet is malformed"));
            return;
        }
        String name = arguments.get(0).asText();
        BiConsumer<@Nullable ObjectNode, @Nullable Throwable> reply =
                (result, failure) -> reply(socket, packet, name, result, failure);
        DialectModule dialect = dialectWith(packet.namespace(), name);
        if (dialect == null) {
            reply.accept(null, Failure.unknown("UNKNOWN_EVENT", "There is no such event"));
            return;
        }
        try {
            Fields argument = new Fields(arguments.path(1));
            socket.identity().check(argument);
            SocketEvent event = dialect.events().get(name);
            CompletionStage<ObjectNode> carriedOut = event == null
                    ? java.util.concurrent.CompletableFuture.completedFuture(Json.object())
                    : event.carryOut(socket, argument);
            var unused = carriedOut.whenComplete(reply);
        } catch (RuntimeException refused) {
            reply.accept(null, refused);
        }
    }

    private @Nullable DialectModule dialectWith(String namespace, String event) {
        return core.dialectsOf(namespace).stream()
                .filter(dialect -> dialect.events().containsKey(event))
                .findFirst()
                .orElse(null);
    }

    private void reply(
            ClientSocket socket, Packet packet, String name, @Nullable ObjectNode result, @Nullable Throwable thrown) {
        Failure failure = thrown == null ? null : Failure.of(thrown);
        if (failure != null && failure.endsAccess()) {
            socket.end(failure);
            return;
        }
        if (packet.ack() != null) {
            ObjectNode told = Json.object().put("success", failure == null);
            if (failure != null) {
                told.put("message", failure.message()).put("code", failure.code());
            } else if (result != null) {
                told.setAll(result);
            }
            send(new Packet(
                    Packet.Type.ACK,
                    packet.namespace(),
                    packet.ack(),
                    Json.array().add(told)));
        } else if (failure != null) {
            DialectModule dialect = dialectWith(packet.namespace(), name);
            DialectModule voice =
                    dialect == null ? core.dialectsOf(packet.namespace()).get(0) : dialect;
            String shown = name.length() > MAX_EVENT_NAME ? "" : name;
            var unused = socket.emit(List.of(voice.error(failure, shown)));
        }
    }

    @Override
    public void closed() {
        deadline.cancel();
        whenKnownOrGone.run();
        boolean lost = !leftByClient;
        sockets.values().forEach(socket -> gone(socket, lost));
    }
}
