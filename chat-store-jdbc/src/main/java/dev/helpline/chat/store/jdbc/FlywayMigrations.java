package dev.helpline.chat.store.jdbc;

import dev.helpline.chat.spi.StoreException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Locale;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;

/**
 * Runs the scripts that have not run yet. The only class that needs Flyway, so that everything else works without it.
 *
 * <p>Several stores may start at the same time: Flyway makes all but one of them wait, except while it creates a
 * schema or its own table. A store that fails at that moment finds the work done, or tries again.
 */
final class FlywayMigrations {
    private static final int ATTEMPTS = 5;

    private final DataSource dataSource;
    private final TableNames names;
    private final Migrations migrations;

    FlywayMigrations(DataSource dataSource, TableNames names, Migrations migrations) {
        this.dataSource = dataSource;
        this.names = names;
        this.migrations = migrations;
    }

    /** @param version the version of the tables, which Flyway does not know if they were created without it */
    void run(int version) {
        Flyway flyway = flyway(version);
        for (int attempt = 1; ; attempt++) {
            try {
                migrate(flyway);
                return;
            } catch (FlywayException e) {
                SQLException cause = Failure.sqlException(e);
                if (attempt == ATTEMPTS || (cause != null && TableRefusal.isForbidden(cause))) {
                    throw failed(version, cause == null ? e : cause, e);
                }
            }
        }
    }

    private Flyway flyway(int version) {
        return Flyway.configure(FlywayMigrations.class.getClassLoader())
                .dataSource(dataSource)
                // Flyway creates it if it is missing; without a name, the connections' own schema is used
                .schemas(schemas())
                .locations(migrations.location())
                .table(names.history())
                .placeholders(names.placeholders())
                // the schema may contain the host's tables, so a baseline is needed; with baseline 1, Flyway would
                // skip our V1
                .baselineOnMigrate(true)
                .baselineVersion(String.valueOf(version))
                .cleanDisabled(true)
                .load();
    }

    /** Returns the name in the case in which the database keeps unquoted names, because Flyway quotes it. */
    private String[] schemas() {
        if (names.schema() == null) {
            return new String[0];
        }
        try (Connection connection = dataSource.getConnection()) {
            boolean upper = connection.getMetaData().storesUpperCaseIdentifiers();
            return new String[] {upper ? names.schema().toUpperCase(Locale.ROOT) : names.schema()};
        } catch (SQLException e) {
            throw new StoreException("could not look at the database", e);
        }
    }

    /** Allows a failed script to run again, which Flyway has to be told. Each of its statements may run twice. */
    private static void migrate(Flyway flyway) {
        if (Arrays.stream(flyway.info().all()).map(MigrationInfo::getState).anyMatch(state -> state.isFailed())) {
            flyway.repair();
        }
        flyway.migrate();
    }

    private StoreException failed(int version, Exception cause, FlywayException e) {
        if (cause instanceof SQLException missing && TableRefusal.isMissing(missing)) {
            return SchemaCheck.foreignTable(names, missing, e);
        }
        return new StoreException(
                "could not bring the tables " + names.tables() + "* from version " + version + " to "
                        + migrations.latest() + ": " + cause.getMessage()
                        + "; if the user of the data source may not do"
                        + " that, run the statements ChatSchema prints as a user who may",
                e);
    }
}
