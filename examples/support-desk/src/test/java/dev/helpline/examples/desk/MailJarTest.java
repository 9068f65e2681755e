package dev.helpline.examples.desk;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.helpline.chat.spi.auth.Principal;
import dev.helpline.chat.spi.auth.Role;
import jakarta.mail.internet.MimeMessage;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Mails of a desk in a process of its own to a server on the loopback address. */
class MailJarTest {
    private static final int PATIENCE_MILLIS = 30_000;
    private static final String PASSWORD = "hunter2word";

    @TempDir
    Path directory;

    @Test
    void an_agent_who_is_away_gets_a_mail_about_a_session_that_waits() throws Exception {
        GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        server.start();
        try (DeskProcess desk =
                DeskProcess.start(directory, settings(server.getSmtp().getPort()))) {
            server.setUser("desk", PASSWORD);
            String admin = DeskProcess.agentToken(Principal.agent("root", Role.ADMIN, "Root", null));
            require(desk.postAs(
                    admin,
                    "/api/admin/chat/agents",
                    "{\"agentId\":\"anna\",\"name\":\"Anna\",\"email\":\"anna@shop.example\"}"));
            String anna = DeskProcess.agentToken(Principal.agent("anna", Role.AGENT, null, null));
            require(desk.postAs(anna, "/api/admin/chat/agents/presence", "{\"presence\":\"away\"}"));
            String ada = DeskProcess.customerToken("ada");
            require(desk.postAs(ada, "/api/chat/session", "{\"sessionId\":\"s-1\",\"subject\":\"My card 4711\"}"));

            assertThat(server.waitForIncomingEmail(PATIENCE_MILLIS, 1))
                    .as(desk.errors())
                    .isTrue();
            MimeMessage mail = server.getReceivedMessages()[0];
            assertThat(mail.getFrom()).extracting(Object::toString).containsExactly("desk@shop.example");
            assertThat(mail.getAllRecipients())
                    .extracting(Object::toString)
                    .containsExactly("Anna <anna@shop.example>");
            assertThat(mail.getSubject()).isEqualTo("A session waits for an agent");
            assertThat(mail.getContent().toString())
                    .contains("Session: s-1", "Desk: https://shop.example/desk")
                    .doesNotContain("4711");
        } finally {
            server.stop();
        }
    }

    private static Map<String, String> settings(int port) {
        return Map.of(
                "MAIL_HOST", "127.0.0.1",
                "MAIL_PORT", Integer.toString(port),
                "MAIL_SECURITY", "NONE",
                "MAIL_USER", "desk",
                "MAIL_PASSWORD", PASSWORD,
                "MAIL_FROM", "desk@shop.example",
                "MAIL_DESK_URL", "https://shop.example/desk");
    }

    private static void require(HttpResponse<String> reply) {
        assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
    }
}
