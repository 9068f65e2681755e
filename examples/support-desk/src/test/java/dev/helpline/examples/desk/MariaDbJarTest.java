package dev.helpline.examples.desk;

import java.nio.file.Path;

class MariaDbJarTest extends DatabaseServerContract {
    @Override
    DatabaseServer start(Path folder) throws Exception {
        return DatabaseServer.mariaDb(folder);
    }
}
