package dev.helpline.chat.store.jdbc;

import dev.helpline.servers.MySqlKind;
import java.time.Duration;

/** Over MySQL, which looks for room once a minute. */
@NeedsLibaio
class MySqlFullLogTest extends MySqlFamilyFullLogContract {
    private static final Duration TWO_LOOKS = Duration.ofMinutes(2);

    @Override
    MySqlKind kind() {
        return MySqlKind.MYSQL;
    }

    @Override
    Duration untilRoomIsSeen() {
        return TWO_LOOKS;
    }
}
