package dev.helpline.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Properties;

/** The properties of the Spring Boot starter, by the metadata that the build writes for IDEs. */
final class SpringProperties {
    static final String PAGE = "docs/spring.md";

    private static final String METADATA = "/META-INF/spring-configuration-metadata.json";

    private SpringProperties() {}

    /** Properties on the page are properties of the starter. */
    static void check(CodeBlock block) throws IOException {
        Properties properties = new Properties();
        properties.load(new StringReader(block.text()));

        assertThat(properties.stringPropertyNames()).isNotEmpty();
        assertThat(names()).containsAll(properties.stringPropertyNames());
    }

    static List<String> names() throws IOException {
        try (InputStream metadata = Objects.requireNonNull(SpringProperties.class.getResourceAsStream(METADATA))) {
            List<String> names = new ArrayList<>();
            for (JsonNode property : new ObjectMapper().readTree(metadata).path("properties")) {
                names.add(property.path("name").asText());
            }
            return names;
        }
    }
}
