package dev.helpline.chat.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.chat.core.AgentDesk;
import dev.helpline.chat.core.canned.FilledResponse;
import dev.helpline.chat.core.canned.SaveCannedResponse;
import dev.helpline.chat.core.session.StartSession;
import dev.helpline.chat.spi.CannedResponseId;
import dev.helpline.chat.spi.ErrorCode;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.auth.Principal;
import dev.helpline.chat.spi.auth.Role;
import dev.helpline.chat.spi.canned.CannedActions;
import dev.helpline.chat.spi.canned.CannedResponse;
import dev.helpline.chat.spi.session.Outcome;
import dev.helpline.chat.spi.session.Priority;
import dev.helpline.chat.spi.session.Topic;
import dev.helpline.chat.spi.store.TextLimits;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Canned responses: who keeps which, and how they are filled. */
abstract class CannedContract extends EngineTest {
    private static final CannedResponseId HELLO = new CannedResponseId("hello");

    @Test
    void agents_have_the_shared_responses_and_their_own_by_shortcut() {
        susan().cannedResponses().save(shared("shared-b", "b").build());
        susan().cannedResponses().save(shared("shared-a", "a").build());
        anton().cannedResponses().save(shared("antons", "b").personal(true).build());
        agent("bea").cannedResponses().save(shared("beas", "a").personal(true).build());

        assertThat(ids(anton())).containsExactly("shared-a", "antons", "shared-b");
        assertThat(ids(agent("bea"))).containsExactly("beas", "shared-a", "shared-b");
    }

    @Test
    void supervisors_keep_the_shared_responses_and_agents_only_their_own() {
        CannedResponse stored =
                susan().cannedResponses().save(shared("hello", "hi").build());

        assertThat(codeOf(() ->
                        anton().cannedResponses().save(shared("new", "new").build())))
                .isEqualTo(ErrorCode.FORBIDDEN);
        assertThat(codeOf(() -> anton().cannedResponses()
                        .save(shared("hello", "hi")
                                .replacedVersion(1)
                                .personal(true)
                                .build())))
                .isEqualTo(ErrorCode.FORBIDDEN);
        assertThat(codeOf(() -> anton().cannedResponses().delete(HELLO))).isEqualTo(ErrorCode.FORBIDDEN);

        assertThat(anton().cannedResponses().list()).containsExactly(stored);
    }

    @Test
    void a_response_of_another_agent_is_neither_seen_nor_changed_nor_deleted() {
        SessionId session = active();
        anton().cannedResponses().save(shared("hello", "hi").personal(true).build());

        assertThat(agent("bea").cannedResponses().list()).isEmpty();
        assertThat(codeOf(() -> susan().cannedResponses().fill(session, HELLO)))
                .isEqualTo(ErrorCode.CANNED_RESPONSE_NOT_FOUND);
        assertThat(codeOf(() -> susan().cannedResponses()
                        .save(shared("hello", "other").replacedVersion(1).build())))
                .isEqualTo(ErrorCode.CANNED_RESPONSE_CONFLICT);
        susan().cannedResponses().delete(HELLO);

        assertThat(ids(anton())).containsExactly("hello");
    }

    @Test
    void a_save_replaces_the_version_that_it_names_and_may_be_repeated() {
        SaveCannedResponse first = shared("hello", "hi").title("Greeting").build();
        SaveCannedResponse second = shared("hello", "hello")
                .replacedVersion(1)
                .department("Billing")
                .language("en")
                .build();

        CannedResponse created = susan().cannedResponses().save(first);
        assertThat(susan().cannedResponses().save(first)).isEqualTo(created);
        CannedResponse changed = susan().cannedResponses().save(second);
        assertThat(susan().cannedResponses().save(second)).isEqualTo(changed);

        assertThat(changed.version()).isEqualTo(2);
        assertThat(susan().cannedResponses().list()).containsExactly(changed);
        assertThat(codeOf(() -> susan().cannedResponses().save(first))).isEqualTo(ErrorCode.CANNED_RESPONSE_CONFLICT);
        assertThat(refusalOf(() -> susan().cannedResponses()
                                .save(shared("other", "hello").build()))
                        .details())
                .containsEntry("field", "shortcut");
    }

    @Test
    void placeholders_are_filled_with_the_facts_of_the_session_and_uses_are_counted() {
        SessionId session = started(
                Topic.builder().subject("Lost parcel").externalRef("ORD-7").build());
        save(
                "Hello {{customer.name|there}}, about {{session.subject}} ({{ session.externalRef }}, {{session.category|-}}):"
                        + " {{session.id}} {{agent.name}} {{customer.email}}");

        AgentDesk named = engine.agent(Principal.agent("anton", Role.AGENT, "Anton", null));

        FilledResponse filled = named.cannedResponses().fill(session, HELLO);

        assertThat(filled.text())
                .isEqualTo("Hello Carla {{agent.name}}, about Lost parcel (ORD-7, -): " + session + " Anton ");
        assertThat(filled.missing()).containsExactly("customer.email");
        assertThat(anton().cannedResponses().list().get(0).uses()).isEqualTo(1);
    }

    @Test
    void a_value_neither_breaks_the_line_nor_turns_its_direction_and_escaped_braces_stay() {
        SessionId session =
                started(Topic.builder().subject("\u202Ea\u2066\u200F b\u200D").build());
        save("[{{session.subject}}] \\{{customer.name}}");

        assertThat(anton().cannedResponses().fill(session, HELLO).text()).isEqualTo("[a b\u200D] {{customer.name}}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{{customer.phone}}", "{{", "Hi {{customer.name", "{{customer.name|{{agent.name}}}}", "{{}}"})
    void a_text_with_an_unknown_placeholder_is_refused(String text) {
        assertThat(refusalOf(() -> save(text)).details()).containsEntry("field", "text");
    }

    @ParameterizedTest
    @CsvSource({"'', text", "a b, text", "hi, ' '"})
    void a_shortcut_is_a_word_and_a_text_is_not_blank(String shortcut, String text) {
        assertThat(codeOf(() -> susan().cannedResponses()
                        .save(SaveCannedResponse.builder(HELLO, shortcut, text).build())))
                .isEqualTo(ErrorCode.INVALID_REQUEST);
    }

    @Test
    void a_text_that_grows_beyond_the_longest_message_is_refused_and_not_counted() {
        SessionId session = started(Topic.builder().subject("s".repeat(200)).build());
        save("{{session.subject}}".repeat(30));

        assertThat(codeOf(() -> anton().cannedResponses().fill(session, HELLO))).isEqualTo(ErrorCode.INVALID_REQUEST);
        assertThat(anton().cannedResponses().list().get(0).uses()).isZero();
    }

    @Test
    void a_macro_is_a_response_with_actions_whose_placeholders_are_filled_and_whose_tags_are_spelled_as_in_sessions() {
        SessionId session = started(Topic.builder().subject("Lost parcel").build());
        CannedActions actions = CannedActions.builder()
                .note("{{session.subject}}, says {{customer.email}}")
                .priority(Priority.HIGH)
                .addTags(List.of(" Refund  Due", "VIP"))
                .removeTags(List.of("New"))
                .escalation("About {{session.subject}}")
                .end(Outcome.RESOLVED, "{{session.externalRef|The order}} was paid back")
                .build();
        CannedResponse saved = susan().cannedResponses()
                .save(shared("hello", "hi").actions(actions).build());

        assertThat(susan().cannedResponses()
                        .save(shared("hello", "hi").actions(actions).build()))
                .isEqualTo(saved);

        FilledResponse filled = anton().cannedResponses().fill(session, HELLO);

        assertThat(saved.actions())
                .isEqualTo(actions.toBuilder()
                        .addTags(List.of("refund due", "vip"))
                        .removeTags(List.of("new"))
                        .build());
        assertThat(filled.actions())
                .isEqualTo(saved.actions().toBuilder()
                        .note("Lost parcel, says ")
                        .escalation("About Lost parcel")
                        .end(Outcome.RESOLVED, "The order was paid back")
                        .build());
        assertThat(filled.missing()).containsExactly("customer.email");
    }

    @Test
    void a_macro_needs_no_text_and_a_note_of_which_nothing_is_left_is_left_out() {
        SessionId session = started(Topic.builder().build());
        CannedActions actions = CannedActions.builder()
                .note("{{customer.email}}")
                .addTags(List.of("vip"))
                .build();
        susan().cannedResponses()
                .save(SaveCannedResponse.builder(HELLO, "hi", "")
                        .actions(actions)
                        .build());

        FilledResponse filled = anton().cannedResponses().fill(session, HELLO);

        assertThat(filled.text()).isEmpty();
        assertThat(filled.actions()).isEqualTo(actions.toBuilder().note(null).build());
    }

    @ParameterizedTest
    @CsvSource({
        "{{customer.phone}}, note",
        "'', note",
        "x, addTags",
        "x, removeTags",
        "{{, reason",
        "{{customer.phone}}, endReason"
    })
    void an_action_that_breaks_a_rule_is_refused(String text, String field) {
        CannedActions.Builder actions = CannedActions.builder();
        switch (field) {
            case "note" -> actions.note(text.isEmpty() ? "n".repeat(TextLimits.CANNED_NOTE + 1) : text);
            case "addTags" -> actions.addTags(List.of("a\"b"));
            case "removeTags" -> actions.removeTags(List.of(" "));
            case "reason" -> actions.escalation(text);
            default -> actions.end(null, text);
        }

        assertThat(refusalOf(() -> susan().cannedResponses()
                                .save(shared("hello", "hi")
                                        .actions(actions.build())
                                        .build()))
                        .details())
                .containsEntry("field", field);
    }

    @Test
    void filling_changes_no_session() {
        SessionId session = started(Topic.builder().build());
        save("Hello");
        long version = stored(session).version();

        anton().cannedResponses().fill(session, HELLO);

        assertThat(stored(session).version()).isEqualTo(version);
        assertThat(codeOf(() -> anton().cannedResponses().fill(new SessionId("missing"), HELLO)))
                .isEqualTo(ErrorCode.SESSION_NOT_FOUND);
    }

    @Test
    void a_deleted_response_is_gone_and_deleting_may_be_repeated() {
        save("Hello");

        susan().cannedResponses().delete(HELLO);
        susan().cannedResponses().delete(HELLO);

        assertThat(anton().cannedResponses().list()).isEmpty();
    }

    private void save(String text) {
        susan().cannedResponses()
                .save(SaveCannedResponse.builder(HELLO, "hi", text).build());
    }

    private SessionId started(Topic topic) {
        return engine.customer(Principal.customer(CARLA, "Carla {{agent.name}}"))
                .start(StartSession.builder().topic(topic).build())
                .session()
                .id();
    }

    private static SaveCannedResponse.Builder shared(String id, String shortcut) {
        return SaveCannedResponse.builder(new CannedResponseId(id), shortcut, "Hello");
    }

    private AgentDesk susan() {
        return engine.agent(Principal.agent("susan", Role.SUPERVISOR, null, null));
    }

    private static List<String> ids(AgentDesk desk) {
        return desk.cannedResponses().list().stream()
                .map(response -> response.id().value())
                .toList();
    }

    private static ErrorCode codeOf(ThrowingCallable call) {
        return refusalOf(call).code();
    }
}
