package dev.helpline.examples.desk;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseUrlTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:h2:./data/x;USER=sa;PASSWORD=hunter2word",
                "jdbc:h2:tcp://db/x;CIPHER=AES;password=hunter2word other",
                "jdbc:h2:./x;PASSWORD=hunter2\\;word",
                "jdbc:postgresql://db:5432/chat?user=u&password=hunter2word",
                "jdbc:postgresql://db/chat?password=hunter2%77ord&sslpassword=hunter2word",
                "jdbc:postgresql:chat?PASSWORD=hunter2word",
                "jdbc:postgresql://u:hunter2word@db/chat",
                "jdbc:mariadb://db/chat?user=u&password=hunter2word",
                "jdbc:mariadb://db/chat?password2=hunter2word&trustStorePassword=hunter2word",
                "jdbc:mariadb://address=(host=db)(port=3306)/chat?password=hunter2word",
                "jdbc:mysql://u:hunter2word@db:3306/chat",
                "jdbc:mysql://u:hunter2word@db1,u:hunter2word@db2/chat",
                "jdbc:mysql://u:hunter2/@?word@db/chat",
                "jdbc:mysql://u:1234?hunter2word@db/chat",
                "jdbc:mysql://address=(host=db)(user=u)(password=hunter2word)/chat",
                "jdbc:mysql://(host=db,user=u,password=hunter2word)/chat",
                "jdbc:mysql://db/chat?clientCertificateKeyStorePassword=hunter2word",
                "jdbc:mysql://u:hunter2word/chat",
                "postgres://u:hunter2word@db/chat",
            })
    void no_spelling_of_a_password_shows_in_its_text(String url) {
        assertThat(new DatabaseUrl(url).toString()).doesNotContain("hunter2").doesNotContain("1234");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:h2:./data/x;USER=sa;PASSWORD=hunter2word;TRACE_LEVEL_FILE=0",
                "jdbc:postgresql://db:5432/chat?user=u&password=hunter2word&ssl=true",
                "jdbc:postgresql://db:5432/chat?password=hunter2%77ord",
                "jdbc:mysql://u:hunter2word@db:3306/chat",
                "jdbc:mysql://u:hunter2word@db1,v:hunter2word@db2/chat",
                "jdbc:mysql://address=(host=db)(user=u)(password=hunter2word)/chat",
                "jdbc:mysql://(host=db,user=u,password=hunter2word)/chat",
                "jdbc:mariadb://db/chat?trustStorePassword=hunter2word",
            })
    void a_driver_that_repeats_a_part_of_the_url_does_not_repeat_the_password(String url) {
        Mask mask = Mask.of(Map.of("DB_URL", url));

        assertThat(masked(mask, "cannot parse " + url + " nor 'hunter2word'")).doesNotContain("hunter2");
    }

    @Test
    void all_secrets_of_the_environment_are_masked_in_any_encoding() {
        Mask mask =
                Mask.of(Map.of("DB_PASSWORD", "schlüssel", "JWT_SECRET", "customers", "ADMIN_JWT_SECRET", "agents"));

        assertThat(masked(mask, "schlüssel, customers, agents, clerks")).isEqualTo("***, ***, ***, clerks");
    }

    @Test
    void a_short_password_is_masked_where_it_is_named() {
        Mask mask = Mask.of(Map.of("DB_URL", "jdbc:h2:./x;USER=sa;PASSWORD=sa"));

        assertThat(masked(mask, "password=sa is not a salary")).isEqualTo("password=*** is not a salary");
    }

    @ParameterizedTest
    @CsvSource({
        "jdbc:h2:./data/x;WRITE_DELAY=0, jdbc:h2:./data/x",
        "jdbc:h2:mem:x, jdbc:h2:mem:x",
        "jdbc:postgresql://db:5432/chat?user=u, jdbc:postgresql://db:5432/chat",
        "jdbc:postgresql://[::1]:5432/chat, jdbc:postgresql://[::1]:5432/chat",
        "jdbc:mysql://db/chat?user=u, jdbc:mysql://db/chat",
    })
    void kind_host_and_name_of_a_database_show(String url, String text) {
        assertThat(new DatabaseUrl(url)).hasToString(text);
    }

    @Test
    void only_a_file_of_h2_has_a_folder() {
        assertThat(new DatabaseUrl("jdbc:h2:file:/var/chat/x;USER=sa").folder()).contains(Path.of("/var/chat"));
        assertThat(new DatabaseUrl("jdbc:h2:/var/chat/x").folder()).contains(Path.of("/var/chat"));
        assertThat(new DatabaseUrl("jdbc:h2:mem:x").folder()).isEmpty();
        assertThat(new DatabaseUrl("jdbc:h2:tcp://db/x").folder()).isEmpty();
        assertThat(new DatabaseUrl("jdbc:postgresql://db/x").folder()).isEmpty();
    }

    private static String masked(Mask mask, String line) {
        return new String(mask.apply(line.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8);
    }
}
