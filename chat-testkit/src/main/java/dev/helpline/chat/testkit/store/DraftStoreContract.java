package dev.helpline.chat.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.helpline.chat.spi.AgentId;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.draft.Draft;
import dev.helpline.chat.spi.entry.Author;
import dev.helpline.chat.spi.entry.Entry;
import dev.helpline.chat.spi.entry.EntryKind;
import dev.helpline.chat.spi.entry.ParticipantType;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.store.CommitResult;
import dev.helpline.chat.spi.store.TextLimits;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keeping drafts, and deleting them with the commits that finish them. */
abstract class DraftStoreContract extends StoreTest {
    private static final AgentId ANTON = new AgentId("anton");
    private static final AgentId OTHER_ANTON = new AgentId("Anton");
    private static final SessionId S1 = new SessionId("s1");
    private static final SessionId S2 = new SessionId("s2");

    @Test
    void a_draft_is_kept_per_session_and_agent_with_all_its_parts() {
        Draft one = draft(S1, ANTON, "r1", "Hello,\nC\u00E4rla \uD83E\uDD57 ");
        Draft otherAgent = draft(S1, OTHER_ANTON, "r2", "two");
        Draft otherSession = draft(S2, ANTON, "r3", "three");

        for (Draft draft : List.of(one, otherAgent, otherSession)) {
            assertThat(store.saveDraft(draft, null)).isTrue();
        }

        assertThat(store.findDraft(S1, ANTON)).contains(one);
        assertThat(store.findDraft(S1, OTHER_ANTON)).contains(otherAgent);
        assertThat(store.findDraft(S2, ANTON)).contains(otherSession);
        assertThat(store.findDraft(S2, OTHER_ANTON)).isEmpty();
    }

    @Test
    void a_draft_replaces_the_one_whose_revision_it_names() {
        Draft first = draft(S1, ANTON, "r1", "one");
        Draft second = draft(S1, ANTON, "r2", "two");

        assertThat(store.saveDraft(first, "r0")).isFalse();
        assertThat(store.findDraft(S1, ANTON)).isEmpty();
        assertThat(store.saveDraft(first, null)).isTrue();
        assertThat(store.saveDraft(second, null)).isFalse();
        assertThat(store.saveDraft(second, "R1")).isFalse();
        assertThat(store.findDraft(S1, ANTON)).contains(first);
        assertThat(store.saveDraft(second, "r1")).isTrue();
        assertThat(store.findDraft(S1, ANTON)).contains(second);
    }

    @Test
    void a_draft_is_deleted_if_it_has_the_revision() {
        store.saveDraft(draft(S1, ANTON, "r1", "one"), null);
        store.saveDraft(draft(S1, OTHER_ANTON, "r1", "two"), null);

        assertThat(store.deleteDraft(S1, ANTON, "r2")).isFalse();
        assertThat(store.findDraft(S1, ANTON)).isPresent();
        assertThat(store.deleteDraft(S1, ANTON, "r1")).isTrue();
        assertThat(store.deleteDraft(S1, ANTON, "r1")).isFalse();
        assertThat(store.findDraft(S1, ANTON)).isEmpty();
        assertThat(store.findDraft(S1, OTHER_ANTON)).isPresent();
    }

    @Test
    void of_racing_saves_of_a_draft_one_is_stored() {
        List<Boolean> first = Race.run(runner -> store.saveDraft(draft(S1, ANTON, "a" + runner, "by " + runner), null));
        String stored = store.findDraft(S1, ANTON).orElseThrow().revision();
        List<Boolean> second =
                Race.run(runner -> store.saveDraft(draft(S1, ANTON, "b" + runner, "by " + runner), stored));

        assertThat(first).containsOnlyOnce(true);
        assertThat(second).containsOnlyOnce(true);
    }

    @Test
    void the_message_of_an_agent_deletes_the_draft_of_this_agent_in_this_session() {
        Session session = withDrafts("s1");
        withDrafts("s2");

        stored(CommitBuilder.after(session).entry(EntryKind.MESSAGE, "m", by(ANTON)));

        assertThat(drafts(S1)).containsExactly("Anton");
        assertThat(drafts(S2)).containsExactly("Anton", "anton");
    }

    @Test
    void a_message_with_an_audit_record_deletes_the_draft_too() {
        Session session = withDrafts("s1");

        stored(CommitBuilder.after(session)
                .entry(EntryKind.MESSAGE, "m", by(ANTON))
                .audit("SENT"));

        assertThat(drafts(S1)).containsExactly("Anton");
    }

    @Test
    void messages_of_customers_and_notes_delete_no_draft() {
        Session session = withDrafts("s1");

        session = stored(CommitBuilder.after(session).message("m", "Hello"));
        stored(CommitBuilder.after(session).entry(EntryKind.NOTE, "n", by(ANTON)));

        assertThat(drafts(S1)).containsExactly("Anton", "anton");
    }

    @Test
    void the_end_of_a_session_deletes_all_drafts_in_it() {
        Session session = withDrafts("s1");
        withDrafts("s2");

        stored(CommitBuilder.after(session).end());

        assertThat(drafts(S1)).isEmpty();
        assertThat(drafts(S2)).containsExactly("Anton", "anton");
    }

    @Test
    void commits_together_delete_their_drafts_and_those_that_are_refused_delete_none() {
        Session sent = withDrafts("s1");
        Session ended = withDrafts("s2");
        Session refused = withDrafts("s3");
        Session other = withDrafts("s4");
        stored(CommitBuilder.after(refused).message("m", "Hello"));

        List<CommitResult> results = store.commitAll(List.of(
                CommitBuilder.after(sent)
                        .entry(EntryKind.MESSAGE, "m", by(ANTON))
                        .build(),
                CommitBuilder.after(ended).end().build(),
                CommitBuilder.after(refused)
                        .entry(EntryKind.MESSAGE, "n", by(ANTON))
                        .build(),
                CommitBuilder.after(other)
                        .entry(EntryKind.MESSAGE, "m", by(OTHER_ANTON))
                        .build()));

        assertThat(results)
                .containsExactly(
                        CommitResult.COMMITTED,
                        CommitResult.COMMITTED,
                        new CommitResult.Conflict(2),
                        CommitResult.COMMITTED);
        assertThat(drafts(S1)).containsExactly("Anton");
        assertThat(drafts(S2)).isEmpty();
        assertThat(drafts(refused.id())).containsExactly("Anton", "anton");
        assertThat(drafts(other.id())).containsExactly("anton");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "\u6C49", "\uD83E\uDD57"})
    void the_text_of_a_draft_is_as_long_as_that_of_a_message(String letter) {
        String longest = letter.repeat(TextLimits.MESSAGE);

        assertThat(store.saveDraft(draft(S1, ANTON, "r1", longest), null)).isTrue();

        assertThat(store.findDraft(S1, ANTON).orElseThrow().text()).isEqualTo(longest);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> store.saveDraft(draft(S1, ANTON, "r2", longest + letter), "r1"))
                .withMessageContaining("text");
    }

    private Session withDrafts(String id) {
        Session session = created(id);
        store.saveDraft(draft(session.id(), ANTON, "r1", "one"), null);
        store.saveDraft(draft(session.id(), OTHER_ANTON, "r1", "two"), null);
        return session;
    }

    private List<String> drafts(SessionId session) {
        return List.of(OTHER_ANTON, ANTON).stream()
                .filter(agent -> store.findDraft(session, agent).isPresent())
                .map(AgentId::value)
                .toList();
    }

    private static UnaryOperator<Entry.Builder> by(AgentId agent) {
        Author author = new Author(ParticipantType.AGENT, agent.value(), null, null);
        return entry -> entry.author(author).text("Hi");
    }

    private static Draft draft(SessionId session, AgentId agent, String revision, String text) {
        return Draft.builder(session, agent)
                .text(text)
                .revision(revision)
                .savedAt(CommitBuilder.START.plusMillis(7))
                .build();
    }
}
