package dev.helpline.chat.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.helpline.chat.spi.StoreException;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.store.CommitResult;
import dev.helpline.chat.spi.store.CommitResult.DuplicateEntry;
import dev.helpline.chat.spi.store.CommitResult.NotStored;
import dev.helpline.chat.spi.store.SessionCommit;
import dev.helpline.chat.store.jdbc.FailingConnections.Trouble;
import dev.helpline.chat.testkit.store.CommitBuilder;
import java.sql.Connection;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An exception says that the outcome is not known; what is known not to be stored is reported as such. */
class UnknownOutcomeTest {
    private final HostDatabase host = HostDatabase.inMemory();
    private final FailingConnections connections = new FailingConnections(host.awkward());
    private final JdbcChatStore store = JdbcChatStore.builder(connections).build();
    private Session one;
    private Session other;

    @BeforeEach
    void createSessions() {
        one = created("s1");
        other = created("s2");
    }

    @AfterEach
    void dropDatabase() {
        store.close();
        host.close();
    }

    @Test
    void without_a_connection_nothing_is_stored_and_that_is_known() {
        connections.now(Trouble.NO_CONNECTION);

        assertThat(store.commit(message(one))).isInstanceOf(NotStored.class);
        assertThat(store.commitAll(List.of(message(one), message(other)))).hasOnlyElementsOfType(NotStored.class);
    }

    @Test
    void a_connection_lost_before_commit_has_stored_nothing_and_that_is_known() {
        connections.now(Trouble.LOST_BEFORE_COMMIT);

        assertThat(store.commit(message(one))).isInstanceOf(NotStored.class);
        assertThat(store.commitAll(List.of(message(one), message(other)))).hasOnlyElementsOfType(NotStored.class);

        connections.now(Trouble.NONE);
        assertThat(store.findSession(one.id())).contains(one);
        assertThat(store.findSession(other.id())).contains(other);
    }

    @Test
    void a_connection_lost_in_commit_leaves_the_outcome_unknown_until_a_retry() {
        connections.now(Trouble.LOST_IN_COMMIT);
        SessionCommit commit = message(one);

        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> store.commit(commit))
                .withMessageContaining("not known");

        connections.now(Trouble.NONE);
        assertThat(store.commit(commit)).isEqualTo(CommitResult.COMMITTED);
    }

    @Test
    void a_connection_lost_after_commit_leaves_the_outcome_unknown_until_a_retry() {
        connections.now(Trouble.LOST_AFTER_COMMIT);
        SessionCommit commit = message(one);

        assertThatExceptionOfType(StoreException.class).isThrownBy(() -> store.commit(commit));

        connections.now(Trouble.NONE);
        assertThat(store.commit(commit)).isInstanceOf(DuplicateEntry.class);
        assertThat(store.findSession(one.id())).contains(commit.next());
    }

    @Test
    void a_batch_lost_in_commit_is_unknown_as_a_whole() {
        List<SessionCommit> commits = List.of(message(one), message(other));
        connections.now(Trouble.LOST_AFTER_COMMIT);

        assertThatExceptionOfType(StoreException.class).isThrownBy(() -> store.commitAll(commits));

        connections.now(Trouble.NONE);
        assertThat(store.commitAll(commits)).hasOnlyElementsOfType(DuplicateEntry.class);
    }

    @Test
    void reads_and_other_writes_fail_with_an_exception() {
        connections.now(Trouble.NO_CONNECTION);

        assertThatExceptionOfType(StoreException.class).isThrownBy(() -> store.findSession(one.id()));
        assertThatExceptionOfType(StoreException.class).isThrownBy(() -> store.mergeCursors(List.of()));
    }

    @Test
    void connections_are_returned_unchanged_after_every_failure() {
        for (Trouble trouble : Trouble.values()) {
            connections.now(trouble);
            tryEverything();
        }

        assertThat(connections.returned())
                .hasSizeGreaterThan(10)
                .containsOnly("false " + Connection.TRANSACTION_SERIALIZABLE);
    }

    @Test
    void the_text_of_a_rejected_message_is_not_in_the_reason() {
        CommitResult refused = store.commit(Poison.after(one, host));

        assertThat(refused.toString()).contains("22001").doesNotContain(Poison.SECRET);
    }

    @Test
    void closing_the_store_leaves_the_hosts_database_open() throws Exception {
        store.close();

        host.execute("select count(*) from chat_session");
    }

    private void tryEverything() {
        List<Runnable> calls = List.of(
                () -> store.findSession(one.id()),
                () -> store.commit(message(one)),
                () -> store.commit(Poison.after(one)),
                () -> store.commitAll(List.of(message(one), Poison.after(other))));
        for (Runnable call : calls) {
            try {
                call.run();
            } catch (StoreException e) {
                assertThat(e).hasMessageNotContaining(Poison.SECRET);
            }
        }
    }

    private Session created(String id) {
        SessionCommit commit = CommitBuilder.creating(id).build();
        assertThat(store.commit(commit)).isEqualTo(CommitResult.COMMITTED);
        return commit.next();
    }

    private static SessionCommit message(Session session) {
        return CommitBuilder.after(session).message("m", "hi").build();
    }
}
