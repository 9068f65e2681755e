package dev.helpline.chat.store.jdbc;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;

/** A pool that does something, once, just before a COMMIT is sent. Thread-safe. */
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
        return wrapped(DataSource.class, (proxy, method, arguments) -> {
            Object answer = call(pool, method, arguments);
            return answer instanceof Connection connection ? armed(connection) : answer;
        });
    }

    private Connection armed(Connection connection) {
        return wrapped(Connection.class, (proxy, method, arguments) -> {
            if (method.getName().equals("commit") && armed.compareAndSet(true, false)) {
                beforeCommit.run();
            }
            return call(connection, method, arguments);
        });
    }

    private static <T> T wrapped(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(ArmedPool.class.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private static Object call(Object target, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
