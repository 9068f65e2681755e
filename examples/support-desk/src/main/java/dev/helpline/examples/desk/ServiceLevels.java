package dev.helpline.examples.desk;

import dev.helpline.chat.core.policy.ServiceLevel;
import dev.helpline.chat.core.policy.SlaPolicy;
import dev.helpline.chat.spi.hours.BusinessHours;
import dev.helpline.chat.spi.session.SlaTarget;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The service level of all sessions, which counts the desk's business hours. */
final class ServiceLevels {
    private ServiceLevels() {}

    /** Returns the policy; null if the settings name no target. */
    static @Nullable SlaPolicy from(Settings settings, BusinessHours hours) {
        ServiceLevel level = ServiceLevel.builder()
                .assignment(DeskConfig.minutes(settings, "SLA_ASSIGNMENT_MINUTES"))
                .firstResponse(DeskConfig.minutes(settings, "SLA_FIRST_RESPONSE_MINUTES"))
                .nextResponse(DeskConfig.minutes(settings, "SLA_NEXT_RESPONSE_MINUTES"))
                .resolution(DeskConfig.minutes(settings, "SLA_RESOLUTION_MINUTES"))
                .build();
        boolean any = Arrays.stream(SlaTarget.values())
                .anyMatch(target -> level.target(target).isPresent());
        return any ? SlaPolicy.builder().hours(hours).level(level).build() : null;
    }
}
