package dev.helpline.examples.spring;

import dev.helpline.chat.spi.bot.AutoResponder;
import dev.helpline.chat.spi.bot.BotReply;
import dev.helpline.chat.spi.bot.BotTurn;
import java.util.Locale;
import org.springframework.stereotype.Component;

/** Answers what customers ask most while they wait for an agent. Its name is in {@code application.properties}. */
@Component
class DeliveryBot implements AutoResponder {
    @Override
    public BotReply reply(BotTurn turn) {
        String question = turn.message().text().toLowerCase(Locale.ROOT);
        return question.contains("arrive") ? BotReply.say("Orders arrive within two days.") : BotReply.NONE;
    }
}
