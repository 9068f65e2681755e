package dev.helpline.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.helpline.chat.core.ChatEngine;
import dev.helpline.chat.core.memory.MemoryBlobStore;
import dev.helpline.chat.core.memory.MemoryChatStore;
import dev.helpline.chat.http.ChatHttp;
import dev.helpline.chat.http.jdk.JdkChatHandler;
import dev.helpline.chat.jwt.JwtAuthenticators;
import dev.helpline.chat.spi.attachment.FileType;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class FileTransfersTest {
    @Test
    @Timeout(60)
    void the_files_of_a_customer_are_uploaded_sent_and_downloaded() throws Exception {
        Tokens tokens = Tokens.random();
        JwtAuthenticators authenticators = JwtAuthenticators.of(
                tokens.customerSecret().getBytes(UTF_8), tokens.agentSecret().getBytes(UTF_8));
        ExecutorService threads = Executors.newCachedThreadPool();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        try (ChatEngine engine = ChatEngine.builder(new MemoryChatStore())
                .attachments(new MemoryBlobStore(), content -> Optional.of(FileType.of("text/plain")))
                .build()) {
            ChatHttp http = ChatHttp.builder(engine, authenticators.customers(), authenticators.agents())
                    .build();
            server.createContext("/", new JdkChatHandler(http, threads));
            server.setExecutor(threads);
            server.start();
            try (FileTransfers transfers = new FileTransfers(server.getAddress().getPort(), tokens, 2, 300_000)) {
                FileTransfers.Times times = transfers.transfer();

                assertThat(times.upMillis()).isPositive();
                assertThat(times.downMillis()).isPositive();
            }
        } finally {
            server.stop(0);
            threads.shutdownNow();
        }
    }
}
