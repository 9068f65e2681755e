package dev.helpline.chat.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.helpline.chat.core.ChatEngine;
import dev.helpline.chat.core.hours.WeeklyHours;
import dev.helpline.chat.core.policy.ChatPolicy;
import dev.helpline.chat.core.policy.ConsentText;
import dev.helpline.chat.core.policy.FieldType;
import dev.helpline.chat.core.policy.FormField;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a host asks of customers, and tells them, before a session. */
class BeforeTheStartTest {
    private final ChatFixture fixture = ChatFixture.making(BeforeTheStartTest::asking);

    private static ChatEngine.Builder asking(ChatEngine.Builder engine) {
        return engine.policy(ChatPolicy.builder()
                        .preChatForm(List.of(
                                FormField.builder("order", FieldType.TEXT)
                                        .label("en", "Order number")
                                        .label("de", "Bestellnummer")
                                        .required(true)
                                        .build(),
                                FormField.builder("parcels", FieldType.NUMBER)
                                        .label("en", "Parcels")
                                        .range(BigDecimal.ONE, BigDecimal.TEN)
                                        .build(),
                                FormField.builder("topic", FieldType.CHOICE)
                                        .label("en", "Topic")
                                        .choices(List.of("delivery", "payment"))
                                        .build()))
                        .consent(new ConsentText("v2", Map.of("en", "We keep what you write."), true))
                        .build())
                .businessHours(WeeklyHours.builder(ZoneOffset.UTC)
                        .open(DayOfWeek.MONDAY, LocalTime.of(11, 0), LocalTime.of(18, 0))
                        .build());
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void the_config_has_the_questions_the_text_and_the_hours() {
        JsonNode config = fixture.get("/api/chat/config").expect(200).data();

        assertThat(config.at("/preChatForm/0"))
                .hasToString(
                        "{\"key\":\"order\",\"type\":\"text\",\"labels\":{\"de\":\"Bestellnummer\",\"en\":\"Order number\"},"
                                + "\"required\":true,\"maxLength\":255}");
        assertThat(config.at("/preChatForm/1/max").asText()).isEqualTo("10");
        assertThat(config.at("/preChatForm/2/choices")).hasToString("[\"delivery\",\"payment\"]");
        assertThat(config.at("/consent"))
                .hasToString("{\"version\":\"v2\",\"texts\":{\"en\":\"We keep what you write.\"},\"required\":true}");
        assertThat(config.at("/businessHours"))
                .hasToString("{\"open\":false,\"opensAt\":\"2026-01-05T11:00:00.000Z\"}");
    }

    @Test
    void each_wrong_answer_is_named_and_nothing_of_the_answers_is_repeated() {
        Reply reply = start("{\"consent\":\"v2\",\"form\":{\"parcels\":11,\"topic\":\"<script>\",\"evil\":\"x\"}}")
                .expect(400, "INVALID_SESSION_DATA");

        assertThat(reply.json().at("/error/details/form").asText())
                .isEqualTo("order=required,parcels=out_of_range,topic=not_a_choice,unknown_field");
        assertThat(reply.text()).doesNotContain("script", "evil");
    }

    @Test
    void a_start_without_the_current_consent_is_told_its_version() {
        Reply reply =
                start("{\"consent\":\"v1\",\"form\":{\"order\":\"A-17\"}}").expect(400, "INVALID_SESSION_DATA");

        assertThat(reply.json().at("/error/details/consentVersion").asText()).isEqualTo("v2");
    }

    @Test
    void an_agent_sees_answers_consent_and_that_a_message_was_left() {
        Reply started = start("{\"sessionId\":\"s-1\",\"consent\":\"v2\",\"form\":{\"order\":\"</b>\",\"parcels\":2}}")
                .expect(200);

        JsonNode seen = fixture.get("/api/admin/chat/session/s-1")
                .token(fixture.tokens.agent("anton"))
                .expect(200)
                .data();

        assertThat(started.data().at("/offline").booleanValue()).isTrue();
        assertThat(started.data().has("queuePosition")).isFalse();
        assertThat(seen.at("/form").properties())
                .extracting(field -> field.getKey() + "=" + field.getValue().asText())
                .containsExactly("order=</b>", "parcels=2");
        assertThat(seen.at("/consent/version").asText()).isEqualTo("v2");
        assertThat(seen.at("/consent/at").asText()).isEqualTo("2026-01-05T09:00:00.000Z");
        assertThat(seen.at("/offline").booleanValue()).isTrue();
    }

    @Test
    void a_form_with_nested_values_is_refused() {
        start("{\"form\":{\"order\":{\"a\":1}}}").expect(400, "INVALID_SESSION_DATA");
        start("{\"form\":[]}").expect(400, "INVALID_SESSION_DATA");
    }

    private Call start(String body) {
        return fixture.post("/api/chat/session", body).token(fixture.tokens.customer("carla"));
    }
}
