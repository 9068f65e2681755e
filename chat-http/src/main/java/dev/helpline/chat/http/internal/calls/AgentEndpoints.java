package dev.helpline.chat.http.internal.calls;

import dev.helpline.chat.core.AgentDesk;
import dev.helpline.chat.core.team.SaveAgent;
import dev.helpline.chat.http.internal.exchange.CallResult;
import dev.helpline.chat.http.internal.wire.JsonFields;
import dev.helpline.chat.http.internal.wire.Refusal;
import dev.helpline.chat.http.internal.wire.WireColleague;
import dev.helpline.chat.http.internal.wire.WireError;
import dev.helpline.chat.http.internal.wire.WireNames;
import dev.helpline.chat.http.internal.wire.WireTime;
import dev.helpline.chat.spi.AgentId;
import dev.helpline.chat.spi.agent.Agent;
import dev.helpline.chat.spi.agent.Presence;
import dev.helpline.chat.spi.audit.AuditRecord;
import dev.helpline.chat.spi.auth.Role;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** The calls about agents: who they are, and who takes part in the work. */
final class AgentEndpoints {
    private final Participants participants;

    AgentEndpoints(Participants participants) {
        this.participants = participants;
    }

    CallResult agents(Request request) {
        return new CallResult(
                new Agents(participants.desk(request.caller()).agents().stream()
                        .map(WireColleague::of)
                        .toList()),
                "These are the agents");
    }

    CallResult presence(Request request) {
        JsonFields body = request.body();
        Presence chosen = body.word("presence", WireNames.PRESENCES)
                .orElseThrow(() -> body.refuse("presence must be online, away or offline"));
        AgentDesk desk = participants.desk(request.caller());
        return new CallResult(WireColleague.of(desk.choosePresence(chosen)), "This is your presence");
    }

    CallResult create(Request request) {
        return save(request, request.body().requireId("agentId", AgentId::new), 0);
    }

    CallResult replace(Request request) {
        return save(request, request.agent(), request.body().requireWhole("version"));
    }

    private CallResult save(Request request, AgentId agent, long replacedVersion) {
        JsonFields body = request.body();
        OptionalInt capacity = body.integer("capacity");
        SaveAgent wanted = SaveAgent.builder(agent)
                .replacedVersion(replacedVersion)
                .name(body.text("name").orElse(null))
                .email(body.text("email").orElse(null))
                .departments(body.texts("departments"))
                .skills(body.texts("skills"))
                .languages(body.texts("languages"))
                .role(body.word("role", WireNames.AGENT_ROLES).orElse(Role.AGENT))
                .active(!body.has("active") || body.flag("active"))
                .capacity(capacity.isPresent() ? (Integer) capacity.getAsInt() : null)
                .build();
        Agent saved = participants.desk(request.caller()).directory().save(wanted);
        return new CallResult(Saved.of(saved), "The agent is saved");
    }

    CallResult history(Request request) {
        AgentId agent = agentOf(request.query());
        return new CallResult(
                new History(
                        agent.value(),
                        participants.desk(request.caller()).directory().changes(agent).stream()
                                .map(Change::of)
                                .toList()),
                "These are the changes to the agent");
    }

    private static AgentId agentOf(Query query) {
        return query.text("agentId")
                .filter(AgentId::isValid)
                .map(AgentId::new)
                .orElseThrow(() -> new Refusal(WireError.VALIDATION_ERROR, "agentId must be the id of an agent"));
    }

    private record Agents(List<WireColleague> agents) {}

    /** An agent as the directory has one. */
    private record Saved(
            String agentId,
            long version,
            @Nullable String name,
            @Nullable String email,
            List<String> departments,
            List<String> skills,
            List<String> languages,
            String role,
            boolean active,
            @Nullable Integer capacity) {
        static Saved of(Agent agent) {
            return new Saved(
                    agent.id().value(),
                    agent.version(),
                    agent.name(),
                    agent.email(),
                    agent.departments(),
                    agent.skills(),
                    agent.languages(),
                    WireNames.of(agent.role()),
                    agent.active(),
                    agent.capacity());
        }
    }

    private record History(String agentId, List<Change> changes) {}

    /** One change; without {@code changedBy} the host made it. */
    private record Change(
            long version,
            String action,
            String changedAt,
            @Nullable String changedBy,
            @Nullable String detail) {
        static Change of(AuditRecord change) {
            return new Change(
                    change.number(),
                    change.action().toLowerCase(Locale.ROOT),
                    WireTime.format(change.at()),
                    change.actor(),
                    change.detail());
        }
    }
}
