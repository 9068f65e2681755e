package dev.helpline.chat.client.real;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.helpline.chat.client.HelplineClient;
import dev.helpline.chat.client.call.ChatApiException;
import dev.helpline.chat.client.call.ErrorCodes;
import dev.helpline.chat.client.message.OutgoingMessage;
import dev.helpline.chat.client.poll.PollRequest;
import dev.helpline.chat.client.session.GuestSession;
import dev.helpline.chat.client.session.GuestSessionStore;
import dev.helpline.chat.client.session.SessionRequest;
import dev.helpline.chat.client.session.StartedSession;
import dev.helpline.chat.core.policy.GuestPolicy;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A customer without an account, over a real server. */
@Timeout(60)
class GuestTest {
    private final RealServer server = guestsLetIn();
    private final GuestSessionStore kept = GuestSessionStore.inMemory();

    private static RealServer guestsLetIn() {
        RealServer.Setup setup = new RealServer.Setup();
        setup.policy().guests(GuestPolicy.builder().build());
        return setup.start();
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void the_token_is_kept_with_the_session_so_that_a_restarted_app_goes_on() {
        String session;
        try (HelplineClient app = app(null)) {
            session = app.chat()
                    .startSession(SessionRequest.builder().build())
                    .execute()
                    .sessionId();
            app.chat()
                    .sendMessage(OutgoingMessage.builder(session, "Hello").build())
                    .execute();
        }
        GuestSession saved = Objects.requireNonNull(kept.load());
        assertThat(saved.sessionId()).isEqualTo(session);
        assertThat(saved.toString()).doesNotContain(saved.token());

        try (HelplineClient restarted = app(null)) {
            assertThat(restarted
                            .chat()
                            .poll(PollRequest.builder(session).build())
                            .execute()
                            .cursor())
                    .isNotEmpty();
            assertThat(restarted.chat().config().execute().guests()).isTrue();
        }
    }

    @Test
    void a_guest_who_starts_again_gets_another_session_with_a_token_of_its_own() {
        try (HelplineClient app = app(null)) {
            StartedSession first =
                    app.chat().startSession(SessionRequest.builder().build()).execute();
            StartedSession second =
                    app.chat().startSession(SessionRequest.builder().build()).execute();
            StartedSession same = app.chat()
                    .startSession(SessionRequest.builder()
                            .sessionId(second.sessionId())
                            .build())
                    .execute();

            assertThat(second.sessionId()).isNotEqualTo(first.sessionId());
            assertThat(same.sessionId()).isEqualTo(second.sessionId());
            assertThat(Objects.requireNonNull(kept.load()).sessionId()).isEqualTo(second.sessionId());
        }
    }

    @Test
    void a_guest_who_signs_in_hands_the_session_over_and_the_token_is_forgotten() {
        AtomicReference<String> token = new AtomicReference<>();
        try (HelplineClient app = app(token)) {
            String session = app.chat()
                    .startSession(SessionRequest.builder().build())
                    .execute()
                    .sessionId();
            GuestSession guest = Objects.requireNonNull(kept.load());

            token.set(server.customerToken("alice"));
            StartedSession theirs = app.chat().takeOver(guest).execute();
            app.chat().takeOver(guest).execute();

            assertThat(theirs.sessionId()).isEqualTo(session);
            assertThat(kept.load()).isNull();
            assertThat(app.chat().history(1, 10).execute().sessions()).hasSize(1);
            token.set(server.customerToken("eve"));
            assertThat(catchThrowableOfType(
                                    ChatApiException.class,
                                    () -> app.chat().takeOver(guest).execute())
                            .code())
                    .isEqualTo(ErrorCodes.SESSION_NOT_FOUND);
        }
    }

    private HelplineClient app(@Nullable AtomicReference<String> token) {
        HelplineClient.Builder client =
                HelplineClient.builder(RealServer.url(server.port())).guests(kept);
        if (token != null) {
            client.tokens(token::get);
        }
        return client.build();
    }
}
