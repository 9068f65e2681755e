package dev.helpline.chat.client.real;

import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.chat.client.agent.SupportApi;
import dev.helpline.chat.client.call.ChatApiException;
import dev.helpline.chat.client.call.ChatCall;
import dev.helpline.chat.client.message.OutgoingMessage;
import dev.helpline.chat.client.message.SentMessage;

/** An agent whose software sends a message again under its id until the server has accepted it. */
final class PatientAgent {
    private static final int ATTEMPTS = 10_000;

    private final SupportApi api;
    private final String session;
    private int number;

    PatientAgent(SupportApi api, String session) {
        this.api = api;
        this.session = session;
    }

    void say(String text) {
        ChatCall<SentMessage> call = api.sendMessage(OutgoingMessage.builder(session, text)
                .messageId("agent-" + ++number)
                .build());
        ChatApiException last = null;
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            try {
                call.execute();
                return;
            } catch (ChatApiException failure) {
                assertThat(failure.isRetryable()).as(failure.toString()).isTrue();
                last = failure;
                call = call.copy();
            }
        }
        throw new AssertionError("gave up", last);
    }
}
