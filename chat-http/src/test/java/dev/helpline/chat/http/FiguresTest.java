package dev.helpline.chat.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.helpline.chat.spi.auth.Role;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The calls for figures. */
class FiguresTest {
    private static final String REPORTS = "/api/admin/chat/reports";

    private final ChatFixture fixture = ChatFixture.strict();
    private final String sarah = fixture.tokens.agent("sarah", Role.AGENT);
    private final String boss = fixture.tokens.agent("boss", Role.SUPERVISOR);

    @BeforeEach
    void converse() {
        fixture.start("alice", "s-1");
        fixture.time.advance(Duration.ofMinutes(1));
        fixture.answer("sarah", "s-1", "m-1", "I am on it");
        fixture.time.advance(Duration.ofMinutes(1));
        fixture.start("bob", "s-2");
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void a_report_is_told_as_json_and_as_csv() {
        JsonNode report = get(boss, REPORTS + "?groupBy=none&figures=sessions,wait,resolutionRate")
                .data();
        String csv =
                get(boss, REPORTS + "?groupBy=agent&figures=wait&format=csv").text();

        assertThat(report.path("figures").findValuesAsText("name"))
                .containsExactly("sessions", "wait", "resolutionRate");
        assertThat(report.path("rows")).hasSize(1);
        assertThat(report.at("/rows/0/values/sessions/value").asInt()).isEqualTo(2);
        assertThat(report.at("/rows/0/values/wait").toString())
                .isEqualTo("{\"value\":60000,\"median\":60000,\"p90\":60000,\"over\":1}");
        assertThat(report.at("/rows/0/values/resolutionRate").toString()).isEqualTo("{\"over\":0}");
        assertThat(csv).isEqualTo("group,wait,wait.median,wait.p90,wait.over\r\nsarah,60000,60000,60000,1\r\n");
    }

    @Test
    void names_of_an_earlier_system_are_understood() {
        JsonNode report = get(boss, REPORTS + "?figures=SESSION_CREATED,MESSAGE_SENT,SESSION_ENDED")
                .data();

        assertThat(report.at("/rows/0/values/SESSION_CREATED/value").asInt()).isEqualTo(2);
        assertThat(report.at("/rows/0/values/SESSION_ENDED/value").asInt()).isZero();
    }

    @Test
    void a_number_leads_to_its_sessions_page_by_page() {
        String path = REPORTS + "/explain?figure=sessions&limit=1";
        JsonNode first = get(boss, path).data();
        JsonNode second =
                get(boss, path + "&after=" + first.path("nextCursor").asText()).data();

        assertThat(first.at("/samples/0/sessionId").asText()).isEqualTo("s-1");
        assertThat(second.at("/samples/0/sessionId").asText()).isEqualTo("s-2");
        assertThat(second.has("nextCursor")).isFalse();
    }

    @Test
    void an_agent_sees_no_figures_of_others() {
        fixture.answer("otto", "s-2", "m-2", "Hello");

        assertThat(get(sarah, REPORTS + "?groupBy=agent").data().path("rows").findValuesAsText("group"))
                .isEqualTo(List.of("sarah"));
        assertThat(get(boss, REPORTS + "?groupBy=agent").data().path("rows").findValuesAsText("group"))
                .isEqualTo(List.of("otto", "sarah"));
        fixture.get(REPORTS + "/explain?figure=wait&groupBy=agent&group=otto")
                .token(sarah)
                .expect(403);
        fixture.get(REPORTS + "/explain?figure=wait").token(sarah).expect(403);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "?from=2026-01-01",
                "?from=2026-01-02&to=2026-01-01",
                "?from=2026-01-32&to=2026-02-01",
                "?from=1999-01-01&to=2000-01-01",
                "?from=2020-01-01&to=2029-01-01",
                "?from=x&to=y",
                "?tz=Mars/Base",
                "?groupBy=moon",
                "?figures=luck",
                "?figures=sessions,SESSION_CREATED",
                "?groupBy=agent&figures=messages",
                "?format=pdf",
                "/explain",
                "/explain?figure=luck",
                "/explain?figure=sessions&groupBy=day",
                "/explain?figure=sessions&group=x",
                "/explain?figure=sessions&groupBy=priority&group=x",
                "/explain?figure=sessions&groupBy=hourOfWeek&group=1-09",
                "/explain?figure=satisfaction&groupBy=stars&group=6",
                "/explain?figure=sessions&after=x",
                "/explain?figure=sessions&limit=0"
            })
    void what_makes_no_sense_is_refused(String query) {
        fixture.get(REPORTS + query).token(boss).expect(400);
    }

    private Reply get(String token, String path) {
        return fixture.get(path).token(token).expect(200);
    }
}
