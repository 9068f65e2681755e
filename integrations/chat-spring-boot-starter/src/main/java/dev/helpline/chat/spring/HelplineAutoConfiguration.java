package dev.helpline.chat.spring;

import dev.helpline.chat.core.ChatEngine;
import dev.helpline.chat.core.inbox.RefusedCommandHandler;
import dev.helpline.chat.core.policy.ChatPolicy;
import dev.helpline.chat.spi.attachment.BlobStore;
import dev.helpline.chat.spi.attachment.FileInspector;
import dev.helpline.chat.spi.attachment.FileScanner;
import dev.helpline.chat.spi.bot.AutoResponder;
import dev.helpline.chat.spi.cluster.ClusterBus;
import dev.helpline.chat.spi.content.ContentFilter;
import dev.helpline.chat.spi.hours.BusinessHours;
import dev.helpline.chat.spi.inbox.InboxStore;
import dev.helpline.chat.spi.limit.RateLimiter;
import dev.helpline.chat.spi.notify.ChatListener;
import dev.helpline.chat.spi.notify.ChatMetrics;
import dev.helpline.chat.spi.notify.Notifier;
import dev.helpline.chat.spi.outbox.DurableListener;
import dev.helpline.chat.spi.store.ChatStore;
import dev.helpline.chat.store.jdbc.JdbcChatStore;
import dev.helpline.chat.store.jdbc.JdbcChatStoreBuilder;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ImportRuntimeHints;
import org.springframework.core.annotation.Order;

/** Makes the engine over the application's database. Without a {@code DataSource} or a bean of type {@code ChatStore} it makes nothing. */
@AutoConfiguration(
        afterName = {
            // in Boot 3 and in Boot 4
            "org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration",
            "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration"
        })
@ConditionalOnProperty(prefix = "helpline", name = "enabled", matchIfMissing = true)
@EnableConfigurationProperties(HelplineProperties.class)
@ImportRuntimeHints(HelplineRuntimeHints.class)
public class HelplineAutoConfiguration {
    /** For the container. */
    public HelplineAutoConfiguration() {}

    /**
     * The store over the application's {@code DataSource}. It begins after the application's own Flyway, Liquibase or scripts, so that they
     * find the schema as they left it.
     */
    @Bean
    @ConditionalOnMissingBean(ChatStore.class)
    @ConditionalOnSingleCandidate(DataSource.class)
    @DependsOnDatabaseInitialization
    JdbcChatStore chatStore(DataSource dataSource, HelplineProperties properties) {
        HelplineProperties.Store store = properties.store();
        JdbcChatStoreBuilder builder = JdbcChatStore.builder(dataSource).schemaMode(store.schemaMode());
        PropertySetter setter = new PropertySetter("helpline.store.");
        setter.set("table-prefix", store.tablePrefix(), builder::tablePrefix);
        setter.set("schema", store.schema(), builder::schema);
        return builder.build();
    }

    /** The policy that the properties and the customizers describe. */
    @Bean
    @ConditionalOnMissingBean
    @ConditionalOnBean(ChatStore.class)
    ChatPolicy chatPolicy(HelplineProperties properties, ObjectProvider<ChatPolicyCustomizer> customizers) {
        ChatPolicy.Builder builder = ChatPolicy.builder();
        PolicyProperties.apply(properties.policy(), builder);
        PolicyProperties.apply(properties.retention(), builder);
        customizers.orderedStream().forEach(customizer -> customizer.customize(builder));
        return PolicyProperties.build(builder);
    }

    /** The engine, with the application's beans for its ports. It is closed by {@link #chatEngineLifecycle} or, failing that, by the container. */
    @Bean
    @ConditionalOnMissingBean
    @ConditionalOnBean(ChatStore.class)
    ChatEngine chatEngine(
            ChatStore store,
            ChatPolicy policy,
            HelplineProperties properties,
            EnginePorts ports,
            ObjectProvider<RefusedCommandHandler> refusedCommands) {
        ChatEngine.Builder builder = ChatEngine.builder(store).policy(policy);
        if (store instanceof InboxStore) {
            builder.inbox(refusedCommands.getIfAvailable(() -> refused -> {})); // the engine logs each, too
        }
        new PropertySetter("helpline.").set("health-timeout", properties.healthTimeout(), builder::healthTimeout);
        ports.addTo(builder);
        return builder.build();
    }

    /** What the application has for the ports of the engine. */
    @Bean
    @ConditionalOnMissingBean
    EnginePorts chatEnginePorts(
            ObjectProvider<ChatListener> listener,
            ObjectProvider<ChatMetrics> metrics,
            ObjectProvider<Notifier> notifiers,
            ObjectProvider<RateLimiter> rateLimiter,
            ObjectProvider<ClusterBus> clusterBus,
            ObjectProvider<BusinessHours> businessHours,
            ObjectProvider<ContentFilter> contentFilters,
            ObjectProvider<BlobStore> blobs,
            ObjectProvider<FileInspector> inspector,
            ObjectProvider<FileScanner> scanner,
            ListableBeanFactory beans,
            ObjectProvider<ChatEngineCustomizer> customizers) {
        return builder -> {
            beans.getBeansOfType(DurableListener.class).forEach(builder::durableListener);
            listener.ifAvailable(builder::listener);
            metrics.ifAvailable(builder::metrics);
            notifiers.orderedStream().forEach(builder::notifier);
            rateLimiter.ifAvailable(builder::rateLimiter);
            clusterBus.ifAvailable(builder::clusterBus);
            businessHours.ifAvailable(builder::businessHours);
            List<ContentFilter> filters = contentFilters.orderedStream().toList();
            if (!filters.isEmpty()) {
                builder.contentFilters(filters);
            }
            blobs.ifAvailable(files -> builder.attachments(files, inspector.getObject()));
            scanner.ifAvailable(builder::fileScanner);
            customizers.orderedStream().forEach(customizer -> customizer.customize(builder));
        };
    }

    /** Lets the application's bot answer, as the properties say. Before the customizers of the application. */
    @Bean
    @ConditionalOnBean(AutoResponder.class)
    @Order(Integer.MIN_VALUE)
    ChatEngineCustomizer chatBot(AutoResponder responder, HelplineProperties properties) {
        return builder -> BotProperties.apply(properties.bot(), responder, builder);
    }

    /** Adds what the application has for the ports of the engine. */
    @FunctionalInterface
    interface EnginePorts {
        void addTo(ChatEngine.Builder builder);
    }

    /** Closes the engine before the web server takes no more calls. */
    @Bean
    @ConditionalOnMissingBean
    @ConditionalOnBean(ChatEngine.class)
    ChatEngineLifecycle chatEngineLifecycle(ChatEngine engine, HelplineProperties properties) {
        return new ChatEngineLifecycle(engine, properties.shutdownTimeout());
    }
}
