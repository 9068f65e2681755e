package dev.helpline.chat.core.internal.follow;

import static dev.helpline.chat.core.Sessions.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.helpline.chat.spi.ChatException;
import dev.helpline.chat.spi.ErrorCode;
import dev.helpline.chat.spi.cursor.Reader;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PollCallerTest {
    private static final Duration ASKED = Duration.ofSeconds(20);
    private final AtomicInteger judged = new AtomicInteger();
    private final PollCaller caller =
            new PollCaller(Reader.CUSTOMER, Viewer.CUSTOMER, START.plusSeconds(60), judged::incrementAndGet);

    @Test
    void a_wait_ends_with_the_token_at_the_latest() {
        assertThat(caller.longestWait(ASKED, START)).isEqualTo(ASKED);
        assertThat(caller.longestWait(ASKED, START.plusSeconds(45))).isEqualTo(Duration.ofSeconds(15));
        assertThat(caller.longestWait(ASKED, START.plusSeconds(60))).isZero();
        assertThat(caller.longestWait(ASKED, START.plusSeconds(61))).isZero();
    }

    @Test
    void an_expired_token_is_refused_before_anything_else_is_asked() {
        assertThatThrownBy(() -> caller.requirePermission(START.plusSeconds(60)))
                .isInstanceOfSatisfying(
                        ChatException.class,
                        refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.AUTHENTICATION_REQUIRED));
        assertThat(judged).hasValue(0);
    }

    @Test
    void with_a_token_that_is_valid_the_permission_decides() {
        caller.requirePermission(START.plusSeconds(60).minusMillis(1));

        assertThat(judged).hasValue(1);
    }
}
