package dev.helpline.chat.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.StoreException;
import dev.helpline.chat.spi.store.QueryWatch;
import dev.helpline.chat.store.jdbc.FailingConnections.Trouble;
import dev.helpline.chat.testkit.store.CommitBuilder;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A watch hears of each query, and of its end. */
class QueryWatchTest {
    private final HostDatabase host = HostDatabase.inMemory();
    private final FailingConnections connections = new FailingConnections(host.awkward());
    private final JdbcChatStore store = JdbcChatStore.builder(connections).build();
    private final List<String> heard = new ArrayList<>();
    private final QueryWatch watch = () -> {
        heard.add("begun");
        return () -> heard.add("ended");
    };

    @AfterEach
    void dropDatabase() {
        store.close();
        host.close();
    }

    @Test
    void a_read_and_a_transaction_are_a_query_each() {
        store.watchQueries(watch);
        store.findSession(new SessionId("s1"));
        store.commit(CommitBuilder.creating("s1").build());

        assertThat(heard).containsExactly("begun", "ended", "begun", "ended");
    }

    @Test
    void a_query_that_fails_ends_too() {
        store.watchQueries(watch);
        connections.now(Trouble.LOST_BEFORE_COMMIT);
        store.commit(CommitBuilder.creating("s1").build());

        assertThat(heard).containsExactly("begun", "ended");
    }

    @Test
    void without_a_connection_there_is_no_query() {
        store.watchQueries(watch);
        connections.now(Trouble.NO_CONNECTION);

        assertThat(catchThrowable(() -> store.findSession(new SessionId("s1")))).isInstanceOf(StoreException.class);
        assertThat(heard).isEmpty();
    }

    @Test
    void a_watch_that_is_forgotten_hears_no_more() {
        store.watchQueries(watch);
        store.unwatchQueries(watch);
        store.findSession(new SessionId("s1"));

        assertThat(heard).isEmpty();
    }
}
