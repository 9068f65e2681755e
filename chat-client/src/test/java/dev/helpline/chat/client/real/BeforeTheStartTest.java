package dev.helpline.chat.client.real;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.helpline.chat.client.ChatConfig;
import dev.helpline.chat.client.HelplineClient;
import dev.helpline.chat.client.call.ChatApiException;
import dev.helpline.chat.client.session.FormField;
import dev.helpline.chat.client.session.SessionRequest;
import dev.helpline.chat.core.policy.ConsentText;
import dev.helpline.chat.core.policy.FieldType;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An app asks what the server asks before a session, over a real server. */
@Timeout(60)
class BeforeTheStartTest {
    private final RealServer server = asking();
    private final HelplineClient app = server.customer("carla");

    private static RealServer asking() {
        RealServer.Setup setup = new RealServer.Setup();
        setup.policy()
                .preChatForm(List.of(
                        dev.helpline.chat.core.policy.FormField.builder("parcels", FieldType.NUMBER)
                                .label("en", "How many parcels?")
                                .required(true)
                                .range(new BigDecimal("1"), new BigDecimal("10.5"))
                                .build(),
                        dev.helpline.chat.core.policy.FormField.builder("topic", FieldType.CHOICE)
                                .label("en", "What is it about?")
                                .choices(List.of("delivery", "payment"))
                                .build()))
                .consent(new ConsentText("2026-01", Map.of("en", "We keep what you write."), true));
        return setup.start();
    }

    @AfterEach
    void close() {
        app.close();
        server.close();
    }

    @Test
    void the_app_reads_the_questions_and_the_text() {
        ChatConfig config = app.chat().config().execute();

        assertThat(config.preChatForm()).extracting(FormField::key).containsExactly("parcels", "topic");
        FormField parcels = config.preChatForm().get(0);
        assertThat(parcels.required()).isTrue();
        assertThat(parcels.type()).isEqualTo("number");
        assertThat(parcels.labels()).containsEntry("en", "How many parcels?");
        assertThat(parcels.min()).contains(new BigDecimal("1"));
        assertThat(parcels.max()).contains(new BigDecimal("10.5"));
        FormField topic = config.preChatForm().get(1);
        assertThat(topic.choices()).containsExactly("delivery", "payment");
        assertThat(topic.min()).isEmpty();
        assertThat(config.consentVersion()).contains("2026-01");
        assertThat(config.consentTexts()).containsEntry("en", "We keep what you write.");
    }

    @Test
    void a_session_starts_once_the_answers_are_right() {
        ChatApiException refusal = catchThrowableOfType(
                ChatApiException.class,
                () -> app.chat()
                        .startSession(SessionRequest.builder()
                                .form(Map.of("parcels", "11", "topic", "weather"))
                                .consent("2026-01")
                                .build())
                        .execute());
        assertThat(refusal.code()).isEqualTo("INVALID_SESSION_DATA");
        assertThat(refusal.details()).containsEntry("form", "parcels=out_of_range,topic=not_a_choice");

        String session = app.chat()
                .startSession(SessionRequest.builder()
                        .form(Map.of("parcels", "2", "topic", "payment"))
                        .consent("2026-01")
                        .build())
                .execute()
                .sessionId();

        assertThat(session).isNotEmpty();
    }
}
