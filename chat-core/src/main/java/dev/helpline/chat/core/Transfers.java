package dev.helpline.chat.core;

import dev.helpline.chat.core.desk.TransferSession;
import dev.helpline.chat.core.internal.desk.AgentSlots.Budget;
import dev.helpline.chat.core.internal.futures.Futures;
import dev.helpline.chat.core.internal.live.LiveSession;
import dev.helpline.chat.core.internal.rules.Actor;
import dev.helpline.chat.core.internal.rules.Assignee;
import dev.helpline.chat.core.internal.rules.NoteCommand;
import dev.helpline.chat.core.internal.rules.Texts;
import dev.helpline.chat.core.internal.rules.TransferCommand;
import dev.helpline.chat.spi.AgentId;
import dev.helpline.chat.spi.ChatException;
import dev.helpline.chat.spi.ErrorCode;
import dev.helpline.chat.spi.agent.Agent;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.store.TextLimits;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Gives sessions to agents and to queues, for agents and for the host. Thread-safe. */
final class Transfers {
    private static final Texts TEXTS = Texts.refusingAs(ErrorCode.INVALID_REQUEST);

    private final EngineParts engine;

    Transfers(EngineParts engine) {
        this.engine = engine;
    }

    /** An agent who can get sessions; throws INVALID_REQUEST if there is none of this id. */
    Agent activeAgent(AgentId id) {
        return engine.roster()
                .findActive(id)
                .orElseThrow(() -> new ChatException(
                        ErrorCode.INVALID_REQUEST, "there is no active agent " + id, Map.of("field", "agentId")));
    }

    Budget budget(Agent agent, boolean force) {
        return new Budget(agent.id(), engine.roster().capacityOf(agent), force);
    }

    /**
     * Makes a transfer.
     *
     * @param by null for the host
     * @param agent the agent of the request; null if a queue gets the session
     */
    Session transfer(
            LiveSession live,
            @Nullable Actor by,
            TransferSession request,
            @Nullable Agent agent,
            @Nullable NoteCommand note) {
        String department = request.department();
        if (department != null && !department.equals(live.head().session().department())) {
            requireServed("toDepartment", department);
        }
        TransferCommand command = new TransferCommand(
                by,
                request,
                agent == null ? null : new Assignee(agent.id(), agent.name(), agent.mainDepartment()),
                note,
                engine.policy(),
                engine.ids());
        return Futures.await(executor -> Futures.then(
                engine.expiry().lookAt(live),
                executor,
                session -> agent == null
                        ? engine.sessions().submit(live, command)
                        : engine.slots().submit(live, command, budget(agent, request.force()), executor)));
    }

    /**
     * A session must not wait in a queue that no agent serves because its name is misspelled.
     *
     * @param field what the refusal calls the department
     */
    void requireServed(String field, String department) {
        TEXTS.required(field, department, TextLimits.DEPARTMENT);
        if (engine.roster().list().stream()
                .noneMatch(agent -> agent.active() && agent.departments().contains(department))) {
            throw new ChatException(
                    ErrorCode.INVALID_REQUEST, "no active agent is of this department", Map.of("field", field));
        }
    }
}
