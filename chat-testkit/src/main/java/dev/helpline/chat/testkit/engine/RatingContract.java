package dev.helpline.chat.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.chat.core.ChatEngine;
import dev.helpline.chat.core.poll.PollAnswer;
import dev.helpline.chat.core.poll.PollRequest;
import dev.helpline.chat.core.rating.RateSession;
import dev.helpline.chat.core.session.EndSession;
import dev.helpline.chat.spi.ErrorCode;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.auth.Principal;
import dev.helpline.chat.spi.entry.Entry;
import dev.helpline.chat.spi.limit.Limit;
import dev.helpline.chat.spi.rating.Rating;
import dev.helpline.chat.spi.rating.RatingPrompt;
import dev.helpline.chat.spi.session.Session;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Until when a session is rated and a rating changed, and which device asks for it. */
abstract class RatingContract extends EngineTest {
    private static final Duration WINDOW = Duration.ofHours(1);
    private static final Duration EDITS = Duration.ofMinutes(10);

    @Test
    void a_session_is_rated_until_its_time_is_over() {
        restart(unlimited().ratingWindow(WINDOW));
        SessionId inTime = ended();
        SessionId late = ended();

        pass(WINDOW);
        carla().rate(RateSession.of(inTime, 4));
        pass(Duration.ofMillis(1));

        assertThat(refusalOf(() -> carla().rate(RateSession.of(late, 4))).code())
                .isEqualTo(ErrorCode.RATING_CLOSED);
        assertThat(stored(late).rating()).isNull();
        assertThat(carla().rate(RateSession.of(inTime, 4)).session()).isEqualTo(stored(inTime));
        assertThat(refusalOf(() -> carla().rate(RateSession.of(inTime, 5))).code())
                .isEqualTo(ErrorCode.RATING_EXISTS);
    }

    @Test
    void a_changed_rating_keeps_its_id_and_time_and_counts_from_then_on() {
        restart(unlimited().ratingEdits(EDITS));
        SessionId session = ended();
        Rating first = ratingOf(
                carla().rate(RateSession.builder(session, 2).feedback("slow").build())
                        .session());
        pass(EDITS);
        Instant now = time.instant();

        Rating changed = ratingOf(carla().rate(RateSession.builder(session, 5)
                        .categories(List.of("tone"))
                        .claimedAt(now.minusSeconds(1))
                        .build())
                .session());

        assertThat(changed)
                .isEqualTo(Rating.builder(first.id(), 5, first.at())
                        .categories(List.of("tone"))
                        .claimedAt(now.minusSeconds(1))
                        .editedAt(now)
                        .build());
        assertThat(stored(session).rating()).isEqualTo(changed);
        assertThat(log(session)).extracting(Entry::type).endsWith("session_ended", "session_rated", "rating_changed");
        assertThat(store.auditAfter(session, 0, 100))
                .extracting(record -> record.action() + " " + record.actor() + " " + record.detail())
                .endsWith("SESSION_RATED carla stars=2", "RATING_CHANGED carla stars=5 before=2");
    }

    @Test
    void repeating_the_last_rating_changes_nothing() {
        restart(unlimited().ratingEdits(EDITS));
        SessionId session = ended();
        carla().rate(RateSession.of(session, 2));
        Session changed = carla().rate(RateSession.of(session, 5)).session();
        pass(EDITS.plus(TICK));

        assertThat(carla().rate(RateSession.of(session, 5)).session()).isEqualTo(changed);
        assertThat(stored(session)).isEqualTo(changed);
    }

    @Test
    void a_change_does_not_give_more_time_for_changes() {
        restart(unlimited().ratingEdits(EDITS));
        SessionId session = ended();
        carla().rate(RateSession.of(session, 2));
        pass(EDITS.minus(TICK));
        Session changed = carla().rate(RateSession.of(session, 3)).session();
        pass(TICK.plusMillis(1));

        assertThat(refusalOf(() -> carla().rate(RateSession.of(session, 4))).code())
                .isEqualTo(ErrorCode.RATING_EXISTS);
        assertThat(stored(session)).isEqualTo(changed);
    }

    @Test
    void a_rating_is_changed_after_the_time_to_give_one() {
        restart(unlimited().ratingWindow(TICK).ratingEdits(EDITS));
        SessionId session = ended();
        carla().rate(RateSession.of(session, 2));
        pass(TICK.multipliedBy(2));

        assertThat(ratingOf(carla().rate(RateSession.of(session, 3)).session()).stars())
                .isEqualTo(3);
    }

    @Test
    void of_ratings_at_once_that_may_be_changed_the_last_one_counts_and_each_change_is_audited() {
        restart(unlimited().ratingEdits(EDITS));
        SessionId session = ended();

        Crowd.all(5, i -> carla().rate(RateSession.of(session, 1 + i)));

        List<String> audited = store.auditAfter(session, 0, 100).stream()
                .map(record -> String.valueOf(record.detail()))
                .filter(detail -> detail.startsWith("stars="))
                .toList();
        assertThat(audited).hasSize(5);
        assertThat(audited.get(4))
                .startsWith("stars=" + ratingOf(stored(session)).stars() + " before=");
    }

    @Test
    void of_many_devices_one_asks_for_a_rating_and_knows_it_again() {
        SessionId session = ended();

        List<Boolean> asks = Crowd.all(8, i -> carla().askForRating(session, "device-" + i));

        assertThat(asks).containsOnlyOnce(true);
        String asking = "device-" + asks.indexOf(true);
        assertThat(stored(session).ratingPrompt()).isEqualTo(new RatingPrompt(asking, time.instant()));
        restart(unlimited());
        assertThat(carla().askForRating(session, asking)).isTrue();
        assertThat(carla().askForRating(session, "another")).isFalse();
    }

    @Test
    void the_other_devices_see_that_the_customer_was_asked() {
        SessionId session = ended();
        PollAnswer before = carla().poll(everything(session, null));
        assertThat(before.view().session().awaitsRatingPrompt()).isTrue();

        carla().askForRating(session, "phone");
        PollAnswer after = carla().poll(everything(session, before.cursor()));

        assertThat(after.view().session().awaitsRatingPrompt()).isFalse();
        assertThat(after.messages()).isEmpty();
        assertThat(anton().poll(PollRequest.everything(session, null)).messages())
                .extracting(Entry::type)
                .endsWith("rating_prompted");
    }

    @Test
    void after_a_new_end_one_device_asks_again() {
        restart(unlimited().reopenWindow(WINDOW));
        SessionId session = ended();
        carla().askForRating(session, "phone");

        carla().reopen(session);
        assertThat(stored(session).ratingPrompt()).isNull();
        assertThat(refusalOf(() -> carla().askForRating(session, "tablet")).code())
                .isEqualTo(ErrorCode.SESSION_NOT_ENDED);
        carla().end(EndSession.of(session));

        assertThat(carla().askForRating(session, "tablet")).isTrue();
        assertThat(carla().askForRating(session, "phone")).isFalse();
    }

    @Test
    void no_device_asks_once_the_session_is_rated_or_cannot_be_rated_any_more() {
        restart(unlimited().ratingWindow(WINDOW));
        SessionId rated = ended();
        SessionId late = ended();
        carla().askForRating(rated, "phone");
        carla().rate(RateSession.of(rated, 5));
        pass(WINDOW.plusMillis(1));

        assertThat(carla().askForRating(rated, "phone")).isFalse();
        assertThat(carla().askForRating(rated, "tablet")).isFalse();
        assertThat(carla().askForRating(late, "phone")).isFalse();
        assertThat(stored(late).ratingPrompt()).isNull();
    }

    @Test
    void a_session_is_rated_without_a_request_for_it() {
        SessionId session = ended();

        carla().rate(RateSession.of(session, 5));

        assertThat(stored(session).ratingPrompt()).isNull();
        assertThat(stored(session).awaitsRatingPrompt()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "..", "\u0000", "a/b", "\u202e"})
    void the_id_of_a_request_is_spelled_like_that_of_a_session(String promptId) {
        SessionId session = ended();

        assertThat(refusalOf(() -> carla().askForRating(session, promptId)).code())
                .isEqualTo(ErrorCode.INVALID_REQUEST);
        assertThat(stored(session).ratingPrompt()).isNull();
    }

    @Test
    void another_customers_session_is_not_there() {
        SessionId session = ended();
        ChatEngine same = engine;

        assertThat(refusalOf(() -> same.customer(Principal.customer("mallory", null))
                                .askForRating(session, "phone"))
                        .code())
                .isEqualTo(ErrorCode.SESSION_NOT_FOUND);
    }

    @Test
    void a_host_rates_for_a_customer_whom_it_recognised() {
        restart(unlimited().ratingEdits(EDITS));
        SessionId session = ended();
        boolean before = engine.ratings().look(session).accepting();

        engine.ratings().rate(RateSession.of(session, 2), null);
        carla().rate(RateSession.of(session, 3));
        pass(EDITS.plusMillis(1));

        assertThat(before).isTrue();
        assertThat(engine.ratings().look(session).accepting()).isFalse();
        assertThat(engine.ratings().look(session).session()).isEqualTo(stored(session));
        assertThat(refusalOf(() -> engine.ratings().rate(RateSession.of(session, 4), null))
                        .code())
                .isEqualTo(ErrorCode.RATING_EXISTS);
        assertThat(store.auditAfter(session, 0, 100))
                .extracting(record -> record.action() + " " + record.actor() + " " + record.detail())
                .endsWith("SESSION_RATED carla stars=2", "RATING_CHANGED carla stars=3 before=2");
    }

    @Test
    void looking_whether_a_session_can_be_rated_changes_nothing() {
        SessionId session = started();
        pass(Duration.ofMinutes(29));
        Session before = stored(session);

        assertThat(engine.ratings().look(session).accepting()).isFalse();
        assertThat(stored(session)).isEqualTo(before);
        pass(Duration.ofMinutes(2));

        assertThat(refusalOf(() -> engine.ratings().look(new SessionId("nowhere")))
                        .code())
                .isEqualTo(ErrorCode.SESSION_NOT_FOUND);
    }

    @Test
    void changes_of_a_rating_are_limited_like_messages() {
        restart(unlimited().ratingEdits(EDITS).customerMessages(new Limit(2, Duration.ofMinutes(1))));
        SessionId session = ended();
        carla().rate(RateSession.of(session, 1));
        carla().rate(RateSession.of(session, 2));
        carla().rate(RateSession.of(session, 3));

        assertThat(refusalOf(() -> carla().rate(RateSession.of(session, 4))).code())
                .isEqualTo(ErrorCode.RATE_LIMITED);
        assertThat(carla().rate(RateSession.of(session, 3)).session()).isEqualTo(stored(session));
    }

    private static Rating ratingOf(Session session) {
        return Objects.requireNonNull(session.rating());
    }
}
