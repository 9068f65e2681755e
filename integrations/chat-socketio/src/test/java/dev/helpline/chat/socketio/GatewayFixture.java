package dev.helpline.chat.socketio;

import dev.helpline.chat.core.AgentDesk;
import dev.helpline.chat.core.ChatEngine;
import dev.helpline.chat.core.CustomerChat;
import dev.helpline.chat.core.content.ContentFilters;
import dev.helpline.chat.core.memory.MemoryBlobStore;
import dev.helpline.chat.core.memory.MemoryChatStore;
import dev.helpline.chat.core.policy.ChatPolicy;
import dev.helpline.chat.core.session.StartSession;
import dev.helpline.chat.http.ChatHttp;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.auth.Authenticator;
import dev.helpline.chat.spi.auth.Principal;
import dev.helpline.chat.spi.auth.Role;
import dev.helpline.chat.spi.content.ContentFilter;
import dev.helpline.chat.testkit.time.ScriptedTime;
import dev.helpline.chat.tika.TikaFileInspector;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** An engine in memory behind a gateway. Tokens say who their bearer is, in the words of a host: {@code customer:anna} or {@code agent:bob}. */
final class GatewayFixture implements AutoCloseable {
    private static final Map<String, Role> CUSTOMERS = Map.of("customer", Role.CUSTOMER);
    private static final Map<String, Role> AGENTS =
            Map.of("agent", Role.AGENT, "manager", Role.SUPERVISOR, "admin", Role.ADMIN);

    /** Tags are flagged for agents; spam and floods of one character are refused. */
    private static final List<ContentFilter> FILTERS = List.of(
            ContentFilters.tags(),
            ContentFilters.refusing(ContentFilters.words("spam", List.of("casino"))),
            ContentFilters.refusing(ContentFilters.floods(30)));

    final ScriptedTime time = ScriptedTime.startingAt("2026-01-05T10:00:00Z");
    final ChatEngine engine;
    final ChatHttp http;
    final SocketIoGateway gateway;
    Duration tokensValidFor = Duration.ofHours(10);

    private GatewayFixture(boolean scripted, UnaryOperator<SocketIoGateway.Builder> settings, ChatPolicy policy) {
        ChatEngine.Builder builder = ChatEngine.builder(new MemoryChatStore())
                .attachments(new MemoryBlobStore(), new TikaFileInspector())
                .contentFilters(FILTERS)
                .policy(policy);
        if (scripted) {
            builder.clock(time).scheduler(time).executor(Runnable::run);
        }
        engine = builder.build();
        ChatHttp.Builder wire = ChatHttp.builder(
                engine, token -> judge(token, CUSTOMERS, scripted), token -> judge(token, AGENTS, scripted));
        SocketIoGateway.Builder own;
        if (scripted) {
            http = wire.clock(time).scheduler(time).build();
            own = SocketIoGateway.builder(engine, http).clock(time).scheduler(time);
        } else {
            http = wire.build();
            own = SocketIoGateway.builder(engine, http);
        }
        for (Dialect dialect : Dialect.values()) {
            own.dialect(dialect);
        }
        gateway = settings.apply(own).build();
    }

    static GatewayFixture inScriptedTime() {
        return inScriptedTime(own -> own);
    }

    static GatewayFixture inScriptedTime(UnaryOperator<SocketIoGateway.Builder> settings) {
        return new GatewayFixture(true, settings, ChatPolicy.builder().build());
    }

    static GatewayFixture under(ChatPolicy.Builder policy) {
        return new GatewayFixture(true, own -> own, policy.build());
    }

    static GatewayFixture inRealTime() {
        return new GatewayFixture(false, own -> own, ChatPolicy.builder().build());
    }

    private Authenticator.Verdict judge(String token, Map<String, Role> roles, boolean scripted) {
        int colon = token.indexOf(':');
        Role role = colon < 0 ? null : roles.get(token.substring(0, colon));
        if (role == null) {
            return new Authenticator.Refused("of the other side");
        }
        String id = token.substring(colon + 1);
        Principal principal = role.isAgent()
                ? Principal.agent(id, role, "Agent " + id, null)
                : Principal.customer(id, "Customer " + id);
        return new Authenticator.Accepted(principal, scripted ? time.instant().plus(tokensValidFor) : Instant.MAX);
    }

    CustomerChat customer(String id) {
        return engine.customer(Principal.customer(id, "Customer " + id));
    }

    AgentDesk agent(String id) {
        return engine.agent(Principal.agent(id, Role.AGENT, "Agent " + id, null));
    }

    SessionId sessionOf(String customer) {
        return customer(customer)
                .start(StartSession.builder()
                        .id(new SessionId(UUID.randomUUID().toString()))
                        .build())
                .session()
                .id();
    }

    /** A client over a WebSocket without a network. */
    DirectClient client(String token) {
        return client(token, "/");
    }

    /** A client in a namespace. */
    DirectClient client(String token, String namespace) {
        return DirectClient.open(this, namespace, "{\"token\":\"" + token + "\"}");
    }

    @Override
    public void close() {
        gateway.close();
        engine.close();
    }
}
