package dev.helpline.chat.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.chat.core.CustomerChat;
import dev.helpline.chat.core.poll.PollAnswer;
import dev.helpline.chat.core.poll.PollRequest;
import dev.helpline.chat.spi.ErrorCode;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.auth.Authenticator.Accepted;
import dev.helpline.chat.spi.auth.Principal;
import dev.helpline.chat.spi.entry.Author;
import dev.helpline.chat.spi.entry.Entry;
import dev.helpline.chat.spi.entry.EntryKind;
import dev.helpline.chat.spi.entry.ParticipantType;
import dev.helpline.chat.spi.store.CommitResult;
import dev.helpline.chat.testkit.fault.FaultyStore;
import dev.helpline.chat.testkit.store.CommitBuilder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** How a poll continues from its cursor, and what it costs. */
abstract class FollowContract extends EngineTest {
    /** More entries than one poll looks through if it skips all of them: 20 pages of 100. */
    private static final int UNWANTED = 2050;

    @Test
    void what_a_cursor_covers_is_not_told_again_to_a_client_that_moves_on_to_its_own_message() {
        SessionId session = active();
        antonSays(session, "seen");
        carla().poll(otherSide(session, carla().poll(otherSide(session, null)).cursor()));
        antonSays(session, "unseen");
        Entry own = carlaSays(session, "mine");

        PollAnswer answer = carla().poll(otherSide(session, own.id().value()));

        assertThat(texts(answer)).containsExactly("unseen");
    }

    @Test
    void what_an_agents_cursor_covers_the_customer_may_not_have_seen() {
        SessionId session = active();
        antonSays(session, "unseen");
        String cursor = anton().poll(everything(session, null)).cursor();
        anton().poll(everything(session, cursor));
        Entry own = carlaSays(session, "mine");

        PollAnswer answer = carla().poll(otherSide(session, own.id().value()));

        assertThat(texts(answer)).containsExactly("unseen");
    }

    @Test
    void a_poll_that_is_up_to_date_needs_no_store() {
        engine.close();
        FaultyStore faulty = new FaultyStore(store);
        engine = engineOver(faulty, unlimited().build());
        SessionId session = active();
        Entry newest = antonSays(session, "one");
        String cursor = carla().poll(everything(session, null)).cursor();
        faulty.readsFail(true);

        PollAnswer byCursor = carla().poll(everything(session, cursor));
        PollAnswer byMessage = carla().poll(everything(session, newest.id().value()));

        faulty.readsFail(false);
        assertThat(byCursor.messages()).isEmpty();
        assertThat(byCursor.cursor()).isEqualTo(cursor);
        assertThat(byMessage.messages()).isEmpty();
    }

    @Test
    void a_client_that_comes_back_after_a_restart_costs_one_read() {
        SessionId session = active();
        String cursor = carla().poll(everything(session, null)).cursor();
        antonSays(session, "missed");
        antonSays(session, "missed, too");
        FaultyStore counted = new FaultyStore(store);
        CustomerChat back = engineOver(counted, unlimited().build()).customer(Principal.customer(CARLA, null));
        long before = counted.readsMade();

        PollAnswer answer = back.poll(everything(session, cursor));

        assertThat(texts(answer)).containsExactly("missed", "missed, too");
        assertThat(counted.readsMade() - before).isEqualTo(1);
    }

    @Test
    void polls_without_news_share_one_answer_until_something_changes() {
        SessionId session = active();
        String cursor = carla().poll(everything(session, null)).cursor();

        PollAnswer first = carla().poll(everything(session, cursor));
        PollAnswer second = carla().poll(otherSide(session, cursor));
        PollAnswer waited = answerOf(carla().pollAsync(everything(session, cursor)));
        anton().typing(session, true);
        PollAnswer changed = carla().poll(everything(session, cursor));

        assertThat(second).isSameAs(first);
        assertThat(waited).isSameAs(first);
        assertThat(changed.view().activity().typing()).hasSize(1);
        assertThat(changed.cursor()).isNotEqualTo(cursor);
    }

    @Test
    void each_side_has_an_answer_without_news_of_its_own() {
        SessionId session = active();
        String carlas = carla().poll(everything(session, null)).cursor();
        String antons = anton().poll(everything(session, null)).cursor();
        carla().poll(everything(session, carlas));
        anton().poll(everything(session, antons));
        anton().read(session, Long.MAX_VALUE);

        PollAnswer carlasAnswer = carla().poll(everything(session, carlas));
        PollAnswer antonsAnswer = anton().poll(everything(session, antons));

        assertThat(carlasAnswer.view()).isEqualTo(carla().session(session));
        assertThat(antonsAnswer.view()).isEqualTo(anton().session(session));
    }

    @Test
    void a_poll_without_news_is_refused_when_the_token_has_expired() {
        SessionId session = active();
        CustomerChat untilSoon = engine.customer(
                new Accepted(Principal.customer(CARLA, null), time.instant().plus(TICK)));
        String cursor = untilSoon.poll(everything(session, null)).cursor();
        untilSoon.poll(everything(session, cursor));
        time.advance(TICK);

        assertThat(refusalOf(() -> untilSoon.poll(everything(session, cursor))).code())
                .isEqualTo(ErrorCode.AUTHENTICATION_REQUIRED);
    }

    @Test
    void an_answer_that_has_looked_through_many_unwanted_entries_ends_and_says_that_there_is_more() {
        SessionId session = active();
        engine.close();
        CommitBuilder commit = CommitBuilder.after(stored(session)).at(time.instant());
        Author carla = new Author(ParticipantType.CUSTOMER, CARLA, null, null);
        for (int i = 0; i < UNWANTED; i++) {
            commit.entry(
                    EntryKind.MESSAGE, "own-" + i, entry -> entry.author(carla).text("own"));
        }
        assertThat(store.commit(commit.build())).isEqualTo(CommitResult.COMMITTED);
        engine = engineOver(store, unlimited().build());
        antonSays(session, "wanted");

        PollAnswer first = carla().poll(otherSide(session, null));
        PollAnswer second = carla().poll(otherSide(session, first.cursor()));

        assertThat(first.messages()).isEmpty();
        assertThat(first.hasMore()).isTrue();
        assertThat(texts(second)).containsExactly("wanted");
        assertThat(second.hasMore()).isFalse();
    }

    private static PollRequest otherSide(SessionId session, @Nullable String after) {
        return PollRequest.builder(session).after(after).build();
    }
}
