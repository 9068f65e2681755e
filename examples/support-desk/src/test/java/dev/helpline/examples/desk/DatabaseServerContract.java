package dev.helpline.examples.desk;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What holds for the desk's jar over any database server. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class DatabaseServerContract {
    private Path folder;
    private DatabaseServer server;

    abstract DatabaseServer start(Path folder) throws Exception;

    @BeforeAll
    void start_the_server(@TempDir Path temporary) throws Exception {
        folder = temporary;
        server = start(Files.createDirectory(folder.resolve("server")));
    }

    @AfterAll
    void stop_the_server() throws Exception {
        if (server != null) {
            server.close();
        }
    }

    @Test
    void a_conversation_is_there_again_after_a_restart() throws Exception {
        Path directory = newDirectory();
        DeskProcess desk = DeskProcess.start(directory, login(DatabaseServer.DATABASE, DatabaseServer.PASSWORD));
        Conversation.hold(desk, "s-1");
        assertThat(desk.terminate()).isEqualTo(143);
        assertThat(desk.errors()).doesNotContain("ERROR", "WARN", DatabaseServer.PASSWORD);

        try (DeskProcess again =
                DeskProcess.start(newDirectory(), login(DatabaseServer.DATABASE, DatabaseServer.PASSWORD))) {
            assertThat(Conversation.read(again, "s-1")).contains(Conversation.QUESTION, Conversation.REPLY);
        }
    }

    @Test
    void a_password_in_the_url_works_and_shows_nowhere() throws Exception {
        String url = server.url(DatabaseServer.DATABASE);
        String login = "user=" + DatabaseServer.USER + "&password=" + encoded(DatabaseServer.PASSWORD);
        Map<String, String> settings =
                Map.of("DB_URL", url + (url.contains("?") ? "&" : "?") + login, "LOG_LEVEL", "TRACE");

        DeskProcess desk = DeskProcess.start(newDirectory(), settings);
        assertThat(desk.terminate()).isEqualTo(143);

        assertThat(desk.errors()).doesNotContain(DatabaseServer.PASSWORD, encoded(DatabaseServer.PASSWORD));
    }

    @Test
    void a_wrong_password_is_one_line() throws Exception {
        assertThat(failure(login(DatabaseServer.DATABASE, "another-Pa55word")))
                .contains(DatabaseServer.DATABASE, "Check DB_USER and DB_PASSWORD")
                .doesNotContain("another-Pa55word");
    }

    @Test
    void a_database_that_is_not_there_is_one_line() throws Exception {
        assertThat(failure(login("nowhere", DatabaseServer.PASSWORD))).contains("/nowhere");
    }

    private String failure(Map<String, String> settings) throws Exception {
        return DeskStartFailureTest.failure(newDirectory(), settings);
    }

    private Map<String, String> login(String database, String password) {
        return Map.of("DB_URL", server.url(database), "DB_USER", DatabaseServer.USER, "DB_PASSWORD", password);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private Path newDirectory() throws Exception {
        return Files.createTempDirectory(folder, "desk");
    }
}
