package dev.helpline.chat.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.chat.core.ChatEngine;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.aot.generate.ClassNameGenerator;
import org.springframework.aot.generate.DefaultGenerationContext;
import org.springframework.aot.generate.GeneratedFiles.Kind;
import org.springframework.aot.generate.InMemoryGeneratedFiles;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.core.env.MapPropertySource;
import org.springframework.javapoet.ClassName;

class AheadOfTimeTest {
    @Configuration(proxyBeanMethods = false)
    static class Host {
        @Bean
        dev.helpline.chat.spi.store.ChatStore store() {
            return new dev.helpline.chat.core.memory.MemoryChatStore();
        }
    }

    @Test
    void code_is_generated_for_the_beans_and_what_they_read_is_named() throws Exception {
        InMemoryGeneratedFiles files = new InMemoryGeneratedFiles();
        DefaultGenerationContext generation = new DefaultGenerationContext(
                new ClassNameGenerator(ClassName.get("dev.helpline.chat.spring", "Host")), files);
        try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
            context.getEnvironment()
                    .getPropertySources()
                    .addFirst(new MapPropertySource("test", Map.of("helpline.policy.max-open-sessions", "3")));
            context.register(Host.class, HelplineAutoConfiguration.class, HelplineHealthAutoConfiguration.class);

            new ApplicationContextAotGenerator().processAheadOfTime(context, generation);
        }
        generation.writeGeneratedContent();

        assertThat(files.getGeneratedFiles(Kind.SOURCE).values())
                .anySatisfy(source -> assertThat(source.getInputStream())
                        .asString(java.nio.charset.StandardCharsets.UTF_8)
                        .contains(ChatEngine.class.getSimpleName(), "chatEngineLifecycle"));
        assertThat(RuntimeHintsPredicates.resource()
                        .forResource("dev/helpline/chat/core/internal/rules/EventTexts_hi.properties"))
                .accepts(generation.getRuntimeHints());
        assertThat(RuntimeHintsPredicates.resource()
                        .forResource("dev/helpline/chat/store/jdbc/migration/h2/V1__any.sql"))
                .accepts(generation.getRuntimeHints());
    }
}
