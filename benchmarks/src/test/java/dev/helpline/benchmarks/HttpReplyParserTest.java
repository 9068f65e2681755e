package dev.helpline.benchmarks;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpReplyParserTest {
    private static final String REPLY = "HTTP/1.1 200 OK\r\nX: y\r\nContent-Length: 4\r\n\r\n\n\r\n}";

    private final HttpReplyParser parser = new HttpReplyParser();

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 4", "content-length:4", "CONTENT-LENGTH:  4 "})
    void a_reply_ends_with_the_length_it_states(String header) throws Exception {
        assertThat(parser.readFrom(bytes(REPLY.replace("Content-Length: 4", header))))
                .isTrue();
    }

    @Test
    void a_reply_that_arrives_byte_by_byte_ends_with_its_last_byte() throws Exception {
        for (int i = 0; i < REPLY.length() - 1; i++) {
            assertThat(parser.readFrom(bytes(REPLY.substring(i, i + 1)))).isFalse();
        }
        assertThat(parser.readFrom(bytes(REPLY.substring(REPLY.length() - 1)))).isTrue();
    }

    @Test
    void the_next_reply_is_read_on_its_own() throws Exception {
        parser.readFrom(bytes(REPLY));

        assertThat(parser.readFrom(bytes(REPLY.substring(0, 20)))).isFalse();
        assertThat(parser.readFrom(bytes(REPLY.substring(20)))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 429 Too Many Requests\r\nContent-Length: 4\r\n\r\n{  }",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\n{  }HTTP",
                ""
            })
    void a_reply_that_is_not_as_expected_ends_the_run(String reply) {
        assertThatThrownBy(() -> parser.readFrom(bytes(reply))).isInstanceOf(IOException.class);
    }

    private static ReadableByteChannel bytes(String text) {
        return Channels.newChannel(new ByteArrayInputStream(text.getBytes(ISO_8859_1)));
    }
}
