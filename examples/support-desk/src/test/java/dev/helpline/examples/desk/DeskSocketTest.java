package dev.helpline.examples.desk;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The desk serves WebSockets on the port of its calls. */
class DeskSocketTest {
    private static final int PATIENCE_SECONDS = 60;

    @TempDir
    Path directory;

    @Test
    void a_customer_follows_a_conversation_until_the_desk_stops() throws Exception {
        DeskProcess desk = DeskProcess.start(directory);
        desk.postAs(DeskProcess.customerToken("ada"), "/api/chat/session", "{\"sessionId\":\"s-1\"}");
        Frames frames = new Frames();
        WebSocket socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(URI.create("ws://127.0.0.1:" + desk.port() + "/api/chat/ws/s-1"), frames)
                .get(PATIENCE_SECONDS, TimeUnit.SECONDS);

        socket.sendText("{\"type\":\"authenticate\",\"token\":\"" + DeskProcess.customerToken("ada") + "\"}", true)
                .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        frames.until("\"type\":\"ready\"");
        Conversation.hold(desk, "s-1");
        frames.until(Conversation.QUESTION);
        frames.until(Conversation.REPLY);
        frames.until("\"type\":\"session_ended\"");
        desk.terminate();

        assertThat(frames.closed.get(PATIENCE_SECONDS, TimeUnit.SECONDS)).isEqualTo(1001);
    }
}
