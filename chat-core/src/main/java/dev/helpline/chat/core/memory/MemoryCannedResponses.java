package dev.helpline.chat.core.memory;

import dev.helpline.chat.spi.AgentId;
import dev.helpline.chat.spi.CannedResponseId;
import dev.helpline.chat.spi.audit.AuditRecord;
import dev.helpline.chat.spi.canned.CannedResponse;
import dev.helpline.chat.spi.canned.CannedResponseStore.SaveResult;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/** The canned responses, in the order of their ids. Thread-safe. */
final class MemoryCannedResponses {
    private final TreeMap<CannedResponseId, CannedResponse> responses = new TreeMap<>();
    private final MemoryAudit audit;

    MemoryCannedResponses(MemoryAudit audit) {
        this.audit = audit;
    }

    synchronized Optional<CannedResponse> find(CannedResponseId id) {
        return Optional.ofNullable(responses.get(id));
    }

    synchronized List<CannedResponse> of(AgentId agent, int limit) {
        return responses.values().stream()
                .filter(response -> response.owner() == null || response.owner().equals(agent))
                .limit(limit)
                .toList();
    }

    synchronized SaveResult save(CannedResponse response, AuditRecord change) {
        CannedResponse stored = responses.get(response.id());
        if (response.version() != (stored == null ? 1 : stored.version() + 1)) {
            return SaveResult.VERSION_CONFLICT;
        }
        boolean isTaken = responses.values().stream()
                .anyMatch(other -> !other.id().equals(response.id())
                        && other.shortcut().equals(response.shortcut())
                        && Objects.equals(other.owner(), response.owner()));
        if (isTaken) {
            return SaveResult.SHORTCUT_TAKEN;
        }
        if (!audit.append(change)) {
            return SaveResult.VERSION_CONFLICT;
        }
        long uses = stored == null ? response.uses() : stored.uses();
        responses.put(response.id(), response.toBuilder().uses(uses).build());
        return SaveResult.SAVED;
    }

    synchronized boolean delete(CannedResponseId id, AuditRecord change) {
        if (!responses.containsKey(id) || !audit.append(change)) {
            return false;
        }
        responses.remove(id);
        return true;
    }

    synchronized void countUse(CannedResponseId id) {
        responses.computeIfPresent(
                id, (unused, known) -> known.toBuilder().uses(known.uses() + 1).build());
    }
}
