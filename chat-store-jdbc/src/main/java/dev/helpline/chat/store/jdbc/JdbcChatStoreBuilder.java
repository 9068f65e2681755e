package dev.helpline.chat.store.jdbc;

import dev.helpline.chat.spi.StoreException;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.util.Objects;
import javax.sql.DataSource;
import org.jdbi.v3.core.ConnectionFactory;

/** Makes a {@link JdbcChatStore} in a database of the host's. Not thread-safe. */
public final class JdbcChatStoreBuilder {
    /** Two per processor: one reads while another waits for the disk. */
    static final int READERS = Math.max(4, 2 * Runtime.getRuntime().availableProcessors());

    private final DataSource dataSource;
    private TableNames names = TableNames.DEFAULT;
    private SchemaMode schemaMode = SchemaMode.AUTO;
    private boolean delayedWritesAccepted;

    JdbcChatStoreBuilder(DataSource dataSource) {
        this.dataSource = Objects.requireNonNull(dataSource, "dataSource");
    }

    /**
     * What the name of each table, index and constraint begins with, so that the tables stand apart from the host's, and
     * from those of another store in the same database. Default: {@code chat_}.
     *
     * @param prefix 1 to 30 lower-case letters, digits and {@code _}, the first one a letter
     * @throws IllegalArgumentException if it is anything else
     */
    public JdbcChatStoreBuilder tablePrefix(String prefix) {
        names = names.withPrefix(prefix);
        return this;
    }

    /**
     * The schema the tables live in, whichever one the connections are in; in MariaDB and MySQL that is a database of the
     * same server. {@link SchemaMode#AUTO} makes it if it is missing and the user may. Default: the schema the
     * connections are in.
     *
     * @param name 1 to 63 lower-case letters, digits and {@code _}, the first one a letter, and no reserved word; it means
     *     what it means without quotes, which in H2 is the same name in upper case
     * @throws IllegalArgumentException if it is anything else
     */
    public JdbcChatStoreBuilder schema(String name) {
        names = names.withSchema(name);
        return this;
    }

    /** What to do about the tables when the store starts. Default: {@link SchemaMode#AUTO}. */
    public JdbcChatStoreBuilder schemaMode(SchemaMode mode) {
        schemaMode = Objects.requireNonNull(mode, "mode");
        return this;
    }

    /**
     * Takes a database also if it is set to write commits only after it has answered them. Then the death of its process
     * can cost messages that were acknowledged. Default: such a database is refused.
     */
    public JdbcChatStoreBuilder acceptDelayedWrites() {
        delayedWritesAccepted = true;
        return this;
    }

    /**
     * The store, ready for use.
     *
     * @throws StoreException if the database cannot be reached, is of a kind this release does not know, would lose what
     *     it has acknowledged, changes what it is given (encoding, case, blanks), may only be read, lacks tables that the schema mode does not let the store make, or has tables this release
     *     is too old or too new for; its message says what to do
     */
    public JdbcChatStore build() {
        Lane ownThreads = new OwnThreads(READERS);
        boolean needed = false;
        boolean checked = false;
        try {
            Found database = ownThreads.write(this::prepare);
            needed = database.embedded();
            Lane lane = database.embedded() ? ownThreads : Lane.ofTheCaller();
            ChatDatabase chat =
                    new ChatDatabase(connections(database.dialect()), database.dialect(), names, lane, () -> {});
            if (schemaMode != SchemaMode.NONE) {
                RoundTripCheck.run(chat);
            }
            checked = true;
            return new JdbcChatStore(chat);
        } finally {
            if (!needed || !checked) {
                ownThreads.close();
            }
        }
    }

    private ConnectionFactory connections(Dialect dialect) {
        ConnectionFactory connections = new ConnectionSettings(dataSource, dialect.longestAnswer());
        return dialect == Dialect.H2 && !delayedWritesAccepted ? new H2Connections(connections) : connections;
    }

    /** Checks the database and sets up its tables. */
    private Found prepare() {
        Found found;
        try (Connection connection = dataSource.getConnection()) {
            found = find(connection.getMetaData());
            requireMeaning(found.dialect(), connection);
            if (!delayedWritesAccepted) {
                requireImmediateWrites(found.dialect(), connection);
            }
        } catch (SQLException e) {
            throw new StoreException("could not look at the database", e);
        }
        new SchemaSetup(dataSource, names, found.dialect(), Migrations.of(found.dialect())).run(schemaMode);
        return found;
    }

    /** Refuses settings that are known to change what values mean, before there are tables. */
    private static void requireMeaning(Dialect dialect, Connection connection) throws SQLException {
        switch (dialect) {
            case H2 -> H2Settings.requireMeaning(connection);
            case POSTGRESQL -> PostgresSettings.requireMeaning(connection);
            case MARIADB, MYSQL -> MySqlSettings.requireMeaning(connection);
        }
    }

    private static void requireImmediateWrites(Dialect dialect, Connection connection) throws SQLException {
        switch (dialect) {
            case H2 -> H2Settings.requireImmediateWrites(connection);
            case POSTGRESQL -> PostgresSettings.requireImmediateWrites(connection);
            case MARIADB, MYSQL -> MySqlSettings.requireImmediateWrites(connection);
        }
    }

    private static Found find(DatabaseMetaData database) throws SQLException {
        Dialect dialect = Dialect.of(database);
        String url = database.getURL();
        boolean remote = url.startsWith("jdbc:h2:tcp:") || url.startsWith("jdbc:h2:ssl:");
        return new Found(dialect, dialect == Dialect.H2 && !remote);
    }

    /** @param embedded whether the database runs within this process */
    private record Found(Dialect dialect, boolean embedded) {}
}
