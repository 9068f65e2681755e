package dev.helpline.chat.spring;

import dev.helpline.chat.core.ChatEngine;
import dev.helpline.chat.store.jdbc.JdbcChatStore;
import javax.sql.DataSource;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** The chat beside the application's transactions: an inbox in them, and a warning of calls that only seem to be. */
@AutoConfiguration(after = HelplineAutoConfiguration.class)
@ConditionalOnClass(TransactionSynchronizationManager.class)
@ConditionalOnProperty(prefix = "helpline", name = "enabled", matchIfMissing = true)
public class HelplineTransactionsAutoConfiguration {
    /** For the container. */
    public HelplineTransactionsAutoConfiguration() {}

    @Bean
    TransactionWarning chatTransactionWarning() {
        return new TransactionWarning();
    }

    /** Before the customizers of the application, which may observe calls otherwise. */
    @Bean
    @Order(Integer.MIN_VALUE)
    ChatEngineCustomizer chatCallObserver(TransactionWarning warning) {
        return builder -> builder.callObserver(warning);
    }

    /** What needs {@code spring-jdbc}. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(DataSourceUtils.class)
    static class InboxConfiguration {
        /** The inbox in the transactions of the {@code DataSource} that the store is over. */
        @Bean
        @ConditionalOnMissingBean
        @ConditionalOnBean({JdbcChatStore.class, ChatEngine.class})
        @ConditionalOnSingleCandidate(DataSource.class)
        SpringChatInbox chatInbox(DataSource dataSource, JdbcChatStore store, ChatEngine engine) {
            return new RunningTransaction(dataSource, store.inbox(), engine);
        }
    }
}
