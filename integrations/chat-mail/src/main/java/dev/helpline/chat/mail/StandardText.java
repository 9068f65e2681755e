package dev.helpline.chat.mail;

import dev.helpline.chat.spi.notify.Alert;
import dev.helpline.chat.spi.notify.AlertType;
import dev.helpline.chat.spi.session.Session;
import java.net.URI;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a mail says if the host does not choose another text: who and where, and never what was written. */
final class StandardText implements Function<Alert, String> {
    private final @Nullable URI desk;

    StandardText(@Nullable URI desk) {
        this.desk = desk;
    }

    static String subject(AlertType type) {
        return switch (type) {
            case WAITING -> "A session waits for an agent";
            case ASSIGNED -> "A session was assigned to you";
            case MENTIONED -> "A note mentions you";
            case ESCALATED -> "A session was escalated";
            case WAITING_TOO_LONG -> "A session has waited too long";
            case SLA_BREACHED -> "A session is late";
            case OFFERED -> "A session is offered to you";
        };
    }

    @Override
    public String apply(Alert alert) {
        Session session = alert.session();
        StringBuilder text = new StringBuilder(subject(alert.type())).append(".\n\n");
        line(text, "Session", session.id().value());
        line(text, "Customer", session.customer().name());
        line(text, "Department", session.department());
        line(text, "Desk", desk == null ? null : desk.toString());
        return text.toString();
    }

    private static void line(StringBuilder text, String name, @Nullable String value) {
        if (value != null) {
            text.append(name).append(": ").append(oneLine(value)).append('\n');
        }
    }

    /** Returns the text with a blank for each control character and line break. */
    static String oneLine(String text) {
        return text.replaceAll("[\\p{Cntrl}\\u2028\\u2029]", " ").strip();
    }
}
