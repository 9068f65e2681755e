package dev.helpline.chat.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.databind.JsonNode;
import dev.helpline.chat.http.internal.socket.Sockets;
import dev.helpline.chat.http.internal.wire.ClientFrame;
import dev.helpline.chat.http.internal.wire.ServerFrame;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The AsyncAPI document matches the frames in the code and the golden frames. */
class AsyncApiTest {
    private static final Path GOLDEN = Path.of("..", "docs", "protocol", "frames");

    /** Frames that only an agent's own socket has. */
    private static final Set<String> OF_AGENTS = Set.of("subscribe", "unsubscribe", "welcome", "board", "unsubscribed");

    private final ChatFixture fixture = ChatFixture.strict();

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void the_document_is_served_unchanged() {
        Reply reply = fixture.get("/api/chat/asyncapi.json").expect(200);

        assertThat(reply.json()).isEqualTo(AsyncApiContract.DOCUMENT);
        assertThat(reply.json().path("asyncapi").asText()).isEqualTo("3.0.0");
    }

    @Test
    void the_document_has_exactly_the_frames_that_the_server_reads() {
        assertThat(AsyncApiContract.types("receiveInWorkspace")).isEqualTo(clientTypes());
        assertThat(AsyncApiContract.types("receiveInSession")).isEqualTo(without(clientTypes(), OF_AGENTS));
    }

    @Test
    void the_document_has_exactly_the_frames_that_the_server_sends() {
        assertThat(AsyncApiContract.types("sendInWorkspace")).isEqualTo(serverTypes());
        assertThat(AsyncApiContract.types("sendInSession")).isEqualTo(without(serverTypes(), OF_AGENTS));
    }

    @Test
    void the_channels_are_the_paths_of_sockets() {
        assertThat(AsyncApiContract.DOCUMENT.at("/channels/session/address").asText())
                .isEqualTo(Sockets.OF_SESSION.toString());
        assertThat(AsyncApiContract.DOCUMENT.at("/channels/workspace/address").asText())
                .isEqualTo(Sockets.OF_AGENT.toString());
    }

    @Test
    void every_type_has_a_golden_frame_that_matches_the_document() {
        Set<String> names = new TreeSet<>(serverTypes());
        names.retainAll(clientTypes());
        names = names.stream()
                .map(type -> AsyncApiContract.OF_SERVER + type)
                .collect(Collectors.toCollection(TreeSet::new));
        names.addAll(clientTypes());
        names.addAll(serverTypes());

        assertThat(goldenNames()).isEqualTo(names);
        assertThat(names).allSatisfy(name -> {
            JsonNode frame = golden(name);
            assertThat(frame.path("type").asText()).isEqualTo(name.replace(AsyncApiContract.OF_SERVER, ""));
            assertThat(AsyncApiContract.violations(name, frame)).as(name).isEmpty();
        });
    }

    @Test
    void every_golden_frame_of_a_client_is_accepted() {
        fixture.start("carla", "s-1");
        String token = fixture.tokens.agent("sarah");
        DirectSocket socket = fixture.socket(Sockets.OF_AGENT.toString()).open();
        List<String> order =
                List.of("authenticate", "subscribe", "message", "typing", "delivered", "read", "ping", "unsubscribe");

        order.forEach(type -> socket.send(golden(type).toString().replace("<token>", token)));
        socket.inbox.skipTo("unsubscribed");
        socket.send("{'type':'dance'}");

        assertThat(socket.inbox.skipTo("error").path("message").asText()).contains("type");
        assertThat(new TreeSet<>(order)).isEqualTo(clientTypes());
    }

    private static Set<String> clientTypes() {
        return Arrays.stream(ClientFrame.values())
                .map(ClientFrame::word)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> serverTypes() {
        return Arrays.stream(ServerFrame.class.getPermittedSubclasses())
                .map(frame -> frame.getAnnotation(JsonTypeName.class).value())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> without(Set<String> types, Set<String> others) {
        Set<String> left = new TreeSet<>(types);
        left.removeAll(others);
        return left;
    }

    private static Set<String> goldenNames() {
        try (Stream<Path> files = Files.list(GOLDEN)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".json"))
                    .map(name -> name.replace(".json", ""))
                    .collect(Collectors.toCollection(TreeSet::new));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static JsonNode golden(String type) {
        try {
            return Reply.parse(Files.readString(GOLDEN.resolve(type + ".json"), UTF_8));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
