package dev.helpline.chat.client.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.helpline.chat.client.internal.JsonFields;
import dev.helpline.chat.client.message.Message;
import dev.helpline.chat.client.poll.PollAnswer;
import dev.helpline.chat.client.session.SessionHead;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reads the example of each frame of the protocol. */
class FeedReaderTest {
    private final FeedReader reader = new FeedReader(null);

    private PollAnswer read(String frame) throws Exception {
        return Objects.requireNonNull(news(frame));
    }

    private @Nullable PollAnswer news(String frame) throws Exception {
        return reader.read(
                FeedReader.parse(Files.readString(Path.of("..", "docs", "protocol", "frames", frame + ".json"))));
    }

    @Test
    void a_message_is_a_poll_with_this_message_and_the_head_known_before() throws Exception {
        SessionHead head = read("ready").session().orElseThrow();

        PollAnswer news = read("new_message");

        assertThat(news.messages()).extracting(Message::messageId).containsExactly("m-2");
        assertThat(news.cursor()).isEqualTo("~3.1a2b.4.7.9f.5c");
        assertThat(news.session()).contains(head);
        assertThat(news.sessionEnded()).isFalse();
    }

    @Test
    void an_edit_is_an_amendment() throws Exception {
        read("ready");

        assertThat(read("message_updated").messages()).allMatch(Message::isAmendment);
    }

    @Test
    void parts_of_the_head_complete_the_head() throws Exception {
        read("ready");

        SessionHead read = read("messages_read").session().orElseThrow();
        SessionHead typing = read("server_typing").session().orElseThrow();

        assertThat(read.agentMark().orElseThrow().readSeq()).isEqualTo(2);
        assertThat(typing.agentMark()).isEqualTo(read.agentMark());
        assertThat(typing.state()).isEqualTo(read.state());
    }

    @Test
    void the_end_has_its_reason() throws Exception {
        read("ready");

        PollAnswer end = read("session_ended");

        assertThat(end.sessionEnded()).isTrue();
        assertThat(end.endReason()).contains("Solved");
        assertThat(end.sessionStatus()).isEqualTo("ended_by_admin");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ack", "error", "pong"})
    void other_frames_are_not_news(String frame) throws Exception {
        read("ready");

        assertThat(news(frame)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "{}", "{\"type\":1}", "1"})
    void what_is_no_frame_is_malformed(String text) {
        assertThatThrownBy(() -> FeedReader.parse(text)).isInstanceOf(JsonFields.Malformed.class);
    }
}
