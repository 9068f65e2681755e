package dev.helpline.examples.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.examples.shop.StartProblem;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The shop as its users start it. */
class SpringHostJarTest {
    private static final String NO_DATABASE = "jdbc:postgresql://127.0.0.1:1/shop";

    @Test
    void a_database_that_does_not_answer_ends_the_start_with_a_message() throws Exception {
        StartProblem problem =
                StartProblem.of(System.getProperty("shop.jar"), Map.of("SPRING_DATASOURCE_URL", NO_DATABASE));

        assertThat(problem.exitCode()).isEqualTo(1);
        assertThat(problem.printed()).contains("Connection to 127.0.0.1:1 refused");
    }
}
