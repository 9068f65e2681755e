package dev.helpline.examples.desk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.helpline.chat.client.HelplineClient;
import dev.helpline.chat.client.service.ChatListener;
import dev.helpline.chat.client.service.ChatMessage;
import dev.helpline.chat.client.service.ChatService;
import dev.helpline.chat.client.session.SessionRequest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The desk serves clients of other support chats on its port, beside its own. */
class DeskDialectsTest {
    private static final int PATIENCE_SECONDS = 60;
    private static final ObjectMapper MAPPER = new ObjectMapper();

    @TempDir
    Path directory;

    @Test
    void one_conversation_runs_over_three_dialects_and_the_sdk_and_has_one_log() throws Exception {
        DeskProcess desk = DeskProcess.start(directory, Map.of("DIALECTS", "sessions, conversations, rooms"));
        String dora = DeskProcess.customerToken("dora");
        String manager = DeskProcess.agentToken("mia", "manager");
        CompletableFuture<ChatMessage> received = new CompletableFuture<>();
        try (HelplineClient client = HelplineClient.builder("http://localhost:" + desk.port())
                        .tokens(() -> dora)
                        .build();
                ChatService phone = ChatService.builder(client.chat())
                        .listener(new Waiting("four", received))
                        .build()) {
            phone.startChatSession(SessionRequest.builder().build()).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            String id = json(desk.getAs(dora, "/api/chat/room")).path("id").asText();
            Frames rooms = open(desk, "/chat,", dora);
            Frames sessions = open(desk, "", DeskProcess.agentToken());
            Frames conversations = open(desk, "", manager);
            rooms.send("42/chat,1[\"joinRoom\",{\"roomId\":\"" + id + "\"}]", "43/chat,1");
            sessions.send("421[\"join_session\",{\"session_id\":\"" + id + "\"}]", "431");
            conversations.send("421[\"join-chat\",{\"conversationId\":\"" + id + "\"}]", "431");

            phone.sendMessage("one");
            sessions.until("\"one\"");
            rooms.send("42/chat,2[\"sendMessage\",{\"roomId\":\"" + id + "\",\"message\":\"two\"}]", "43/chat,2");
            sessions.until("\"two\"");
            sessions.send("422[\"send_message\",{\"session_id\":\"" + id + "\",\"content\":\"three\"}]", "432");
            rooms.until("\"three\"");
            conversations.send(
                    "422[\"send-chat-message\",{\"conversationId\":\"" + id + "\",\"message\":\"four\"}]", "432");
            rooms.until("\"four\"");
            assertThat(received.get(PATIENCE_SECONDS, TimeUnit.SECONDS).text()).isEqualTo("four");

            List<String> log =
                    json(desk.getAs(dora, "/api/chat/room/" + id + "/messages")).findValuesAsText("id");
            assertThat(log).hasSize(4);
            assertThat(json(desk.getAs(manager, "/api/v1/chat/sessions/" + id + "/messages"))
                            .findValuesAsText("id"))
                    .isEqualTo(log);
            assertThat(json(desk.getAs(manager, "/api/chat/conversations/" + id + "/messages"))
                            .path("messages")
                            .findValuesAsText("id"))
                    .isEqualTo(log);
            assertThat(json(desk.getAs(dora, "/api/chat/messages/" + id)).findValuesAsText("messageId"))
                    .containsAll(log);
        }
        desk.terminate();
    }

    @Test
    void a_desk_without_the_setting_serves_no_dialect() throws Exception {
        DeskProcess desk = DeskProcess.start(directory);

        assertThat(desk.getAs(DeskProcess.customerToken("dora"), "/api/chat/room")
                        .statusCode())
                .isEqualTo(404);
        desk.terminate();
    }

    private static JsonNode json(HttpResponse<String> reply) throws Exception {
        assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
        return MAPPER.readTree(reply.body());
    }

    /** Opens a socket of Socket.IO in a namespace, which is told with a comma behind it unless it is the root. */
    private static Frames open(DeskProcess desk, String namespace, String token) throws Exception {
        Frames frames = new Frames();
        WebSocket socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(
                        URI.create("ws://127.0.0.1:" + desk.port() + "/socket.io/?EIO=4&transport=websocket"), frames)
                .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        frames.until("\"sid\"");
        frames.sendOver(socket);
        frames.send("40" + namespace + "{\"token\":\"" + token + "\"}", "40" + namespace);
        return frames;
    }

    /** Waits for a message with this text. */
    private record Waiting(String text, CompletableFuture<ChatMessage> received) implements ChatListener {
        @Override
        public void onMessageReceived(ChatMessage message) {
            if (message.text().equals(text)) {
                received.complete(message);
            }
        }
    }
}
