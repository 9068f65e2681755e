package dev.helpline.chat.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.chat.core.ChatEngine;
import dev.helpline.chat.core.session.EndSession;
import dev.helpline.chat.spi.ErrorCode;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.auth.Principal;
import dev.helpline.chat.spi.auth.Role;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.testkit.fault.FaultyStore;
import dev.helpline.chat.testkit.fault.Gate;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** An assignment by force that meets another assignment to the same agent. */
class ForceTest extends FaultTest {
    @Test
    void an_agent_has_as_many_sessions_above_capacity_as_were_assigned_by_force() {
        restart(unlimited().agentCapacity(2));
        FaultyStore forcing = new FaultyStore(store);
        ChatEngine other = engineOver(forcing, unlimited().agentCapacity(2).build());
        SessionId first = active();
        active();
        SessionId third = started();
        SessionId fourth = started();
        Gate gate = forcing.holdNext();
        CompletableFuture<Session> forced =
                meanwhile(() -> other.agent(Principal.agent("boss", Role.SUPERVISOR, null, null))
                        .assign(third, agentId(ANTON), true)
                        .session());
        gate.awaitArrival();

        anton().end(EndSession.of(first));
        FaultyStore overtaken = new FaultyStore(store);
        ChatEngine claiming = engineOver(overtaken, unlimited().agentCapacity(2).build());
        overtaken.overtakenBy(() -> {
            gate.open();
            answerOf(forced);
        });
        claiming.agent(Principal.agent(ANTON, Role.AGENT, null, null)).claim(fourth);

        assertThat(answerOf(forced).agentSlot()).isEqualTo(3);
        assertThat(store.openSessionsOf(agentId(ANTON)))
                .extracting(Session::agentSlot)
                .containsExactlyInAnyOrder(1, 2, 3);
        SessionId fifth = started();
        assertThat(refusalOf(() -> anton().claim(fifth)).code()).isEqualTo(ErrorCode.SESSION_CONFLICT);
    }
}
