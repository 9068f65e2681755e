package dev.helpline.chat.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.helpline.chat.spi.AgentId;
import dev.helpline.chat.spi.CustomerId;
import dev.helpline.chat.spi.EntryId;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.agent.Agent;
import dev.helpline.chat.spi.agent.Presence;
import dev.helpline.chat.spi.entry.Author;
import dev.helpline.chat.spi.entry.Entry;
import dev.helpline.chat.spi.entry.EntryKind;
import dev.helpline.chat.spi.notify.Alert;
import dev.helpline.chat.spi.notify.AlertType;
import dev.helpline.chat.spi.session.Customer;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.session.Timeline;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Mails that a server on the loopback address receives. */
class MailNotifierTest {
    private static final Instant AT = Instant.parse("2026-01-05T09:00:00Z");
    private static final String SECRET = "my card has the number 4711";

    private final GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));

    @BeforeEach
    void start() {
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    private MailNotifier.Builder notifier() {
        return MailNotifier.builder("127.0.0.1", server.getSmtp().getPort(), "desk@shop.example")
                .security(MailSecurity.NONE);
    }

    private static Alert alert(AlertType type, @Nullable String email, String name, Presence presence) {
        Session session = Session.builder(
                        new SessionId("s-1"),
                        Customer.builder(new CustomerId("carla"))
                                .name("Carla\r\nBcc: eve@evil.example")
                                .build(),
                        Timeline.builder(AT).build())
                .department("Sales")
                .openSlot(1)
                .build();
        Entry event = Entry.builder(session.id(), 1, new EntryId("e-1"))
                .kind(EntryKind.NOTE)
                .type("note")
                .author(Author.SYSTEM)
                .at(AT)
                .text(SECRET)
                .build();
        return Alert.builder(type, session, event)
                .recipient(Agent.builder(new AgentId("anna"), AT)
                        .name(name)
                        .email(email)
                        .build())
                .presence(presence)
                .build();
    }

    private static Alert mention(@Nullable String email) {
        return alert(AlertType.MENTIONED, email, "Anna Schmidt", Presence.OFFLINE);
    }

    @Test
    void a_mail_says_what_happened_where_and_with_whom_and_not_what_was_written() throws Exception {
        notifier().desk(URI.create("https://shop.example/desk")).build().send(mention("anna@shop.example"));

        MimeMessage mail = server.getReceivedMessages()[0];
        assertThat(mail.getFrom()).extracting(Object::toString).containsExactly("desk@shop.example");
        assertThat(mail.getAllRecipients())
                .extracting(Object::toString)
                .containsExactly("Anna Schmidt <anna@shop.example>");
        assertThat(mail.getSubject()).isEqualTo("A note mentions you");
        assertThat(mail.getHeader("Auto-Submitted")).containsExactly("auto-generated");
        assertThat(mail.getContentType()).containsIgnoringCase("text/plain; charset=utf-8");
        assertThat(lines(mail))
                .containsExactly(
                        "A note mentions you.",
                        "",
                        "Session: s-1",
                        "Customer: Carla  Bcc: eve@evil.example",
                        "Department: Sales",
                        "Desk: https://shop.example/desk");
    }

    @Test
    void a_host_may_choose_another_text() throws Exception {
        notifier().text(alert -> alert.event().text() + " \u00fc").build().send(mention("anna@shop.example"));

        assertThat(lines(server.getReceivedMessages()[0])).containsExactly(SECRET + " \u00fc");
    }

    @ParameterizedTest
    @EnumSource
    void every_type_has_a_subject(AlertType type) throws Exception {
        notifier().build().send(alert(type, "anna@shop.example", "Anna", Presence.AWAY));

        assertThat(server.getReceivedMessages()[0].getSubject()).isNotBlank();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Anna\r\nBcc: eve@evil.example", "Anna\nX: y", "\"><eve@evil.example>, x", "\u00c4nne\u2028z"})
    void a_name_adds_no_header_and_no_recipient(String name) throws Exception {
        notifier().build().send(alert(AlertType.ASSIGNED, "anna@shop.example", name, Presence.OFFLINE));

        assertThat(server.getReceivedMessages()).hasSize(1);
        MimeMessage mail = server.getReceivedMessages()[0];
        assertThat(mail.getHeader("Bcc")).isNull();
        assertThat(mail.getHeader("X")).isNull();
        assertThat(mail.getAllRecipients()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "anna@shop.example\r\nBcc: eve@evil.example",
                "anna@shop.example,eve@evil.example",
                "anna@shop.example eve@evil.example",
                "group:eve@evil.example;",
                "anna"
            })
    void an_address_that_is_none_gets_no_mail(String email) throws Exception {
        notifier().build().send(mention(email));
        notifier().build().send(mention(null));

        assertThat(server.getReceivedMessages()).isEmpty();
    }

    @Test
    void a_host_may_choose_of_what_to_send_mails() throws Exception {
        notifier().types(Set.of(AlertType.ESCALATED)).build().send(mention("anna@shop.example"));

        assertThat(server.getReceivedMessages()).isEmpty();
    }

    @Test
    void a_server_may_ask_for_a_password() throws Exception {
        server.setUser("desk", "secret");

        notifier().signIn("desk", "secret").build().send(mention("anna@shop.example"));

        assertThat(server.getReceivedMessages()).hasSize(1);
        assertThatThrownBy(() -> notifier().signIn("desk", "wrong").build().send(mention("anna@shop.example")))
                .isInstanceOf(MessagingException.class);
    }

    @Test
    void a_server_without_tls_gets_no_mail_unless_the_host_says_so() {
        MailNotifier standard = MailNotifier.builder(
                        "127.0.0.1", server.getSmtp().getPort(), "desk@shop.example")
                .build();

        assertThatThrownBy(() -> standard.send(mention("anna@shop.example"))).isInstanceOf(MessagingException.class);
        assertThat(server.getReceivedMessages()).isEmpty();
    }

    @Test
    void a_server_that_says_nothing_fails_after_the_timeout() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            MailNotifier hurried = MailNotifier.builder("127.0.0.1", silent.getLocalPort(), "desk@shop.example")
                    .security(MailSecurity.NONE)
                    .timeout(Duration.ofMillis(100))
                    .build();

            assertThatThrownBy(() -> hurried.send(mention("anna@shop.example"))).isInstanceOf(MessagingException.class);
        }
    }

    @Test
    void settings_are_checked() {
        assertThatThrownBy(() -> MailNotifier.builder(" ", 25, "desk@shop.example"))
                .hasMessage("host must not be blank");
        assertThatThrownBy(() -> MailNotifier.builder("mail", 0, "desk@shop.example"))
                .hasMessage("port must be between 1 and 65535, was 0");
        assertThatThrownBy(() -> MailNotifier.builder("mail", 25, "desk")).hasMessage("from must be an e-mail address");
        assertThatThrownBy(() -> notifier().timeout(Duration.ofMinutes(2)))
                .hasMessage("timeout must be between PT0.001S and PT1M, was PT2M");
    }

    private static List<String> lines(MimeMessage mail) throws Exception {
        return mail.getContent().toString().lines().toList();
    }
}
