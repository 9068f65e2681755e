package dev.helpline.chat.store.jdbc;

import dev.helpline.chat.spi.StoreException;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Sees to it that the tables are there, as far as the host wants that seen to. */
final class SchemaSetup {
    private final DataSource dataSource;
    private final TableNames names;
    private final Dialect dialect;

    SchemaSetup(DataSource dataSource, TableNames names, Dialect dialect) {
        this.dataSource = dataSource;
        this.names = names;
        this.dialect = dialect;
    }

    void run(SchemaMode mode) {
        switch (mode) {
            case AUTO -> {
                if (problem().isPresent()) {
                    migrate();
                    problem().ifPresent(SchemaSetup::refuse);
                }
            }
            case VALIDATE -> problem().ifPresent(SchemaSetup::refuse);
            case NONE -> {}
        }
    }

    private Optional<String> problem() {
        return SchemaCheck.problem(dataSource, names);
    }

    private void migrate() {
        if (!dialect.isKnownToFlyway()) {
            throw new StoreException(advice(dialect.flywayModule));
        }
        try {
            FlywayMigrations.run(dataSource, names, dialect.migrations);
        } catch (NoClassDefFoundError e) {
            throw new StoreException(advice("org.flywaydb:flyway-core"), e);
        }
    }

    private String advice(@Nullable String missing) {
        return "the tables have to be brought up to date, and that takes Flyway: put " + missing + " on the class path,"
                + " or run the scripts under dev/helpline/chat/store/jdbc/migration/" + dialect.migrations
                + " yourself and choose SchemaMode.VALIDATE";
    }

    private static void refuse(String problem) {
        throw new StoreException("the database is not fit for use: " + problem);
    }
}
