package dev.helpline.chat.client.real;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.helpline.chat.client.HelplineClient;
import dev.helpline.chat.client.session.SessionRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/** A servlet container without the classes of Jakarta WebSocket serves all calls. */
class ServletWithoutSocketsTest {
    @Test
    void a_session_starts() throws Exception {
        ClassLoader withoutSockets = new WithoutSockets();
        assertThatExceptionOfType(ClassNotFoundException.class)
                .isThrownBy(() -> withoutSockets.loadClass("jakarta.websocket.Endpoint"));

        Object starting = withoutSockets
                .loadClass(StartingASession.class.getName())
                .getDeclaredConstructor()
                .newInstance();

        assertThat(((Callable<?>) starting).call()).asString().isNotEmpty();
    }

    /** Runs with classes of its own. */
    public static final class StartingASession implements Callable<String> {
        @Override
        public String call() throws Exception {
            try (RealServer server = new RealServer.Setup().inJetty().start();
                    HelplineClient alice = server.customer("alice")) {
                return alice.chat()
                        .startSession(SessionRequest.builder().build())
                        .execute()
                        .sessionId();
            }
        }
    }

    /** Defines our classes anew, and finds none of Jakarta WebSocket. */
    private static final class WithoutSockets extends ClassLoader {
        WithoutSockets() {
            super(ServletWithoutSocketsTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.startsWith("jakarta.websocket.") || name.startsWith("org.eclipse.jetty.ee11.websocket.")) {
                throw new ClassNotFoundException(name);
            }
            if (!name.startsWith("dev.helpline.")) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                return loaded == null ? defined(name) : loaded;
            }
        }

        private Class<?> defined(String name) throws ClassNotFoundException {
            try (InputStream file = getResourceAsStream(name.replace('.', '/') + ".class")) {
                if (file == null) {
                    throw new ClassNotFoundException(name);
                }
                byte[] bytes = file.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException unreadable) {
                throw new ClassNotFoundException(name, unreadable);
            }
        }
    }
}
