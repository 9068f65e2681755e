package dev.helpline.chat.store.jdbc;

import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What our tables are called, and where they live.
 *
 * @param schema the schema of the tables, null for the one each connection is in
 * @param prefix what the name of each of our tables, indexes and constraints begins with
 */
record TableNames(@Nullable String schema, String prefix) {
    /** What SQL takes for one name without quotes, and whose case is the database's own affair. */
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]*");

    /** PostgreSQL cuts a name at 63 bytes, MySQL and MariaDB refuse one beyond 64 characters. */
    static final int MAX_NAME = 63;

    /** Leaves 33 characters for what comes after it, now and in scripts to come. */
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

    /** What the name of a table begins with where it is looked up: the prefix, after the schema if there is one. */
    String tables() {
        return schema == null ? prefix : schema + "." + prefix;
    }

    /** What stands for what in the scripts. */
    Map<String, String> placeholders() {
        return Map.of("prefix", prefix, "tables", tables());
    }

    /** Flyway's table, which is in the same schema. */
    String history() {
        return prefix + "schema_history";
    }
}
