package dev.helpline.chat.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.helpline.chat.spi.AgentId;
import dev.helpline.chat.spi.CannedResponseId;
import dev.helpline.chat.spi.canned.CannedActions;
import dev.helpline.chat.spi.canned.CannedResponse;
import dev.helpline.chat.spi.canned.CannedResponseStore.SaveResult;
import dev.helpline.chat.spi.session.Outcome;
import dev.helpline.chat.spi.session.Priority;
import dev.helpline.chat.spi.store.TextLimits;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keeping canned responses. */
abstract class CannedResponseStoreContract extends StoreTest {
    private static final AgentId ANTON = new AgentId("anton");
    private static final AgentId OTHER_ANTON = new AgentId("Anton");

    @Test
    void a_response_is_kept_with_all_its_parts() {
        CannedResponse full = response("full")
                .shortcut("s".repeat(TextLimits.CANNED_SHORTCUT))
                .title("Title")
                .text("Hello,\n{{customer.name|there}}")
                .actions(CannedActions.builder()
                        .note("For {{agent.name}}:\n\"look\"")
                        .priority(Priority.URGENT)
                        .addTags(List.of("refund due", "vip"))
                        .removeTags(List.of("\u6C49"))
                        .escalation("Wants a manager")
                        .end(Outcome.RESOLVED, "Paid back")
                        .build())
                .department("Billing")
                .language("en-GB")
                .owner(ANTON)
                .uses(3)
                .build();
        CannedResponse plain = response("plain").build();
        CannedResponse ending = response("ending")
                .text("")
                .actions(CannedActions.builder().end(null, null).build())
                .build();

        assertThat(stored(full)).isEqualTo(SaveResult.SAVED);
        assertThat(stored(plain)).isEqualTo(SaveResult.SAVED);
        assertThat(stored(ending)).isEqualTo(SaveResult.SAVED);

        assertThat(store.findCannedResponse(full.id())).contains(full);
        assertThat(store.findCannedResponse(plain.id())).contains(plain);
        assertThat(store.findCannedResponse(ending.id())).contains(ending);
        assertThat(store.findCannedResponse(new CannedResponseId("FULL"))).isEmpty();
    }

    @Test
    void an_agent_has_the_shared_and_the_own_responses_in_the_order_of_their_ids_up_to_the_limit() {
        save(response("c").owner(ANTON));
        save(response("a"));
        save(response("b").owner(OTHER_ANTON));
        save(response("d"));

        assertThat(responseIds(store.cannedResponsesFor(ANTON, 10))).containsExactly("a", "c", "d");
        assertThat(responseIds(store.cannedResponsesFor(OTHER_ANTON, 2))).containsExactly("a", "b");
    }

    @Test
    void only_the_version_that_follows_is_stored_and_keeps_the_uses() {
        CannedResponse first = save(response("r").text("one"));

        store.countCannedResponseUse(first.id());
        store.countCannedResponseUse(first.id());
        assertThat(stored(response("r").text("again").build())).isEqualTo(SaveResult.VERSION_CONFLICT);
        assertThat(stored(response("r").version(3).build())).isEqualTo(SaveResult.VERSION_CONFLICT);
        assertThat(stored(response("new").version(2).build())).isEqualTo(SaveResult.VERSION_CONFLICT);
        CannedResponse second = save(response("r")
                .version(2)
                .text("two")
                .actions(CannedActions.builder().addTags(List.of("vip")).build())
                .owner(ANTON));

        assertThat(store.findCannedResponse(first.id()))
                .contains(second.toBuilder().uses(2).build());
        assertThat(store.findCannedResponse(new CannedResponseId("new"))).isEmpty();
    }

    @Test
    void a_shortcut_is_taken_once_per_owner_and_once_among_the_shared_responses() {
        save(response("shared").shortcut("hi"));
        save(response("antons").shortcut("hi").owner(ANTON));
        save(response("others").shortcut("hi").owner(OTHER_ANTON));
        save(response("upper").shortcut("HI"));

        assertThat(stored(response("b").shortcut("hi").build())).isEqualTo(SaveResult.SHORTCUT_TAKEN);
        assertThat(stored(response("c").shortcut("hi").owner(ANTON).build())).isEqualTo(SaveResult.SHORTCUT_TAKEN);
        assertThat(stored(response("antons").version(2).shortcut("hi").build())).isEqualTo(SaveResult.SHORTCUT_TAKEN);
        save(response("antons").version(2).shortcut("hi").owner(ANTON).text("changed"));
    }

    @Test
    void of_racing_saves_of_one_version_one_is_stored() {
        for (long round = 1; round <= 5; round++) {
            long version = round;

            List<SaveResult> results = Race.run(runner ->
                    stored(response("r").version(version).text("by " + runner).build()));

            assertThat(results).containsOnlyOnce(SaveResult.SAVED);
            assertThat(store.findCannedResponse(new CannedResponseId("r"))
                            .orElseThrow()
                            .version())
                    .isEqualTo(version);
        }
    }

    @Test
    void of_racing_responses_with_one_shortcut_one_is_stored() {
        List<SaveResult> results =
                Race.run(runner -> stored(response("r" + runner).shortcut("hi").build()));

        assertThat(results).containsOnlyOnce(SaveResult.SAVED);
        assertThat(store.cannedResponsesFor(ANTON, 100)).hasSize(1);
    }

    @Test
    void a_deleted_response_is_gone_and_its_id_and_shortcut_are_free() {
        CannedResponse deleted = save(response("r"));

        assertThat(store.deleteCannedResponse(deleted.id(), next(deleted.id()))).isTrue();
        assertThat(store.deleteCannedResponse(deleted.id(), next(deleted.id()))).isFalse();
        store.countCannedResponseUse(deleted.id());

        assertThat(store.findCannedResponse(deleted.id())).isEmpty();
        save(response("r"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "\u6C49", "\uD83E\uDD57"})
    void texts_have_their_limits_in_code_points(String letter) {
        String longest = letter.repeat(TextLimits.CANNED_TEXT);
        CannedActions actions = CannedActions.builder()
                .note(letter.repeat(TextLimits.CANNED_NOTE))
                .addTags(tags(letter))
                .removeTags(tags(letter))
                .escalation(letter.repeat(TextLimits.ESCALATION_REASON))
                .end(Outcome.UNRESOLVED, letter.repeat(TextLimits.END_REASON))
                .build();
        CannedResponse full = save(response("r")
                .text(longest)
                .title(letter.repeat(TextLimits.CANNED_TITLE))
                .actions(actions));

        assertThat(store.cannedResponsesFor(ANTON, 1)).containsExactly(full);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> stored(response("s")
                        .actions(actions.toBuilder()
                                .note(letter.repeat(TextLimits.CANNED_NOTE + 1))
                                .build())
                        .build()))
                .withMessageContaining("note");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> stored(response("s").text(longest + letter).build()))
                .withMessageContaining("text");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> stored(response("s")
                        .title(letter.repeat(TextLimits.CANNED_TITLE + 1))
                        .build()))
                .withMessageContaining("title");
    }

    private static List<String> tags(String letter) {
        return IntStream.range(0, TextLimits.TAGS)
                .mapToObj(number -> letter.repeat(TextLimits.TAG - 2) + (10 + number))
                .toList();
    }

    private SaveResult stored(CannedResponse response) {
        return store.saveCannedResponse(response, next(response.id()));
    }

    private CannedResponse save(CannedResponse.Builder response) {
        CannedResponse saved = response.build();
        assertThat(stored(saved)).isEqualTo(SaveResult.SAVED);
        return saved;
    }

    private static List<String> responseIds(List<CannedResponse> responses) {
        return responses.stream().map(response -> response.id().value()).toList();
    }

    private static CannedResponse.Builder response(String id) {
        return CannedResponse.builder(new CannedResponseId(id), CommitBuilder.START.plusMillis(7), ANTON)
                .text("Hello");
    }
}
