package dev.helpline.chat.socketio.internal.gateway;

import dev.helpline.chat.spi.session.Priority;
import java.util.Locale;

/** Priorities by the names that clients have for them. */
public final class Priorities {
    /** Another name for the priority in the middle. */
    public static final String MEDIUM = "medium";

    private Priorities() {}

    /** Returns a priority by its name: low, normal or medium, high, urgent. */
    public static Priority parse(String name) {
        if (name.equals(MEDIUM)) {
            return Priority.NORMAL;
        }
        for (Priority priority : Priority.values()) {
            if (nameOf(priority).equals(name)) {
                return priority;
            }
        }
        throw Failure.invalid("priority must be low, normal, medium, high or urgent");
    }

    /** Returns the name of a priority: low, normal, high or urgent. */
    public static String nameOf(Priority priority) {
        return priority.name().toLowerCase(Locale.ROOT);
    }
}
