package dev.helpline.chat.core.internal.attachment;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileNamesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "notes.txt",
                "Rechnung Nr. 7 (Kopie).pdf",
                "résumé.docx",
                "報告書.xlsx",
                "تقرير.pdf",
                "रिपोर्ट.pdf",
                "family 👨‍👩‍👧.jpg",
                "a..b.png",
                "no ending",
                "it's 100% #1 & more; [x] {y} +~@,.txt"
            })
    void an_honest_name_stays_as_it_is(String name) {
        assertThat(FileNames.safe(name)).isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource({
        "../../etc/passwd, passwd",
        "/etc/passwd, passwd",
        "C:\\fakepath\\photo.jpg, photo.jpg",
        "folder/photo.jpg/, photo.jpg",
        "..\\..\\boot.ini, boot.ini",
        ".htaccess, htaccess",
        "photo.jpg..., photo.jpg",
        "con, _con",
        "NUL.txt, _NUL.txt",
        "lpt1.tar.gz, _lpt1.tar.gz",
        "console.log, console.log",
        "a<b>c:d|e?f*g.txt, a_b_c_d_e_f_g.txt"
    })
    void what_is_dangerous_in_a_name_is_removed(String name, String safe) {
        assertThat(FileNames.safe(name)).isEqualTo(safe);
    }

    @Test
    void nothing_invisible_is_left_and_nothing_turns_the_direction() {
        assertThat(FileNames.safe("inv\u202Efdp.exe")).isEqualTo("invfdp.exe");
        assertThat(FileNames.safe("a\u2066b\u2069c\u200Fd\u061Ce\uFEFFf.txt")).isEqualTo("abcdef.txt");
        assertThat(FileNames.safe("a\0b\r\nc\td\u007Fe\u0085f\u2028g.txt")).isEqualTo("abcdefg.txt");
        assertThat(FileNames.safe("a\uD83Db\uDE00c.txt")).isEqualTo("abc.txt");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", ".", "..", "/", "\\..\\", "\u0000", "\u202E", " . . ", "\u200D"})
    void a_name_of_which_nothing_is_left_is_replaced(String name) {
        assertThat(FileNames.safe(name)).isEqualTo("file");
    }

    @Test
    void a_name_that_is_too_long_is_cut_before_its_ending() {
        assertThat(FileNames.safe("n".repeat(10_000) + ".pdf")).isEqualTo("n".repeat(251) + ".pdf");
        assertThat(FileNames.safe("😀".repeat(10_000) + ".pdf")).isEqualTo("😀".repeat(62) + ".pdf");
        assertThat(FileNames.safe("n." + "x".repeat(10_000))).isEqualTo("n." + "x".repeat(253));
    }

    @Test
    void a_safe_name_stays_safe() {
        long seed = 20260105;
        Random random = new Random(seed);
        String characters = "ab./\\:*?\"<>| \0\n\u202E\u2066\uD83D\uDE00é界con.";
        for (int round = 0; round < 20_000; round++) {
            StringBuilder name = new StringBuilder();
            for (int i = random.nextInt(400); i >= 0; i--) {
                name.append(characters.charAt(random.nextInt(characters.length())));
            }
            String safe = FileNames.safe(name.toString());

            assertThat(safe).as("seed %s round %s", seed, round).isNotBlank().isEqualTo(FileNames.safe(safe));
            assertThat(safe).doesNotContain("/", "\\", "\0", "\n", "\u202E");
            assertThat(safe.getBytes(UTF_8)).hasSizeLessThanOrEqualTo(FileNames.MAX_BYTES);
        }
    }
}
