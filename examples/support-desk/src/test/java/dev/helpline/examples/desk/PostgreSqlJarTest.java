package dev.helpline.examples.desk;

import java.nio.file.Path;

class PostgreSqlJarTest extends DatabaseServerContract {
    @Override
    DatabaseServer start(Path folder) throws Exception {
        return DatabaseServer.postgreSql(folder);
    }
}
