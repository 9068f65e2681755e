package dev.helpline.examples.console;

import dev.helpline.chat.client.message.Message;
import dev.helpline.chat.client.participant.Sender;
import dev.helpline.chat.client.service.ChatMessage;
import java.io.PrintStream;

/** Prints what one side sees, each line with the name of the side in front. Thread-safe. */
final class Screen {
    private final String owner;
    private final PrintStream out;

    Screen(String owner, PrintStream out) {
        this.owner = owner;
        this.out = out;
    }

    void show(String line) {
        synchronized (out) {
            out.println("[" + owner + "] " + printable(line));
            out.flush();
        }
    }

    void show(ChatMessage message) {
        String name = message.agent().flatMap(agent -> agent.name()).orElse(word(message.sender()));
        show(name + ": " + message.text());
    }

    void show(Message message) {
        String name = message.agent().flatMap(agent -> agent.name()).orElse(word(message.sender()));
        show("#" + message.seq() + " " + name + ": " + message.text());
    }

    private static String word(Sender sender) {
        return switch (sender) {
            case CUSTOMER -> "customer";
            case AGENT -> "agent";
            case BOT -> "bot";
            case SYSTEM -> "·";
            case UNKNOWN -> "unknown";
        };
    }

    /** Removes the control characters with which a message could control the terminal. */
    private static String printable(String text) {
        return text.replaceAll("[\\p{Cntrl}&&[^\t]]", " ");
    }
}
