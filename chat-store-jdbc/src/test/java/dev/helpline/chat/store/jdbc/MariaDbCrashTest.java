package dev.helpline.chat.store.jdbc;

import dev.helpline.servers.MySqlKind;

/** Over MariaDB. */
class MariaDbCrashTest extends MySqlFamilyCrashContract {
    @Override
    MySqlKind kind() {
        return MySqlKind.MARIADB;
    }
}
