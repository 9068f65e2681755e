package dev.helpline.chat.store.jdbc;

import dev.helpline.chat.spi.StoreException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Sets up or checks the tables, as the host's {@link SchemaMode} says. */
final class SchemaSetup {
    private final DataSource dataSource;
    private final TableNames names;
    private final Dialect dialect;
    private final Migrations migrations;
    private final SchemaCheck check;

    SchemaSetup(DataSource dataSource, TableNames names, Dialect dialect, Migrations migrations) {
        this.dataSource = dataSource;
        this.names = names;
        this.dialect = dialect;
        this.migrations = migrations;
        this.check = new SchemaCheck(dataSource, names, migrations.latest());
    }

    void run(SchemaMode mode) {
        switch (mode) {
            case AUTO -> {
                migrate();
                check.requireFit();
            }
            case VALIDATE -> check.requireFit();
            case NONE -> {}
        }
    }

    private void migrate() {
        int version = check.version();
        if (version >= migrations.latest()) {
            return;
        }
        if (!dialect.isKnownToFlyway()) {
            throw new StoreException(advice(dialect.flywayModule));
        }
        try {
            new FlywayMigrations(dataSource, names, migrations).run(version);
        } catch (NoClassDefFoundError e) {
            throw new StoreException(advice("org.flywaydb:flyway-core"), e);
        }
    }

    private static String advice(@Nullable String missing) {
        return "the tables have to be created or upgraded, which needs Flyway: put " + missing + " on the class path,"
                + " or run the statements ChatSchema prints";
    }
}
