package dev.helpline.examples.embedded;

import dev.helpline.chat.core.AgentDesk;
import dev.helpline.chat.core.ChatEngine;
import dev.helpline.chat.core.CustomerChat;
import dev.helpline.chat.core.memory.MemoryChatStore;
import dev.helpline.chat.core.message.SendMessage;
import dev.helpline.chat.core.poll.PollRequest;
import dev.helpline.chat.core.session.EndSession;
import dev.helpline.chat.core.session.StartSession;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.auth.Principal;
import dev.helpline.chat.spi.auth.Role;

/** A customer asks, an agent answers, in one process and without a server. */
public final class Embedded {
    private Embedded() {}

    /** Holds the conversation and prints it. */
    public static void main(String[] args) {
        try (MemoryChatStore store = new MemoryChatStore();
                ChatEngine engine = ChatEngine.builder(store).build()) {
            CustomerChat ada = engine.customer(Principal.customer("ada", "Ada"));
            AgentDesk sarah = engine.agent(Principal.agent("sarah", Role.AGENT, "Sarah", "Orders"));

            SessionId session = ada.start(StartSession.PLAIN).session().id();
            ada.send(SendMessage.of(session, "Where is my order?"));
            sarah.send(SendMessage.of(session, "On its way, it arrives tomorrow."));
            sarah.end(EndSession.of(session));

            ada.poll(PollRequest.everything(session, null))
                    .messages()
                    .forEach(entry -> System.out.println(entry.author().type() + ": " + entry.text()));
        }
    }
}
