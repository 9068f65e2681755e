package dev.helpline.chat.http.internal.wire;

import dev.helpline.chat.core.desk.Colleague;
import dev.helpline.chat.spi.agent.Agent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An agent as other agents see one, as JSON. */
public record WireColleague(
        String agentId,
        @Nullable String name,
        @Nullable String email,
        @Nullable String department,
        List<String> departments,
        List<String> skills,
        List<String> languages,
        String role,
        boolean active,
        String presence,
        int capacity,
        int load,
        String lastSeenAt,
        long version) {
    public static WireColleague of(Colleague colleague) {
        Agent agent = colleague.agent();
        return new WireColleague(
                agent.id().value(),
                agent.name(),
                agent.email(),
                agent.mainDepartment(),
                agent.departments(),
                agent.skills(),
                agent.languages(),
                WireNames.of(agent.role()),
                agent.active(),
                WireNames.of(colleague.presence()),
                colleague.capacity(),
                colleague.openSessions(),
                WireTime.format(agent.seenAt()),
                agent.version());
    }
}
