package dev.helpline.chat.spring;

import dev.helpline.chat.mail.MailNotifier;
import dev.helpline.chat.spi.notify.Notifier;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/** Sends alerts to agents by mail if {@code helpline.mail.host} is set, unless the application has a bean of type {@code Notifier}. */
@AutoConfiguration(before = HelplineAutoConfiguration.class)
@ConditionalOnClass(MailNotifier.class)
@ConditionalOnProperty(prefix = "helpline", name = "enabled", matchIfMissing = true)
@EnableConfigurationProperties(HelplineMailProperties.class)
public class HelplineMailAutoConfiguration {
    private static final String PREFIX = "helpline.mail.";
    private static final String ANY_ADDRESS = "desk@localhost";

    /** For the container. */
    public HelplineMailAutoConfiguration() {}

    @Bean
    @ConditionalOnMissingBean(Notifier.class)
    @ConditionalOnProperty("helpline.mail.host")
    MailNotifier helplineMailNotifier(HelplineMailProperties properties) {
        String host = required("host", properties.host(), "*");
        String from = required("from", properties.from(), "host");
        PropertySetter setter = new PropertySetter(PREFIX);
        setter.set("port", properties.port(), value -> MailNotifier.builder(host, value, ANY_ADDRESS));
        setter.set("from", from, value -> MailNotifier.builder(host, properties.port(), value));
        MailNotifier.Builder notifier =
                MailNotifier.builder(host, properties.port(), from).security(properties.security());
        setter.set("desk", properties.desk(), notifier::desk);
        if (properties.user() != null || properties.password() != null) {
            notifier.signIn(
                    required("user", properties.user(), "password"),
                    required("password", properties.password(), "user"));
        }
        return notifier.build();
    }

    private static String required(String name, @Nullable String value, String other) {
        if (value == null || value.isBlank()) {
            throw new InvalidPropertyException(
                    PREFIX + name, "it is missing, while " + PREFIX + other + " is set", null);
        }
        return value;
    }
}
