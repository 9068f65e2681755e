package dev.helpline.chat.spring;

import dev.helpline.chat.core.ChatEngine;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Makes the health of the chat a part of the application's, as {@code helpline}. {@code management.health.helpline.enabled=false} leaves it
 * out. A check takes no longer than {@code helpline.health-timeout}, even if the database hangs.
 */
@AutoConfiguration(after = HelplineAutoConfiguration.class)
@ConditionalOnBean(ChatEngine.class)
@ConditionalOnProperty(prefix = "management.health.helpline", name = "enabled", matchIfMissing = true)
public class HelplineHealthAutoConfiguration {
    /** For the container. */
    public HelplineHealthAutoConfiguration() {}

    /** For Boot 3, whose Actuator has the health indicators. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(org.springframework.boot.actuate.health.HealthIndicator.class)
    static class Boot3 {
        @Bean
        @ConditionalOnMissingBean(name = "helplineHealthIndicator")
        org.springframework.boot.actuate.health.HealthIndicator helplineHealthIndicator(ChatEngine engine) {
            return () -> {
                ChatHealth health = ChatHealth.of(engine);
                return new org.springframework.boot.actuate.health.Health.Builder(
                                new org.springframework.boot.actuate.health.Status(health.status()), health.details())
                        .build();
            };
        }
    }

    /** For Boot 4, which has a module for them. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(org.springframework.boot.health.contributor.HealthIndicator.class)
    static class Boot4 {
        @Bean
        @ConditionalOnMissingBean(name = "helplineHealthIndicator")
        org.springframework.boot.health.contributor.HealthIndicator helplineHealthIndicator(ChatEngine engine) {
            return () -> {
                ChatHealth health = ChatHealth.of(engine);
                return new org.springframework.boot.health.contributor.Health.Builder(
                                new org.springframework.boot.health.contributor.Status(health.status()),
                                health.details())
                        .build();
            };
        }
    }
}
