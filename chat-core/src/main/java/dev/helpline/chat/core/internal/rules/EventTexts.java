package dev.helpline.chat.core.internal.rules;

import dev.helpline.chat.spi.session.EndCause;
import dev.helpline.chat.spi.session.Ending;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The text of events, in English. Clients that speak other languages use the type of the event instead.
 */
final class EventTexts {
    static final String STARTED = "The conversation was started.";
    static final String HELD = "The conversation is on hold until the customer writes.";
    static final String RESUMED = "The conversation goes on.";
    static final String RATED = "The conversation was rated.";

    private EventTexts() {}

    /** What the filters noted, for agents. */
    static String flagged(List<String> notes) {
        return "A message was flagged by " + String.join("; ", notes) + ".";
    }

    static String assigned(@Nullable String agentName) {
        return (agentName == null ? "An agent" : agentName) + " joined the conversation.";
    }

    static String ended(Ending ending) {
        if (ending.cause() == EndCause.INACTIVITY) {
            return "The conversation ended because nobody wrote.";
        }
        return switch (ending.by()) {
            case CUSTOMER -> "The customer ended the conversation.";
            case AGENT -> "The agent ended the conversation.";
            case SYSTEM -> "The conversation was ended.";
        };
    }
}
