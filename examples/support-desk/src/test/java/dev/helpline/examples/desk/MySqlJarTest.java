package dev.helpline.examples.desk;

import java.nio.file.Path;

class MySqlJarTest extends DatabaseServerContract {
    @Override
    DatabaseServer start(Path folder) throws Exception {
        return DatabaseServer.mySql(folder);
    }
}
