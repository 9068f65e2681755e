package dev.helpline.chat.core.internal.rules;

import static dev.helpline.chat.core.Sessions.START;
import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.chat.core.Sessions;
import dev.helpline.chat.core.internal.change.Decision;
import dev.helpline.chat.core.policy.ChatPolicy;
import dev.helpline.chat.core.session.EndSession;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.auth.Principal;
import dev.helpline.chat.spi.auth.Role;
import dev.helpline.chat.spi.session.EndedBy;
import dev.helpline.chat.spi.session.Ending;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.session.SessionState;
import dev.helpline.chat.spi.session.Timeline;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EndCommandTest {
    private static final ChatPolicy POLICY = ChatPolicy.builder().build();
    private static final Actor AGENT = new Actor(Principal.agent("a", Role.AGENT, null, null));
    private static final Actor CUSTOMER = new Actor(Principal.customer("c", null));
    private static final Instant NOW = START.plusSeconds(60);

    @Test
    void the_side_that_ends_a_session_is_kept() {
        assertThat(end(AGENT, null, null).by()).isEqualTo(EndedBy.AGENT);
        assertThat(end(CUSTOMER, null, null).by()).isEqualTo(EndedBy.CUSTOMER);
    }

    @Test
    void a_claimed_end_is_kept_from_the_claimed_start_on() {
        Instant claimedStart = START.minusSeconds(30);

        assertThat(end(CUSTOMER, claimedStart, claimedStart).claimedAt()).isEqualTo(claimedStart);
        assertThat(end(CUSTOMER, claimedStart, claimedStart.minusMillis(1)).claimedAt())
                .isNull();
    }

    @Test
    void where_no_start_was_claimed_a_claimed_end_is_kept_from_the_creation_on() {
        assertThat(end(CUSTOMER, null, START).claimedAt()).isEqualTo(START);
        assertThat(end(CUSTOMER, null, START.minusMillis(1)).claimedAt()).isNull();
    }

    private static Ending end(Actor actor, @Nullable Instant claimedStart, @Nullable Instant claimedEnd) {
        Timeline timeline = Timeline.builder(START).claimedStart(claimedStart).build();
        Session session =
                Sessions.in(SessionState.ACTIVE).toBuilder().timeline(timeline).build();
        EndSession request =
                EndSession.builder(new SessionId("s")).claimedAt(claimedEnd).build();
        Decision<Session> decision = new EndCommand(actor, request, POLICY, () -> "id").decide(session, NOW);
        Decision.Change<Session> change = (Decision.Change<Session>) decision;
        return Objects.requireNonNull(change.change().next().ending(), "ending");
    }
}
