package dev.helpline.chat.spring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.chat.core.ChatEngine;
import dev.helpline.chat.spi.bot.AutoResponder;
import dev.helpline.chat.spi.bot.BotReply;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.aot.generate.ClassNameGenerator;
import org.springframework.aot.generate.DefaultGenerationContext;
import org.springframework.aot.generate.GeneratedFiles.Kind;
import org.springframework.aot.generate.InMemoryGeneratedFiles;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.context.annotation.AnnotatedBeanDefinitionReader;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.io.InputStreamSource;
import org.springframework.javapoet.ClassName;
import org.springframework.web.context.support.GenericWebApplicationContext;

class AheadOfTimeTest {
    @Configuration(proxyBeanMethods = false)
    static class Host {
        @Bean
        dev.helpline.chat.spi.store.ChatStore store() {
            return new dev.helpline.chat.core.memory.MemoryChatStore();
        }

        @Bean
        AutoResponder bot() {
            return turn -> BotReply.NONE;
        }

        @Bean
        MeterRegistry meterRegistry() {
            return new SimpleMeterRegistry();
        }
    }

    @Test
    void code_is_generated_for_the_beans_and_what_they_read_is_named() throws Exception {
        InMemoryGeneratedFiles files = new InMemoryGeneratedFiles();
        DefaultGenerationContext generation = new DefaultGenerationContext(
                new ClassNameGenerator(ClassName.get("dev.helpline.chat.spring", "Host")), files);
        try (GenericWebApplicationContext context = new GenericWebApplicationContext()) {
            context.getEnvironment()
                    .getPropertySources()
                    .addFirst(new MapPropertySource(
                            "test",
                            Map.of(
                                    "helpline.policy.max-open-sessions", "3",
                                    "helpline.tokens.customer-secret", "c".repeat(32),
                                    "helpline.tokens.agent-secret", "a".repeat(32),
                                    "helpline.mail.host", "127.0.0.1",
                                    "helpline.mail.from", "desk@shop.example")));
            new AnnotatedBeanDefinitionReader(context)
                    .register(
                            Host.class,
                            HelplineMetersAutoConfiguration.class,
                            HelplineMailAutoConfiguration.class,
                            HelplineAutoConfiguration.class,
                            HelplineHttpAutoConfiguration.class,
                            HelplineHealthAutoConfiguration.class,
                            HelplineTransactionsAutoConfiguration.class);

            new ApplicationContextAotGenerator().processAheadOfTime(context, generation);
        }
        generation.writeGeneratedContent();

        StringBuilder sources = new StringBuilder();
        for (InputStreamSource source : files.getGeneratedFiles(Kind.SOURCE).values()) {
            sources.append(new String(source.getInputStream().readAllBytes(), UTF_8));
        }
        assertThat(sources)
                .contains(
                        ChatEngine.class.getSimpleName(),
                        "\"chatEngineLifecycle\"",
                        "\"chatBot\"",
                        "\"chatServlet\"",
                        "\"helplineHealthIndicator\"",
                        "\"helplineMeters\"",
                        "\"helplineMailNotifier\"",
                        "\"chatTransactionWarning\"");
        assertThat(RuntimeHintsPredicates.resource()
                        .forResource("dev/helpline/chat/core/internal/rules/EventTexts_hi.properties"))
                .accepts(generation.getRuntimeHints());
        assertThat(RuntimeHintsPredicates.resource()
                        .forResource("dev/helpline/chat/store/jdbc/migration/h2/V1__any.sql"))
                .accepts(generation.getRuntimeHints());
    }
}
