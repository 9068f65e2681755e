package dev.helpline.examples.console;

import dev.helpline.chat.client.message.Message;
import dev.helpline.chat.client.participant.Sender;
import dev.helpline.chat.client.service.ChatMessage;
import java.io.PrintStream;

/** What one side sees, a line each, with who sees it in front. Thread-safe. */
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
            case UNKNOWN -> "somebody";
        };
    }

    /** Without the control characters by which a message could take over the terminal. */
    private static String printable(String text) {
        return text.replaceAll("[\\p{Cntrl}&&[^\t]]", " ");
    }
}
