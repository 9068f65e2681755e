package dev.helpline.examples.spring;

import dev.helpline.chat.core.inbox.RefusedCommandHandler;
import dev.helpline.chat.spi.auth.RequestAuthenticator;
import dev.helpline.chat.spring.ChatRequestAuthenticators;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the shop tells the chat: who its users are, and what happens to commands that the chat refuses. */
@Configuration(proxyBeanMethods = false)
class ChatConfiguration {
    private static final Logger LOG = LoggerFactory.getLogger(ChatConfiguration.class);

    /** Customers and agents are the users whom Spring Security has signed in. */
    @Bean
    ChatRequestAuthenticators chatRequestAuthenticators() {
        return new ChatRequestAuthenticators(
                RequestAuthenticator.ofUserPrincipal(user -> User.of(user).flatMap(User::asCustomer)),
                RequestAuthenticator.ofUserPrincipal(user -> User.of(user).flatMap(User::asAgent)));
    }

    /** The order stays; an employee of the shop looks at what the chat refused. */
    @Bean
    RefusedCommandHandler refusedCommandHandler() {
        return refused -> LOG.warn("the chat refused {}: {}", refused, refused.failure());
    }
}
