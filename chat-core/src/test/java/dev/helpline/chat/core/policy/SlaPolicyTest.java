package dev.helpline.chat.core.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.helpline.chat.core.Sessions;
import dev.helpline.chat.spi.session.Priority;
import dev.helpline.chat.spi.session.SlaTarget;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SlaPolicyTest {
    private static final SlaPolicy POLICY = SlaPolicy.builder()
            .level(minutes(4))
            .level(Priority.HIGH, minutes(3))
            .level("sales", minutes(2))
            .level("sales", Priority.HIGH, minutes(1))
            .build();

    @ParameterizedTest
    @CsvSource({"sales, HIGH, 1", "sales, LOW, 2", "billing, HIGH, 3", ", HIGH, 3", "billing, LOW, 4", ", LOW, 4"})
    void the_most_specific_level_wins(@Nullable String department, Priority priority, int minutes) {
        assertThat(level(POLICY, department, priority).target(SlaTarget.RESOLUTION))
                .contains(Duration.ofMinutes(minutes));
    }

    @Test
    void a_target_that_the_level_does_not_have_is_not_that_of_another() {
        SlaPolicy policy = SlaPolicy.builder()
                .level(minutes(4))
                .level("vip", ServiceLevel.NONE)
                .build();

        assertThat(level(policy, "vip", Priority.NORMAL).target(SlaTarget.RESOLUTION))
                .isEmpty();
    }

    @Test
    void without_levels_there_are_no_targets() {
        assertThat(level(SlaPolicy.builder().build(), "sales", Priority.LOW)).isEqualTo(ServiceLevel.NONE);
    }

    @Test
    void targets_have_bounds() {
        assertThatThrownBy(() -> ServiceLevel.builder().nextResponse(Duration.ofMillis(999)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("nextResponse must be between PT1S and PT8784H, was PT0.999S");
        assertThatThrownBy(() ->
                        ServiceLevel.builder().assignment(Duration.ofDays(366).plusMillis(1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static ServiceLevel level(SlaPolicy policy, @Nullable String department, Priority priority) {
        return policy.levelOf(Sessions.fresh().toBuilder()
                .department(department)
                .priority(priority)
                .build());
    }

    private static ServiceLevel minutes(int minutes) {
        return ServiceLevel.builder().resolution(Duration.ofMinutes(minutes)).build();
    }
}
