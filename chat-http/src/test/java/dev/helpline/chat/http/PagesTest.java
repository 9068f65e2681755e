package dev.helpline.chat.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lists can be read to their end by the cursors of their pages. */
class PagesTest {
    private final ChatFixture fixture = ChatFixture.strict();

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void a_conversation_forwards() {
        talk(5);

        List<String> read = readOn("/api/chat/messages/s-1?limit=2", "after", "messages", "messageId", "alice");

        assertThat(read).containsExactly("m-0", "m-1", "m-2", "m-3", "m-4");
    }

    @Test
    void a_conversation_backwards_from_where_a_poll_stands() {
        talk(5);
        String cursor =
                asAlice("/api/chat/poll/s-1?include=own").data().path("cursor").asText();

        Reply newest = asAlice("/api/chat/messages/s-1?limit=3&before=" + cursor);
        Reply older = asAlice("/api/chat/messages/s-1?limit=3&before="
                + newest.data().path("nextCursor").asText());

        assertThat(values(newest, "messages", "messageId")).containsExactly("m-2", "m-3", "m-4");
        assertThat(values(older, "messages", "messageId")).containsExactly("m-0", "m-1");
        assertThat(older.data().has("nextCursor")).isFalse();
    }

    @Test
    void a_history_while_sessions_are_started() {
        for (int i = 0; i < 4; i++) {
            fixture.start("alice", "s-" + i);
            fixture.time.advance(Duration.ofMillis(i % 2));
        }

        Reply first = asAlice("/api/chat/history?limit=2");
        fixture.time.advance(Duration.ofSeconds(1));
        fixture.end("sarah", "s-0");
        fixture.start("alice", "young");
        List<String> read = new ArrayList<>(values(first, "sessions", "sessionId"));
        read.addAll(readOn(
                "/api/chat/history?limit=2&after="
                        + first.data().path("nextCursor").asText(),
                "after",
                "sessions",
                "sessionId",
                "alice"));

        assertThat(read).containsExactlyInAnyOrder("s-0", "s-1", "s-2", "s-3");
    }

    @ParameterizedTest
    @ValueSource(strings = {"queue", "newest", "activity"})
    void the_open_sessions_in_every_order(String order) {
        IntStream.range(0, 7).forEach(i -> {
            fixture.start("customer-" + i, "s-" + i);
            fixture.time.advance(Duration.ofMillis(i % 2));
        });
        fixture.answer("sarah", "s-3", "m", "Hello");
        String list = "/api/admin/chat/active-sessions?sort=" + order;
        List<String> whole = values(asSarah(list), "sessions", "sessionId");

        List<String> read = readOn(list + "&limit=3", "after", "sessions", "sessionId", "sarah");

        assertThat(whole).hasSize(7);
        assertThat(read).isEqualTo(whole);
    }

    @Test
    void a_session_that_becomes_active_between_two_pages_by_activity_is_on_the_first_page_when_that_is_read_again() {
        IntStream.range(0, 4).forEach(i -> {
            fixture.start("customer-" + i, "s-" + i);
            fixture.time.advance(Duration.ofSeconds(1));
        });
        String list = "/api/admin/chat/active-sessions?sort=activity&limit=2";
        Reply first = asSarah(list);

        fixture.say("customer-0", "s-0", "m-1", "Are you there?");
        Reply second =
                asSarah(list + "&after=" + first.data().path("nextCursor").asText());
        Reply again = asSarah(list);

        assertThat(values(first, "sessions", "sessionId")).containsExactly("s-3", "s-2");
        assertThat(values(second, "sessions", "sessionId")).containsExactly("s-1");
        assertThat(values(again, "sessions", "sessionId")).containsExactly("s-0", "s-3");
    }

    @Test
    void a_page_by_number_has_its_position_and_one_by_cursor_has_none() {
        talk(3);

        Reply numbered = asAlice("/api/chat/messages/s-1?page=1&limit=2");
        Reply behind = asAlice("/api/chat/messages/s-1?limit=2&after="
                + numbered.data().path("nextCursor").asText());

        assertThat(numbered.data().path("pagination").path("totalMessages").asInt())
                .isEqualTo(3);
        assertThat(behind.data().has("pagination")).isFalse();
        assertThat(values(behind, "messages", "messageId")).containsExactly("m-2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "messages/s-1?after=unknown",
                "messages/s-1?before=unknown",
                "messages/s-1?after=~1.1.1.x.0",
                "messages/s-1?after=a%20b",
                "messages/s-1?after=m-0&before=m-0",
                "messages/s-1?page=1&after=m-0",
                "messages/s-1?page=1&before=m-0",
                "history?page=1&after=1.s-1",
                "history?after=s-1",
                "history?after=1",
                "history?after=1.",
                "history?after=x.s-1",
                "history?after=-1.s-1",
                "history?after=9999999999999999.s-1",
                "history?after=1.a%20b"
            })
    void an_invalid_position_is_rejected(String call) {
        talk(1);

        fixture.get("/api/chat/" + call).token(fixture.tokens.customer("alice")).expect(400, "VALIDATION_ERROR");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "s-1",
                "1.s-1",
                "waiting.normal.1.s-1",
                "waiting.odd.1.1.s-1",
                "lost.normal.1.1.s-1",
                "waiting.normal.1.1.",
                "waiting.normal.1.1.a%20b",
                "taken.normal.1.1.s-1&page=1"
            })
    void an_invalid_cursor_of_open_sessions_is_rejected(String cursor) {
        fixture.get("/api/admin/chat/active-sessions?after=" + cursor)
                .token(fixture.tokens.agent("sarah"))
                .expect(400, "VALIDATION_ERROR");
    }

    private void talk(int messages) {
        fixture.start("alice", "s-1");
        IntStream.range(0, messages).forEach(i -> fixture.say("alice", "s-1", "m-" + i, "text " + i));
    }

    private List<String> readOn(String call, String direction, String list, String field, String who) {
        List<String> read = new ArrayList<>();
        Reply page = as(who, call);
        read.addAll(values(page, list, field));
        while (page.data().has("nextCursor")) {
            page = as(
                    who,
                    call.replaceFirst("&after=.*", "") + "&" + direction + "="
                            + page.data().path("nextCursor").asText());
            read.addAll(values(page, list, field));
        }
        return read;
    }

    private Reply as(String who, String call) {
        return who.equals("sarah") ? asSarah(call) : asAlice(call);
    }

    private Reply asAlice(String call) {
        return fixture.get(call).token(fixture.tokens.customer("alice")).expect(200);
    }

    private Reply asSarah(String call) {
        return fixture.get(call).token(fixture.tokens.agent("sarah")).expect(200);
    }

    private static List<String> values(Reply page, String list, String field) {
        return Stream.iterate(0, i -> i + 1)
                .limit(page.data().path(list).size())
                .map(i -> page.data().path(list).path(i))
                .map((JsonNode item) -> item.path(field).asText())
                .toList();
    }
}
