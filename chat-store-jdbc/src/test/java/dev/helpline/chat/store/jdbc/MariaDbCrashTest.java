package dev.helpline.chat.store.jdbc;

/** Over MariaDB. */
class MariaDbCrashTest extends MySqlFamilyCrashContract {
    @Override
    MySqlKind kind() {
        return MySqlKind.MARIADB;
    }
}
