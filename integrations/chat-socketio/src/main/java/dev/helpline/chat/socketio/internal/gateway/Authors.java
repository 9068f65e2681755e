package dev.helpline.chat.socketio.internal.gateway;

import dev.helpline.chat.spi.entry.Author;
import dev.helpline.chat.spi.entry.ParticipantType;
import dev.helpline.chat.spi.session.Assignment;
import dev.helpline.chat.spi.session.Customer;
import dev.helpline.chat.spi.session.Ending;
import dev.helpline.chat.spi.session.Session;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Who wrote, read or ended something, as all dialects say it. */
public final class Authors {
    private static final String SYSTEM = "system";

    private Authors() {}

    /** Returns the author's id; {@code system} for the system. */
    public static @Nullable String idOf(Author author) {
        return author.type() == ParticipantType.SYSTEM ? SYSTEM : author.id();
    }

    /** Returns the name that others see: the id of an author who has none. */
    public static @Nullable String nameOf(Author author) {
        return author.name() == null ? idOf(author) : author.name();
    }

    /** Returns the name of a session's customer: the id of one who has none. */
    public static String nameOf(Customer customer) {
        String name = customer.name();
        return name == null ? customer.id().value() : name;
    }

    /** Returns the author's role: customer, agent, bot or system. */
    public static String roleOf(Author author) {
        return author.type().name().toLowerCase(Locale.ROOT);
    }

    /** Whether the customer is the author. */
    public static boolean isCustomer(Author author) {
        return author.type() == ParticipantType.CUSTOMER;
    }

    /** Returns who ended a session: the customer, the agent who had it, or {@code system}. */
    public static String enderOf(Session session, Ending ending) {
        return switch (ending.by()) {
            case CUSTOMER -> readerOf(session, true);
            case AGENT -> readerOf(session, false);
            case SYSTEM -> SYSTEM;
        };
    }

    /** Returns who read a message: the customer, or for the agents' side the agent who has the session. */
    public static String readerOf(Session session, boolean isCustomer) {
        if (isCustomer) {
            return session.customer().id().value();
        }
        String agent = agentOf(session);
        return agent == null ? "agent" : agent;
    }

    /** Returns the agent who has the session; null if none has. */
    public static @Nullable String agentOf(Session session) {
        Assignment assignment = session.assignment();
        return assignment == null ? null : assignment.agent().value();
    }
}
