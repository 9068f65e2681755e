package dev.helpline.chat.core.internal.follow;

import dev.helpline.chat.core.internal.rules.Actor;
import dev.helpline.chat.core.poll.Include;
import dev.helpline.chat.spi.entry.Audience;
import dev.helpline.chat.spi.entry.Entry;
import dev.helpline.chat.spi.entry.ParticipantType;
import java.util.Set;

/** The side from which a caller reads a session. It decides which entries the caller sees. */
public enum Viewer {
    CUSTOMER(ParticipantType.CUSTOMER),
    AGENT(ParticipantType.AGENT);

    private final ParticipantType own;

    Viewer(ParticipantType own) {
        this.own = own;
    }

    /** The side of an actor. */
    public static Viewer of(Actor actor) {
        return actor.isAgent() ? AGENT : CUSTOMER;
    }

    /** The kind of participant that reads from this side. */
    public ParticipantType side() {
        return own;
    }

    /** Whether this side may see the entry. A note is for agents, whatever its audience says. */
    public boolean sees(Entry entry) {
        if (this == AGENT) {
            return true;
        }
        return switch (entry.kind()) {
            case MESSAGE, EVENT, AMENDMENT -> entry.audience() == Audience.ALL;
            case NOTE -> false;
        };
    }

    /** Whether this side wrote the entry. */
    public boolean wrote(Entry entry) {
        return entry.author().type() == own;
    }

    /** Whether the entry belongs to an answer that holds the other side's messages and these. */
    boolean wants(Entry entry, Set<Include> include) {
        if (!sees(entry)) {
            return false;
        }
        return switch (entry.kind()) {
            case EVENT -> include.contains(Include.SYSTEM);
            case MESSAGE, NOTE, AMENDMENT ->
                entry.author().type() == ParticipantType.SYSTEM
                        ? include.contains(Include.SYSTEM)
                        : !wrote(entry) || include.contains(Include.OWN);
        };
    }
}
