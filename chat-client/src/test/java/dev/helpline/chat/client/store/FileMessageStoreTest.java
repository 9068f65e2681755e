package dev.helpline.chat.client.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileMessageStoreTest {
    /** What JSON has to escape, and half of a surrogate pair. */
    private static final String AWKWARD = "\"a\\b\n\u0000é\uD83D\uDE00 \uD83D";

    @TempDir
    Path folder;

    private File file;

    @BeforeEach
    void name_a_file() {
        file = folder.resolve("new/folder/messages").toFile();
    }

    private static StoreChange put(String key, String text) {
        return StoreChange.builder().put(key, text).build();
    }

    private static StoreChange remove(String key) {
        return StoreChange.builder().remove(key).build();
    }

    private StoreContents load() throws IOException {
        try (FileMessageStore store = FileMessageStore.of(file)) {
            return store.load();
        }
    }

    private void write(StoreChange... changes) throws IOException {
        try (FileMessageStore store = FileMessageStore.of(file)) {
            for (StoreChange change : changes) {
                store.write(change);
            }
        }
    }

    @Test
    void a_store_without_a_file_is_empty() throws Exception {
        StoreContents contents = load();

        assertThat(contents.records()).isEmpty();
        assertThat(contents.isDamaged()).isFalse();
    }

    @Test
    void records_are_there_when_the_file_is_opened_again() throws Exception {
        write(put("a", AWKWARD), put("b", "1"), put("c", "1"));
        write(put("b", "2"), remove("c"), remove("never there"));

        assertThat(load().records()).isEqualTo(Map.of("a", AWKWARD, "b", "2"));
        assertThat(load().isDamaged()).isFalse();
    }

    @Test
    void only_its_user_reads_the_file() throws Exception {
        write(put("a", "1"));

        assertThat(Files.getPosixFilePermissions(file.toPath()))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    private StoreReader reading(byte[] bytes) throws IOException {
        File copy = Files.write(folder.resolve("copy"), bytes).toFile();
        StoreReader reader = new StoreReader(65_536);
        reader.read(copy);
        return reader;
    }

    @Test
    void a_file_that_is_cut_at_any_byte_has_each_change_whole_or_not() throws Exception {
        write(
                put("a", "1"),
                StoreChange.builder()
                        .put("b", AWKWARD)
                        .put("c", "3")
                        .remove("a")
                        .build(),
                put("d", "4"));
        byte[] whole = Files.readAllBytes(file.toPath());
        List<Map<String, String>> legal = List.of(
                Map.of(), Map.of("a", "1"), Map.of("b", AWKWARD, "c", "3"), Map.of("b", AWKWARD, "c", "3", "d", "4"));
        int ends = 0;

        for (int length = 0; length <= whole.length; length++) {
            boolean isEnd = length > 0 && whole[length - 1] == '\n';
            ends += isEnd ? 1 : 0;

            StoreReader reader = reading(Arrays.copyOf(whole, length));

            assertThat(reader.records()).as("cut at %d", length).isEqualTo(legal.get(Math.max(0, ends - 1)));
            assertThat(reader.isDamaged()).isFalse();
            assertThat(reader.isWhole()).isEqualTo(isEnd);
        }
    }

    @Test
    void behind_a_line_that_is_cut_more_is_written() throws Exception {
        write(put("a", "1"), put("b", "2"));
        Files.write(file.toPath(), Arrays.copyOf(Files.readAllBytes(file.toPath()), (int) file.length() - 3));

        write(put("later", "3"));

        assertThat(load().records()).isEqualTo(Map.of("a", "1", "later", "3"));
        assertThat(load().isDamaged()).isFalse();
        assertThat(new File(file + ".damaged")).doesNotExist();
    }

    @Test
    void a_byte_that_is_damaged_costs_no_other_line() throws Exception {
        write(put("a", "1"), put("b", "2"), put("c", "3"));
        byte[] whole = Files.readAllBytes(file.toPath());
        int end = whole.length - 1; // without the last end of a line, the line counts as one that was never stored

        for (int at = 0; at < end; at++) {
            byte[] damaged = whole.clone();
            damaged[at] ^= 0x10;

            StoreReader reader = reading(damaged);

            int line = (int) new String(whole, 0, at, StandardCharsets.US_ASCII)
                    .chars()
                    .filter(c -> c == '\n')
                    .count();
            List<String> keys = List.of("header", "a", "b", "c");
            Map<String, String> expected = new TreeMap<>(Map.of("a", "1", "b", "2", "c", "3"));
            expected.remove(keys.get(line));
            if (whole[at] == '\n') {
                expected.remove(keys.get(line + 1));
            }
            assertThat(reader.records()).as("damaged at %d", at).isEqualTo(expected);
            assertThat(reader.isDamaged()).isTrue();
        }
    }

    @Test
    void damage_is_told_once_and_the_file_is_kept_as_it_was() throws Exception {
        write(put("a", "1"), put("b", "2"), put("c", "3"));
        byte[] damaged = Files.readAllBytes(file.toPath());
        damaged[damaged.length / 2] ^= 0x10;
        Files.write(file.toPath(), damaged);

        assertThat(load().isDamaged()).isTrue();
        assertThat(new File(file + ".damaged")).hasBinaryContent(damaged);
        assertThat(load().isDamaged()).isFalse();
        assertThat(load().records()).hasSize(2);
    }

    @Test
    void zeros_behind_the_last_line_are_dropped() throws Exception {
        write(put("a", "1"));
        byte[] whole = Files.readAllBytes(file.toPath());
        Files.write(file.toPath(), Arrays.copyOf(whole, whole.length + 4096));

        assertThat(load().records()).isEqualTo(Map.of("a", "1"));
        write(put("b", "2"));
        assertThat(load().records()).isEqualTo(Map.of("a", "1", "b", "2"));
    }

    @Test
    void a_file_of_noise_does_not_break_the_start() throws Exception {
        byte[] noise = new byte[200_000];
        new Random(7).nextBytes(noise);
        Files.createDirectories(file.toPath().getParent());
        Files.write(file.toPath(), noise);

        StoreContents contents = load();

        assertThat(contents.records()).isEmpty();
        assertThat(contents.isDamaged()).isTrue();
        assertThat(new File(file + ".damaged")).hasBinaryContent(noise);
    }

    @Test
    void lines_that_fit_their_checksum_but_are_no_changes_are_damage() throws Exception {
        write(put("a", "1"));
        String json = "{\"put\":{\"b\":2}}";
        CRC32 checksum = new CRC32();
        checksum.update(json.getBytes(StandardCharsets.US_ASCII));
        Files.writeString(
                file.toPath(), Files.readString(file.toPath()) + String.format("%08x %s\n", checksum.getValue(), json));

        assertThat(load().records()).isEqualTo(Map.of("a", "1"));
    }

    @Test
    void what_a_replacement_that_was_killed_has_left_is_not_used() throws Exception {
        write(put("a", "1"));
        Files.writeString(Path.of(file + ".new"), "helpline-messages 1\nhalf of a li");

        assertThat(load().records()).isEqualTo(Map.of("a", "1"));
    }

    @Test
    void the_file_stays_small_however_often_records_change() throws Exception {
        String text = "x".repeat(4000);
        try (FileMessageStore store = FileMessageStore.of(file)) {
            for (int i = 0; i < 70; i++) {
                store.write(put("a" + i % 3, text + i));
            }
        }

        assertThat(file.length()).isLessThan(64 * 1024 + 2 * 3 * 4200);
        assertThat(load().records()).containsOnlyKeys("a0", "a1", "a2").containsEntry("a1", text + 67);
    }

    @Test
    void a_full_store_takes_nothing_and_loses_nothing_until_there_is_room() throws Exception {
        try (FileMessageStore store =
                FileMessageStore.builder(file).maxBytes(65_536).build()) {
            store.write(put("a", "x".repeat(60_000)));

            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> store.write(put("b", "é".repeat(1_000))))
                    .withMessageContaining("full");
            assertThat(store.load().records()).containsOnlyKeys("a");

            store.write(remove("a"));
            store.write(put("b", "é".repeat(1_000)));
        }
        assertThat(load().records()).containsOnlyKeys("b");
    }

    @Test
    void a_file_is_of_one_store_at_a_time() throws Exception {
        FileMessageStore first = FileMessageStore.of(file);
        first.write(put("a", "1"));
        try (FileMessageStore second = FileMessageStore.of(file)) {
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(second::load)
                    .withMessageContaining("in use");
            assertThatExceptionOfType(IOException.class).isThrownBy(() -> second.write(put("a", "2")));

            first.close();

            assertThat(second.load().records()).isEqualTo(Map.of("a", "1"));
        }
        assertThatExceptionOfType(IOException.class).isThrownBy(first::load).withMessageContaining("closed");
    }

    @Test
    void a_folder_in_the_place_of_the_file_is_told_and_locks_nothing() throws Exception {
        Files.createDirectories(file.toPath());
        try (FileMessageStore store = FileMessageStore.of(file)) {
            assertThatExceptionOfType(IOException.class).isThrownBy(store::load);

            Files.delete(file.toPath());

            assertThat(store.load().records()).isEmpty();
        }
    }

    @Test
    void many_records_are_read_as_they_were_written() throws Exception {
        Map<String, String> records =
                IntStream.range(0, 300).boxed().collect(Collectors.toMap(i -> "k" + i, i -> AWKWARD + i));
        StoreChange.Builder all = StoreChange.builder();
        records.forEach(all::put);

        write(all.build());

        assertThat(load().records()).isEqualTo(records);
    }

    @Test
    void a_limit_below_the_least_one_is_rejected() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FileMessageStore.builder(file).maxBytes(65_535))
                .withMessageContaining("65536");
    }
}
