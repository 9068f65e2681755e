package dev.helpline.chat.core.internal.rules;

import dev.helpline.chat.core.desk.AgentAction;
import dev.helpline.chat.core.internal.change.Decision;
import dev.helpline.chat.core.internal.change.NewAudit;
import dev.helpline.chat.core.internal.change.NewEntry;
import dev.helpline.chat.core.internal.change.SessionChange;
import dev.helpline.chat.core.internal.change.SessionCommand;
import dev.helpline.chat.core.policy.ChatPolicy;
import dev.helpline.chat.spi.ChatException;
import dev.helpline.chat.spi.ErrorCode;
import dev.helpline.chat.spi.IdGenerator;
import dev.helpline.chat.spi.entry.EventType;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.store.TextLimits;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Adds tags to a session in any state, and removes others. */
public final class TagCommand implements SessionCommand<Session> {
    private final Actor actor;
    private final Set<String> add;
    private final Set<String> remove;
    private final ChatPolicy policy;
    private final Ids ids;

    /**
     * A command for tags as {@link Tags#normal} returns them.
     *
     * @param change the tags to add and those to remove
     */
    public TagCommand(Actor actor, Tags.Change change, ChatPolicy policy, IdGenerator generator) {
        this.actor = actor;
        this.add = change.add();
        this.remove = change.remove();
        this.policy = policy;
        this.ids = new Ids(generator);
    }

    @Override
    public String name() {
        return "tag";
    }

    @Override
    public Decision<Session> decide(Session session, Instant now) {
        Optional<ChatException> refusal = Permissions.refusal(actor, AgentAction.TAG, session, policy);
        if (refusal.isPresent()) {
            return new Decision.Refuse<>(refusal.get());
        }
        Set<String> tags = new TreeSet<>(session.tags());
        tags.removeAll(remove);
        tags.addAll(add);
        if (tags.equals(session.tags())) {
            return new Decision.Answer<>(stored -> stored);
        }
        if (tags.size() > TextLimits.TAGS) {
            return new Decision.Refuse<>(new ChatException(
                    ErrorCode.INVALID_REQUEST,
                    "a session may have at most " + TextLimits.TAGS + " tags",
                    Map.of("field", "tags", "limit", Integer.toString(TextLimits.TAGS))));
        }
        Set<String> added = minus(tags, session.tags());
        Set<String> removed = minus(session.tags(), tags);
        String facts = new Facts()
                .with("by", actor.agentId())
                .with("added", added)
                .with("removed", removed)
                .json();
        String detail = "added=" + added + " removed=" + removed;
        return new Decision.Change<>(
                SessionChange.of(
                        session.toBuilder().tags(tags).build(),
                        List.of(NewEntry.teamEvent(
                                ids.event(), EventType.TAGS_CHANGED, "The tags were changed.", facts)),
                        List.of(NewAudit.by(actor.principal(), "TAGS_CHANGED", detail, ids.moveSalt()))),
                (stored, appended) -> stored);
    }

    private static Set<String> minus(Set<String> tags, Set<String> others) {
        Set<String> rest = new TreeSet<>(tags);
        rest.removeAll(others);
        return rest;
    }
}
