package dev.helpline.chat.core.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChatPolicyTest {
    @ParameterizedTest
    @ValueSource(strings = {"Hello!", "Hello,\r\n\thow can we help?", "\uD83D\uDC4B"})
    void a_welcome_is_kept_as_it_is(String welcome) {
        assertThat(ChatPolicy.builder().welcomeMessage(welcome).build().welcomeMessage())
                .contains(welcome);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " \n", "\u00A0\u200B", "\u3164", "bell\u0007", "nul\0", "half a pair \uD83D"})
    void a_welcome_no_message_could_say_is_refused(String welcome) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ChatPolicy.builder().welcomeMessage(welcome))
                .withMessageStartingWith("welcomeMessage must not");
    }

    static Stream<Arguments> outOfBounds() {
        return Stream.of(
                outOf("maxMessageLength", policy -> policy.maxMessageLength(0)),
                outOf("maxMessageLength", policy -> policy.maxMessageLength(5001)),
                outOf("maxOpenSessions", policy -> policy.maxOpenSessions(0)),
                outOf("agentCapacity", policy -> policy.agentCapacity(0)),
                outOf("sessionTimeout", policy -> policy.sessionTimeout(Duration.ZERO)),
                outOf("customerTimeout", policy -> policy.customerTimeout(Duration.ofSeconds(9))),
                outOf("agentTimeout", policy -> policy.agentTimeout(Duration.ofDays(367))),
                outOf("reopenWindow", policy -> policy.reopenWindow(Duration.ZERO)),
                outOf("endWarning", policy -> policy.endWarning(Duration.ZERO)),
                outOf("customerAmendments", policy -> policy.customerAmendments(Duration.ZERO)),
                outOf("agentAmendments", policy -> policy.agentAmendments(Duration.ofDays(367))),
                outOf("pollInterval", policy -> policy.pollInterval(Duration.ofMillis(99))),
                outOf("pollInterval", policy -> policy.pollInterval(Duration.ofSeconds(61))));
    }

    private static Arguments outOf(String name, Consumer<ChatPolicy.Builder> setting) {
        return Arguments.of(name, setting);
    }

    @ParameterizedTest
    @MethodSource("outOfBounds")
    void what_is_out_of_bounds_is_refused_at_once_and_named(String name, Consumer<ChatPolicy.Builder> setting) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> setting.accept(ChatPolicy.builder()))
                .withMessageContaining(name);
    }

    @Test
    void without_choices_every_default_is_in_place() {
        ChatPolicy policy = ChatPolicy.builder().build();

        assertThat(policy.access()).isEqualTo(AccessPolicy.STRICT);
        assertThat(policy.maxOpenSessions()).isEqualTo(5);
        assertThat(policy.sessionTimeout()).isEqualTo(Duration.ofMinutes(30));
        assertThat(policy.pollInterval()).isEqualTo(Duration.ofSeconds(2));
        assertThat(policy.welcomeMessage()).isEmpty();
        assertThat(policy.customerAmendments()).contains(Duration.ofMinutes(15));
        assertThat(policy.agentAmendments()).contains(Duration.ofMinutes(15));
        assertThat(policy.amendsAfterEnd()).isFalse();
    }

    @Test
    void a_question_that_no_answer_fits_is_refused() {
        FormField.Builder parcels =
                FormField.builder("parcels", FieldType.NUMBER).label("en", "Parcels");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> parcels.range(BigDecimal.TEN, BigDecimal.ONE).build())
                .withMessage("min must not be above max, field parcels");
        assertThat(parcels.range(BigDecimal.ONE, BigDecimal.ONE).build().max()).contains(BigDecimal.ONE);
    }
}
