package dev.helpline.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ArgumentsTest {
    private static final Map<String, String> DEFAULTS = Map.of("--rate", "100", "--flags", "");

    @Test
    void what_is_not_given_has_its_default() {
        Arguments arguments = Arguments.parse(List.of("--flags", "-Xmx1g -Xint"), DEFAULTS);

        assertThat(arguments.positive("--rate")).isEqualTo(100);
        assertThat(arguments.text("--flags")).isEqualTo("-Xmx1g -Xint");
        assertThat(arguments.json()).isNull();
    }

    @Test
    void every_program_writes_its_report_to_a_file() {
        assertThat(Arguments.parse(List.of("--json", "report.json"), DEFAULTS).json())
                .isEqualTo(Path.of("report.json"));
    }

    @Test
    void an_unknown_option_is_rejected() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Arguments.parse(List.of("--speed", "1"), DEFAULTS))
                .withMessageContainingAll("--speed", "--rate", "--flags", "--json");
    }

    @Test
    void an_option_without_its_value_is_rejected() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Arguments.parse(List.of("--rate"), DEFAULTS))
                .withMessage("--rate lacks its value");
    }

    @Test
    void a_number_below_one_is_rejected() {
        Arguments arguments = Arguments.parse(List.of("--rate", "0"), DEFAULTS);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> arguments.positive("--rate"))
                .withMessage("--rate must be >= 1, was 0");
    }
}
