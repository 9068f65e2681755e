package dev.helpline.chat.core.internal.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.chat.core.desk.AddNote;
import dev.helpline.chat.core.desk.TransferSession;
import dev.helpline.chat.core.internal.change.SessionCommand;
import dev.helpline.chat.core.message.SendMessage;
import dev.helpline.chat.core.policy.ChatPolicy;
import dev.helpline.chat.core.rating.RateSession;
import dev.helpline.chat.core.session.EndSession;
import dev.helpline.chat.spi.IdGenerator;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.auth.Principal;
import dev.helpline.chat.spi.auth.Role;
import dev.helpline.chat.spi.session.Priority;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Hosts build dashboards over these names, so they stay. */
class CommandNamesTest {
    private static final IdGenerator IDS = () -> "id";
    private static final ChatPolicy POLICY = ChatPolicy.builder().build();
    private static final SessionId SESSION = new SessionId("s");

    @Test
    void metrics_know_each_command_by_a_name_that_stays() {
        Actor agent = new Actor(Principal.agent("a", Role.AGENT, null, null));
        Actor customer = new Actor(Principal.customer("c", null));
        SendMessage message = SendMessage.of(SESSION, "hello");
        Fingerprints fingerprints = new Fingerprints(new byte[] {1});
        Inactivity clocks = new Inactivity(POLICY);

        Stream<SessionCommand<?>> commands = Stream.of(
                new AssignCommand(agent, Assignee.of(agent.principal()), POLICY, IDS),
                new SendCommand(customer, message, ChatPolicy.builder().build(), fingerprints, IDS),
                HoldCommand.hold(agent, POLICY, IDS),
                HoldCommand.resume(agent, POLICY, IDS),
                new EndCommand(agent, EndSession.of(SESSION), POLICY, IDS),
                new ExpireCommand(clocks, clocks.cutoffs(unused -> Instant.EPOCH), Instant.EPOCH, IDS),
                new RateCommand(customer, RateSession.of(SESSION, 5), POLICY, IDS),
                new RatingPromptCommand(customer, "prompt", POLICY, IDS),
                new ReopenCommand(customer, POLICY, IDS),
                new NoteCommand(agent, AddNote.of(SESSION, "note"), Set.of(), POLICY, fingerprints, IDS),
                new PriorityCommand(agent, Priority.HIGH, POLICY, IDS),
                new TagCommand(agent, Tags.Change.of(Set.of(), Set.of()), POLICY, IDS),
                new EscalateCommand(agent, "reason", POLICY, IDS),
                new MacroCommand(List.of()),
                new TransferCommand(agent, TransferSession.toQueue(SESSION).build(), null, null, POLICY, IDS));

        assertThat(commands)
                .extracting(SessionCommand::name)
                .containsExactly(
                        "assign",
                        "send",
                        "hold",
                        "resume",
                        "end",
                        "expire",
                        "rate",
                        "ask for a rating",
                        "reopen",
                        "note",
                        "set-priority",
                        "tag",
                        "escalate",
                        "macro",
                        "transfer");
    }
}
