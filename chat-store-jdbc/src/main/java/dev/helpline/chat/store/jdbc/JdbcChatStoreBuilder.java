package dev.helpline.chat.store.jdbc;

import dev.helpline.chat.spi.StoreException;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.util.Objects;
import javax.sql.DataSource;
import org.jdbi.v3.core.ConnectionFactory;

/** Builds a {@link JdbcChatStore} in a database of the host's. Not thread-safe. */
public final class JdbcChatStoreBuilder {
    /** Two per processor: one reads while the other waits for the disk. */
    static final int READERS = Math.max(4, 2 * Runtime.getRuntime().availableProcessors());

    private final DataSource dataSource;
    private TableNames names = TableNames.DEFAULT;
    private SchemaMode schemaMode = SchemaMode.AUTO;
    private boolean delayedWritesAccepted;

    JdbcChatStoreBuilder(DataSource dataSource) {
        this.dataSource = Objects.requireNonNull(dataSource, "dataSource");
    }

    /**
     * Sets the prefix of the names of all tables, indexes and constraints. It separates them from the host's, and
     * from those of another store in the same database. Default: {@code chat_}.
     *
     * @param prefix 1 to 30 lower-case letters, digits and {@code _}, the first one a letter
     * @throws IllegalArgumentException if it breaks this rule
     */
    public JdbcChatStoreBuilder tablePrefix(String prefix) {
        names = names.withPrefix(prefix);
        return this;
    }

    /**
     * Sets the schema of the tables, which need not be the connections' own schema; in MariaDB and MySQL a schema is
     * a database of the same server. {@link SchemaMode#AUTO} creates it if it is missing and the user has the right
     * to. Default: the connections' own schema.
     *
     * @param name 1 to 63 lower-case letters, digits and {@code _}, the first one a letter, and not a reserved word.
     *     It is used without quotes, which in H2 means the same name in upper case
     * @throws IllegalArgumentException if it breaks this rule
     */
    public JdbcChatStoreBuilder schema(String name) {
        names = names.withSchema(name);
        return this;
    }

    /** Sets what the store does about its tables when it starts. Default: {@link SchemaMode#AUTO}. */
    public JdbcChatStoreBuilder schemaMode(SchemaMode mode) {
        schemaMode = Objects.requireNonNull(mode, "mode");
        return this;
    }

    /**
     * Accepts a database that writes commits only after it has acknowledged them. If the process of such a database
     * dies, acknowledged messages can be lost. Default: the store rejects such a database.
     */
    public JdbcChatStoreBuilder acceptDelayedWrites() {
        delayedWritesAccepted = true;
        return this;
    }

    /**
     * Returns the store, ready for use.
     *
     * @throws StoreException if the database cannot be reached, is not supported by this release, would lose what it
     *     has acknowledged, changes values (encoding, case, blanks), is read-only, lacks tables that the store may
     *     not create in this schema mode, or has tables for which this release is too old or too new; the message
     *     says what to do
     */
    public JdbcChatStore build() {
        DatabaseThreads ownThreads = new OwnThreads(READERS);
        boolean needed = false;
        boolean checked = false;
        try {
            Found database = ownThreads.write(this::prepare);
            needed = database.embedded();
            DatabaseThreads threads = database.embedded() ? ownThreads : DatabaseThreads.ofTheCaller();
            ChatDatabase chat =
                    new ChatDatabase(connections(database.dialect()), database.dialect(), names, threads, () -> {});
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

    /** Rejects settings that are known to change the meaning of values, before there are tables. */
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

    /** @param embedded whether the database runs in this process */
    private record Found(Dialect dialect, boolean embedded) {}
}
