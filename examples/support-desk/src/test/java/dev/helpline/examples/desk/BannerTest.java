package dev.helpline.examples.desk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BannerTest {
    @Test
    void a_newcomer_reads_last_which_page_to_open(@TempDir Path folder) throws Exception {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();

        Banner.print(
                new PrintStream(printed, true, UTF_8),
                "http://localhost:8080",
                Secrets.of(DeskConfig.from(Map.of("DATA_DIR", folder.toString()))));

        assertThat(printed.toString(UTF_8).strip()).endsWith("\nOpen this page: http://localhost:8080/desk");
    }
}
