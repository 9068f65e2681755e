package dev.helpline.chat.core.internal.rules;

import dev.helpline.chat.core.internal.change.Decision;
import dev.helpline.chat.core.internal.change.NewAudit;
import dev.helpline.chat.core.internal.change.NewEntry;
import dev.helpline.chat.core.internal.change.SessionChange;
import dev.helpline.chat.core.internal.change.SessionCommand;
import dev.helpline.chat.core.internal.change.SlotCommand;
import dev.helpline.chat.spi.EntryId;
import dev.helpline.chat.spi.entry.Entry;
import dev.helpline.chat.spi.session.Session;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Several commands as one: each is decided on what those before it leave, and if one is refused, none is done. */
public final class MacroCommand implements SlotCommand<Session> {
    private final List<SessionCommand<?>> parts;

    /** A command of these parts, of which at most one has an id that the client made. A note has to come first. */
    public MacroCommand(List<SessionCommand<?>> parts) {
        this.parts = List.copyOf(parts);
    }

    @Override
    public void useSlot(int slot) {
        for (SessionCommand<?> part : parts) {
            if (part instanceof SlotCommand<?> taking) {
                taking.useSlot(slot);
            }
        }
    }

    @Override
    public String name() {
        return "macro";
    }

    /** The last part that can be repeated: a reply, or else a note. */
    @Override
    public Optional<EntryId> repeatableAs() {
        return repeatable().flatMap(SessionCommand::repeatableAs);
    }

    private Optional<SessionCommand<?>> repeatable() {
        Optional<SessionCommand<?>> last = Optional.empty();
        for (SessionCommand<?> part : parts) {
            last = part.repeatableAs().isPresent() ? Optional.of(part) : last;
        }
        return last;
    }

    @Override
    public Decision<Session> decide(Session session, Instant now) {
        Session next = session;
        List<NewEntry> entries = new ArrayList<>();
        List<NewAudit> audit = new ArrayList<>();
        for (SessionCommand<?> part : parts) {
            Decision<?> decision = part.decide(next, now);
            if (decision instanceof Decision.Refuse<?> refuse) {
                return new Decision.Refuse<>(refuse.refusal());
            }
            if (decision instanceof Decision.NeedSlot<?>) {
                return new Decision.NeedSlot<>();
            }
            if (decision instanceof Decision.Change<?> change) {
                next = change.change().next();
                entries.addAll(change.change().entries());
                audit.addAll(change.change().audit());
            }
        }
        return entries.isEmpty()
                ? new Decision.Answer<>(stored -> stored)
                : new Decision.Change<>(SessionChange.of(next, entries, audit), (stored, appended) -> stored);
    }

    @Override
    public Decision<Session> decideRepeated(Entry stored) {
        Decision<?> decision = repeatable().orElseThrow().decideRepeated(stored);
        return decision instanceof Decision.Refuse<?> refuse
                ? new Decision.Refuse<>(refuse.refusal())
                : new Decision.Answer<>(session -> session);
    }
}
