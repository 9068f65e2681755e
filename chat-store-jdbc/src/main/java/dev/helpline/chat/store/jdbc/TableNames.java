package dev.helpline.chat.store.jdbc;

import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The names of our tables.
 *
 * @param schema the schema of the tables; null for the connections' own schema
 * @param prefix the prefix of the names of all our tables, indexes and constraints
 */
record TableNames(@Nullable String schema, String prefix) {
    /** Names that are valid without quotes; their case is up to the database. */
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]*");

    /** PostgreSQL cuts a name at 63 bytes, MySQL and MariaDB refuse one beyond 64 characters. */
    static final int MAX_NAME = 63;

    /** Leaves 33 characters for the rest of each name, now and in later scripts. */
    static final int MAX_PREFIX = 30;

    static final TableNames DEFAULT = new TableNames(null, "chat_");

    TableNames {
        require("tablePrefix", Objects.requireNonNull(prefix, "tablePrefix"), MAX_PREFIX);
        if (schema != null) {
            require("schema", schema, MAX_NAME);
        }
    }

    private static void require(String parameter, String name, int max) {
        if (name.length() > max || !NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(parameter + " must be 1 to " + max
                    + " lower-case letters, digits and _, and begin with a letter, was " + name);
        }
    }

    TableNames withSchema(String name) {
        return new TableNames(Objects.requireNonNull(name, "schema"), prefix);
    }

    TableNames withPrefix(String name) {
        return new TableNames(schema, name);
    }

    /** Returns the beginning of a table's name in statements: the schema, if there is one, and the prefix. */
    String tables() {
        return schema == null ? prefix : schema + "." + prefix;
    }

    /** Returns the values of the placeholders in the scripts. */
    Map<String, String> placeholders() {
        return Map.of("prefix", prefix, "tables", tables());
    }

    /** Flyway's table, which is in the same schema. */
    String history() {
        return prefix + "schema_history";
    }
}
