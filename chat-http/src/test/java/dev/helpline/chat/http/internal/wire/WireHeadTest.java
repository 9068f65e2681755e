package dev.helpline.chat.http.internal.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.chat.core.session.SessionView;
import dev.helpline.chat.core.session.WaitEstimate;
import dev.helpline.chat.spi.CustomerId;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.auth.Role;
import dev.helpline.chat.spi.session.Customer;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.session.SessionState;
import dev.helpline.chat.spi.session.Timeline;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class WireHeadTest {
    private static final SessionView VIEW = SessionView.builder(Session.builder(
                            new SessionId("s"),
                            Customer.builder(new CustomerId("c")).build(),
                            Timeline.builder(Instant.EPOCH)
                                    .lastEntryAt(Instant.EPOCH)
                                    .build())
                    .version(1)
                    .state(SessionState.WAITING)
                    .openSlot(1)
                    .build())
            .build();

    @Test
    void an_estimate_has_both_ends_in_whole_seconds() {
        SessionView view = VIEW.toBuilder()
                .estimatedWait(WaitEstimate.of(Duration.ofMillis(61_900), Duration.ofMinutes(5)))
                .build();

        assertThat(WireHead.of(view, Role.CUSTOMER))
                .returns(61L, WireHead::estimatedWaitTime)
                .returns(300L, WireHead::estimatedWaitTimeP90);
    }

    @Test
    void what_is_not_known_is_left_out() {
        assertThat(WireHead.of(VIEW, Role.CUSTOMER))
                .returns(null, WireHead::estimatedWaitTime)
                .returns(null, WireHead::estimatedWaitTimeP90);
    }
}
