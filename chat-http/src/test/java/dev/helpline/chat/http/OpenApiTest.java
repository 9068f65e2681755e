package dev.helpline.chat.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.helpline.chat.http.internal.calls.Route;
import dev.helpline.chat.http.internal.exchange.AllowedCallers;
import dev.helpline.chat.http.internal.wire.WireError;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OpenApiTest {
    private final ChatFixture fixture = ChatFixture.strict();

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void the_document_describes_exactly_the_existing_calls() {
        Set<String> routes =
                fixture.http.routes().stream().map(Route::toString).collect(Collectors.toCollection(TreeSet::new));

        assertThat(OpenApiContract.operations().keySet()).isEqualTo(routes);
    }

    @Test
    void the_document_names_the_allowed_callers() {
        assertThat(fixture.http.routes())
                .allSatisfy(route -> assertThat(operation(route).get("security"))
                        .as(route.toString())
                        .isEqualTo(Reply.parse(security(route.allowed()))));
    }

    @Test
    void the_document_names_the_variables_of_a_path() {
        assertThat(fixture.http.routes())
                .allSatisfy(route -> assertThat(parameters(route, "path"))
                        .as(route.toString())
                        .isEqualTo(variablesOf(route.path().toString())));
    }

    private static List<String> variablesOf(String path) {
        return Pattern.compile("\\{(\\w+)}")
                .matcher(path)
                .results()
                .map(variable -> variable.group(1))
                .toList();
    }

    @Test
    void the_document_declares_the_errors_of_every_call() {
        assertThat(fixture.http.routes()).allSatisfy(route -> {
            List<String> statuses = new ArrayList<>();
            operation(route).get("responses").fieldNames().forEachRemaining(statuses::add);
            assertThat(statuses)
                    .as(route.toString())
                    .contains("200", Integer.toString(route.failure().status()));
            assertThat(statuses.contains("413")).as(route.toString()).isEqualTo(route.takesBody());
            assertThat(statuses.contains("401"))
                    .as(route.toString())
                    .isEqualTo(route.allowed() != AllowedCallers.PUBLIC);
        });
    }

    @Test
    void the_document_lists_every_code() {
        List<String> codes = new ArrayList<>();
        OpenApiContract.DOCUMENT
                .at("/components/schemas/Error/properties/error/properties/code/enum")
                .forEach(code -> codes.add(code.asText()));

        assertThat(codes)
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(WireError.values()).map(Enum::name).toList());
    }

    @Test
    void every_reference_has_a_target() {
        assertThat(OpenApiContract.DOCUMENT.findParents("$ref"))
                .isNotEmpty()
                .allSatisfy(node -> assertThat(JsonSchema.resolve(OpenApiContract.DOCUMENT, node))
                        .isNotNull());
    }

    @Test
    void the_document_is_served_unchanged() {
        Reply reply = fixture.get("/api/chat/openapi.json").expect(200);

        assertThat(reply.json()).isEqualTo(OpenApiContract.DOCUMENT);
        assertThat(reply.json().get("openapi").asText()).isEqualTo("3.1.0");
    }

    private static JsonNode operation(Route route) {
        return OpenApiContract.operation(route.toString());
    }

    private static List<String> parameters(Route route, String in) {
        List<String> names = new ArrayList<>();
        operation(route).get("parameters").forEach(reference -> {
            JsonNode parameter = JsonSchema.resolve(OpenApiContract.DOCUMENT, reference);
            if (parameter.get("in").asText().equals(in)) {
                names.add(parameter.get("name").asText());
            }
        });
        return names;
    }

    private static String security(AllowedCallers access) {
        return switch (access) {
            case PUBLIC -> "[{}]";
            case CUSTOMER -> "[{\"customer\":[]}]";
            case CUSTOMER_OR_GUEST, CUSTOMER_OR_ID -> "[{\"customer\":[]},{}]";
            case PARTICIPANT_OR_ID -> "[{\"customer\":[]},{\"agent\":[]},{}]";
            case AGENT -> "[{\"agent\":[]}]";
        };
    }
}
