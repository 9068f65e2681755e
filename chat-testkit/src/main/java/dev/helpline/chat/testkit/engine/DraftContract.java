package dev.helpline.chat.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.chat.core.AgentDesk;
import dev.helpline.chat.core.desk.AddNote;
import dev.helpline.chat.core.draft.SaveDraft;
import dev.helpline.chat.core.session.EndSession;
import dev.helpline.chat.spi.AgentId;
import dev.helpline.chat.spi.ErrorCode;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.draft.Draft;
import dev.helpline.chat.spi.limit.Limit;
import dev.helpline.chat.spi.session.Session;
import java.time.Duration;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Drafts: who sees them, what replaces them, and when they are gone. */
abstract class DraftContract extends EngineTest {
    @Test
    void a_draft_is_its_agents_alone_on_every_device() {
        SessionId session = started();

        Draft saved = save(anton(), session, "Hello,\n Carla", null).orElseThrow();

        assertThat(saved.savedAt()).isEqualTo(time.instant());
        assertThat(anton().drafts().find(session)).contains(saved);
        assertThat(agent("bea").drafts().find(session)).isEmpty();
        assertThat(save(agent("bea"), session, "Hi", null)).isPresent();
        assertThat(anton().drafts().find(session)).contains(saved);
    }

    @Test
    void an_older_tab_does_not_overwrite_a_newer_text() {
        SessionId session = started();
        Draft first = save(anton(), session, "He", null).orElseThrow();
        Draft second = save(anton(), session, "Hello", first.revision()).orElseThrow();

        assertThat(codeOf(() -> save(anton(), session, "Heya", first.revision())))
                .isEqualTo(ErrorCode.DRAFT_CONFLICT);
        assertThat(codeOf(() -> save(anton(), session, "Heya", null))).isEqualTo(ErrorCode.DRAFT_CONFLICT);
        assertThat(codeOf(() -> save(anton(), session, "", first.revision()))).isEqualTo(ErrorCode.DRAFT_CONFLICT);
        assertThat(codeOf(() -> save(anton(), session, "", null))).isEqualTo(ErrorCode.DRAFT_CONFLICT);

        assertThat(anton().drafts().find(session)).contains(second);
    }

    @Test
    void a_tab_that_is_older_than_the_sent_message_overwrites_no_later_draft() {
        SessionId session = started();
        Draft old = save(anton(), session, "Hello", null).orElseThrow();
        antonSays(session, "Hello");
        Draft later = save(anton(), session, "And", null).orElseThrow();

        assertThat(codeOf(() -> save(anton(), session, "Hello!", old.revision())))
                .isEqualTo(ErrorCode.DRAFT_CONFLICT);

        assertThat(anton().drafts().find(session)).contains(later);
    }

    @Test
    void saving_may_be_repeated() {
        SessionId session = started();
        Draft first = save(anton(), session, "He", null).orElseThrow();
        assertThat(save(anton(), session, "He", null)).contains(first);
        Draft second = save(anton(), session, "Hello", first.revision()).orElseThrow();
        assertThat(save(anton(), session, "Hello", first.revision())).contains(second);

        assertThat(save(anton(), session, " \n", second.revision())).isEmpty();
        assertThat(save(anton(), session, "", second.revision())).isEmpty();
        assertThat(anton().drafts().find(session)).isEmpty();
    }

    @Test
    void a_message_deletes_the_draft_of_its_author_and_a_note_does_not() {
        SessionId session = started();
        save(anton(), session, "Hello", null);
        save(agent("bea"), session, "Hi", null);

        anton().note(AddNote.of(session, "a note"));
        carlaSays(session, "Anyone?");
        assertThat(anton().drafts().find(session)).isPresent();
        antonSays(session, "Hello");

        assertThat(anton().drafts().find(session)).isEmpty();
        assertThat(agent("bea").drafts().find(session)).isPresent();
    }

    @Test
    void the_end_of_a_session_deletes_the_drafts_for_good() {
        restart(unlimited().reopenWindow(Duration.ofHours(1)));
        SessionId session = started();
        Draft saved = save(anton(), session, "Hello", null).orElseThrow();

        carla().end(EndSession.of(session));

        assertThat(anton().drafts().find(session)).isEmpty();
        assertThat(codeOf(() -> save(anton(), session, "Hello!", saved.revision())))
                .isEqualTo(ErrorCode.SESSION_NOT_OPEN);
        carla().reopen(session);
        assertThat(anton().drafts().find(session)).isEmpty();
    }

    @Test
    void a_draft_is_there_after_a_restart_and_on_other_engines() {
        SessionId session = started();
        Draft saved = save(anton(), session, "Hello", null).orElseThrow();

        restart(unlimited());

        assertThat(anton().drafts().find(session)).contains(saved);
    }

    @Test
    void a_draft_changes_no_session() {
        SessionId session = started();
        Session before = stored(session);

        Draft saved = save(anton(), session, "Hello", null).orElseThrow();
        save(anton(), session, "", saved.revision());

        assertThat(stored(session)).isEqualTo(before);
    }

    @Test
    void drafts_are_limited_in_length_and_number() {
        restart(unlimited().maxMessageLength(5).draftSaves(new Limit(2, Duration.ofMinutes(1))));
        SessionId session = started();

        assertThat(refusalOf(() -> save(anton(), session, "123456", null)).details())
                .containsEntry("field", "text")
                .containsEntry("maxLength", "5");
        assertThat(codeOf(() -> save(anton(), session, "a\u0007", null))).isEqualTo(ErrorCode.INVALID_REQUEST);
        Draft first = save(anton(), session, "1", null).orElseThrow();
        Draft second = save(anton(), session, "12345", first.revision()).orElseThrow();
        assertThat(codeOf(() -> save(anton(), session, "", second.revision()))).isEqualTo(ErrorCode.RATE_LIMITED);
        assertThat(save(agent("bea"), session, "1", null)).isPresent();
    }

    @Test
    void there_is_no_draft_in_an_unknown_session() {
        SessionId missing = new SessionId("missing");

        assertThat(codeOf(() -> anton().drafts().find(missing))).isEqualTo(ErrorCode.SESSION_NOT_FOUND);
        assertThat(codeOf(() -> save(anton(), missing, "Hello", null))).isEqualTo(ErrorCode.SESSION_NOT_FOUND);
        assertThat(store.findDraft(missing, new AgentId(ANTON))).isEmpty();
    }

    private static Optional<Draft> save(AgentDesk desk, SessionId session, String text, @Nullable String replaced) {
        return desk.drafts()
                .save(SaveDraft.builder(session, text).replaced(replaced).build());
    }

    private static ErrorCode codeOf(ThrowingCallable call) {
        return refusalOf(call).code();
    }
}
