package dev.helpline.chat.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.helpline.chat.core.CustomerChat;
import dev.helpline.chat.core.policy.ConsentText;
import dev.helpline.chat.core.policy.FieldType;
import dev.helpline.chat.core.policy.FormField;
import dev.helpline.chat.core.policy.GuestPolicy;
import dev.helpline.chat.core.session.StartSession;
import dev.helpline.chat.spi.ChatException;
import dev.helpline.chat.spi.ErrorCode;
import dev.helpline.chat.spi.NetworkAddress;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.audit.AuditRecord;
import dev.helpline.chat.spi.auth.Authenticator.Accepted;
import dev.helpline.chat.spi.auth.Principal;
import dev.helpline.chat.spi.session.Consent;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Customers answer the host's questions, and consent to its text, before a session begins. */
abstract class FormContract extends EngineTest {
    private static final List<FormField> FORM = List.of(
            FormField.builder("order", FieldType.TEXT)
                    .label("en", "Order number")
                    .required(true)
                    .maxLength(10)
                    .build(),
            FormField.builder("mail", FieldType.EMAIL).label("en", "E-mail").build(),
            FormField.builder("topic", FieldType.CHOICE)
                    .label("en", "Topic")
                    .choices(List.of("delivery", "payment"))
                    .build(),
            FormField.builder("parcels", FieldType.NUMBER)
                    .label("en", "How many parcels?")
                    .range(BigDecimal.ONE, BigDecimal.TEN)
                    .build());

    private static final ConsentText CONSENT = new ConsentText("v2", Map.of("en", "We keep what you write."), true);

    @Test
    void answers_are_kept_with_the_session_and_agents_see_them() {
        restart(unlimited().preChatForm(FORM));
        Map<String, String> answers =
                Map.of("order", "A-17", "mail", "c@example.org", "topic", "payment", "parcels", "2");

        SessionId session = startedWith(answers);

        assertThat(stored(session).form()).isEqualTo(answers);
        assertThat(anton().detail(session).view().session().form()).isEqualTo(answers);
    }

    @Test
    void the_policy_chooses_the_department_by_what_the_customer_said() {
        restart(unlimited()
                .preChatForm(FORM)
                .department(request -> request.form().get("topic")));

        SessionId session = startedWith(Map.of("order", "A-17", "topic", "payment"));
        SessionId other = startedWith(Map.of("order", "A-17"));

        assertThat(stored(session).department()).isEqualTo("payment");
        assertThat(stored(other).department()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\u0000", "two\nlines", "\uD83D"})
    void a_session_whose_department_cannot_be_kept_starts_without_one(String department) {
        restart(unlimited().department(request -> department));

        assertThat(stored(started()).department()).isNull();
    }

    @Test
    void a_choice_of_the_department_that_fails_costs_no_customer_the_session() {
        restart(unlimited().department(request -> {
            throw new IllegalStateException("the choice failed on purpose");
        }));

        assertThat(stored(started()).department()).isNull();
    }

    @Test
    void a_start_with_wrong_answers_is_refused_and_each_is_named() {
        restart(unlimited().preChatForm(FORM));

        ChatException refusal = refusalOf(
                () -> startedWith(Map.of("mail", "nobody", "topic", "weather", "parcels", "eleven", "<script>", "x")));

        assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID_SESSION);
        assertThat(refusal.details())
                .isEqualTo(Map.of(
                        "form.order", "required",
                        "form.mail", "not_an_email",
                        "form.topic", "not_a_choice",
                        "form.parcels", "not_a_number",
                        "form", "unknown_field"));
        assertThat(carla().current()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "order,   '   ',       required",
        "order,   12345678901, too_long",
        "parcels, 0,           out_of_range",
        "parcels, 10.5,        out_of_range",
        "parcels, 1e9,         not_a_number",
        "parcels, NaN,         not_a_number",
        "mail,    a b@c.org,   not_an_email",
        "mail,    @c.org,      not_an_email"
    })
    void an_answer_that_does_not_fit_its_field_is_refused(String field, String answer, String rule) {
        restart(unlimited().preChatForm(FORM));

        ChatException refusal = refusalOf(() ->
                startedWith(field.equals("order") ? Map.of("order", answer) : Map.of("order", "A-17", field, answer)));

        assertThat(refusal.details()).containsEntry("form." + field, rule);
    }

    @ParameterizedTest
    @ValueSource(strings = {"<b>&\"'", "';drop--", "${7*7}", "\u202Eabc", "{\"a\":1}", "\uD83D\uDE80"})
    void hostile_answers_are_data(String answer) {
        restart(unlimited().preChatForm(FORM));

        SessionId session = startedWith(Map.of("order", answer));

        assertThat(stored(session).form()).containsEntry("order", answer);
    }

    @Test
    void what_no_store_can_hold_is_refused() {
        restart(unlimited().preChatForm(FORM));

        assertThat(refusalOf(() -> startedWith(Map.of("order", "a\u0000b"))).details())
                .containsEntry("form.order", "not_allowed_characters");
        assertThat(refusalOf(() -> startedWith(Map.of("order", "a\uD83Db"))).details())
                .containsEntry("form.order", "not_allowed_characters");
    }

    @Test
    void a_start_that_is_repeated_or_finds_a_session_needs_no_answers() {
        restart(unlimited().preChatForm(FORM).consent(CONSENT));
        StartSession complete = StartSession.withId(new SessionId("s")).toBuilder()
                .form(Map.of("order", "A-17"))
                .consentVersion("v2")
                .build();
        SessionId session = watched(carla().start(complete).session().id());

        assertThat(carla().start(StartSession.withId(session)).session()).isEqualTo(stored(session));
        assertThat(carla().currentOrStart(StartSession.PLAIN).session()).isEqualTo(stored(session));
    }

    @Test
    void a_host_without_a_form_gets_no_answers() {
        assertThat(refusalOf(() -> startedWith(Map.of("order", "A-17"))).details())
                .containsEntry("form", "unknown_field");
    }

    @Test
    void a_consent_is_noted_with_its_version_time_and_origin_also_in_the_audit_chain() {
        restart(unlimited().consent(CONSENT));

        CustomerChat carlaFar = engine.customer(
                new Accepted(Principal.customer(CARLA, null), Instant.MAX),
                NetworkAddress.parse("192.0.2.7").orElseThrow());

        SessionId session = watched(
                carlaFar.start(StartSession.builder().consentVersion("v2").build())
                        .session()
                        .id());

        assertThat(stored(session).consent()).isEqualTo(new Consent("v2", time.instant(), "192.0.2.7"));
        assertThat(store.auditAfter(session, 0, 10))
                .filteredOn(record -> record.action().equals("CONSENT_GIVEN"))
                .extracting(AuditRecord::actor, AuditRecord::detail)
                .containsExactly(tuple(CARLA, "version=v2 from=192.0.2.7"));
    }

    @Test
    void a_start_without_the_current_consent_is_refused_where_it_is_required() {
        restart(unlimited().consent(CONSENT));

        ChatException none = refusalOf(() -> carla().start(StartSession.PLAIN));
        ChatException old = refusalOf(
                () -> carla().start(StartSession.builder().consentVersion("v1").build()));

        assertThat(none.code()).isEqualTo(ErrorCode.INVALID_SESSION);
        assertThat(none.details()).containsEntry("consentVersion", "v2");
        assertThat(old.details()).isEqualTo(none.details());
    }

    @Test
    void a_guest_is_asked_the_same_as_a_customer() {
        restart(unlimited()
                .guests(GuestPolicy.builder().build())
                .preChatForm(FORM)
                .consent(CONSENT));
        NetworkAddress home = NetworkAddress.parse("192.0.2.7").orElseThrow();

        ChatException refusal = refusalOf(() -> engine.guests()
                .start(StartSession.builder().consentVersion("v2").build(), home));
        SessionId session = watched(engine.guests()
                .start(
                        StartSession.builder()
                                .form(Map.of("order", "A-17"))
                                .consentVersion("v2")
                                .build(),
                        home)
                .view()
                .session()
                .id());

        assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID_SESSION);
        assertThat(refusal.details()).containsEntry("form.order", "required");
        assertThat(stored(session).form()).isEqualTo(Map.of("order", "A-17"));
        assertThat(stored(session).consent()).isEqualTo(new Consent("v2", time.instant(), "192.0.2.7"));
    }

    @Test
    void a_consent_that_is_not_required_may_be_missing_and_is_not_taken_for_another_text() {
        restart(unlimited().consent(new ConsentText("v2", CONSENT.texts(), false)));

        SessionId session = started();

        assertThat(stored(session).consent()).isNull();
        assertThat(refusalOf(() -> carla().start(StartSession.builder()
                                .consentVersion("v1")
                                .build()))
                        .code())
                .isEqualTo(ErrorCode.INVALID_SESSION);
    }

    private SessionId startedWith(Map<String, String> answers) {
        return watched(carla().start(StartSession.builder().form(answers).build())
                .session()
                .id());
    }
}
