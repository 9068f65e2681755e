package dev.helpline.chat.client.real;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.helpline.chat.client.HelplineClient;
import dev.helpline.chat.client.session.SessionRequest;
import org.junit.jupiter.api.Test;

/** A servlet container without the classes of Jakarta WebSocket, which this module's tests do not have, serves all calls. */
class ServletWithoutSocketsTest {
    @Test
    void a_session_starts() throws Exception {
        assertThatExceptionOfType(ClassNotFoundException.class)
                .isThrownBy(() -> Class.forName("jakarta.websocket.Endpoint"));
        try (RealServer server = new RealServer.Setup().inJetty().start();
                HelplineClient alice = RealServer.client(server.port(), () -> server.customerToken("alice"))) {
            assertThat(alice.chat()
                            .startSession(SessionRequest.builder().build())
                            .execute()
                            .sessionId())
                    .isNotEmpty();
        }
    }
}
