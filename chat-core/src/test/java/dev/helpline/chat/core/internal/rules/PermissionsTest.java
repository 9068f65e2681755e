package dev.helpline.chat.core.internal.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.helpline.chat.core.Sessions;
import dev.helpline.chat.core.desk.AgentAction;
import dev.helpline.chat.core.policy.ChatPolicy;
import dev.helpline.chat.spi.auth.Principal;
import dev.helpline.chat.spi.auth.Role;
import dev.helpline.chat.spi.session.SessionState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PermissionsTest {
    private static final Path GUIDE = Path.of("..", "docs", "guide.md");
    private static final ChatPolicy POLICY = ChatPolicy.builder().build();

    @ParameterizedTest
    @EnumSource
    void a_higher_role_may_do_what_a_lower_one_may(AgentAction action) {
        assertThat(action.reach(Role.AGENT)).isLessThanOrEqualTo(action.reach(Role.SUPERVISOR));
        assertThat(action.reach(Role.SUPERVISOR)).isLessThanOrEqualTo(action.reach(Role.ADMIN));
        assertThat(action.reach(Role.CUSTOMER)).isEqualTo(AgentAction.Reach.NONE);
        assertThat(action.reach(Role.ANONYMOUS)).isEqualTo(AgentAction.Reach.NONE);
    }

    @Test
    void a_refusal_says_who_may() {
        Actor agent = new Actor(Principal.agent("other", Role.AGENT, null, null));

        assertThatThrownBy(() -> Permissions.require(agent, AgentAction.ASSIGN))
                .hasMessage("assign is permitted to the role SUPERVISOR, the role ADMIN only");
        assertThatThrownBy(() ->
                        Permissions.require(agent, AgentAction.READ_HISTORY, Sessions.in(SessionState.ACTIVE), POLICY))
                .hasMessage(
                        "read_history is permitted to the session's agent, the role SUPERVISOR, the role ADMIN only");
    }

    @Test
    void the_guide_shows_the_table_as_it_is() throws IOException {
        String actions = Arrays.stream(AgentAction.values()).map(Enum::name).collect(Collectors.joining("|"));

        List<String> shown = Files.readAllLines(GUIDE).stream()
                .filter(line -> line.matches("\\| (" + actions + ") \\|.*"))
                .map(line -> line.substring(0, line.lastIndexOf('|', line.length() - 2) + 1))
                .toList();

        assertThat(shown)
                .containsExactlyElementsOf(Arrays.stream(AgentAction.values())
                        .map(action -> "| " + action + " | " + action.reach(Role.AGENT) + " | "
                                + action.reach(Role.SUPERVISOR) + " | " + action.reach(Role.ADMIN) + " |")
                        .toList());
    }
}
