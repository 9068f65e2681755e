package dev.helpline.chat.store.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;

/** A pool that runs an action once, just before a COMMIT or a write that commits by itself. Thread-safe. */
final class ArmedPool {
    private final DataSource pool;
    private final Runnable beforeCommit;
    private final AtomicBoolean armed = new AtomicBoolean();

    ArmedPool(DataSource pool, Runnable beforeCommit) {
        this.pool = pool;
        this.beforeCommit = beforeCommit;
    }

    void arm() {
        armed.set(true);
    }

    boolean isArmed() {
        return armed.get();
    }

    DataSource dataSource() {
        return Proxies.of(DataSource.class, (proxy, method, arguments) -> {
            Object answer = Proxies.invoke(pool, method, arguments);
            return answer instanceof Connection connection ? armed(connection) : answer;
        });
    }

    private Connection armed(Connection connection) {
        return Proxies.of(Connection.class, (proxy, method, arguments) -> {
            if (method.getName().equals("commit")) {
                fire();
            }
            Object answer = Proxies.invoke(connection, method, arguments);
            boolean mayCommitItself = method.getName().equals("prepareStatement")
                    && connection.getAutoCommit()
                    && ((String) arguments[0]).startsWith("with ");
            return mayCommitItself ? armed((PreparedStatement) answer) : answer;
        });
    }

    private PreparedStatement armed(PreparedStatement statement) {
        return Proxies.of(PreparedStatement.class, (proxy, method, arguments) -> {
            if (method.getName().startsWith("execute")) {
                fire();
            }
            return Proxies.invoke(statement, method, arguments);
        });
    }

    private void fire() {
        if (armed.compareAndSet(true, false)) {
            beforeCommit.run();
        }
    }
}
