package dev.helpline.chat.http;

import dev.helpline.chat.core.AgentDesk;
import dev.helpline.chat.core.ChatEngine;
import dev.helpline.chat.core.CustomerChat;

/** The engine as a caller may use it. */
record Engine(ChatEngine engine) {
    CustomerChat chat(Caller caller) {
        return engine.customer(caller.token());
    }

    AgentDesk desk(Caller caller) {
        return engine.agent(caller.token());
    }
}
