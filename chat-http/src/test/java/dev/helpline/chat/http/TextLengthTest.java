package dev.helpline.chat.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.helpline.chat.core.policy.ChatPolicy;
import dev.helpline.chat.spi.store.TextLimits;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Limits count code points on the wire as they do in the engine and in every store. */
class TextLengthTest {
    private static final String EMOJI = "\uD83E\uDD57";
    private static final String COMBINING = "e\u0301";
    private static final String BMP = "\u6C49";

    /** An object with one property has seven characters more than its value. */
    private static final int OBJECT = "{\"a\":\"\"}".length();

    private final ChatFixture fixture =
            ChatFixture.with(ChatPolicy.builder().customerMessages(null).newSessions(null), UnaryOperator.identity());

    @AfterEach
    void close() {
        fixture.close();
    }

    static Stream<Arguments> textsAtTheirLimit() {
        return Stream.of(EMOJI, COMBINING, BMP, "x")
                .flatMap(letters -> Stream.of(
                        start("{\"userInfo\":{\"name\":\"%s\"}}", TextLimits.NAME, letters),
                        start("{\"userInfo\":{\"email\":\"%s\"}}", TextLimits.EMAIL, letters),
                        start("{\"userInfo\":{\"phone\":\"%s\"}}", TextLimits.PHONE, letters),
                        start("{\"subject\":\"%s\"}", TextLimits.SUBJECT, letters),
                        start("{\"category\":\"%s\"}", TextLimits.CATEGORY, letters),
                        start("{\"externalRef\":\"%s\"}", TextLimits.EXTERNAL_REF, letters),
                        start("{\"context\":{\"a\":\"%s\"}}", TextLimits.CONTEXT - OBJECT, letters),
                        start("{\"locale\":\"%s\"}", TextLimits.LOCALE, letters),
                        start("{\"initialMessage\":\"%s\"}", TextLimits.MESSAGE, letters),
                        call("/message", "\"message\":\"%s\"", TextLimits.MESSAGE, letters),
                        call(
                                "/message",
                                "\"message\":\"hi\",\"metadata\":{\"a\":\"%s\"}",
                                TextLimits.METADATA - OBJECT,
                                letters),
                        call("/session/end", "\"endReason\":\"%s\"", TextLimits.END_REASON, letters),
                        call("/rating", "\"rating\":5,\"feedback\":\"%s\"", TextLimits.FEEDBACK, letters),
                        call("/rating", "\"rating\":5,\"categories\":[\"%s\"]", TextLimits.RATING_CATEGORY, letters)));
    }

    private static Arguments start(String body, int limit, String letters) {
        return arguments("/session", body, limit, letters);
    }

    private static Arguments call(String path, String body, int limit, String letters) {
        return arguments(path, "{\"sessionId\":\"s-1\"," + body + "}", limit, letters);
    }

    @ParameterizedTest
    @MethodSource("textsAtTheirLimit")
    void a_text_of_exactly_its_limit_is_accepted(String path, String body, int limit, String letters) {
        prepare(path);

        assertThat(post(path, body.formatted(text(limit, letters))).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @MethodSource("textsAtTheirLimit")
    void a_text_one_over_its_limit_is_rejected_permanently(String path, String body, int limit, String letters) {
        prepare(path);

        Reply reply = post(path, body.formatted(text(limit + 1, letters)));

        assertThat(reply.status()).as(reply.text()).isEqualTo(400);
        assertThat(reply.headers()).doesNotContainKey("Retry-After");
        assertThat(reply.text()).doesNotContain(letters.repeat(10));
    }

    @Test
    void a_search_is_counted_in_code_points_too() {
        search(TextLimits.SEARCH).expect(200);
        search(TextLimits.SEARCH + 1).expect(400, "VALIDATION_ERROR");
        fixture.get("/api/admin/chat/active-sessions?q=%00")
                .token(fixture.tokens.agent("anton"))
                .expect(400, "VALIDATION_ERROR");
    }

    private Call search(int length) {
        return fixture.get("/api/admin/chat/active-sessions?q=" + "%F0%9F%A5%97".repeat(length))
                .token(fixture.tokens.agent("anton"));
    }

    private void prepare(String path) {
        fixture.start("alice", "s-1");
        if (path.equals("/rating")) {
            fixture.end("anton", "s-1");
        }
    }

    private Reply post(String path, String body) {
        return fixture.post("/api/chat" + path, body)
                .token(fixture.tokens.customer("alice"))
                .send();
    }

    /** A text of the given number of code points, which repeats the letters. */
    private static String text(int codePoints, String letters) {
        String text = letters.repeat(codePoints);
        return text.substring(0, text.offsetByCodePoints(0, codePoints));
    }
}
