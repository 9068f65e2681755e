package dev.helpline.chat.store.jdbc;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * The scripts that create the tables for one kind of database.
 *
 * @param location the folder in which Flyway finds them
 * @param latest the version of the tables after the newest script
 */
record Migrations(String location, int latest) {
    /** One script per version, from 1 on, with the same name for each kind of database. */
    static final List<String> SCRIPTS = List.of("V1__sessions_and_their_logs.sql");

    private static final String FOLDER = "/dev/helpline/chat/store/jdbc/migration/";

    static Migrations of(Dialect dialect) {
        return new Migrations("classpath:" + FOLDER + dialect.migrations, SCRIPTS.size());
    }

    /** Returns all statements of all scripts, in order. */
    static String statements(Dialect dialect, TableNames names) {
        return SCRIPTS.stream()
                .map(script -> read(FOLDER + dialect.migrations + "/" + script))
                .map(text -> filledIn(text, names))
                .collect(Collectors.joining("\n"));
    }

    private static String read(String script) {
        try (InputStream text = Objects.requireNonNull(Migrations.class.getResourceAsStream(script), script)) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("could not read " + script, e);
        }
    }

    private static String filledIn(String text, TableNames names) {
        String result = text;
        for (Map.Entry<String, String> placeholder : names.placeholders().entrySet()) {
            result = result.replace("${" + placeholder.getKey() + "}", placeholder.getValue());
        }
        return result;
    }
}
