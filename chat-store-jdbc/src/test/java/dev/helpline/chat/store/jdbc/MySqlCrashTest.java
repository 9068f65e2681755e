package dev.helpline.chat.store.jdbc;

/** Over MySQL. */
@NeedsLibaio
class MySqlCrashTest extends MySqlFamilyCrashContract {
    @Override
    MySqlKind kind() {
        return MySqlKind.MYSQL;
    }
}
