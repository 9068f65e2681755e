package dev.helpline.examples.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.helpline.chat.core.policy.ChatPolicy;
import dev.helpline.chat.core.policy.ConsentText;
import dev.helpline.chat.core.policy.FieldType;
import dev.helpline.chat.core.policy.FormField;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PreChatFileTest {
    private static final Path PAGE = Path.of("..", "..", "docs", "operations.md");
    private static final Pattern EXAMPLE = Pattern.compile("```json\\n(\\{\"preChatForm.*?)```", Pattern.DOTALL);

    @TempDir
    Path directory;

    @Test
    void the_example_of_the_page_becomes_questions_and_a_consent() throws Exception {
        Matcher example = EXAMPLE.matcher(Files.readString(PAGE));
        assertThat(example.find()).isTrue();

        ChatPolicy policy = read(example.group(1)).policy();

        assertThat(policy.preChatForm()).extracting(FormField::key).containsExactly("parcels", "topic");
        FormField parcels = policy.preChatForm().get(0);
        assertThat(parcels.type()).isEqualTo(FieldType.NUMBER);
        assertThat(parcels.labels()).isEqualTo(Map.of("en", "Parcels", "de", "Pakete"));
        assertThat(parcels.required()).isTrue();
        assertThat(parcels.min()).contains(BigDecimal.ONE);
        assertThat(parcels.max()).contains(BigDecimal.TEN);
        assertThat(policy.preChatForm().get(1).choices()).isEqualTo(List.of("delivery", "payment"));
        assertThat(policy.consent())
                .contains(new ConsentText("2026-01", Map.of("en", "We keep what you write."), true));
    }

    @Test
    void a_file_may_have_a_consent_alone_which_is_optional() throws Exception {
        ChatPolicy policy = read("{\"consent\": {\"version\": \"1\", \"texts\": {\"en\": \"May we?\"}}}")
                .policy();

        assertThat(policy.preChatForm()).isEmpty();
        assertThat(policy.consent()).contains(new ConsentText("1", Map.of("en", "May we?"), false));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{\"prechat\": []}                                                 | prechat is not a known name (line 1)",
                "{\"preChatForm\": {}}                                             | preChatForm has a wrong value",
                "{\"preChatForm\": [null]}                                         | preChatForm",
                "{\"preChatForm\": [], \"preChatForm\": []}                        | Duplicate field 'preChatForm' (line 1)",
                "{\"preChatForm\": [{\"type\": \"text\", \"labels\": {\"en\": \"A\"}}]} | preChatForm[0]: key is missing",
                "{\"preChatForm\": [{\"key\": \"a\", \"type\": \"date\"}]}         | preChatForm[0].type has a wrong value",
                "{\"preChatForm\": [{\"key\": \"a\", \"type\": \"text\"}]}         | preChatForm[0]: labels is missing",
                "{\"preChatForm\": [{\"key\": \"a\", \"typ\": \"text\"}]}          | preChatForm[0].typ is not a known name",
                "{\"preChatForm\": [{\"key\": \"a\", \"type\": \"text\", \"labels\": {\"en\": null}}]} | preChatForm[0].labels",
                "{\"preChatForm\": [{\"key\": \"a b\", \"type\": \"text\", \"labels\": {\"en\": \"A\"}}]} | preChatForm[0]: key must be",
                "{\"preChatForm\": [{\"key\": \"a\", \"type\": \"text\", \"labels\": {\"en\": \"A\"}, \"maxLength\": 501}]} | preChatForm[0]: maxLength must be",
                "{\"preChatForm\": [{\"key\": \"a\", \"type\": \"choice\", \"labels\": {\"en\": \"A\"}}]} | preChatForm[0]: choices must be",
                "{\"consent\": {\"version\": \"1\", \"texts\": {}}}                 | consent: texts must not be empty",
                "{\"consent\": {\"texts\": {\"en\": \"A\"}}}                        | consent: version is missing",
                "{} {}                                                             | is not valid",
                "{                                                                 | is not valid",
            })
    void a_mistake_is_reported_with_its_place_and_without_names_of_classes(String content, String report)
            throws Exception {
        Read read = read(content);

        assertThat(read.settings().problems())
                .singleElement()
                .asString()
                .startsWith("PRE_CHAT_FILE " + directory)
                .contains(report)
                .doesNotContain("dev.helpline", "com.fasterxml");
    }

    @Test
    void a_folder_and_a_file_that_is_no_text_are_reported() throws Exception {
        Path binary = Files.write(directory.resolve("binary"), new byte[] {(byte) 0xC3, 0x28});

        assertThatExceptionOfType(DeskConfig.WrongConfig.class)
                .isThrownBy(() -> DeskConfig.from(Map.of("PRE_CHAT_FILE", directory.toString())))
                .withMessageStartingWith("PRE_CHAT_FILE " + directory + " cannot be read");
        assertThatExceptionOfType(DeskConfig.WrongConfig.class)
                .isThrownBy(() -> DeskConfig.from(Map.of("PRE_CHAT_FILE", binary.toString())))
                .withMessageStartingWith("PRE_CHAT_FILE " + binary + " cannot be read");
    }

    private record Read(Settings settings, ChatPolicy policy) {}

    private Read read(String content) throws Exception {
        Path file = Files.writeString(directory.resolve("form.json"), content);
        Settings settings = new Settings(Map.of("PRE_CHAT_FILE", file.toString()));
        ChatPolicy.Builder policy = ChatPolicy.builder();
        PreChatFile.apply(settings, policy);
        return new Read(settings, policy.build());
    }
}
