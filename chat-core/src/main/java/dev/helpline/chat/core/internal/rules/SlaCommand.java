package dev.helpline.chat.core.internal.rules;

import dev.helpline.chat.core.internal.change.Decision;
import dev.helpline.chat.core.internal.change.SessionChange;
import dev.helpline.chat.core.internal.change.SessionCommand;
import dev.helpline.chat.spi.session.Session;
import java.time.Instant;
import java.util.List;

/** Has breaches of service levels noted, if there are any: {@link SlaRules} adds them to every change. */
public final class SlaCommand implements SessionCommand<Session> {
    @Override
    public String name() {
        return "note-breach";
    }

    @Override
    public Decision<Session> decide(Session session, Instant now) {
        if (SlaRules.due(session, now).isEmpty()) {
            return new Decision.Answer<>(stored -> stored);
        }
        return new Decision.Change<>(SessionChange.of(session, List.of(), List.of()), (stored, appended) -> stored);
    }
}
