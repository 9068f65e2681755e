package dev.helpline.chat.spring.testkit;

import dev.helpline.chat.core.ChatEngine;
import dev.helpline.chat.core.memory.MemoryChatStore;
import dev.helpline.chat.spi.Experimental;
import dev.helpline.chat.spring.ChatEngineCustomizer;
import dev.helpline.chat.spring.SpringChatInbox;
import dev.helpline.chat.testkit.engine.Workers;
import dev.helpline.chat.testkit.time.ScriptedIds;
import dev.helpline.chat.testkit.time.ScriptedTime;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * The beans of {@link HelplineTest}: a {@link MemoryChatStore} in place of the one over the {@code DataSource}, a {@link ScriptedTime} that
 * starts at 2026-01-05T09:00:00Z, {@link ScriptedIds}, the {@link ChatTime} that moves them, and, where the application has {@code spring-tx}, a
 * {@link SpringChatInbox} whose commands are carried out when the transaction of a test, over anything, has committed.
 */
@Experimental
@Configuration(proxyBeanMethods = false)
public class HelplineTestConfiguration {
    /** For the container. */
    public HelplineTestConfiguration() {}

    @Bean
    MemoryChatStore chatStore() {
        return new MemoryChatStore();
    }

    @Bean
    ScriptedTime scriptedTime() {
        return ScriptedTime.startingAt("2026-01-05T09:00:00Z");
    }

    @Bean
    ScriptedIds scriptedIds() {
        return new ScriptedIds();
    }

    @Bean
    Workers chatWorkers() {
        return new Workers();
    }

    @Bean
    ChatTime chatTime(ScriptedTime time, Workers workers, ChatEngine engine) {
        return new ChatTime(time, workers, engine);
    }

    /** Before the customizers of the application, which may choose otherwise. */
    @Bean
    @Order(Integer.MIN_VALUE)
    ChatEngineCustomizer scriptedEngine(ScriptedTime time, ScriptedIds ids, Workers workers) {
        return engine -> engine.clock(time).scheduler(time).ids(ids).executor(workers);
    }

    /** What needs {@code spring-tx}. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(TransactionSynchronizationManager.class)
    static class InboxConfiguration {
        @Bean
        SpringChatInbox chatInbox(MemoryChatStore store, ChatEngine engine) {
            return new CommittedInbox(store, engine);
        }
    }
}
