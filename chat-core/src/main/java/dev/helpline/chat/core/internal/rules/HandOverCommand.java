package dev.helpline.chat.core.internal.rules;

import dev.helpline.chat.core.host.Voice;
import dev.helpline.chat.core.internal.change.Decision;
import dev.helpline.chat.core.internal.change.NewAudit;
import dev.helpline.chat.core.internal.change.NewEntry;
import dev.helpline.chat.core.internal.change.SessionChange;
import dev.helpline.chat.core.internal.change.SessionCommand;
import dev.helpline.chat.spi.EntryId;
import dev.helpline.chat.spi.ErrorCode;
import dev.helpline.chat.spi.IdGenerator;
import dev.helpline.chat.spi.entry.Entry;
import dev.helpline.chat.spi.entry.EventType;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.store.TextLimits;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Notes that the bot hands a session over, for agents. A session that was handed over, or that has an agent, stays as it is. */
public final class HandOverCommand implements SessionCommand<Session> {
    private static final Texts TEXTS = Texts.refusingAs(ErrorCode.INVALID_REQUEST);

    private final Voice bot;
    private final EntryId id;
    private final String reason;
    private final Ids ids;

    /**
     * A command for a reason that has passed {@link #check}.
     *
     * @param id of the event
     */
    public HandOverCommand(Voice bot, EntryId id, String reason, IdGenerator generator) {
        this.bot = bot;
        this.id = id;
        this.reason = reason;
        this.ids = new Ids(generator);
    }

    /** Rejects a reason that is blank or too long. */
    public static void check(String reason) {
        TEXTS.required("reason", reason, TextLimits.END_REASON);
    }

    @Override
    public String name() {
        return "hand-over";
    }

    @Override
    public Optional<EntryId> repeatableAs() {
        return Optional.of(id);
    }

    @Override
    public Decision<Session> decideRepeated(Entry stored) {
        return new Decision.Answer<>(session -> session);
    }

    @Override
    public Decision<Session> decide(Session session, Instant now) {
        if (!HostMessageCommand.waitsForFirstAgent(session)) {
            return new Decision.Answer<>(stored -> stored);
        }
        String facts = new Facts().with("by", bot.botId()).json();
        NewAudit audit = NewAudit.by(null, "BOT_HANDED_OVER", "bot=" + bot.botId(), ids.moveSalt());
        return new Decision.Change<>(
                SessionChange.of(
                        session,
                        List.of(NewEntry.teamEvent(id, EventType.BOT_HANDED_OVER, reason, facts)),
                        List.of(audit)),
                (stored, appended) -> stored);
    }
}
