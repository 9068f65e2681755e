package dev.helpline.chat.spring;

import dev.helpline.chat.core.ChatEngine;
import dev.helpline.chat.micrometer.HelplineMeters;
import dev.helpline.chat.spi.notify.ChatMetrics;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/**
 * Keeps the measurements of the engine in the application's {@code MeterRegistry}, if it has one and no bean of type {@code ChatMetrics}.
 * {@code management.metrics.enable.helpline=false} leaves them out. Commands are observations too if the application has an {@code
 * ObservationRegistry}; {@code management.observations.enable.helpline=false} leaves those out.
 */
@AutoConfiguration(
        before = HelplineAutoConfiguration.class,
        afterName = {
            // in Boot 3 and in Boot 4
            "org.springframework.boot.actuate.autoconfigure.metrics.CompositeMeterRegistryAutoConfiguration",
            "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration"
        })
@ConditionalOnClass(MeterRegistry.class)
@ConditionalOnBean(MeterRegistry.class)
public class HelplineMetersAutoConfiguration {
    /** For the container. */
    public HelplineMetersAutoConfiguration() {}

    @Bean
    @ConditionalOnMissingBean(ChatMetrics.class)
    HelplineMeters helplineMeters(MeterRegistry registry, ObjectProvider<ObservationRegistry> observations) {
        return new HelplineMeters(registry, observations.getIfUnique(() -> ObservationRegistry.NOOP));
    }

    /** Adds what the engine has under way, once there is an engine. */
    @Bean
    @ConditionalOnBean(HelplineMeters.class)
    SmartInitializingSingleton helplineMetersWatch(HelplineMeters meters, ObjectProvider<ChatEngine> engine) {
        return () -> engine.ifUnique(meters::watch);
    }
}
