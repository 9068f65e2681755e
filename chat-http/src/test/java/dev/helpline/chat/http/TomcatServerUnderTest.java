package dev.helpline.chat.http;

import dev.helpline.chat.http.servlet.ChatServlet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.Wrapper;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.websocket.server.WsSci;

/** The chat as a servlet in Tomcat. */
final class TomcatServerUnderTest implements ServerUnderTest {
    private final Tomcat tomcat = new Tomcat();

    TomcatServerUnderTest(ChatHttp chat) {
        tomcat.setBaseDir(temporaryFolder().toString());
        tomcat.setHostname("127.0.0.1");
        tomcat.setPort(0);
        Context context = tomcat.addContext("", null);
        Wrapper servlet = Tomcat.addServlet(context, "chat", new ChatServlet(chat));
        servlet.setAsyncSupported(true);
        context.addServletMappingDecoded("/*", "chat");
        context.addServletContainerInitializer(new WsSci(), null);
        try {
            tomcat.getConnector().setProperty("address", "127.0.0.1");
            tomcat.start();
        } catch (LifecycleException unstartable) {
            throw new IllegalStateException(unstartable);
        }
    }

    private static Path temporaryFolder() {
        try {
            return Files.createTempDirectory("tomcat");
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    @Override
    public int port() {
        return tomcat.getConnector().getLocalPort();
    }

    @Override
    public void close() {
        try {
            tomcat.stop();
            tomcat.destroy();
        } catch (LifecycleException unstoppable) {
            throw new IllegalStateException(unstoppable);
        }
    }
}
