package dev.helpline.chat.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.chat.spi.EntryId;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.inbox.InboxCommand;
import dev.helpline.chat.spi.inbox.InboxCommand.Action;
import dev.helpline.chat.spi.inbox.InboxCounts;
import dev.helpline.chat.spi.inbox.InboxStore;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Keeping commands until they are carried out. */
abstract class InboxStoreContract extends StoreTest {
    private static final SessionId SESSION = new SessionId("s1");
    private static final SessionId OTHER = new SessionId("S1");
    private static final Instant NOW = CommitBuilder.START;
    private static final Instant LATER = NOW.plusSeconds(60);

    private InboxStore inbox;

    @BeforeEach
    void requireInbox() {
        Assumptions.assumeTrue(store instanceof InboxStore, "the store has no inbox");
        inbox = (InboxStore) store;
    }

    private void add(String id, SessionId session) {
        inbox.addCommand(
                InboxCommand.builder(new EntryId(id), session, Action.SEND).build());
    }

    private InboxCommand only(SessionId session) {
        List<InboxCommand> commands = inbox.commandsOf(session, 2);
        assertThat(commands).hasSize(1);
        return commands.get(0);
    }

    private InboxCommand refused(String id) {
        add(id, SESSION);
        List<InboxCommand> commands = inbox.commandsOf(SESSION, 10);
        InboxCommand refused = commands.get(commands.size() - 1).toBuilder()
                .attempts(1)
                .failure("no")
                .dueAt(null)
                .build();
        inbox.commandFailed(refused);
        return refused;
    }

    private List<String> ids(SessionId session) {
        return inbox.commandsOf(session, 10).stream()
                .map(command -> command.id().value())
                .toList();
    }

    @Test
    void a_command_comes_back_as_it_was_added_with_a_number() {
        InboxCommand added = InboxCommand.builder(new EntryId("c1"), SESSION, Action.START)
                .values(Map.of("text", "a \"line\"\nand \\ another 🙂", "empty", ""))
                .attempts(2)
                .failure("before")
                .dueAt(NOW)
                .build();

        inbox.addCommand(added);

        InboxCommand found = only(SESSION);
        assertThat(found.number()).isPositive();
        assertThat(found).isEqualTo(added.toBuilder().number(found.number()).build());
    }

    @Test
    void the_longest_command_comes_back_as_it_was_added() {
        String longest = "\u0001🙂".repeat((InboxCommand.MAX_LENGTH - "text".length()) / 3);

        inbox.addCommand(InboxCommand.builder(new EntryId("c1"), SESSION, Action.SEND)
                .values(Map.of("text", longest))
                .build());

        assertThat(only(SESSION).values()).containsExactly(Map.entry("text", longest));
    }

    @Test
    void commands_of_a_session_come_in_the_order_in_which_they_were_added() {
        add("c", SESSION);
        add("a", SESSION);
        add("other", OTHER);
        add("b", SESSION);

        assertThat(ids(SESSION)).containsExactly("c", "a", "b");
        assertThat(ids(OTHER)).containsExactly("other");
        assertThat(inbox.commandsOf(SESSION, 2)).hasSize(2);
        assertThat(inbox.commandsOf(new SessionId("unknown"), 2)).isEmpty();
    }

    @Test
    void a_session_is_due_once_its_first_command_is() {
        add("a", SESSION);
        add("b", OTHER);
        inbox.commandFailed(only(SESSION).toBuilder().attempts(1).dueAt(LATER).build());
        add("c", SESSION);

        assertThat(inbox.sessionsWithCommands(NOW, 10)).containsExactly(OTHER);
        assertThat(inbox.sessionsWithCommands(LATER, 10)).containsExactly(OTHER, SESSION);
        assertThat(inbox.sessionsWithCommands(LATER, 1)).containsExactly(OTHER);
    }

    @Test
    void a_command_that_is_done_is_gone_and_the_next_one_is_due() {
        add("a", SESSION);
        add("b", SESSION);

        inbox.commandDone(inbox.commandsOf(SESSION, 1).get(0));

        assertThat(ids(SESSION)).containsExactly("b");
        assertThat(inbox.sessionsWithCommands(NOW, 10)).containsExactly(SESSION);
        inbox.commandDone(only(SESSION));
        assertThat(inbox.sessionsWithCommands(LATER, 10)).isEmpty();
        assertThat(inbox.inboxCounts()).isEqualTo(InboxCounts.of(0, 0));
    }

    @Test
    void a_failure_is_kept_and_holds_up_the_later_commands_of_its_session_only() {
        add("a", SESSION);
        add("b", SESSION);
        add("c", OTHER);
        InboxCommand failed = inbox.commandsOf(SESSION, 1).get(0).toBuilder()
                .attempts(3)
                .failure("STORE_UNAVAILABLE: no")
                .dueAt(LATER)
                .build();

        inbox.commandFailed(failed);

        assertThat(inbox.commandsOf(SESSION, 1)).containsExactly(failed);
        assertThat(inbox.commandsOf(SESSION, 2)).extracting(InboxCommand::dueAt).containsOnly(LATER);
        assertThat(inbox.sessionsWithCommands(NOW, 10)).containsExactly(OTHER);
    }

    @Test
    void a_refused_command_is_kept_apart_and_holds_up_no_other_one() {
        InboxCommand refused = refused("a");
        add("b", SESSION);

        assertThat(ids(SESSION)).containsExactly("b");
        assertThat(inbox.sessionsWithCommands(NOW, 10)).containsExactly(SESSION);
        assertThat(inbox.refusedCommands(0, 10)).containsExactly(refused);
        assertThat(inbox.inboxCounts()).isEqualTo(InboxCounts.of(1, 1));
        inbox.commandDone(refused);
        assertThat(inbox.refusedCommands(0, 10)).containsExactly(refused);
    }

    @Test
    void refused_commands_are_listed_by_number() {
        InboxCommand first = refused("a");
        InboxCommand second = refused("b");

        assertThat(inbox.refusedCommands(0, 1)).containsExactly(first);
        assertThat(inbox.refusedCommands(first.number(), 10)).containsExactly(second);
        assertThat(inbox.refusedCommands(second.number(), 10)).isEmpty();
    }

    @Test
    void a_refused_command_is_tried_again_in_its_place() {
        InboxCommand refused = refused("a");
        add("b", SESSION);

        assertThat(inbox.retryCommand(refused, LATER)).isTrue();

        assertThat(ids(SESSION)).containsExactly("a", "b");
        assertThat(inbox.commandsOf(SESSION, 1))
                .containsExactly(refused.toBuilder()
                        .attempts(0)
                        .failure(null)
                        .dueAt(LATER)
                        .build());
        assertThat(inbox.retryCommand(refused, LATER)).isFalse();
        assertThat(inbox.discardCommand(refused)).isFalse();
    }

    @Test
    void a_refused_command_is_discarded_once() {
        InboxCommand refused = refused("a");

        assertThat(inbox.discardCommand(refused)).isTrue();
        assertThat(inbox.discardCommand(refused)).isFalse();
        assertThat(inbox.refusedCommands(0, 10)).isEmpty();
    }

    @Test
    void what_is_gone_cannot_fail() {
        add("a", SESSION);
        InboxCommand command = only(SESSION);
        inbox.commandDone(command);

        inbox.commandFailed(command.toBuilder().attempts(1).dueAt(null).build());

        assertThat(inbox.inboxCounts()).isEqualTo(InboxCounts.of(0, 0));
    }
}
