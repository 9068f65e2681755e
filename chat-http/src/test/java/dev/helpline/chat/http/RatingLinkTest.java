package dev.helpline.chat.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import dev.helpline.chat.core.memory.MemoryChatStore;
import dev.helpline.chat.core.policy.ChatPolicy;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.auth.Role;
import dev.helpline.chat.spi.store.ChatStore;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Ratings at signed addresses, without a token. */
class RatingLinkTest {
    private static final SessionId SESSION = new SessionId("s-1");
    private static final byte[] OLD = "the old key, of 24 bytes".getBytes(UTF_8);
    private static final byte[] NEW = "the new key, of 24 bytes".getBytes(UTF_8);

    private final ChatStore store = new MemoryChatStore();
    private final ChatFixture fixture = fixture(LinkKeys.signingWith("2025", OLD));

    private ChatFixture fixture(LinkKeys keys) {
        return ChatFixture.over(
                store,
                ChatPolicy.builder().ratingEdits(Duration.ofMinutes(10)).ratingCategories(List.of("tone")),
                http -> http.linkKeys(keys).ratingLinkLifetime(Duration.ofDays(2)));
    }

    @BeforeEach
    void endASession() {
        fixture.start("carla", "s-1");
        fixture.end("sarah", "s-1");
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void a_customer_rates_without_signing_in_and_a_second_use_changes_the_rating_in_time() {
        String link = link();

        rate(link, "{\"rating\":2,\"feedback\":\"slow\"}").expect(200);
        rate(link, "{\"rating\":2,\"feedback\":\"slow\"}").expect(200);
        JsonNode changed = rate(link, "{\"rating\":5,\"categories\":[\"tone\"]}")
                .expect(200)
                .data();
        fixture.time.advance(Duration.ofMinutes(11));

        assertThat(changed.path("rating").asInt()).isEqualTo(5);
        rate(link, "{\"rating\":1}").expect(400, "RATING_EXISTS");
        assertThat(stars()).isEqualTo(5);
        assertThat(fixture.get(link).expect(200).data().path("accepting").asBoolean())
                .isFalse();
    }

    @Test
    void opening_an_address_tells_what_can_be_rated_and_changes_nothing() {
        String link = link();
        String before = sight();

        for (int i = 0; i < 3; i++) {
            JsonNode opened = fixture.get(link).expect(200).data();
            assertThat(opened.path("accepting").asBoolean()).isTrue();
            assertThat(opened.has("rating")).isFalse();
            fixture.call("HEAD", link).send();
        }

        assertThat(sight()).isEqualTo(before);
    }

    @Test
    void opening_an_address_is_no_sign_of_life_of_the_customer() {
        fixture.start("carla", "s-2");
        String link = fixture.http.ratingLink(new SessionId("s-2")).path();
        fixture.time.advance(Duration.ofMinutes(29));

        fixture.get(link).expect(200);
        fixture.time.advance(Duration.ofMinutes(2));

        rate(link, "{\"rating\":5}").expect(200); // the session has ended: its customer was silent for its time
    }

    @Test
    void an_address_names_the_session_and_nothing_of_the_customer() {
        rate(link(), "{\"rating\":2,\"feedback\":\"secret words\"}").expect(200);

        assertThat(link()).startsWith("/api/chat/rating-link/s-1?expires=").doesNotContain("carla");
        assertThat(fixture.get(link()).expect(200).text())
                .contains("\"rating\":2")
                .doesNotContain("carla")
                .doesNotContain("secret words");
    }

    @Test
    void an_expired_address_is_told_from_one_that_is_not_signed() {
        String link = link();
        fixture.time.advance(Duration.ofDays(2));

        fixture.get(link).expect(409, "RATING_CLOSED");
        rate(link, "{\"rating\":5}").expect(409, "RATING_CLOSED");
        assertThat(sight()).doesNotContain("\"rating\"");
    }

    @Test
    void a_changed_address_rates_nothing() {
        fixture.start("carla", "s-2");
        fixture.end("sarah", "s-2");
        String link = link();

        for (String changed : new String[] {
            link.replace("/s-1", "/s-2"),
            link.replaceFirst("expires=\\d+", "expires=9999999999"),
            link.replaceFirst("expires=\\d+", "expires=never"),
            link.replaceFirst("key=2025", "key=2026"),
            link.replaceFirst("key=2025&", ""),
            link.replaceFirst("signature=.", link.contains("signature=_") ? "signature=-" : "signature=_"),
            link.replaceFirst("&signature=.*", ""),
            "/api/chat/rating-link/s-1"
        }) {
            assertThat(changed).isNotEqualTo(link);
            rate(changed, "{\"rating\":5}").expect(404, "SESSION_NOT_FOUND");
            fixture.get(changed).expect(404, "SESSION_NOT_FOUND");
        }
        assertThat(store.findSession(SESSION).orElseThrow().rating()).isNull();
    }

    @Test
    void an_address_of_a_session_that_does_not_exist_finds_none() {
        String link = fixture.http.ratingLink(new SessionId("nowhere")).path();

        fixture.get(link).expect(404, "SESSION_NOT_FOUND");
        rate(link, "{\"rating\":5}").expect(404, "SESSION_NOT_FOUND");
    }

    @Test
    void the_rules_of_ratings_apply() {
        rate(link(), "{\"rating\":6}").expect(400, "INVALID_RATING");
        rate(link(), "{}").expect(400, "INVALID_RATING");
        rate(link(), "{\"rating\":5,\"categories\":[\"price\"]}").expect(400, "INVALID_RATING");
        fixture.post("/api/admin/chat/customers/block", "{\"userId\":\"carla\"}")
                .token(fixture.tokens.agent("sarah", Role.SUPERVISOR))
                .expect(200);
        rate(link(), "{\"rating\":5}").expect(403, "FORBIDDEN");
    }

    @Test
    void an_address_of_an_older_key_is_valid_as_long_as_the_key_is_accepted() {
        String link = link();
        try (ChatFixture rotated = fixture(LinkKeys.signingWith("2026", NEW).accepting("2025", OLD));
                ChatFixture later = fixture(LinkKeys.signingWith("2026", NEW))) {
            assertThat(rotated.http.ratingLink(SESSION).path()).contains("key=2026");
            rotated.get(link).expect(200);
            later.get(rotated.http.ratingLink(SESSION).path()).expect(200);
            later.get(link).expect(404, "SESSION_NOT_FOUND");
        }
    }

    @Test
    void keys_have_different_ids_and_enough_bytes() {
        LinkKeys keys = LinkKeys.signingWith("2025", OLD);

        assertThatIllegalArgumentException().isThrownBy(() -> keys.accepting("2025", NEW));
        assertThatIllegalArgumentException().isThrownBy(() -> keys.accepting("a&b", NEW));
        assertThatIllegalArgumentException().isThrownBy(() -> LinkKeys.signingWith("x", new byte[15]));
        assertThat(keys.accepting("2026", NEW)).hasToString("LinkKeys[signing with 2025, accepting [2025, 2026]]");
    }

    private String link() {
        return fixture.http.ratingLink(SESSION).path();
    }

    private Call rate(String link, String json) {
        return fixture.post(link, json);
    }

    private int stars() {
        return Objects.requireNonNull(store.findSession(SESSION).orElseThrow().rating())
                .stars();
    }

    private String sight() {
        return fixture.get("/api/admin/chat/session/s-1")
                .token(fixture.tokens.agent("auditor"))
                .expect(200)
                .text()
                .replaceAll("\"lastActive[^,]*,", "");
    }
}
