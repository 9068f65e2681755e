package dev.helpline.examples.desk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.chat.client.HelplineClient;
import dev.helpline.chat.client.agent.AssignRequest;
import dev.helpline.chat.client.agent.SupportApi;
import dev.helpline.chat.client.message.Message;
import dev.helpline.chat.client.message.OutgoingMessage;
import dev.helpline.chat.client.participant.Sender;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two clients of the SDK talk; the desk is killed, then the customer's app, and both come back. */
@Timeout(120)
class KilledInConversationTest {
    /** Below the ports that the system assigns to connections, so that no other process takes the port while the desk is down. */
    private static final int FIRST_PORT = 20_000;

    private static final int LAST_PORT = 32_000;

    @TempDir
    Path directory;

    @Test
    void people_at_both_ends_notice_no_more_than_a_pause() throws Exception {
        int port = freePort();
        Path messages = directory.resolve("phone/messages");
        String customer = DeskProcess.customerToken("ada");
        try (DeskProcess first = desk(port);
                HelplineClient agents = HelplineClient.builder("http://localhost:" + port)
                        .tokens(DeskProcess::agentToken)
                        .build();
                PhoneProcess phone = PhoneProcess.start(port, customer, messages)) {
            SupportApi agent = agents.support();
            String session = phone.await("session");
            phone.type("one");
            assertThat(phone.await("sent")).isEqualTo("one");
            agent.assign(AssignRequest.builder(session).build()).execute();
            say(agent, session, "two");
            assertThat(phone.await("received")).isEqualTo("two");

            first.kill();
            phone.type("three");
            assertThat(phone.await("shown")).isEqualTo("three");
            assertThat(phone.kill()).isEmpty();
            try (PhoneProcess again = PhoneProcess.start(port, customer, messages)) {
                again.type("four");
                assertThat(again.lines(4))
                        .containsExactly("restored one", "restored two", "restored three", "shown four");

                try (DeskProcess second = desk(port)) {
                    assertThat(second.port()).isEqualTo(port);
                    again.retry();
                    assertThat(again.lines(2)).containsExactly("sent three", "sent four");
                    say(agent, session, "five");
                    assertThat(again.await("received")).isEqualTo("five");

                    assertThat(agent.newestMessages(session).execute().messages())
                            .filteredOn(message -> message.sender() != Sender.SYSTEM)
                            .extracting(Message::text)
                            .isEqualTo(List.of("one", "two", "three", "four", "five"));
                }
            }
        }
    }

    private DeskProcess desk(int port) throws IOException {
        return DeskProcess.start(directory, Map.of("PORT", String.valueOf(port)));
    }

    private static void say(SupportApi agent, String session, String text) {
        agent.sendMessage(OutgoingMessage.builder(session, text)
                        .messageId("agent-" + text)
                        .build())
                .execute();
    }

    private static int freePort() {
        for (int port = FIRST_PORT + (int) (ProcessHandle.current().pid() % 10_000); port < LAST_PORT; port++) {
            try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return probe.getLocalPort();
            } catch (IOException taken) {
                // try the next port
            }
        }
        throw new IllegalStateException("no port is free");
    }
}
