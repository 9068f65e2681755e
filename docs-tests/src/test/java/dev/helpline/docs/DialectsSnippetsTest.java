package dev.helpline.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.chat.core.ChatEngine;
import dev.helpline.chat.core.memory.MemoryChatStore;
import dev.helpline.chat.http.ChatHttp;
import dev.helpline.chat.socketio.Dialect;
import dev.helpline.chat.socketio.SocketIoGateway;
import dev.helpline.chat.spi.auth.Authenticator;
import org.junit.jupiter.api.Test;

/** The code of {@code dialects.md}. */
class DialectsSnippetsTest {
    @Test
    void a_gateway_names_the_paths_that_it_serves() {
        try (ChatEngine engine = ChatEngine.builder(new MemoryChatStore()).build()) {
            ChatHttp http = ChatHttp.builder(engine, Authenticator.rejectingAll(), Authenticator.rejectingAll())
                    .build();

            SocketIoGateway gateway = SocketIoGateway.builder(engine, http)
                    .dialect(Dialect.SESSIONS)
                    .dialect(Dialect.CONVERSATIONS)
                    .dialect(Dialect.ROOMS)
                    .corsOrigin("https://shop.example")
                    .build();

            assertThat(gateway.paths())
                    .containsExactly(
                            "/socket.io/*",
                            "/uploads/chat-attachments/*",
                            "/api/v1/chat/*",
                            "/api/chat/conversations/*",
                            "/api/chat/admin/*",
                            "/api/chat/room/*",
                            "/api/chat/support/*");
            gateway.close();
        }
    }
}
