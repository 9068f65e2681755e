package dev.helpline.chat.store.jdbc;

import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.store.ChatStore;
import dev.helpline.chat.spi.store.SessionCommit;
import dev.helpline.chat.testkit.store.ChatStoreContract;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;

/** The store contract over a PostgreSQL of the host's whose pool returns connections with unusual settings. */
@NeedsServer
class PostgresContractTest extends ChatStoreContract {
    private final PostgresDatabase database = PostgresDatabase.SPARE.take();

    @AfterEach
    void giveDatabaseBack() {
        PostgresDatabase.SPARE.giveBack(database);
    }

    @Override
    protected ChatStore newStore() {
        return JdbcChatStore.builder(database.awkward()).build();
    }

    @Override
    protected Optional<SessionCommit> poison(Session stored) {
        return Optional.of(Poison.after(stored, database));
    }

    @Override
    protected Optional<RowLock> lockRow(SessionId session) {
        return Optional.of(RowLocks.lock(database.pool(), session));
    }
}
