package dev.helpline.chat.store.jdbc;

import dev.helpline.chat.spi.StoreException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.regex.Pattern;
import org.h2.api.ErrorCode;
import org.h2.jdbcx.JdbcConnectionPool;
import org.h2.jdbcx.JdbcDataSource;

/**
 * Opens an H2 database in this process that belongs to the store. The only class that needs H2's classes.
 *
 * <p>One connection stays open as long as the store, and keeps the database open; the connections that do the work
 * are opened and closed per call. Each of them passes the same settings, because H2 closes a database whose file it
 * cannot write, and the next connection opens it again.
 */
final class EmbeddedH2 {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,64}");
    private static final String USER = "sa";

    /**
     * WRITE_DELAY: a commit is in the file before H2 returns from it. DB_CLOSE_ON_EXIT: the store closes the database
     * when the last call has ended; otherwise H2 would close it as soon as the JVM begins to exit. TRACE_LEVEL_FILE:
     * H2 does not write failed statements, with the values that it refused, to a file beside the database.
     */
    private static final String SETTINGS = ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE;TRACE_LEVEL_FILE=0";

    private EmbeddedH2() {}

    static String urlOf(Path file) {
        String path = file.toAbsolutePath().normalize().toString();
        if (path.indexOf(';') >= 0) {
            throw new IllegalArgumentException("file must not have a semicolon in its path, which ends a path in H2");
        }
        return "jdbc:h2:file:" + path;
    }

    static String urlOf(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("name must be 1 to 64 letters, digits, - and _, was " + name);
        }
        return "jdbc:h2:mem:helpline-" + name;
    }

    static JdbcChatStore open(String url) {
        DatabaseThreads threads = new OwnThreads(JdbcChatStoreBuilder.READERS);
        try {
            return threads.write(() -> open(url, threads));
        } catch (RuntimeException e) {
            threads.close();
            throw e;
        }
    }

    private static JdbcChatStore open(String url, DatabaseThreads threads) {
        Connection anchor = connect(url);
        JdbcConnectionPool pool = JdbcConnectionPool.create(url + SETTINGS, USER, "");
        pool.setMaxConnections(JdbcChatStoreBuilder.READERS + 1);
        try {
            H2Settings.requireAlone(anchor);
            H2Settings.requireImmediateWrites(anchor);
            new SchemaSetup(pool, TableNames.DEFAULT, Dialect.H2, Migrations.of(Dialect.H2)).run(SchemaMode.AUTO);
        } catch (SQLException | RuntimeException e) {
            close(pool, anchor);
            throw e instanceof StoreException refusal ? refusal : new StoreException("could not set up " + url, e);
        }
        ChatDatabase database = new ChatDatabase(
                new ConnectionSettings(pool), Dialect.H2, TableNames.DEFAULT, threads, () -> close(pool, anchor));
        return new JdbcChatStore(database);
    }

    private static Connection connect(String url) {
        JdbcDataSource dataSource = new JdbcDataSource();
        dataSource.setURL(url + SETTINGS);
        dataSource.setUser(USER);
        dataSource.setPassword("");
        try {
            return dataSource.getConnection();
        } catch (SQLException e) {
            throw new StoreException(explain(url, e), e);
        }
    }

    private static String explain(String url, SQLException e) {
        return switch (e.getErrorCode()) {
            case ErrorCode.DATABASE_ALREADY_OPEN_1 ->
                "the database " + url + " is in use by another process; a file has one store at a time";
            case ErrorCode.WRONG_USER_OR_PASSWORD ->
                "the database " + url + " has another user or password than " + USER
                        + " without one; give a data source that knows them to JdbcChatStore.builder";
            default -> "could not open the database " + url;
        };
    }

    private static void close(JdbcConnectionPool pool, Connection anchor) {
        pool.dispose();
        ConnectionSettings.quietly("database", anchor::close);
    }
}
