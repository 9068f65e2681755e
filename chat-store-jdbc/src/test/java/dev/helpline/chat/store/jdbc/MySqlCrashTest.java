package dev.helpline.chat.store.jdbc;

import dev.helpline.servers.MySqlKind;

/** Over MySQL. */
@NeedsLibaio
class MySqlCrashTest extends MySqlFamilyCrashContract {
    @Override
    MySqlKind kind() {
        return MySqlKind.MYSQL;
    }
}
