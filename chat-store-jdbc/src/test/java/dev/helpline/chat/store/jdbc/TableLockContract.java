package dev.helpline.chat.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.chat.core.ChatEngine;
import dev.helpline.chat.core.CustomerChat;
import dev.helpline.chat.core.message.SendMessage;
import dev.helpline.chat.core.session.StartSession;
import dev.helpline.chat.spi.ChatException;
import dev.helpline.chat.spi.EntryId;
import dev.helpline.chat.spi.ErrorCode;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.auth.Principal;
import dev.helpline.chat.spi.entry.Entry;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Another transaction has locked the table of sessions, as a migration of the host's may do: time limits hold
 * nevertheless.
 */
@NeedsServer
abstract class TableLockContract {
    private static final Duration TIMEOUT = Duration.ofSeconds(1);

    /** Less than a statement may take, so that the database does not end the wait, and enough for a busy machine. */
    private static final Duration SOON = Duration.ofSeconds(8);

    private TestDatabase host;
    private JdbcChatStore store;
    private ChatEngine engine;
    private SessionId session;

    abstract TestDatabase newDatabase();

    abstract String locking();

    /** Releases locks that outlive a rollback. */
    void unlock(Statement statement) throws SQLException {
        statement.getConnection().rollback();
    }

    @BeforeEach
    void startASession() {
        host = newDatabase();
        store = JdbcChatStore.builder(host.pool()).build();
        engine = ChatEngine.builder(store).commandTimeout(TIMEOUT).build();
        session = carla(engine).start(StartSession.PLAIN).session().id();
    }

    @AfterEach
    void closeAll() {
        engine.close();
        store.close();
        host.close();
    }

    @Test
    void a_send_fails_within_its_time_and_a_retry_stores_it_once() throws SQLException {
        CompletableFuture<Entry> sent;
        try (Connection connection = host.pool().getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute(locking());
            sent = carla(engine).sendAsync(message()).toCompletableFuture();

            assertThat(sent)
                    .failsWithin(SOON)
                    .withThrowableOfType(ExecutionException.class)
                    .havingCause()
                    .isInstanceOfSatisfying(ChatException.class, refusal -> {
                        assertThat(refusal.code()).isEqualTo(ErrorCode.STORE_UNAVAILABLE);
                        assertThat(refusal.details()).containsEntry("stored", "unknown");
                    });
            unlock(statement);
            connection.setAutoCommit(true);
        }

        try (ChatEngine another = ChatEngine.builder(store).build()) {
            carla(another).send(message());
        }
        assertThat(store.entriesAfter(session, 0, 10)).extracting(Entry::text).containsOnlyOnce("hi");
    }

    @Test
    void closing_returns_in_time() throws SQLException {
        try (Connection connection = host.pool().getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute(locking());
            CompletableFuture<Entry> sent = carla(engine).sendAsync(message()).toCompletableFuture();

            assertThat(CompletableFuture.supplyAsync(() -> engine.close(TIMEOUT)))
                    .succeedsWithin(SOON);

            assertThat(sent).isDone();
            unlock(statement);
            connection.setAutoCommit(true);
        }
    }

    private static CustomerChat carla(ChatEngine engine) {
        return engine.customer(Principal.customer("carla", null));
    }

    private SendMessage message() {
        return SendMessage.of(session, new EntryId("m"), "hi");
    }
}
