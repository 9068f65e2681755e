package dev.helpline.chat.spi.entry;

import dev.helpline.chat.spi.AgentId;
import dev.helpline.chat.spi.Experimental;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How the metadata of an {@link EventType#SESSION_ASSIGNED} event names the agent: {@code {"agent":"ada"}}. */
@Experimental
public final class AssignmentEvent {
    private static final String BEGINNING = "{\"agent\":\"";
    private static final String END = "\"}";

    private AssignmentEvent() {}

    /** Returns the metadata of an assignment to an agent. Ids have no quotation marks and no backslashes, so nothing is escaped. */
    public static String metadata(AgentId agent) {
        return BEGINNING + agent + END;
    }

    /** Returns the agent to whom an event assigned its session; empty for another entry, and if the metadata names no agent. */
    public static Optional<AgentId> agentOf(Entry entry) {
        return EventType.of(entry)
                .filter(EventType.SESSION_ASSIGNED::equals)
                .flatMap(assigned -> agentIn(entry.metadata()));
    }

    private static Optional<AgentId> agentIn(@Nullable String metadata) {
        if (metadata == null || !metadata.startsWith(BEGINNING) || !metadata.endsWith(END)) {
            return Optional.empty();
        }
        String id =
                metadata.substring(BEGINNING.length(), Math.max(BEGINNING.length(), metadata.length() - END.length()));
        return Optional.of(id).filter(AgentId::isValid).map(AgentId::new);
    }
}
