package dev.helpline.chat.spring;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.helpline.chat.core.ChatEngine;
import dev.helpline.chat.http.ChatHttp;
import dev.helpline.chat.http.servlet.ChatServlet;
import dev.helpline.chat.jwt.JwtAuthenticators;
import dev.helpline.chat.spi.auth.Authenticator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/**
 * Serves the chat from the application's own servlet container, beside its controllers. Needs to know who calls: {@link ChatAuthenticators},
 * the two secrets of {@code helpline.tokens}, or {@link ChatRequestAuthenticators}.
 */
@AutoConfiguration(after = HelplineAutoConfiguration.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnBean(ChatEngine.class)
@ConditionalOnProperty(prefix = "helpline.http", name = "enabled", matchIfMissing = true)
public class HelplineHttpAutoConfiguration {
    private static final String CUSTOMER_SECRET = "helpline.tokens.customer-secret";
    private static final String AGENT_SECRET = "helpline.tokens.agent-secret";
    private static final Logger LOG = LoggerFactory.getLogger(HelplineHttpAutoConfiguration.class);

    /** For the container. */
    public HelplineHttpAutoConfiguration() {}

    /** Checks tokens that were signed with the secrets. */
    @Bean
    @ConditionalOnMissingBean
    @ConditionalOnProperty(
            prefix = "helpline.tokens",
            name = {"customer-secret", "agent-secret"})
    ChatAuthenticators chatAuthenticators(HelplineProperties properties) {
        byte[] customers = String.valueOf(properties.tokens().customerSecret()).getBytes(UTF_8);
        byte[] agents = String.valueOf(properties.tokens().agentSecret()).getBytes(UTF_8);
        try {
            JwtAuthenticators tokens = JwtAuthenticators.of(customers, agents);
            return new ChatAuthenticators(tokens.customers(), tokens.agents());
        } catch (IllegalArgumentException e) {
            throw new InvalidPropertyException(CUSTOMER_SECRET + " or " + AGENT_SECRET, e.getMessage(), e);
        }
    }

    /** Rejects all tokens, if the application's users sign in otherwise. */
    @Bean
    @ConditionalOnMissingBean(ChatAuthenticators.class)
    @ConditionalOnBean(ChatRequestAuthenticators.class)
    ChatAuthenticators noTokens(HelplineProperties properties) {
        checkSecrets(properties);
        return new ChatAuthenticators(Authenticator.rejectingAll(), Authenticator.rejectingAll());
    }

    /** The calls of the chat. */
    @Bean
    @ConditionalOnMissingBean
    @ConditionalOnBean(ChatAuthenticators.class)
    ChatHttp chatHttp(
            ChatEngine engine,
            ChatAuthenticators authenticators,
            ObjectProvider<ChatRequestAuthenticators> requestAuthenticators,
            HelplineProperties properties,
            Environment environment,
            ObjectProvider<ChatHttpCustomizer> customizers) {
        ChatHttp.Builder builder = ChatHttp.builder(engine, authenticators.customers(), authenticators.agents());
        requestAuthenticators.ifAvailable(
                requests -> builder.customerRequests(requests.customers()).agentRequests(requests.agents()));
        PropertySetter setter = new PropertySetter("helpline.http.");
        properties.http().corsOrigins().forEach(origin -> setter.set("cors-origins", origin, builder::corsOrigin));
        properties.http().ownOrigins().forEach(origin -> setter.set("own-origins", origin, builder::ownOrigin));
        setter.set("base-path", contextPath(environment) + properties.http().basePath(), builder::basePath);
        properties
                .http()
                .trustedProxies()
                .forEach(proxy -> setter.set("trusted-proxies", proxy, builder::trustedProxy));
        customizers.orderedStream().forEach(customizer -> customizer.customize(builder));
        return builder.build();
    }

    private static String contextPath(Environment environment) {
        return environment.getProperty("server.servlet.context-path", "");
    }

    /** Maps the chat's paths, which are more specific than the {@code /} of Spring MVC. */
    @Bean
    @ConditionalOnMissingBean(name = "chatServlet")
    @ConditionalOnBean(ChatHttp.class)
    ServletRegistrationBean<ChatServlet> chatServlet(ChatHttp http, HelplineProperties properties) {
        String path = properties.http().basePath();
        ServletRegistrationBean<ChatServlet> servlet =
                new ServletRegistrationBean<>(new ChatServlet(http), path + "/api/chat/*", path + "/api/admin/chat/*");
        servlet.setName("helpline");
        servlet.setAsyncSupported(true);
        return servlet;
    }

    /** Says at the start why the chat is not served, if it is not, since nothing else would. */
    @Bean
    SmartInitializingSingleton chatServedCheck(ObjectProvider<ChatHttp> http, HelplineProperties properties) {
        return () -> {
            if (http.getIfAvailable() != null) {
                return;
            }
            checkSecrets(properties);
            LOG.info(
                    "The chat is not served over HTTP. Set {} and {}, or define a bean of type ChatAuthenticators or"
                            + " ChatRequestAuthenticators; or set"
                            + " helpline.http.enabled=false",
                    CUSTOMER_SECRET,
                    AGENT_SECRET);
        };
    }

    private static void checkSecrets(HelplineProperties properties) {
        boolean customers = properties.tokens().customerSecret() != null;
        boolean agents = properties.tokens().agentSecret() != null;
        if (customers != agents) {
            throw new InvalidPropertyException(
                    customers ? AGENT_SECRET : CUSTOMER_SECRET, "it is missing, while the other secret is set", null);
        }
    }
}
