package dev.helpline.chat.spi.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.helpline.chat.spi.AgentId;
import dev.helpline.chat.spi.CustomerId;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.rating.Rating;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SessionTest {
    private static final Instant NOW = Instant.parse("2026-01-05T09:00:00Z");
    private static final Assignment SARAH = new Assignment(new AgentId("sarah"), "Sarah", null, NOW);
    private static final Ending ENDING = new Ending(EndedBy.AGENT, EndCause.NORMAL, null, null, NOW, null);
    private static final Rating RATING = Rating.builder("r", 5, NOW).build();

    private final Session waiting = Session.builder(
                    new SessionId("s"),
                    Customer.builder(new CustomerId("ada")).build(),
                    Timeline.builder(NOW).lastEntryAt(NOW).build())
            .version(1)
            .state(SessionState.WAITING)
            .topic(Topic.NONE)
            .priority(Priority.NORMAL)
            .openSlot(1)
            .log(LogPosition.START)
            .audit(0, "")
            .build();
    private final Session active = waiting.toBuilder()
            .state(SessionState.ACTIVE)
            .assignment(SARAH)
            .agentSlot(1)
            .build();
    private final Session ended = active.toBuilder()
            .state(SessionState.ENDED)
            .openSlot(null)
            .agentSlot(null)
            .ending(ENDING)
            .build();

    @Test
    void a_builder_without_changes_builds_an_equal_session() {
        assertThat(ended.toBuilder().build()).isEqualTo(ended);
    }

    @Test
    void an_ended_session_keeps_its_agent_and_may_be_rated() {
        assertThat(ended.assignment()).isEqualTo(SARAH);
        assertThat(ended.toBuilder().rating(RATING).build().rating()).isEqualTo(RATING);
    }

    @Test
    void parts_that_contradict_the_state_are_refused() {
        assertRefused(waiting.toBuilder().assignment(SARAH));
        assertRefused(waiting.toBuilder().agentSlot(1));
        assertRefused(waiting.toBuilder().openSlot(null));
        assertRefused(waiting.toBuilder().ending(ENDING));
        assertRefused(waiting.toBuilder().rating(RATING));
        assertRefused(waiting.toBuilder().state(SessionState.ACTIVE));
        assertRefused(active.toBuilder().agentSlot(null));
        assertRefused(active.toBuilder().state(SessionState.ENDED));
        assertRefused(ended.toBuilder().openSlot(1));
        assertRefused(ended.toBuilder().agentSlot(1));
        assertRefused(ended.toBuilder().ending(null));
    }

    @Test
    void instants_are_cut_to_milliseconds() {
        Instant precise = NOW.plusNanos(1_999_999);

        assertThat(Timeline.builder(precise)
                        .claimedStart(precise)
                        .firstAssignedAt(precise)
                        .lastEntryAt(precise)
                        .build())
                .isEqualTo(Timeline.builder(NOW.plusMillis(1))
                        .claimedStart(NOW.plusMillis(1))
                        .firstAssignedAt(NOW.plusMillis(1))
                        .lastEntryAt(NOW.plusMillis(1))
                        .build());
    }

    private static void assertRefused(Session.Builder contradiction) {
        assertThatIllegalArgumentException().isThrownBy(contradiction::build);
    }
}
