package dev.helpline.chat.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.helpline.chat.socketio.internal.conversations.ConversationsDialect;
import dev.helpline.chat.socketio.internal.gateway.DialectModule;
import dev.helpline.chat.socketio.internal.gateway.RestRoute;
import dev.helpline.chat.socketio.internal.rooms.RoomsDialect;
import dev.helpline.chat.socketio.internal.sessions.SessionsDialect;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The paths of all dialects and those of the chat itself, which one server has at once. */
class PathsTest extends CallsTest {
    private final List<DialectModule> dialects =
            List.of(new SessionsDialect(fixture.http), new ConversationsDialect(), new RoomsDialect());

    PathsTest() {
        super(GatewayFixture.inScriptedTime());
    }

    /** The templates of the chat's own calls and sockets. */
    private List<String> pathsOfTheChat() {
        List<String> paths = new ArrayList<>();
        document("openapi").path("paths").fieldNames().forEachRemaining(paths::add);
        document("asyncapi")
                .path("channels")
                .forEach(channel -> paths.add(channel.path("address").asText()));
        return paths;
    }

    private JsonNode document(String name) {
        return DirectClient.read(
                new String(ownReply("GET", "/api/chat/" + name + ".json").body(), StandardCharsets.UTF_8));
    }

    private boolean isOfTheGateway(String path) {
        return fixture.gateway.paths().stream()
                .map(pattern -> pattern.substring(0, pattern.length() - 2))
                .anyMatch(base -> path.equals(base) || path.startsWith(base + "/"));
    }

    @Test
    void every_dialect_is_looked_at() {
        assertThat(dialects).hasSameSizeAs(Dialect.values());
    }

    @Test
    void the_gateway_takes_its_own_paths_and_none_of_the_chat() {
        List<String> ofTheChat = pathsOfTheChat();

        assertThat(ofTheChat).contains("/api/chat/message", "/api/admin/chat/message", "/api/chat/ws/{sessionId}");
        assertThat(ofTheChat).noneMatch(this::isOfTheGateway);
        assertThat(dialects.stream()
                        .flatMap(dialect -> dialect.routes().stream())
                        .map(RestRoute::template))
                .allMatch(this::isOfTheGateway);
    }

    @Test
    void no_path_is_of_two_dialects() {
        for (DialectModule one : dialects) {
            for (DialectModule other : dialects) {
                if (one != other) {
                    assertThat(templates(one).filter(path -> templates(other).anyMatch(each -> meet(path, each))))
                            .isEmpty();
                }
            }
        }
    }

    @Test
    void no_event_is_of_two_dialects_of_one_namespace() {
        List<String> events = dialects.stream()
                .flatMap(dialect -> dialect.events().keySet().stream().map(event -> dialect.namespace() + " " + event))
                .toList();

        assertThat(events).doesNotHaveDuplicates();
    }

    private static Stream<String> templates(DialectModule dialect) {
        return dialect.routes().stream().map(RestRoute::template);
    }

    /** Whether a path can match both templates. */
    private static boolean meet(String one, String other) {
        String[] first = one.split("/", -1);
        String[] second = other.split("/", -1);
        return first.length == second.length
                && IntStream.range(0, first.length)
                        .allMatch(i ->
                                first[i].startsWith(":") || second[i].startsWith(":") || first[i].equals(second[i]));
    }
}
