package dev.helpline.benchmarks;

import com.zaxxer.hikari.HikariDataSource;
import dev.helpline.chat.core.ChatEngine;
import dev.helpline.chat.core.CustomerChat;
import dev.helpline.chat.core.message.SendMessage;
import dev.helpline.chat.core.policy.ChatPolicy;
import dev.helpline.chat.spi.EntryId;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.auth.Principal;
import dev.helpline.chat.spi.cluster.ClusterBus;
import dev.helpline.chat.spi.outbox.DurableListener;
import dev.helpline.chat.store.jdbc.JdbcChatStore;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The engine as a host embeds it, without rate limits. Each sender is a thread that calls the blocking send, as a
 * host's request threads do; the floors have the same cost.
 */
final class EngineContender implements Contender {
    /** Enough for two drainers and some readers. */
    private static final int CONNECTIONS = 8;

    private final HikariDataSource pool;
    private final JdbcChatStore store;
    private final @Nullable ClusterBus bus;
    private final ChatEngine engine;
    private final List<CustomerChat> customers = new ArrayList<>();
    private final List<SessionId> sessions = new ArrayList<>();

    /** Creates an engine and that many customers, each with a session. */
    EngineContender(Database database, int senders) {
        this(database, senders, null, builder -> {});
    }

    /**
     * Creates an engine and that many customers, each with a session.
     *
     * @param bus where the engine tells other nodes what it commits
     */
    EngineContender(Database database, int senders, ClusterBus bus) {
        this(database, senders, bus, builder -> builder.clusterBus(bus));
    }

    /** The same, with a listener that is told of each event at least once. */
    static EngineContender listened(Database database, int senders, String name, DurableListener listener) {
        return new EngineContender(database, senders, null, builder -> builder.durableListener(name, listener));
    }

    private EngineContender(
            Database database, int senders, @Nullable ClusterBus bus, Consumer<ChatEngine.Builder> settings) {
        this.bus = bus;
        pool = database.pool(CONNECTIONS, true);
        store = JdbcChatStore.builder(pool).build();
        ChatEngine.Builder builder = ChatEngine.builder(store)
                .policy(ChatPolicy.builder()
                        .customerMessages(null)
                        .newSessions(null)
                        .build());
        settings.accept(builder);
        engine = builder.build();
        for (int i = 0; i < senders; i++) {
            customers.add(engine.customer(Principal.customer("ada" + Conversation.newId(), "Ada")));
            sessions.add(Sessions.start(customers.get(i)));
        }
    }

    @Override
    public String name() {
        return "engine";
    }

    @Override
    public String setting() {
        return "";
    }

    @Override
    public int threads(int senders) {
        return senders;
    }

    @Override
    public int send(int thread) {
        customers
                .get(thread)
                .send(SendMessage.of(sessions.get(thread), new EntryId(Conversation.newId()), Conversation.TEXT));
        return 1;
    }

    /** How many events this listener has not taken yet. */
    long waitingEvents(String listener) {
        return engine.outbox().counts(listener).waiting();
    }

    @Override
    public List<SessionId> sessions() {
        return sessions;
    }

    @Override
    public void close() {
        engine.close();
        if (bus != null) {
            bus.close();
        }
        store.close();
        pool.close();
    }
}
