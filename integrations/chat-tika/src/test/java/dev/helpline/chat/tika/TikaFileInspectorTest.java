package dev.helpline.chat.tika;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.chat.spi.attachment.FileType;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TikaFileInspectorTest {
    private static final String DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    private static final String XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    private final TikaFileInspector inspector = new TikaFileInspector();

    @ParameterizedTest
    @CsvSource({"jpg,image/jpeg", "png,image/png", "gif,image/gif"})
    void an_image_has_the_dimensions_of_its_header(String format, String type) throws IOException {
        assertThat(inspect(image(format, 70, 30))).contains(new FileType(type, 70, 30));
    }

    @Test
    void all_three_kinds_of_webp_tell_their_dimensions() {
        byte[] lossy = riff("VP8 ", 0, 0, 0, 0x9d, 0x01, 0x2a, 70, 0, 30, 0);
        byte[] lossless = riff("VP8L", 0x2f, 69, 0x40, 0x07, 0);
        byte[] extended = riff("VP8X", 0, 0, 0, 0, 69, 0, 0, 29, 0, 0);

        assertThat(inspect(lossy)).contains(new FileType("image/webp", 70, 30));
        assertThat(inspect(lossless)).contains(new FileType("image/webp", 70, 30));
        assertThat(inspect(extended)).contains(new FileType("image/webp", 70, 30));
    }

    @Test
    void an_image_that_claims_to_be_huge_is_taken_at_its_word_and_not_decoded() throws IOException {
        byte[] png = image("png", 1, 1);
        ByteBuffer.wrap(png).putInt(16, 100_000).putInt(20, 90_000);

        assertThat(inspect(png)).contains(new FileType("image/png", 100_000, 90_000));
    }

    @ParameterizedTest
    @ValueSource(strings = {"jpg", "png"})
    void an_image_that_ends_in_its_header_is_none(String format) throws IOException {
        assertThat(inspect(Arrays.copyOf(image(format, 70, 30), 12))).isEmpty();
    }

    @Test
    void a_jpeg_of_endless_segments_costs_little() {
        byte[] endless = new byte[4_000_000];
        for (int i = 0; i + 4 <= endless.length; i += 4) {
            ByteBuffer.wrap(endless).putInt(i, 0xffe10002);
        }
        endless[0] = (byte) 0xff;
        endless[1] = (byte) 0xd8;
        endless[2] = (byte) 0xff;
        endless[3] = (byte) 0xe1;
        ContentOf content = new ContentOf(endless);

        assertThat(inspector.inspect(content)).isEmpty();
        assertThat(content.bytesRead()).isLessThan(100_000);
    }

    @Test
    void a_pdf_is_recognised() {
        assertThat(inspect("%PDF-1.7\n%âãÏÓ\n1 0 obj\n".getBytes(ISO_8859_1))).contains(FileType.of("application/pdf"));
    }

    @ParameterizedTest
    @CsvSource({"word/document.xml," + DOCX, "xl/workbook.xml," + XLSX})
    void an_office_document_is_told_by_the_names_in_its_zip_file(String part, String type) throws IOException {
        assertThat(inspect(zip("[Content_Types].xml", "_rels/.rels", part))).contains(FileType.of(type));
        assertThat(inspect(zip(part, "docProps/app.xml", "[Content_Types].xml")))
                .contains(FileType.of(type));
    }

    @Test
    void other_zip_files_are_no_documents() throws IOException {
        FileType zip = FileType.of("application/zip");

        assertThat(inspect(zip("readme.txt"))).contains(zip);
        assertThat(inspect(zip("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin")))
                .contains(zip);
        assertThat(inspect(zip("[Content_Types].xml", "word/document.xml", "xl/workbook.xml")))
                .contains(zip);
        assertThat(inspect(zip("word/document.xml"))).contains(zip);
    }

    @Test
    void a_zip_file_is_no_document_unless_its_directory_is_its_end() throws IOException {
        byte[] docx = zip("[Content_Types].xml", "word/document.xml");

        assertThat(inspect(Arrays.copyOf(docx, docx.length + 10))).contains(FileType.of("application/zip"));
        assertThat(inspect(Arrays.copyOf(docx, docx.length - 10))).contains(FileType.of("application/zip"));
    }

    @Test
    void a_zip_bomb_is_not_inflated() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (String name : new String[] {"[Content_Types].xml", "word/document.xml"}) {
                zip.putNextEntry(new ZipEntry(name));
                zip.write(new byte[50_000_000]);
            }
        }
        ContentOf content = new ContentOf(bytes.toByteArray());

        assertThat(inspector.inspect(content)).contains(FileType.of(DOCX));
        assertThat(content.bytesRead()).isLessThan(200_000);
    }

    @ParameterizedTest
    @CsvSource({"WordDocument,application/msword", "Workbook,application/vnd.ms-excel", "Book,application/vnd.ms-excel"
    })
    void an_old_office_document_is_told_by_the_streams_in_its_root(String stream, String type) {
        assertThat(inspect(ole(stream, "SummaryInformation"))).contains(FileType.of(type));
        assertThat(inspect(ole("SummaryInformation", stream))).contains(FileType.of(type));
    }

    @Test
    void other_ole_files_are_no_documents() {
        assertThat(inspect(ole("__properties_version1.0", "x"))).contains(FileType.of("application/x-ole-storage"));
        assertThat(inspect(ole("WordDocument", "Workbook"))).contains(FileType.of("application/x-ole-storage"));
        assertThat(inspect(Arrays.copyOf(ole("WordDocument", "x"), 600)))
                .contains(FileType.of("application/x-ole-storage"));
    }

    @Test
    void a_directory_that_goes_round_in_circles_ends() {
        byte[] circle = ole("a", "b");
        ByteBuffer table = ByteBuffer.wrap(circle).order(ByteOrder.LITTLE_ENDIAN);
        table.putInt(512 + 4, 1);
        table.putInt(1024 + 128 + 68, 1).putInt(1024 + 128 + 72, 0);

        assertThat(inspect(circle)).contains(FileType.of("application/x-ole-storage"));
    }

    @Test
    void text_is_plain_in_any_encoding() {
        assertThat(inspect("Grüße, 世界 😀\r\n\tand so on".getBytes(UTF_8))).contains(FileType.of("text/plain"));
        assertThat(inspect("Grüße aus Köln, schöne Wörter".getBytes(ISO_8859_1)))
                .contains(FileType.of("text/plain"));
        String longText = "\uFEFFa long text ".repeat(10_000);
        assertThat(inspect(longText.getBytes(UTF_16BE))).contains(FileType.of("text/plain"));
        assertThat(inspect(longText.getBytes(UTF_16LE))).contains(FileType.of("text/plain"));
    }

    @Test
    void binary_data_behind_text_is_no_text() {
        byte[] tail = ("a long text ".repeat(10_000) + "\0\1\2").getBytes(UTF_8);

        assertThat(inspect(tail)).isEmpty();
        String utf16 = "\uFEFF" + "a long text ".repeat(10_000) + "\0";
        assertThat(inspect(utf16.getBytes(UTF_16BE))).isEmpty();
        assertThat(inspect(utf16.getBytes(UTF_16LE))).isEmpty();
        assertThat(inspect(Arrays.copyOf("\uFEFFtext".getBytes(UTF_16BE), 9))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<html><body><script>alert(1)</script></body></html>",
                "<!DOCTYPE html>\n<title>x</title>",
                "<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\"/>",
                "<?xml version=\"1.0\"?><svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>",
                "MZ\u0090\0\u0003",
                "#!/bin/sh\nrm -rf /\n"
            })
    void what_browsers_and_systems_run_is_neither_image_nor_text(String content) {
        assertThat(inspect(content.getBytes(ISO_8859_1)).map(FileType::mediaType))
                .isNotEqualTo(Optional.of("text/plain"))
                .isNotEqualTo(Optional.of("image/png"));
    }

    @Test
    void a_polyglot_is_what_its_beginning_says() throws IOException {
        byte[] gif = image("gif", 7, 3);
        byte[] script = "/*<script>alert(1)</script>*/".getBytes(UTF_8);
        byte[] both = Arrays.copyOf(gif, gif.length + script.length);
        System.arraycopy(script, 0, both, gif.length, script.length);

        assertThat(inspect(both)).contains(new FileType("image/gif", 7, 3));
    }

    @Test
    void broken_files_of_every_kind_are_judged_without_a_failure() throws IOException {
        byte[][] files = {
            image("jpg", 70, 30),
            image("png", 70, 30),
            image("gif", 70, 30),
            riff("VP8X", 0, 0, 0, 0, 69, 0, 0, 29, 0, 0),
            zip("[Content_Types].xml", "word/document.xml"),
            ole("WordDocument", "x")
        };
        long seed = 20260105;
        Random random = new Random(seed);
        for (int round = 0; round < 600; round++) {
            byte[] broken = files[round % files.length].clone();
            for (int i = 0; i < 4; i++) {
                broken[random.nextInt(broken.length)] = (byte) random.nextInt(256);
            }
            byte[] cut = Arrays.copyOf(broken, 1 + random.nextInt(broken.length));
            assertThat(inspect(cut)).as("seed %s round %s", seed, round).isNotNull();
        }
    }

    private Optional<FileType> inspect(byte[] bytes) {
        return inspector.inspect(new ContentOf(bytes));
    }

    private static byte[] image(String format, int width, int height) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        assertThat(ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB), format, bytes))
                .isTrue();
        return bytes.toByteArray();
    }

    private static byte[] zip(String... names) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (String name : names) {
                zip.putNextEntry(new ZipEntry(name));
                zip.write("<x/>".getBytes(UTF_8));
            }
        }
        return bytes.toByteArray();
    }

    private static byte[] riff(String chunk, int... content) {
        ByteBuffer file = ByteBuffer.allocate(20 + content.length).order(ByteOrder.LITTLE_ENDIAN);
        file.put("RIFF".getBytes(ISO_8859_1)).putInt(12 + content.length).put("WEBP".getBytes(ISO_8859_1));
        file.put(chunk.getBytes(ISO_8859_1)).putInt(content.length);
        Arrays.stream(content).forEach(value -> file.put((byte) value));
        return file.array();
    }

    /** An OLE file of a header, a table of sectors, and a directory with a root and two streams in it. */
    private static byte[] ole(String first, String second) {
        ByteBuffer file = ByteBuffer.allocate(4 * 512).order(ByteOrder.LITTLE_ENDIAN);
        file.putLong(0, 0xE11AB1A1E011CFD0L)
                .putShort(24, (short) 0x3e)
                .putShort(26, (short) 3)
                .putShort(28, (short) 0xfffe)
                .putShort(30, (short) 9)
                .putInt(44, 1)
                .putInt(48, 1)
                .putInt(68, -2)
                .putInt(76, 0);
        for (int i = 1; i < 109; i++) {
            file.putInt(76 + 4 * i, -1);
        }
        file.putInt(512, -3).putInt(516, -2).putInt(520, -1);
        entry(file, 0, "Root Entry", 5).putInt(1024 + 76, 1);
        entry(file, 1, first, 2).putInt(1024 + 128 + 72, 2);
        entry(file, 2, second, 2);
        return file.array();
    }

    private static ByteBuffer entry(ByteBuffer file, int number, String name, int type) {
        int at = 1024 + number * 128;
        for (int i = 0; i < name.length(); i++) {
            file.putShort(at + 2 * i, (short) name.charAt(i));
        }
        return file.putShort(at + 64, (short) (2 * name.length() + 2))
                .put(at + 66, (byte) type)
                .putInt(at + 68, -1)
                .putInt(at + 72, -1)
                .putInt(at + 76, -1);
    }
}
