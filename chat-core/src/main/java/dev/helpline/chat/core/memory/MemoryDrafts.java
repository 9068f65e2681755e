package dev.helpline.chat.core.memory;

import dev.helpline.chat.spi.AgentId;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.draft.Draft;
import dev.helpline.chat.spi.store.SessionCommit;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The drafts in memory. Thread-safe. */
final class MemoryDrafts {
    private final Map<SessionId, Map<AgentId, Draft>> drafts = new HashMap<>();

    synchronized Optional<Draft> find(SessionId session, AgentId agent) {
        return Optional.ofNullable(of(session).get(agent));
    }

    synchronized boolean save(Draft draft, @Nullable String replaced) {
        if (!Objects.equals(replaced, revision(draft.session(), draft.agent()))) {
            return false;
        }
        drafts.computeIfAbsent(draft.session(), unused -> new HashMap<>()).put(draft.agent(), draft);
        return true;
    }

    synchronized boolean delete(SessionId session, AgentId agent, String revision) {
        boolean found = revision.equals(revision(session, agent));
        if (found) {
            remove(session, agent);
        }
        return found;
    }

    /** Deletes the drafts that a commit finishes. */
    synchronized void deleteFinished(SessionCommit commit) {
        SessionId session = commit.next().id();
        if (commit.ends()) {
            drafts.remove(session);
        } else {
            commit.agentsWhoSent().forEach(agent -> remove(session, agent));
        }
    }

    /** Forgets the drafts of a session. Returns how many there were. */
    synchronized int erase(SessionId session) {
        Map<AgentId, Draft> erased = drafts.remove(session);
        return erased == null ? 0 : erased.size();
    }

    private void remove(SessionId session, AgentId agent) {
        drafts.computeIfPresent(session, (unused, known) -> {
            known.remove(agent);
            return known.isEmpty() ? null : known;
        });
    }

    private @Nullable String revision(SessionId session, AgentId agent) {
        Draft known = of(session).get(agent);
        return known == null ? null : known.revision();
    }

    private Map<AgentId, Draft> of(SessionId session) {
        return drafts.getOrDefault(session, Map.of());
    }
}
