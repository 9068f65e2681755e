package dev.helpline.chat.core.internal.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.chat.spi.AgentId;
import dev.helpline.chat.spi.agent.Agent;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MentionsTest {
    private static final List<Agent> AGENTS = List.of(
            agent("a-1", "Anna Schmidt", true),
            agent("a-2", "Anna", true),
            agent("b", "Bert Ott", true),
            agent("b2", "Zo\u00eb \u674e", true),
            agent("c", "Carl One", true),
            agent("d", "Carl Two", true),
            agent("gone", "Gerd", false));

    private static Agent agent(String id, String name, boolean active) {
        return Agent.builder(new AgentId(id), Instant.EPOCH)
                .name(name)
                .active(active)
                .build();
    }

    @ParameterizedTest
    @CsvSource({
        "'@a-1 look', a-1",
        "'ask @Anna Schmidt, please', a-1",
        "'ask @anna.', a-2",
        "'@BERT!', b",
        "'(@zo\u00eb)', b2",
        "'@Zo\u00eb \u674e?', b2",
        "'@b2', b2"
    })
    void an_id_a_name_or_a_first_name_mentions_an_agent_and_the_longest_counts(String text, String agent) {
        assertThat(Mentions.in(text, AGENTS)).containsExactly(new AgentId(agent));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "@",
                "@@",
                "anna",
                "@stranger",
                "mail to x@b.example",
                "@bertold",
                "@Carl",
                "@gerd",
                "@gone",
                "@ b"
            })
    void what_names_no_active_agent_alone_mentions_none(String text) {
        assertThat(Mentions.in(text, AGENTS)).isEmpty();
    }

    @Test
    void agents_are_mentioned_once_in_the_order_of_the_text() {
        assertThat(Mentions.in("@b @a-1 @Bert Ott @@b", AGENTS)).containsExactly(new AgentId("b"), new AgentId("a-1"));
    }

    @Test
    void a_note_mentions_at_most_twenty_agents() {
        List<Agent> many = IntStream.range(0, 30)
                .mapToObj(i -> agent("agent" + i, "Name", true))
                .toList();
        String text =
                String.join(" ", many.stream().map(agent -> "@" + agent.id()).toList());

        assertThat(Mentions.in(text, many)).hasSize(20);
    }
}
