package dev.helpline.chat.client.real;

import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.chat.client.HelplineClient;
import dev.helpline.chat.client.agent.SessionMessages;
import dev.helpline.chat.client.message.Message;
import dev.helpline.chat.client.message.MessagesPage;
import dev.helpline.chat.client.message.OutgoingMessage;
import dev.helpline.chat.client.session.SessionRequest;
import dev.helpline.chat.core.policy.ChatPolicy;
import dev.helpline.chat.http.ChatHttp;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The SDK reads the longest responses that the server sends. */
@Timeout(120)
class LongestReplyTest {
    private static final int MESSAGES = 150;

    @Test
    void the_longest_reply_of_the_server_is_shorter_than_what_the_client_reads() {
        assertThat((long) ChatHttp.MAX_REPLY_BYTES).isLessThan(HelplineClient.Builder.DEFAULT_MAX_RESPONSE_BYTES);
    }

    @Test
    void an_agent_opens_a_session_of_many_long_messages_and_reads_all_of_them() {
        try (RealServer server = new RealServer.Setup().start();
                HelplineClient alice = server.customer("alice");
                HelplineClient sarah = server.agent("sarah")) {
            String session = alice.chat()
                    .startSession(SessionRequest.builder().build())
                    .execute()
                    .sessionId();
            String text = "\uD83D\uDE00".repeat(ChatPolicy.LONGEST_MESSAGE);
            IntStream.range(0, MESSAGES)
                    .forEach(i -> alice.chat()
                            .sendMessage(OutgoingMessage.builder(session, text).build())
                            .execute());

            SessionMessages newest = sarah.support().newestMessages(session).execute();
            int read = newest.messages().size();
            Message first = newest.messages().get(0);
            for (int page = 0; page < 10 && first.seq() > 2; page++) {
                MessagesPage earlier = sarah.chat()
                        .messagesBefore(session, first.messageId(), 100)
                        .execute();
                read += earlier.messages().size();
                first = earlier.messages().get(0);
            }

            assertThat(newest.hasEarlierMessages()).isTrue();
            assertThat(read).isEqualTo(MESSAGES);
        }
    }
}
