package dev.helpline.chat.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.chat.core.rating.RateSession;
import dev.helpline.chat.core.session.EndSession;
import dev.helpline.chat.core.session.SessionView;
import dev.helpline.chat.core.session.StartSession;
import dev.helpline.chat.spi.ChatException;
import dev.helpline.chat.spi.ErrorCode;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.rating.Rating;
import dev.helpline.chat.spi.session.EndCause;
import dev.helpline.chat.spi.session.EndedBy;
import dev.helpline.chat.spi.session.Ending;
import dev.helpline.chat.spi.session.Outcome;
import dev.helpline.chat.spi.session.Session;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Ending a session once, and rating it once. */
abstract class EndContract extends EngineTest {
    @Test
    void an_end_says_who_why_and_when() {
        SessionId session = active();
        Instant now = time.instant();

        Session ended = anton().end(EndSession.builder(session)
                        .reason("all done")
                        .outcome(Outcome.RESOLVED)
                        .claimedAt(now.plusSeconds(1))
                        .build())
                .session();

        assertThat(ended.ending())
                .isEqualTo(new Ending(
                        EndedBy.AGENT, EndCause.NORMAL, "all done", Outcome.RESOLVED, now, now.plusSeconds(1)));
    }

    @Test
    void an_end_claimed_before_the_start_is_ignored() {
        SessionId session = active();

        Session ended = carla().end(EndSession.builder(session)
                        .claimedAt(time.instant().minusSeconds(1))
                        .build())
                .session();

        assertThat(endingOf(ended).claimedAt()).isNull();
    }

    @Test
    void ending_again_returns_the_first_end_to_every_caller() {
        SessionId session = active();
        Session first =
                carla().end(EndSession.builder(session).reason("bye").build()).session();
        pass(TICK);

        Session again = anton().end(EndSession.builder(session)
                        .reason("other")
                        .outcome(Outcome.SPAM)
                        .build())
                .session();

        assertThat(again).isEqualTo(first);
    }

    @Test
    void of_many_who_end_a_session_at_once_one_does_and_all_are_told_of_that() {
        for (int round = 0; round < 20; round++) {
            SessionId session = active();

            List<SessionView> told = Crowd.all(
                    8,
                    i -> i % 2 == 0
                            ? carla().end(EndSession.builder(session)
                                    .reason("reason " + i)
                                    .build())
                            : anton().end(EndSession.builder(session)
                                    .reason("reason " + i)
                                    .build()));

            assertThat(told).extracting(SessionView::session).containsOnly(stored(session));
        }
    }

    @Test
    void the_outcome_is_for_agents_to_say() {
        SessionId session = active();

        assertThat(refusalOf(() -> carla().end(EndSession.builder(session)
                                .outcome(Outcome.RESOLVED)
                                .build()))
                        .code())
                .isEqualTo(ErrorCode.FORBIDDEN);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 6, -1, Integer.MAX_VALUE})
    void a_rating_that_is_not_one_to_five_is_refused(int stars) {
        SessionId session = ended();

        assertThat(refusalOf(() -> carla().rate(RateSession.of(session, stars))).code())
                .isEqualTo(ErrorCode.INVALID_RATING);
    }

    static Stream<RateSession> outOfBounds() {
        SessionId session = new SessionId("s");
        return Stream.of(
                RateSession.builder(session, 5)
                        .feedback("x".repeat(2001))
                        .categories(List.of())
                        .build(),
                RateSession.builder(session, 5)
                        .feedback("x\u0000")
                        .categories(List.of())
                        .build(),
                RateSession.builder(session, 5)
                        .categories(Collections.nCopies(11, "c"))
                        .build(),
                RateSession.builder(session, 5)
                        .categories(List.of("twice", "twice"))
                        .build(),
                RateSession.builder(session, 5).categories(List.of(" ")).build(),
                RateSession.builder(session, 5)
                        .categories(List.of("x".repeat(65)))
                        .build());
    }

    @ParameterizedTest
    @MethodSource("outOfBounds")
    void feedback_and_categories_have_bounds(RateSession request) {
        SessionId session = ended();

        ChatException refusal = refusalOf(() -> carla().rate(RateSession.builder(session, request.stars())
                .feedback(request.feedback())
                .categories(request.categories())
                .claimedAt(request.claimedAt())
                .build()));

        assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID_RATING);
    }

    @Test
    void only_an_ended_session_is_rated() {
        SessionId session = active();

        assertThat(refusalOf(() -> carla().rate(RateSession.of(session, 5))).code())
                .isEqualTo(ErrorCode.SESSION_NOT_ENDED);
    }

    @Test
    void a_rating_is_kept_as_it_was_given() {
        SessionId session = ended();
        Instant now = time.instant();
        RateSession request = RateSession.builder(session, 4)
                .feedback("nice\nfast")
                .categories(List.of("speed", "tone"))
                .claimedAt(now)
                .build();

        Rating rating = ratingOf(carla().rate(request).session());

        assertThat(rating)
                .isEqualTo(Rating.builder(rating.id(), 4, now)
                        .feedback("nice\nfast")
                        .categories(List.of("speed", "tone"))
                        .claimedAt(now)
                        .build());
        assertThat(stored(session).rating()).isEqualTo(rating);
    }

    @Test
    void a_rating_with_a_category_that_is_not_configured_is_refused() {
        SessionId session = ended();
        SessionId rated = ended();
        RateSession free =
                RateSession.builder(rated, 4).categories(List.of("anything")).build();
        carla().rate(free);
        restart(unlimited().ratingCategories(List.of("speed", "tone")));

        ChatException refusal = refusalOf(() -> carla().rate(RateSession.builder(session, 4)
                .categories(List.of("speed", "price"))
                .build()));
        carla().rate(RateSession.builder(session, 4).categories(List.of("tone")).build());

        assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID_RATING);
        assertThat(refusal.details()).containsEntry("field", "categories");
        assertThat(ratingOf(stored(session)).categories()).containsExactly("tone");
        assertThat(carla().rate(free).session()).isEqualTo(stored(rated));
    }

    @Test
    void repeating_a_rating_returns_the_same_result() {
        SessionId session = ended();
        RateSession request = RateSession.builder(session, 4)
                .feedback("nice")
                .categories(List.of("speed"))
                .claimedAt(time.instant())
                .build();

        Session first = carla().rate(request).session();
        pass(TICK);
        Session again = carla().rate(request).session();

        assertThat(again).isEqualTo(first);
    }

    @Test
    void the_same_rating_again_at_another_time_and_in_another_order_returns_what_was_stored_first() {
        SessionId session = ended();
        Session first = carla().rate(RateSession.builder(session, 4)
                        .categories(List.of("speed", "tone"))
                        .claimedAt(time.instant())
                        .build())
                .session();
        pass(TICK);

        List<Session> again = List.of(
                carla().rate(RateSession.builder(session, 4)
                                .feedback(" ")
                                .categories(List.of("tone", "speed"))
                                .claimedAt(time.instant())
                                .build())
                        .session(),
                carla().rate(RateSession.builder(session, 4)
                                .categories(List.of("speed", "tone"))
                                .build())
                        .session());

        assertThat(again).containsOnly(first);
        assertThat(stored(session)).isEqualTo(first);
    }

    static Stream<RateSession> otherRatings() {
        SessionId session = new SessionId("rated");
        return Stream.of(
                RateSession.builder(session, 3)
                        .feedback("nice")
                        .categories(List.of("speed"))
                        .build(),
                RateSession.builder(session, 4)
                        .feedback("Nice")
                        .categories(List.of("speed"))
                        .build(),
                RateSession.builder(session, 4).categories(List.of("speed")).build(),
                RateSession.builder(session, 4)
                        .feedback("nice")
                        .categories(List.of())
                        .build(),
                RateSession.builder(session, 4)
                        .feedback("nice")
                        .categories(List.of("speed", "tone"))
                        .build());
    }

    @ParameterizedTest
    @MethodSource("otherRatings")
    void another_rating_is_refused_and_the_first_one_kept(RateSession other) {
        watched(carla().start(StartSession.withId(other.session())).session().id());
        carla().end(EndSession.of(other.session()));
        carla().rate(RateSession.builder(other.session(), 4)
                .feedback("nice")
                .categories(List.of("speed"))
                .build());
        Session before = stored(other.session());

        assertThat(refusalOf(() -> carla().rate(other)).code()).isEqualTo(ErrorCode.RATING_EXISTS);
        assertThat(stored(other.session())).isEqualTo(before);
    }

    @Test
    void a_retry_of_a_rating_with_an_implausible_time_gets_the_first_result() {
        SessionId session = ended();
        RateSession request = RateSession.builder(session, 4)
                .categories(List.of())
                .claimedAt(time.instant().plus(Duration.ofMinutes(10)))
                .build();

        Session first = carla().rate(request).session();
        pass(Duration.ofMinutes(6));
        Session again = carla().rate(request).session();

        assertThat(again).isEqualTo(first);
        assertThat(ratingOf(first).claimedAt()).isNull();
    }

    @Test
    void of_eight_different_ratings_at_once_one_is_kept() {
        for (int round = 0; round < 20; round++) {
            SessionId session = ended();

            List<Crowd.Told<SessionView>> told = Crowd.race(
                    8,
                    i -> carla().rate(RateSession.builder(session, 1 + i % 5)
                            .feedback("feedback " + i)
                            .categories(List.of())
                            .build()));

            assertThat(Crowd.answers(told)).extracting(SessionView::session).containsExactly(stored(session));
            assertThat(Crowd.refusals(told)).hasSize(7).allMatch(refusal -> refusal.code() == ErrorCode.RATING_EXISTS);
        }
    }

    @Test
    void of_eight_equal_ratings_at_once_one_is_kept_and_all_get_it() {
        SessionId session = ended();

        List<SessionView> told = Crowd.all(8, i -> carla().rate(RateSession.of(session, 5)));

        assertThat(told).extracting(SessionView::session).containsOnly(stored(session));
    }

    private static Ending endingOf(Session session) {
        return Objects.requireNonNull(session.ending());
    }

    private static Rating ratingOf(Session session) {
        return Objects.requireNonNull(session.rating());
    }
}
