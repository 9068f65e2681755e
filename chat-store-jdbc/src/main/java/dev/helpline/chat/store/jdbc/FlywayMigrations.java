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
 * Runs the scripts that have not run yet. The only class that knows Flyway, so that everything else works without it.
 *
 * <p>Several stores may start at once: Flyway lets one of them work and the others wait, except in the moment in which a
 * schema or its own table comes into being. Whoever stumbles there finds the work done, or tries again.
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

    /** @param version the version the tables are at, which Flyway does not know if they were made without it */
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
                // made if it is missing; without any, the one the connections are in
                .schemas(schemas())
                .locations(migrations.location())
                .table(names.history())
                .placeholders(names.placeholders())
                // the schema may be full of the host's tables, so there is a baseline; a 1 would leave out our V1
                .baselineOnMigrate(true)
                .baselineVersion(String.valueOf(version))
                .cleanDisabled(true)
                .load();
    }

    /** Flyway quotes the name, so it has to be in the case in which the database keeps names without quotes. */
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

    /** A script that failed may run again, since each of its statements may; Flyway wants to be told so. */
    private static void migrate(Flyway flyway) {
        if (Arrays.stream(flyway.info().all()).map(MigrationInfo::getState).anyMatch(state -> state.isFailed())) {
            flyway.repair();
        }
        flyway.migrate();
    }

    private StoreException failed(int version, Exception cause, FlywayException e) {
        return new StoreException(
                "could not bring the tables " + names.tables() + "* from version " + version + " to "
                        + migrations.latest() + ": " + cause.getMessage()
                        + "; if the user of the data source may not do"
                        + " that, run the statements ChatSchema prints as one who may",
                e);
    }
}
