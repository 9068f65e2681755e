package dev.helpline.chat.client.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.chat.client.call.ChatApiException;
import dev.helpline.chat.client.call.ErrorCodes;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LongPollWaitTest {
    private final ChatApiException cut = ChatApiException.of("poll", ErrorCodes.NETWORK_ERROR);

    private final LongPollWait wait = new LongPollWait(Duration.ofSeconds(25));

    private void cutAfter(Duration held) {
        assertThat(wait.isShorterAfter(cut, held)).isTrue();
    }

    private void answers(int count) {
        IntStream.range(0, count).forEach(n -> wait.answeredInFull());
    }

    @Test
    void a_path_that_cuts_is_asked_for_less_than_it_allows() {
        cutAfter(Duration.ofMillis(5_100));

        assertThat(wait.now()).isEqualTo(Duration.ofSeconds(4));
    }

    @Test
    void on_another_network_it_begins_anew() {
        cutAfter(Duration.ofMillis(5_100));

        wait.forget();

        assertThat(wait.now()).isEqualTo(Duration.ofSeconds(25));
    }

    @Test
    void a_poll_that_broke_while_the_device_was_asleep_says_nothing_about_the_path() {
        assertThat(wait.isShorterAfter(cut, Duration.ofHours(1))).isFalse();

        assertThat(wait.now()).isEqualTo(Duration.ofSeconds(25));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 10, 20, 24})
    void whatever_the_path_allows_few_polls_are_cut_for_good(int allowedSeconds) {
        int cuts = 0;
        for (int poll = 0; poll < 1000; poll++) {
            if (wait.now().toSeconds() >= allowedSeconds) {
                cutAfter(Duration.ofSeconds(allowedSeconds));
                cuts++;
            } else {
                wait.answeredInFull();
            }
        }

        assertThat(cuts).isLessThan(30);
        assertThat(wait.now()).isLessThan(Duration.ofSeconds(allowedSeconds));
    }

    @Test
    void a_path_that_allows_more_again_is_found_out() {
        cutAfter(Duration.ofSeconds(5));

        answers(20);

        assertThat(wait.now()).isEqualTo(Duration.ofSeconds(25));
    }

    @Test
    void each_longer_wait_that_is_cut_again_is_tried_more_rarely() {
        cutAfter(Duration.ofSeconds(5));
        answers(2);
        assertThat(wait.now()).isEqualTo(Duration.ofSeconds(6));
        cutAfter(Duration.ofSeconds(5));

        answers(3);
        assertThat(wait.now()).isEqualTo(Duration.ofSeconds(4));
        answers(1);

        assertThat(wait.now()).isEqualTo(Duration.ofSeconds(6));
    }

    @Test
    void a_path_that_holds_nothing_is_polled_plainly() {
        cutAfter(Duration.ofSeconds(1));

        assertThat(wait.now()).isZero();
    }

    @Test
    void a_connection_that_breaks_at_once_says_nothing() {
        assertThat(wait.isShorterAfter(cut, Duration.ofMillis(900))).isFalse();

        assertThat(wait.now()).isEqualTo(Duration.ofSeconds(25));
    }

    @Test
    void a_connection_that_is_not_made_says_nothing_however_late() {
        ChatApiException unreachable =
                ChatApiException.of("poll", ErrorCodes.NETWORK_ERROR, new UnknownHostException("shop.example"));

        assertThat(wait.isShorterAfter(unreachable, Duration.ofSeconds(5))).isFalse();
    }

    @Test
    void a_refusal_says_nothing_however_late_it_comes() {
        ChatApiException refusal = ChatApiException.of("poll", ErrorCodes.RATE_LIMITED);

        assertThat(wait.isShorterAfter(refusal, Duration.ofSeconds(5))).isFalse();
    }

    @Test
    void silence_until_the_own_time_is_up_halves_the_wait() {
        ChatApiException silence = ChatApiException.of("poll", ErrorCodes.TIMEOUT);

        assertThat(wait.isShorterAfter(silence, Duration.ofSeconds(40))).isTrue();

        assertThat(wait.now()).isEqualTo(Duration.ofSeconds(12));
    }
}
