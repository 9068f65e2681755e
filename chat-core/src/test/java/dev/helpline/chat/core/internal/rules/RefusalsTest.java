package dev.helpline.chat.core.internal.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.helpline.chat.core.Sessions;
import dev.helpline.chat.spi.ChatException;
import dev.helpline.chat.spi.ErrorCode;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.session.EndCause;
import dev.helpline.chat.spi.session.EndedBy;
import dev.helpline.chat.spi.session.Ending;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.session.SessionState;
import org.junit.jupiter.api.Test;

class RefusalsTest {
    @Test
    void a_session_that_is_not_there_is_named() {
        ChatException refusal = Refusals.notFound(new SessionId("s"));

        assertThat(refusal.code()).isEqualTo(ErrorCode.SESSION_NOT_FOUND);
        assertThat(refusal).hasMessage("there is no session s");
        assertThat(refusal.details()).containsExactly(entry("sessionId", "s"));
    }

    @Test
    void an_ended_session_says_who_ended_it() {
        ChatException refusal = Refusals.notOpen(Sessions.in(SessionState.ENDED));

        assertThat(refusal.code()).isEqualTo(ErrorCode.SESSION_NOT_OPEN);
        assertThat(refusal).hasMessage("session s has ended");
        assertThat(refusal.details())
                .containsOnly(
                        entry("sessionId", "s"),
                        entry("state", "ENDED"),
                        entry("endedBy", "CUSTOMER"),
                        entry("endCause", "NORMAL"));
    }

    @Test
    void an_expired_session_is_told_apart_from_one_that_was_ended() {
        Ending silence = new Ending(EndedBy.SYSTEM, EndCause.INACTIVITY, null, null, Sessions.START, null);
        Session expired =
                Sessions.in(SessionState.ENDED).toBuilder().ending(silence).build();

        ChatException refusal = Refusals.notOpen(expired);

        assertThat(refusal.code()).isEqualTo(ErrorCode.SESSION_EXPIRED);
        assertThat(refusal).hasMessage("session s has expired");
        assertThat(refusal.details()).contains(entry("endedBy", "SYSTEM"), entry("endCause", "INACTIVITY"));
    }

    @Test
    void an_open_session_has_no_end_to_tell_of() {
        ChatException refusal = Refusals.notEnded(Sessions.in(SessionState.ACTIVE));

        assertThat(refusal.code()).isEqualTo(ErrorCode.SESSION_NOT_ENDED);
        assertThat(refusal).hasMessage("session s has not ended");
        assertThat(refusal.details()).containsOnly(entry("sessionId", "s"), entry("state", "ACTIVE"));
    }

    @Test
    void a_move_that_is_not_in_the_table_is_named_with_the_state() {
        ChatException refusal = Refusals.notAllowedNow(Sessions.in(SessionState.WAITING), SessionMove.HOLD);

        assertThat(refusal.code()).isEqualTo(ErrorCode.SESSION_CONFLICT);
        assertThat(refusal).hasMessage("HOLD is not allowed in WAITING");
        assertThat(refusal.details()).containsOnly(entry("sessionId", "s"), entry("state", "WAITING"));
    }

    @Test
    void what_the_caller_may_not_do_is_said_and_nothing_else() {
        ChatException refusal = Refusals.forbidden("not yours");

        assertThat(refusal.code()).isEqualTo(ErrorCode.FORBIDDEN);
        assertThat(refusal).hasMessage("not yours");
        assertThat(refusal.details()).isEmpty();
    }
}
