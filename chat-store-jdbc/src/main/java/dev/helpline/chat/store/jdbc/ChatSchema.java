package dev.helpline.chat.store.jdbc;

/**
 * The statements that create the tables of a store, for hosts that run them themselves: as a migration of their own,
 * or by hand as a user with more rights than the store's. A store uses tables that were created this way in every
 * {@link SchemaMode}, and then does not need Flyway.
 *
 * <pre>{@code
 * String ddl = ChatSchema.postgresql().tablePrefix("support_").ddl();
 * }</pre>
 *
 * <p>Prefix and schema must be the ones that the store is built with. Thread-safe: immutable.
 */
public final class ChatSchema {
    private static final String USAGE = "to be run with h2, postgresql, mariadb or mysql, then a table prefix if it is"
            + " not to be chat_, then a schema if there is one";

    private final Dialect dialect;
    private final TableNames names;

    private ChatSchema(Dialect dialect, TableNames names) {
        this.dialect = dialect;
        this.names = names;
    }

    /** Returns the schema for H2, with the prefix {@code chat_}. */
    public static ChatSchema h2() {
        return new ChatSchema(Dialect.H2, TableNames.DEFAULT);
    }

    /** Returns the schema for PostgreSQL, with the prefix {@code chat_}. */
    public static ChatSchema postgresql() {
        return new ChatSchema(Dialect.POSTGRESQL, TableNames.DEFAULT);
    }

    /** Returns the schema for MariaDB, with the prefix {@code chat_}. */
    public static ChatSchema mariaDb() {
        return new ChatSchema(Dialect.MARIADB, TableNames.DEFAULT);
    }

    /** Returns the schema for MySQL, with the prefix {@code chat_}. */
    public static ChatSchema mySql() {
        return new ChatSchema(Dialect.MYSQL, TableNames.DEFAULT);
    }

    /**
     * Returns this schema with another prefix.
     *
     * @param prefix as for {@link JdbcChatStoreBuilder#tablePrefix}
     * @throws IllegalArgumentException if the name breaks the rules given there
     */
    public ChatSchema tablePrefix(String prefix) {
        return new ChatSchema(dialect, names.withPrefix(prefix));
    }

    /**
     * Returns this schema for tables in a named schema, which must exist before the statements run. Default: the
     * schema in which the statements run.
     *
     * @param name as for {@link JdbcChatStoreBuilder#schema}
     * @throws IllegalArgumentException if the name breaks the rules given there
     */
    public ChatSchema schema(String name) {
        return new ChatSchema(dialect, names.withSchema(name));
    }

    /**
     * Returns all statements, with comments. A semicolon at the end of a line ends a statement; there are no other
     * semicolons at line ends. The statements do not touch tables that exist, so they may run again; they upgrade the
     * tables of an older release.
     */
    public String ddl() {
        return Migrations.statements(dialect, names);
    }

    /**
     * Prints the statements.
     *
     * @param arguments the database ({@code h2}, {@code postgresql}, {@code mariadb} or {@code mysql}), then a table
     *     prefix if it is not to be {@code chat_}, then a schema if there is one
     * @throws IllegalArgumentException if the arguments are anything else
     */
    public static void main(String... arguments) {
        System.out.print(of(arguments).ddl());
    }

    private static ChatSchema of(String... arguments) {
        return switch (arguments.length) {
            case 1 -> of(arguments[0]);
            case 2 -> of(arguments[0]).tablePrefix(arguments[1]);
            case 3 -> of(arguments[0]).tablePrefix(arguments[1]).schema(arguments[2]);
            default -> throw new IllegalArgumentException(USAGE);
        };
    }

    private static ChatSchema of(String database) {
        return switch (database) {
            case "h2" -> h2();
            case "postgresql" -> postgresql();
            case "mariadb" -> mariaDb();
            case "mysql" -> mySql();
            default -> throw new IllegalArgumentException(USAGE + ", not " + database);
        };
    }
}
