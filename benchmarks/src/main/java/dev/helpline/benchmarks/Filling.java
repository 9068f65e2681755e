package dev.helpline.benchmarks;

import dev.helpline.chat.spi.store.ChatStore;
import dev.helpline.chat.spi.store.SessionCommit;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.IntStream;
import javax.sql.DataSource;

/**
 * Fills a store with a {@link DeskHistory}. The store itself writes two thousand of the ended sessions: those of the
 * customer with a thousand, and a thousand others, which the database then copies until there are enough.
 */
final class Filling {
    private static final int PART = 1000;
    private static final int BATCH = 250;

    private final DeskHistory history;
    private final ChatStore store;
    private final DataSource pool;
    private final int parts;
    private int tenthsTold;

    Filling(DeskHistory history, ChatStore store, DataSource pool) {
        this.history = history;
        this.store = store;
        this.pool = pool;
        this.parts = history.sessions() / PART;
    }

    void run() throws SQLException {
        long start = System.nanoTime();
        write(0);
        write(PartCopies.PATTERN);
        write(parts - 1);
        store.commit(DeskHistory.longSession());
        try (Connection connection = pool.getConnection()) {
            PartCopies copies = new PartCopies(connection);
            for (int part = PartCopies.PATTERN + 1; part < parts - 1; part++) {
                copies.write(part);
                tell(part + 2);
            }
            requireAll(connection);
        }
        System.err.printf("filled in %d s%n", (System.nanoTime() - start) / 1_000_000_000);
    }

    private void write(int part) {
        for (int from = part * PART; from < (part + 1) * PART; from += BATCH) {
            List<SessionCommit> commits = IntStream.range(from, from + BATCH)
                    .mapToObj(history::commit)
                    .toList();
            store.commitAll(commits);
            store.mergeCursors(commits.stream().map(DeskHistory::cursor).toList());
        }
        System.err.printf("the store wrote %d sessions%n", PART);
    }

    /** @param done how many parts are written */
    private void tell(int done) {
        int tenths = 10 * done / parts;
        if (tenths > tenthsTold) {
            tenthsTold = tenths;
            System.err.printf("%d %% of %d messages are written%n", 10 * tenths, history.messages());
        }
    }

    private void requireAll(Connection connection) throws SQLException {
        int ended = history.sessions() - DeskHistory.OPEN;
        require(connection, "count(*) from chat_session", history.sessions() + 1);
        require(connection, "sum(message_count) from chat_session", history.messages());
        require(connection, "count(*) from chat_entry where kind = 'MESSAGE'", history.messages());
        require(connection, "count(*) from chat_audit", history.sessions() + 1);
        require(connection, "count(*) from chat_reader_cursor", history.sessions());
        require(
                connection,
                "count(*) from chat_session s join chat_rating r on r.session_id = s.id and r.id = s.rating_id",
                ended);
    }

    private static void require(Connection connection, String what, long promised) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select " + what)) {
            row.next();
            if (row.getLong(1) != promised) {
                throw new IllegalStateException(what + " is " + row.getLong(1) + " and should be " + promised);
            }
        }
    }
}
