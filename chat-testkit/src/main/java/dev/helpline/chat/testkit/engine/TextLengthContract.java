package dev.helpline.chat.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.chat.core.message.SendMessage;
import dev.helpline.chat.core.rating.RateSession;
import dev.helpline.chat.core.session.EndSession;
import dev.helpline.chat.core.session.StartSession;
import dev.helpline.chat.spi.ErrorCode;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.auth.Principal;
import dev.helpline.chat.spi.auth.Role;
import dev.helpline.chat.spi.rating.Rating;
import dev.helpline.chat.spi.session.Assignment;
import dev.helpline.chat.spi.session.Ending;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.session.Topic;
import dev.helpline.chat.spi.store.OpenSessionQuery;
import dev.helpline.chat.spi.store.TextLimits;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every text may have exactly the documented length, however many bytes its characters need in a database. */
abstract class TextLengthContract extends EngineTest {
    private static final String EMOJI = "\uD83E\uDD57";
    private static final String COMBINING = "e\u0301";
    private static final String BMP = "\u6C49";

    @ParameterizedTest
    @ValueSource(strings = {EMOJI, COMBINING, BMP, "x"})
    void texts_of_exactly_their_limits_are_stored(String letters) {
        StartSession start = start(letters);

        SessionId id = watched(carla().start(start).session().id());
        Session session = stored(id);
        anton().send(SendMessage.builder(id, text(TextLimits.MESSAGE, letters))
                .metadata(text(TextLimits.METADATA, letters))
                .build());
        anton().end(EndSession.builder(id)
                .reason(text(TextLimits.END_REASON, letters))
                .build());
        carla().rate(rating(id, letters, 0));

        assertThat(session.topic()).isEqualTo(start.topic());
        assertThat(session.customer().name()).isEqualTo(start.name());
        assertThat(session.customer().email()).isEqualTo(start.email());
        assertThat(session.customer().phone()).isEqualTo(start.phone());
        assertThat(log(id)).extracting(EngineTest::word).contains(text(TextLimits.MESSAGE, letters));
        Ending ending = Objects.requireNonNull(stored(id).ending());
        Rating rating = Objects.requireNonNull(stored(id).rating());
        assertThat(ending.reason()).isEqualTo(text(TextLimits.END_REASON, letters));
        assertThat(rating.feedback()).isEqualTo(text(TextLimits.FEEDBACK, letters));
        assertThat(rating.categories()).isEqualTo(rating(id, letters, 0).categories());
    }

    @ParameterizedTest
    @ValueSource(strings = {EMOJI, COMBINING, BMP, "x"})
    void a_start_with_a_text_one_over_its_limit_is_refused(String letters) {
        String name = text(TextLimits.NAME + 1, letters);
        String phone = text(TextLimits.PHONE + 1, letters);
        String message = text(TextLimits.MESSAGE + 1, letters);
        List<StartSession> starts = List.of(
                StartSession.builder().name(name).build(),
                StartSession.builder().email(name).build(),
                StartSession.builder().phone(phone).build(),
                StartSession.builder().initialMessage(message).build(),
                about(Topic.builder().subject(text(TextLimits.SUBJECT + 1, letters))),
                about(Topic.builder().category(text(TextLimits.CATEGORY + 1, letters))),
                about(Topic.builder().externalRef(text(TextLimits.EXTERNAL_REF + 1, letters))),
                about(Topic.builder().context(text(TextLimits.CONTEXT + 1, letters))),
                about(Topic.builder().locale(text(TextLimits.LOCALE + 1, letters))));

        assertThat(starts)
                .extracting(start -> codeOf(() -> carla().start(start)))
                .containsOnly(ErrorCode.INVALID_SESSION);

        assertThat(store.openSessionCounts().total()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {EMOJI, COMBINING, BMP, "x"})
    void any_other_text_one_over_its_limit_is_refused(String letters) {
        SessionId id = active();
        String tooLong = text(TextLimits.MESSAGE + 1, letters);
        String metadata = text(TextLimits.METADATA + 1, letters);
        String reason = text(TextLimits.END_REASON + 1, letters);
        int entries = log(id).size();

        assertThat(codeOf(() -> carlaSays(id, tooLong))).isEqualTo(ErrorCode.INVALID_MESSAGE);
        assertThat(codeOf(() -> carla().send(
                                SendMessage.builder(id, "hi").metadata(metadata).build())))
                .isEqualTo(ErrorCode.INVALID_MESSAGE);
        assertThat(codeOf(
                        () -> carla().end(EndSession.builder(id).reason(reason).build())))
                .isEqualTo(ErrorCode.INVALID_REQUEST);
        assertThat(codeOf(() -> anton().openSessions(searching(text(TextLimits.SEARCH + 1, letters)), 1, 10)))
                .isEqualTo(ErrorCode.INVALID_REQUEST);
        assertThat(log(id)).hasSize(entries);

        carla().end(EndSession.of(id));
        RateSession rating = rating(id, letters, 1);
        assertThat(codeOf(() -> carla().rate(RateSession.builder(id, 3)
                        .feedback(rating.feedback())
                        .categories(List.of())
                        .build())))
                .isEqualTo(ErrorCode.INVALID_RATING);
        assertThat(codeOf(() -> carla().rate(RateSession.builder(id, 3)
                        .categories(rating.categories())
                        .build())))
                .isEqualTo(ErrorCode.INVALID_RATING);
    }

    /** The texts of a token come from another system; they must not prevent its bearer from being served. */
    @ParameterizedTest
    @ValueSource(strings = {EMOJI, COMBINING, BMP, "x"})
    void a_tokens_texts_are_cut_to_their_limits(String letters) {
        String name = text(TextLimits.NAME + 1, letters);
        Principal carla = Principal.builder(Role.CUSTOMER, CARLA)
                .name(name)
                .email(name)
                .phone(name)
                .build();

        SessionId id = watched(
                engine.customer(carla).start(StartSession.PLAIN).session().id());
        engine.agent(Principal.agent(ANTON, Role.AGENT, name, name)).claim(id);

        assertThat(stored(id).customer().name()).isEqualTo(text(TextLimits.NAME, letters));
        assertThat(stored(id).customer().email()).isEqualTo(text(TextLimits.EMAIL, letters));
        assertThat(stored(id).customer().phone()).isEqualTo(text(TextLimits.PHONE, letters));
        Assignment assignment = Objects.requireNonNull(stored(id).assignment());
        assertThat(assignment.name()).isEqualTo(text(TextLimits.NAME, letters));
        assertThat(assignment.department()).isEqualTo(text(TextLimits.DEPARTMENT, letters));
    }

    /** A part of a reference would name something else. */
    @ParameterizedTest
    @ValueSource(strings = {EMOJI, COMBINING, BMP, "x"})
    void a_tokens_external_reference_is_left_out_if_it_is_too_long(String letters) {
        Principal carla = Principal.builder(Role.CUSTOMER, CARLA)
                .externalRef(text(TextLimits.EXTERNAL_REF, letters))
                .build();
        Principal tooLong = carla.toBuilder()
                .externalRef(text(TextLimits.EXTERNAL_REF + 1, letters))
                .build();

        Session kept = engine.customer(carla).start(StartSession.PLAIN).session();

        assertThat(stored(watched(kept.id())).topic().externalRef()).isEqualTo(carla.externalRef());
        assertThat(tooLong.externalRef()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\0", "\uD83E", "\uDD57", "a\u0007b"})
    void a_search_for_text_that_cannot_be_stored_is_refused(String text) {
        assertThat(codeOf(() -> anton().openSessions(searching(text), 1, 10))).isEqualTo(ErrorCode.INVALID_REQUEST);
    }

    @ParameterizedTest
    @ValueSource(strings = {EMOJI, COMBINING, BMP, "x"})
    void a_search_of_exactly_its_limit_finds_what_has_it(String letters) {
        String subject = text(TextLimits.SEARCH, letters);
        SessionId id = watched(
                carla().start(about(Topic.builder().subject(subject))).session().id());

        assertThat(anton().openSessions(searching(subject), 1, 10).sessions())
                .extracting(summary -> summary.view().session().id())
                .containsExactly(id);
    }

    private static ErrorCode codeOf(ThrowingCallable call) {
        return refusalOf(call).code();
    }

    private static OpenSessionQuery searching(String text) {
        return OpenSessionQuery.builder()
                .states(OpenSessionQuery.ALL.states())
                .text(text)
                .order(OpenSessionQuery.Order.QUEUE)
                .build();
    }

    /** Starts a session in which every text has its maximal length. */
    private static StartSession start(String letters) {
        return StartSession.builder()
                .name(text(TextLimits.NAME, letters))
                .email(text(TextLimits.EMAIL, letters))
                .phone(text(TextLimits.PHONE, letters))
                .topic(Topic.builder()
                        .subject(text(TextLimits.SUBJECT, letters))
                        .category(text(TextLimits.CATEGORY, letters))
                        .externalRef(text(TextLimits.EXTERNAL_REF, letters))
                        .context(text(TextLimits.CONTEXT, letters))
                        .locale(text(TextLimits.LOCALE, letters))
                        .build())
                .initialMessage(text(TextLimits.MESSAGE, letters))
                .build();
    }

    private static StartSession about(Topic.Builder topic) {
        return StartSession.builder().topic(topic.build()).build();
    }

    private static RateSession rating(SessionId id, String letters, int over) {
        List<String> categories = IntStream.range(0, TextLimits.RATING_CATEGORIES)
                .mapToObj(i -> text(TextLimits.RATING_CATEGORY - 1 + over, letters) + i)
                .toList();
        return RateSession.builder(id, 3)
                .feedback(text(TextLimits.FEEDBACK + over, letters))
                .categories(categories)
                .build();
    }

    /** Returns that many code points, repeating the letters. */
    private static String text(int codePoints, String letters) {
        String text = letters.repeat(codePoints);
        return text.substring(0, text.offsetByCodePoints(0, codePoints));
    }
}
