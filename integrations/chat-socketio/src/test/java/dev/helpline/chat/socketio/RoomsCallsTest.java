package dev.helpline.chat.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.helpline.chat.core.message.SendMessage;
import dev.helpline.chat.core.policy.ChatPolicy;
import dev.helpline.chat.core.session.EndSession;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.session.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The calls of the dialect rooms over HTTP. Rooms can be reopened for an hour. */
class RoomsCallsTest extends CallsTest {
    private static final String ROOM = "/api/chat/room";
    private static final String SUPPORT = "/api/chat/support";

    RoomsCallsTest() {
        super(GatewayFixture.under(ChatPolicy.builder().reopenWindow(Duration.ofHours(1))));
    }

    private String roomOf(String customer) {
        return get("customer:" + customer, ROOM).body().path("id").asText();
    }

    private void say(String room, String text) {
        fixture.agent("bob").send(SendMessage.of(new SessionId(room), text));
    }

    @Test
    void a_customer_has_one_room_and_finds_it_again() {
        Answer first = get("customer:anna", ROOM);

        assertThat(first.status()).isEqualTo(200);
        assertThat(first.body().path("userId").asText()).isEqualTo("anna");
        assertThat(first.body().path("status").asText()).isEqualTo("waiting");
        assertThat(first.body().path("supportAgentId").isNull()).isTrue();
        assertThat(first.body().path("lastMessage").isNull()).isTrue();
        assertThat(first.body().path("unreadCount").asInt(-1)).isZero();
        assertThat(first.body().path("createdAt").asText()).isEqualTo("2026-01-05T10:00:00.000Z");
        assertThat(get("customer:anna", ROOM)).isEqualTo(first);
        assertThat(get("customer:carl", ROOM).body().path("id"))
                .isNotEqualTo(first.body().path("id"));
    }

    @Test
    void tabs_that_open_at_once_get_the_same_room() {
        CountDownLatch all = new CountDownLatch(8);
        List<CompletableFuture<String>> tabs = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            tabs.add(CompletableFuture.supplyAsync(
                    () -> {
                        all.countDown();
                        awaitAll(all);
                        return roomOf("anna");
                    },
                    task -> new Thread(task).start()));
        }

        assertThat(tabs.stream().map(CompletableFuture::join).distinct()).hasSize(1);
    }

    private static void awaitAll(CountDownLatch all) {
        try {
            all.await();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    @Test
    void a_closed_room_is_opened_again_while_the_policy_allows_it() {
        String room = roomOf("anna");
        assertThat(call("customer:anna", "POST", ROOM + "/" + room + "/close", "")
                        .body()
                        .path("status")
                        .asText())
                .isEqualTo("closed");

        fixture.time.advance(Duration.ofMinutes(59));
        Answer again = get("customer:anna", ROOM);

        assertThat(again.body().path("id").asText()).isEqualTo(room);
        assertThat(again.body().path("status").asText()).isEqualTo("waiting");
    }

    @Test
    void once_the_room_cannot_be_opened_again_a_new_one_continues_it() {
        String room = roomOf("anna");
        fixture.customer("anna").end(EndSession.of(new SessionId(room)));

        fixture.time.advance(Duration.ofMinutes(61));
        String next = roomOf("anna");

        assertThat(next).isNotEqualTo(room);
        assertThat(fixture.agent("bob").session(new SessionId(next)).session().continues())
                .isEqualTo(new SessionId(room));
        assertThat(get("customer:anna", ROOM + "/" + room).body().path("status").asText())
                .isEqualTo("closed");
    }

    @Test
    void a_room_that_was_closed_as_spam_is_not_opened_again() {
        String room = roomOf("anna");
        fixture.agent("bob").claim(new SessionId(room));
        fixture.agent("bob")
                .end(EndSession.builder(new SessionId(room))
                        .outcome(Outcome.SPAM)
                        .build());

        assertThat(roomOf("anna")).isNotEqualTo(room);
    }

    @Test
    void unread_messages_are_counted_until_they_are_read_also_after_a_reload() {
        String room = roomOf("anna");
        fixture.agent("bob").claim(new SessionId(room));
        say(room, "Hello");
        say(room, "How can I help?");

        assertThat(get("customer:anna", ROOM).body().path("unreadCount").asInt())
                .isEqualTo(2);
        assertThat(get("customer:anna", ROOM).body().path("lastMessage").asText())
                .isEqualTo("How can I help?");
        assertThat(get("agent:bob", ROOM + "/" + room)
                        .body()
                        .path("unreadCount")
                        .asInt(-1))
                .isZero();
        assertThat(call("customer:anna", "POST", ROOM + "/" + room + "/read", "")
                        .body()
                        .path("unreadCount")
                        .asInt())
                .isEqualTo(2);
        assertThat(get("customer:anna", ROOM + "/" + room + "/messages").body()).hasSize(2);
        assertThat(call("customer:anna", "POST", ROOM + "/" + room + "/read", "")
                        .body()
                        .path("unreadCount")
                        .asInt(-1))
                .isZero();
        say(room, "Are you there?");
        assertThat(get("customer:anna", ROOM).body().path("unreadCount").asInt())
                .isEqualTo(1);
    }

    @Test
    void a_message_tells_its_side_and_whether_the_other_one_has_read_it() {
        String room = roomOf("anna");
        fixture.agent("bob").claim(new SessionId(room));
        fixture.customer("anna").send(SendMessage.of(new SessionId(room), "Hello, I need help!"));
        say(room, "Hello");
        fixture.customer("anna").read(new SessionId(room), 100);

        JsonNode messages =
                get("customer:anna", ROOM + "/" + room + "/messages").body();

        JsonNode own = messages.path(0);
        assertThat(own.path("chatRoomId").asText()).isEqualTo(room);
        assertThat(own.path("senderId").asText()).isEqualTo("anna");
        assertThat(own.path("message").asText()).isEqualTo("Hello, I need help!");
        assertThat(own.path("isFromSupport").asBoolean(true)).isFalse();
        assertThat(own.path("isRead").asBoolean(true)).isFalse();
        JsonNode other = messages.path(1);
        assertThat(other.path("senderId").asText()).isEqualTo("bob");
        assertThat(other.path("isFromSupport").asBoolean()).isTrue();
        assertThat(other.path("isRead").asBoolean()).isTrue();
    }

    @Test
    void the_newest_messages_come_unless_an_offset_is_asked_for() {
        String room = roomOf("anna");
        for (int i = 0; i < 7; i++) {
            say(room, "m" + i);
        }
        String path = ROOM + "/" + room + "/messages";

        assertThat(texts(get("customer:anna", path))).hasSize(7);
        assertThat(texts(get("customer:anna", path + "?limit=3"))).containsExactly("m4", "m5", "m6");
        assertThat(texts(get("customer:anna", path + "?limit=3&offset=1"))).containsExactly("m1", "m2", "m3");
        assertThat(get("customer:anna", path + "?limit=101").status()).isEqualTo(400);
        assertThat(get("customer:anna", path + "?offset=-1").status()).isEqualTo(400);
    }

    private static List<String> texts(Answer answer) {
        return answer.body().findValuesAsText("message");
    }

    @Test
    void agents_list_all_rooms_that_are_open() {
        String annas = roomOf("anna");
        String carls = roomOf("carl");
        String closed = roomOf("dora");
        fixture.customer("dora").end(EndSession.of(new SessionId(closed)));
        fixture.customer("carl").send(SendMessage.of(new SessionId(carls), "Hello"));

        Answer rooms = get("agent:bob", SUPPORT + "/rooms");

        assertThat(rooms.body().findValuesAsText("id")).containsExactlyInAnyOrder(annas, carls);
        assertThat(rooms.body().findValuesAsText("unreadCount")).containsExactlyInAnyOrder("0", "1");
        assertThat(get("agent:bob", SUPPORT + "/rooms?limit=1&offset=1").body()).hasSize(1);
        assertThat(get("customer:anna", SUPPORT + "/rooms").status()).isEqualTo(403);
    }

    @Test
    void opening_a_room_is_not_claiming_it_and_one_of_two_agents_gets_it() {
        String room = roomOf("anna");
        String assign = SUPPORT + "/room/" + room + "/assign";

        get("agent:bob", ROOM + "/" + room);
        get("agent:bob", ROOM + "/" + room + "/messages");
        assertThat(get("customer:anna", ROOM).body().path("status").asText()).isEqualTo("waiting");
        Answer won = call("agent:bob", "POST", assign, "");
        Answer lost = call("agent:ben", "POST", assign, "");

        assertThat(won.body().path("supportAgentId").asText()).isEqualTo("bob");
        assertThat(won.body().path("status").asText()).isEqualTo("open");
        assertThat(lost.body().path("statusCode").asInt()).isEqualTo(409);
        assertThat(lost.body().path("error").asText()).isEqualTo("Conflict");
        assertThat(lost.body().path("code").asText()).isEqualTo("SESSION_CONFLICT");
        assertThat(call("agent:bob", "POST", assign, "").status()).isEqualTo(200);
        fixture.agent("bob").hold(new SessionId(room));
        assertThat(get("customer:anna", ROOM).body().path("status").asText()).isEqualTo("open");
    }

    @ParameterizedTest
    @ValueSource(strings = {"agent:bob", "manager:mia", "admin:ada"})
    void agents_of_each_role_do_support_and_have_no_room(String token) {
        String room = roomOf("anna");

        assertThat(get(token, SUPPORT + "/rooms").body()).hasSize(1);
        assertThat(call(token, "POST", SUPPORT + "/room/" + room + "/assign", "")
                        .body()
                        .path("supportAgentId")
                        .asText())
                .isEqualTo(token.substring(token.indexOf(':') + 1));
        assertThat(get(token, ROOM).status()).isEqualTo(403);
        assertThat(call(token, "POST", ROOM + "/" + room + "/close", "")
                        .body()
                        .path("status")
                        .asText())
                .isEqualTo("closed");
    }

    @ParameterizedTest
    @CsvSource({"GET, ''", "GET, /messages", "POST, /read", "POST, /close"})
    void a_foreign_room_is_one_that_does_not_exist(String method, String path) {
        String room = roomOf("anna");

        Answer foreign = call("customer:eve", method, ROOM + "/" + room + path, "");
        Answer missing = call("customer:eve", method, ROOM + "/nothing" + path, "");

        assertThat(foreign.body().path("statusCode").asInt()).isEqualTo(404);
        assertThat(foreign).isEqualTo(missing);
        assertThat(call("", method, ROOM + "/" + room + path, "").status()).isEqualTo(401);
    }

    @Test
    void customers_claim_no_room_and_unknown_paths_are_refused_in_the_words_of_the_dialect() {
        String room = roomOf("anna");

        assertThat(call("customer:anna", "POST", SUPPORT + "/room/" + room + "/assign", "")
                        .status())
                .isEqualTo(403);
        assertThat(call("customer:anna", "DELETE", ROOM, "")
                        .body()
                        .path("error")
                        .asText())
                .isEqualTo("Method Not Allowed");
        assertThat(get("customer:anna", ROOM + "/" + room + "/nothing").status())
                .isEqualTo(404);
    }
}
