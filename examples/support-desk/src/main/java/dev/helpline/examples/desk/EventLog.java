package dev.helpline.examples.desk;

import dev.helpline.chat.spi.entry.Author;
import dev.helpline.chat.spi.entry.Entry;
import dev.helpline.chat.spi.notify.ChatListener;
import dev.helpline.chat.spi.rating.Rating;
import dev.helpline.chat.spi.session.Assignment;
import dev.helpline.chat.spi.session.Ending;
import dev.helpline.chat.spi.session.Session;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs one line per event of a conversation, with ids only and without texts or names. Thread-safe. */
final class EventLog implements ChatListener {
    private static final Logger LOG = LoggerFactory.getLogger(EventLog.class);

    @Override
    public void onSessionStarted(Session session) {
        LOG.info(
                "session {} started by customer {}",
                session.id(),
                session.customer().id());
    }

    @Override
    public void onMessage(Session session, Entry message) {
        LOG.info(
                "session {} has message {}, seq {}, from {}",
                session.id(),
                message.id(),
                message.seq(),
                id(message.author()));
    }

    @Override
    public void onSessionAssigned(Session session) {
        Assignment assignment = session.assignment();
        if (assignment != null) {
            LOG.info("session {} assigned to agent {}", session.id(), assignment.agent());
        }
    }

    @Override
    public void onSessionHeld(Session session) {
        LOG.info("session {} put on hold", session.id());
    }

    @Override
    public void onSessionResumed(Session session) {
        LOG.info("session {} resumed", session.id());
    }

    @Override
    public void onSessionEnded(Session session) {
        Ending ending = session.ending();
        if (ending != null) {
            LOG.info("session {} ended by {}, cause {}", session.id(), word(ending.by()), word(ending.cause()));
        }
    }

    @Override
    public void onSessionRated(Session session, Rating rating) {
        LOG.info("session {} rated", session.id());
    }

    private static String id(Author author) {
        return author.id() == null ? word(author.type()) : word(author.type()) + " " + author.id();
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
