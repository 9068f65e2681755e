package dev.helpline.chat.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.helpline.chat.client.internal.JsonFields;
import dev.helpline.chat.client.message.SentMessage;
import dev.helpline.chat.client.poll.PollAnswer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The golden bodies of the protocol. */
public final class Golden {
    private static final Path FOLDER = Path.of("..", "docs", "protocol", "golden");
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Golden() {}

    static String text(String name) {
        try {
            return Files.readString(FOLDER.resolve(name));
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    static JsonNode tree(String json) {
        try {
            return MAPPER.readTree(json);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    static List<String> names(String start, String end) {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith(start) && name.endsWith(end))
                    .sorted()
                    .toList();
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    /** Reads the {@code data} of an envelope. */
    static JsonFields data(String envelope) {
        return new JsonFields(tree(envelope).get("data"), "data");
    }

    /** Reads the result of a poll from the text of its {@code data}, for tests of other packages. */
    public static PollAnswer pollAnswer(String data) {
        return new PollAnswer(new JsonFields(tree(data), "data"));
    }

    /** Reads the result of a send from the text of its {@code data}, for tests of other packages. */
    public static SentMessage sentMessage(String data) {
        return new SentMessage(new JsonFields(tree(data), "data"));
    }
}
