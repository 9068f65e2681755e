package dev.helpline.chat.spring;

import dev.helpline.chat.core.ChatEngine;
import dev.helpline.chat.core.host.Voice;
import dev.helpline.chat.spi.bot.AutoResponder;

/** Carries {@code helpline.bot.*} over to an engine. */
final class BotProperties {
    private static final String ANY_NAME = "Bot";

    private BotProperties() {}

    /** Lets the bot answer. */
    static void apply(HelplineProperties.Bot properties, AutoResponder responder, ChatEngine.Builder engine) {
        PropertySetter setter = new PropertySetter("helpline.bot.");
        setter.set("id", properties.id(), id -> Voice.bot(id, ANY_NAME));
        setter.set("name", properties.name(), name -> Voice.bot(properties.id(), name));
        Voice bot = Voice.bot(properties.id(), properties.name());
        setter.set("timeout", properties.timeout(), timeout -> engine.autoResponder(bot, responder, timeout));
    }
}
