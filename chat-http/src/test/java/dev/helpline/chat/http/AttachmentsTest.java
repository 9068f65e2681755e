package dev.helpline.chat.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.chat.core.policy.AttachmentPolicy;
import dev.helpline.chat.core.policy.ChatPolicy;
import dev.helpline.chat.http.exchange.HttpCall;
import dev.helpline.chat.http.exchange.HttpIntake;
import dev.helpline.chat.spi.SessionId;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files over HTTP. */
class AttachmentsTest {
    private static final int PART = 256 * 1024;
    private static final String FILE = "/api/chat/attachments/s-1/f-1";

    private final ChatFixture fixture = ChatFixture.with(
            ChatPolicy.builder()
                    .attachments(AttachmentPolicy.builder().uploads(null).build()),
            UnaryOperator.identity());
    private final String alice = fixture.tokens.customer("alice");
    private final String sarah = fixture.tokens.agent("sarah");

    @BeforeEach
    void startASession() {
        fixture.start("alice", "s-1");
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void a_file_is_uploaded_in_parts_sent_and_downloaded() {
        String content = "0123456789abcdef".repeat(40_000);
        byte[] bytes = content.getBytes(UTF_8);
        start("f-1", "long.txt", bytes.length).expect(200);
        for (int at = 0; at < bytes.length; at += PART) {
            part(at, Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + PART)))
                    .expect(200);
        }
        send("f-1").expect(200);

        Reply file = fixture.get(FILE).token(sarah).expect(200);

        assertThat(file.text()).isEqualTo(content);
        assertThat(file.headers())
                .containsEntry("Content-Length", Integer.toString(bytes.length))
                .containsEntry("Content-Type", "text/plain");
    }

    @Test
    void a_file_is_always_a_download_that_no_browser_runs() {
        sent("some text");

        assertThat(fixture.get(FILE).token(sarah).expect(200).headers())
                .containsEntry("Content-Disposition", "attachment; filename=\"f-1.txt\"; filename*=UTF-8''f-1.txt")
                .containsEntry("X-Content-Type-Options", "nosniff")
                .containsEntry("Content-Security-Policy", "sandbox; default-src 'none'; frame-ancestors 'none'")
                .containsEntry("Cache-Control", "no-store");
    }

    @Test
    void head_tells_the_same_without_the_file() {
        sent("some text");

        Reply head = fixture.call("HEAD", FILE).token(sarah).expect(200);

        assertThat(head.headers()).containsEntry("Content-Length", "9").containsEntry("Accept-Ranges", "bytes");
    }

    @ParameterizedTest
    @CsvSource({
        "bytes=0-3, some, bytes 0-3/9",
        "bytes=5-, text, bytes 5-8/9",
        "bytes=-4, text, bytes 5-8/9",
        "bytes=5-99, text, bytes 5-8/9",
        "bytes=-99, some text, bytes 0-8/9"
    })
    void a_range_of_a_file_is_downloaded(String range, String part, String contentRange) {
        sent("some text");

        Reply reply = fixture.get(FILE).token(sarah).header("Range", range).expect(206);

        assertThat(reply.text()).isEqualTo(part);
        assertThat(reply.headers())
                .containsEntry("Content-Range", contentRange)
                .containsEntry("Content-Length", Integer.toString(part.length()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"bytes=0-1,3-4", "lines=0-1", "bytes=-", "bytes=3-1", "nonsense", "bytes=99999999999999999999-"})
    void a_range_that_is_not_supported_gets_the_whole_file(String range) {
        sent("some text");

        assertThat(fixture.get(FILE)
                        .token(sarah)
                        .header("Range", range)
                        .expect(200)
                        .text())
                .isEqualTo("some text");
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=9-", "bytes=100-200", "bytes=-0"})
    void a_range_behind_the_end_is_refused(String range) {
        sent("some text");

        Reply reply = fixture.get(FILE).token(sarah).header("Range", range).expect(416, "RANGE_NOT_SATISFIABLE");

        assertThat(reply.headers()).containsEntry("Content-Range", "bytes */9");
    }

    @Test
    void an_upload_tells_how_far_it_is_and_goes_on_from_there() {
        byte[] bytes = "x".repeat(PART + 100).getBytes(UTF_8);
        start("f-1", "f-1.txt", bytes.length).expect(200);
        part(0, Arrays.copyOf(bytes, PART)).expect(200);

        Reply again = start("f-1", "f-1.txt", bytes.length).expect(200);

        assertThat(again.data().path("received").asInt()).isEqualTo(PART);
        assertThat(again.data().has("attachment")).isFalse();
        Reply done = part(PART, Arrays.copyOfRange(bytes, PART, bytes.length)).expect(200);
        assertThat(done.data().at("/attachment/size").asInt()).isEqualTo(bytes.length);
    }

    @Test
    void parts_may_repeat_and_overlap_and_leave_no_gap() {
        byte[] bytes = "x".repeat(PART + 100).getBytes(UTF_8);
        start("f-1", "f-1.txt", bytes.length).expect(200);
        part(0, Arrays.copyOf(bytes, PART)).expect(200);

        assertThat(part(0, Arrays.copyOf(bytes, PART))
                        .expect(200)
                        .data()
                        .path("received")
                        .asInt())
                .isEqualTo(PART);
        assertThat(part(PART + 1, new byte[1])
                        .expect(409, "ATTACHMENT_CONFLICT")
                        .json()
                        .at("/error/details/received")
                        .asText())
                .isEqualTo(Integer.toString(PART));
        assertThat(part(100, Arrays.copyOfRange(bytes, 100, bytes.length))
                        .expect(200)
                        .data()
                        .has("attachment"))
                .isTrue();
    }

    @Test
    void a_short_part_counts_up_to_its_last_whole_chunk() {
        start("f-1", "f-1.txt", PART + 100).expect(200);

        assertThat(part(0, new byte[PART - 1])
                        .expect(200)
                        .data()
                        .path("received")
                        .asInt())
                .isZero();
    }

    @Test
    void a_part_that_is_too_long_is_refused() {
        start("f-1", "f-1.txt", 2 * PART).expect(200);
        part(0, new byte[PART + 1]).expect(413, "PAYLOAD_TOO_LARGE");
        part(0, new byte[PART]).header("Content-Encoding", "gzip").expect(415, "UNSUPPORTED_MEDIA_TYPE");
    }

    @Test
    void more_bytes_than_the_upload_has_are_refused() {
        start("f-1", "f-1.txt", 5).expect(200);

        Reply reply = part(0, new byte[6]).expect(400, "INVALID_ATTACHMENT");

        assertThat(reply.json().at("/error/details/reason").asText()).isEqualTo("size");
    }

    @Test
    void a_client_that_is_killed_at_any_byte_of_a_part_stores_nothing_of_it() {
        int size = 300;
        start("f-1", "f-1.txt", size).expect(200);
        HttpCall head = HttpCall.builder("PUT", FILE)
                .query("offset=0")
                .header("Authorization", "Bearer " + alice)
                .header("Content-Length", Integer.toString(size))
                .build();

        for (int sent = 0; sent < size; sent++) {
            HttpIntake intake = fixture.http.receive(head);
            intake.add(new byte[sent], sent);
            intake.fail();
            assertThat(Call.soon(intake.reply()).status())
                    .as("after %s bytes", sent)
                    .isEqualTo(408);
        }

        assertThat(start("f-1", "f-1.txt", size)
                        .expect(200)
                        .data()
                        .path("received")
                        .asInt())
                .isZero();
        assertThat(fixture.http.bodyBytes()).isZero();
    }

    @Test
    void a_file_that_is_too_large_is_refused_before_its_first_byte() {
        Reply reply = start("f-1", "f-1.txt", 10 * 1024 * 1024 + 1).expect(413, "ATTACHMENT_TOO_LARGE");

        assertThat(reply.json().at("/error/details/limitBytes").asText()).isEqualTo("10485760");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<html><script>alert(1)</script>",
                "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
                "<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'/>",
                "PK\3\4 not a document",
                "MZ\0\0\0"
            })
    void a_hostile_file_named_like_an_image_is_refused_and_leaves_nothing(String content) {
        byte[] bytes = content.getBytes(UTF_8);
        start("f-1", "image.png", bytes.length).expect(200);

        Reply reply = part(0, bytes).expect(400, "INVALID_ATTACHMENT");

        assertThat(reply.json().at("/error/details/reason").asText()).isEqualTo("type");
        assertThat(fixture.store.uploadedBytes(new SessionId("s-1"))).isZero();
    }

    @Test
    void a_polyglot_of_image_and_script_is_an_image_that_is_downloaded() {
        byte[] polyglot = Arrays.copyOf("GIF89a/*".getBytes(UTF_8), 60);
        byte[] script = "*/=1;alert(document.domain)//<script>".getBytes(UTF_8);
        System.arraycopy(script, 0, polyglot, 13, script.length);
        polyglot[8] = 1;
        start("f-1", "script.js", polyglot.length).expect(200);
        part(0, polyglot).expect(200);
        send("f-1").expect(200);

        assertThat(fixture.get(FILE).token(sarah).expect(200).headers())
                .containsEntry("Content-Type", "image/gif")
                .containsEntry("X-Content-Type-Options", "nosniff")
                .containsEntry("Content-Disposition", "attachment; filename=\"script.js\"; filename*=UTF-8''script.js");
    }

    @ParameterizedTest
    @CsvSource({
        "../../etc/passwd, passwd",
        "a\\r\\nSet-Cookie: x=1.txt, aSet-Cookie_ x=1.txt",
        "inv\\u202Egpj.exe, invgpj.exe",
        "%2e%2e%2f\\\"x.txt, %2e%2e%2f_x.txt"
    })
    void a_hostile_name_is_inert(String name, String safe) {
        fixture.post(
                        "/api/chat/attachments",
                        "{\"sessionId\":\"s-1\",\"attachmentId\":\"f-1\",\"name\":\"" + name + "\",\"size\":4}")
                .token(alice)
                .expect(200);
        assertThat(part(0, "text".getBytes(UTF_8))
                        .expect(200)
                        .data()
                        .at("/attachment/name")
                        .asText())
                .isEqualTo(safe);
        send("f-1").expect(200);

        String disposition = String.valueOf(
                fixture.get(FILE).token(sarah).expect(200).headers().get("Content-Disposition"));
        assertThat(disposition).matches("attachment; filename=\"[ -~&&[^\"\\\\%]]+\"; filename\\*=UTF-8''[!-~]+");
    }

    @Test
    void a_message_whose_file_is_gone_names_it_so_that_the_client_uploads_it_again() {
        Reply refusal = send("f-gone").expect(400, "INVALID_MESSAGE_DATA");

        assertThat(refusal.json().at("/error/details/attachmentId").asText()).isEqualTo("f-gone");
    }

    @Test
    void a_name_with_a_nul_is_refused() {
        fixture.post("/api/chat/attachments", "{\"sessionId\":\"s-1\",\"name\":\"a\\u0000.txt\",\"size\":4}")
                .token(alice)
                .expect(400, "VALIDATION_ERROR");
    }

    @Test
    void a_name_of_any_script_is_in_the_header_as_rfc_8187_says() {
        start("f-1", "Grüße 世界.txt", 4).expect(200);
        part(0, "text".getBytes(UTF_8)).expect(200);
        send("f-1").expect(200);

        assertThat(fixture.get(FILE).token(sarah).expect(200).headers())
                .containsEntry(
                        "Content-Disposition",
                        "attachment; filename=\"Gr__e __.txt\"; filename*=UTF-8''Gr%C3%BC%C3%9Fe%20%E4%B8%96%E7%95%8C.txt");
    }

    @Test
    void a_name_of_ten_thousand_characters_is_cut() {
        start("f-1", "n".repeat(10_000) + ".txt", 4).expect(200);

        assertThat(part(0, "text".getBytes(UTF_8))
                        .expect(200)
                        .data()
                        .at("/attachment/name")
                        .asText())
                .hasSize(255)
                .endsWith("n.txt");
    }

    @Test
    void an_image_has_its_dimensions() {
        byte[] image = new byte[40];
        ByteBuffer.wrap(image)
                .putLong(0x89504E470D0A1A0AL)
                .putLong(0x0000000D49484452L)
                .putInt(640)
                .putInt(480);
        start("f-1", "image.png", image.length).expect(200);

        Reply done = part(0, image).expect(200);

        assertThat(done.data().at("/attachment/width").asInt()).isEqualTo(640);
        assertThat(done.data().at("/attachment/height").asInt()).isEqualTo(480);
    }

    @Test
    void another_customer_finds_no_file_and_no_session() {
        sent("some text");
        String mallory = fixture.tokens.customer("mallory");
        fixture.start("mallory", "s-2");

        fixture.get(FILE).token(mallory).expect(404, "SESSION_NOT_FOUND");
        fixture.get("/api/chat/attachments/s-2/f-1").token(mallory).expect(404, "ATTACHMENT_NOT_FOUND");
        fixture.call("POST", FILE).token(mallory).expect(404, "SESSION_NOT_FOUND");
    }

    @Test
    void a_signed_address_opens_the_file_without_a_token_until_it_expires() {
        sent("some text");
        String url = link(alice);

        assertThat(fixture.get(url).expect(200).text()).isEqualTo("some text");
        fixture.time.advance(Duration.ofMinutes(5));
        fixture.get(url).expect(404, "ATTACHMENT_NOT_FOUND");
    }

    @Test
    void a_changed_address_opens_nothing() {
        sent("some text");
        fixture.upload("alice", "s-1", "f-2", "secret");
        send("f-2").expect(200);
        String url = link(alice);
        String forged = Base64.getUrlEncoder().withoutPadding().encodeToString("ADMIN:root".getBytes(UTF_8));

        for (String changed : new String[] {
            url.replace("/f-1", "/f-2"),
            url.replaceFirst("expires=\\d+", "expires=9999999999"),
            url.replaceFirst("expires=\\d+", "expires=never"),
            url.replaceFirst("by=[^&]+", "by=" + forged),
            url.replaceFirst("signature=.", url.contains("signature=_") ? "signature=-" : "signature=_"),
            url.replaceFirst("&signature=.*", ""),
            url.replaceFirst("signature=.*", "signature=%20"),
            "/api/chat/files/s-1/f-1"
        }) {
            assertThat(changed).isNotEqualTo(url);
            fixture.get(changed).expect(404, "ATTACHMENT_NOT_FOUND");
        }
    }

    @Test
    void a_signed_address_dies_with_its_message() {
        sent("some text");
        String url = link(sarah);
        assertThat(fixture.get(url).expect(200).text()).isEqualTo("some text");

        fixture.call("DELETE", "/api/chat/message/s-1/m-f-1").token(alice).expect(200);

        fixture.get(url).expect(404, "ATTACHMENT_NOT_FOUND");
    }

    @Test
    void a_cancelled_upload_is_gone() {
        fixture.upload("alice", "s-1", "f-1", 10);

        fixture.call("DELETE", FILE).token(alice).expect(200);

        fixture.call("DELETE", FILE).token(alice).expect(404, "ATTACHMENT_NOT_FOUND");
        part(0, new byte[10]).expect(404, "ATTACHMENT_NOT_FOUND");
    }

    @Test
    void a_chat_without_a_blob_store_takes_no_files() {
        try (ChatFixture without = ChatFixture.withoutFiles()) {
            without.start("alice", "s-1");

            assertThat(without.get("/api/chat/config").expect(200).data().has("attachments"))
                    .isFalse();
            without.post("/api/chat/attachments", "{\"sessionId\":\"s-1\",\"name\":\"a\",\"size\":1}")
                    .token(without.tokens.customer("alice"))
                    .expect(404, "NOT_FOUND");
        }
    }

    private Call start(String id, String name, long size) {
        return fixture.post(
                        "/api/chat/attachments",
                        "{\"sessionId\":\"s-1\",\"attachmentId\":\"%s\",\"name\":\"%s\",\"size\":%d}"
                                .formatted(id, name, size))
                .token(alice);
    }

    private Call part(int offset, byte[] bytes) {
        return fixture.call("PUT", FILE + "?offset=" + offset)
                .token(alice)
                .header("Content-Type", "application/octet-stream")
                .header("Content-Length", Integer.toString(bytes.length))
                .body(bytes);
    }

    private Call send(String id) {
        return fixture.post(
                        "/api/chat/message",
                        "{\"sessionId\":\"s-1\",\"messageId\":\"m-%s\",\"attachmentIds\":[\"%s\"]}".formatted(id, id))
                .token(alice);
    }

    private void sent(String content) {
        fixture.upload("alice", "s-1", "f-1", content);
        send("f-1").expect(200);
    }

    private String link(String token) {
        return fixture.call("POST", FILE)
                .token(token)
                .expect(200)
                .data()
                .path("url")
                .asText();
    }
}
