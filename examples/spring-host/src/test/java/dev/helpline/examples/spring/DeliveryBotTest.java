package dev.helpline.examples.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.chat.core.ChatEngine;
import dev.helpline.chat.core.CustomerChat;
import dev.helpline.chat.core.message.SendMessage;
import dev.helpline.chat.core.poll.PollRequest;
import dev.helpline.chat.core.session.StartSession;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.auth.Principal;
import dev.helpline.chat.spi.entry.Entry;
import dev.helpline.chat.spring.testkit.ChatTime;
import dev.helpline.chat.spring.testkit.HelplineTest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;

@HelplineTest
@Import(DeliveryBot.class)
class DeliveryBotTest {
    @Autowired
    private ChatEngine engine;

    @Autowired
    private ChatTime time;

    private List<String> textsAfter(String question) {
        CustomerChat ada = engine.customer(Principal.customer("ada", "Ada"));
        SessionId session = ada.start(StartSession.PLAIN).session().id();
        ada.send(SendMessage.of(session, question));
        time.awaitListeners(); // the bot is one
        return ada.poll(PollRequest.everything(session, null)).messages().stream()
                .map(Entry::text)
                .toList();
    }

    @Test
    void a_question_about_delivery_is_answered_by_the_bot() {
        assertThat(textsAfter("When does it arrive?")).endsWith("Orders arrive within two days.");
    }

    @Test
    void other_questions_are_left_to_the_agents() {
        assertThat(textsAfter("Is it blue?")).endsWith("Is it blue?");
    }
}
