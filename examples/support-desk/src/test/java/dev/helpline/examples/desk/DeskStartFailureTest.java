package dev.helpline.examples.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeskStartFailureTest {
    @TempDir
    Path directory;

    @Test
    void an_invalid_configuration_is_reported_and_nothing_is_started() throws Exception {
        try (DeskProcess desk = DeskProcess.launch(directory, Map.of("PORT", "many", "LOG_LEVEL", "loud"))) {
            assertThat(desk.awaitExit()).isEqualTo(2);
            assertThat(desk.errors())
                    .contains("PORT must be", "LOG_LEVEL must be")
                    .doesNotContain("\tat ");
        }
        assertThat(directory.resolve("data")).doesNotExist();
    }

    @Test
    void mistakes_in_the_hours_and_in_the_form_are_reported_and_nothing_is_started() throws Exception {
        Path form = Files.writeString(directory.resolve("form.json"), "{\"preChatForm\": [{\"key\": \"order\"}]}");
        Map<String, String> settings =
                Map.of("BUSINESS_HOURS", "weekdays", "TIME_ZONE", "Europe/Berlin", "PRE_CHAT_FILE", form.toString());

        try (DeskProcess desk = DeskProcess.launch(directory, settings)) {
            assertThat(desk.awaitExit()).isEqualTo(2);
            assertThat(desk.errors())
                    .contains("BUSINESS_HOURS must be", "PRE_CHAT_FILE " + form, "preChatForm[0]: type is missing")
                    .doesNotContain("\tat ");
        }
        assertThat(directory.resolve("data")).doesNotExist();
    }

    @Test
    void a_port_that_is_taken_is_one_line() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(taken.getLocalPort());

            assertThat(failure(Map.of("PORT", port))).contains("Port " + port, "in use", "set PORT");
        }
    }

    @Test
    void an_address_of_another_machine_is_one_line() throws Exception {
        Map<String, String> settings =
                Map.of("HOST", "192.0.2.1", "JWT_SECRET", "c".repeat(32), "ADMIN_JWT_SECRET", "a".repeat(32));

        assertThat(failure(settings)).contains("HOST 192.0.2.1", "Set HOST");
    }

    @Test
    void a_second_desk_on_the_same_data_is_one_line_and_leaves_the_first_alone() throws Exception {
        Path second = Files.createDirectory(directory.resolve("second"));
        try (DeskProcess first = DeskProcess.start(directory)) {
            String data = directory.resolve("data").toString();

            assertThat(failure(second, Map.of("DATA_DIR", data)))
                    .contains(data, "in use by another process", "DATA_DIR");
            Conversation.hold(first, "s-1");
        }
    }

    @Test
    void a_folder_that_cannot_be_made_is_one_line() throws Exception {
        Path file = Files.createFile(directory.resolve("file"));

        assertThat(failure(Map.of("DATA_DIR", file.toString()))).contains(file.toString(), "Set DATA_DIR");
        assertThat(failure(Map.of("DATA_DIR", file + "/data"))).contains(file.toString(), "Set DATA_DIR");
        assertThat(failure(Map.of("DATA_DIR", "/proc/data"))).contains("/proc/data", "Set DATA_DIR");
    }

    @Test
    void a_file_that_is_no_database_is_one_line() throws Exception {
        Path data = Files.createDirectory(directory.resolve("data"));
        Files.writeString(data.resolve("helpline.mv.db"), "no database".repeat(1000));

        assertThat(failure(Map.of())).contains(data.toString(), "cannot be read or written");
    }

    @Test
    void a_full_disk_is_one_line() throws Exception {
        Path disk = Files.createDirectory(directory.resolve("disk"));
        assumeTrue(run("mount", "-t", "tmpfs", "-o", "size=16k", "none", disk.toString()) == 0, "may not mount a disk");
        try {
            assertThat(failure(Map.of("DATA_DIR", disk.resolve("data").toString())))
                    .contains("is full", disk.toString(), "DATA_DIR");
        } finally {
            assertThat(run("umount", disk.toString())).isZero();
        }
    }

    @Test
    void a_wrong_password_of_an_h2_database_is_one_line() throws Exception {
        String url = "jdbc:h2:" + directory.resolve("host");
        DeskProcess.start(directory, h2Login(url, "the-right-one")).terminate();

        assertThat(failure(h2Login(url, "the-wrong-one"))).contains(url, "Check DB_USER and DB_PASSWORD");
    }

    @Test
    void a_server_that_is_not_there_is_one_line_for_every_driver() throws Exception {
        int port;
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = closed.getLocalPort();
        }
        String place = "//127.0.0.1:" + port + "/chat";

        for (String kind : new String[] {"h2:tcp", "postgresql", "mariadb", "mysql"}) {
            assertThat(failure(Map.of("DB_URL", "jdbc:" + kind + ":" + place)))
                    .contains(place, "No database server can be reached");
        }
    }

    @Test
    void a_trace_is_logged_at_debug_and_a_password_nowhere() throws Exception {
        String[] urls = {
            "jdbc:h2:./x;NO_SUCH_SETTING=1;USER=sa;PASSWORD=hunter2word",
            "jdbc:postgresql://127.0.0.1?user=u&password=hunter2word",
            "jdbc:postgresql://u:hunter2word@127.0.0.1:1/chat",
            "jdbc:mariadb://127.0.0.1:1/chat?user=u&password=hunter2word",
            "jdbc:mariadb://u:hunter2word@127.0.0.1:1/chat",
            "jdbc:mysql://u:hunter2word@127.0.0.1:1/chat",
            "jdbc:mysql://(host=127.0.0.1,port=none,user=u,password=hunter2word)/chat",
        };
        for (String url : urls) {
            try (DeskProcess desk = DeskProcess.launch(directory, Map.of("DB_URL", url, "LOG_LEVEL", "TRACE"))) {
                assertThat(desk.awaitExit()).isEqualTo(1);
                assertThat(desk.errors())
                        .as(url)
                        .contains("The desk was not started.", "\tat ")
                        .doesNotContain("hunter2");
            }
        }
    }

    @Test
    void an_h2_database_that_would_lose_messages_is_one_line() throws Exception {
        assertThat(failure(Map.of("DB_URL", "jdbc:h2:./host", "DB_USER", "sa")))
                .contains("jdbc:h2:./host", "add ;WRITE_DELAY=0 to the URL");
    }

    private static Map<String, String> h2Login(String url, String password) {
        return Map.of("DB_URL", url + ";WRITE_DELAY=0", "DB_USER", "sa", "DB_PASSWORD", password);
    }

    private String failure(Map<String, String> settings) throws Exception {
        return failure(directory, settings);
    }

    /** The one line that a desk prints which does not start. */
    static String failure(Path directory, Map<String, String> settings) throws Exception {
        try (DeskProcess desk = DeskProcess.launch(directory, settings)) {
            assertThat(desk.awaitExit()).isEqualTo(1);
            assertThat(desk.errors().lines()).hasSize(1);
            assertThat(desk.errors()).startsWith("The desk was not started. ");
            return desk.errors();
        }
    }

    private static int run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command).inheritIO().start().waitFor();
    }
}
