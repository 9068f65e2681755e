package dev.helpline.chat.web;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The agents whom visitors of a demo may be, in the order in which they are shown. Immutable. */
record DemoAgents(List<DemoAgent> agents) {
    DemoAgents {
        agents = List.copyOf(agents);
    }

    /** One of them. */
    record DemoAgent(String name, String about, Supplier<String> tokens) {
        private static final Pattern PLAIN = Pattern.compile("[^\"\\\\\\p{Cntrl}]{1,100}");

        DemoAgent {
            requirePlain("name", name);
            requirePlain("about", about);
            Objects.requireNonNull(tokens, "tokens");
        }

        private static void requirePlain(String parameter, String text) {
            if (!PLAIN.matcher(text).matches()) {
                throw new IllegalArgumentException(parameter
                        + " must have 1 to 100 characters without quotes, backslashes and control characters");
            }
        }
    }

    boolean isEmpty() {
        return agents.isEmpty();
    }

    /** The agents as JSON. */
    String list() {
        return agents.stream()
                .map(agent -> "{\"name\":\"" + agent.name() + "\",\"about\":\"" + agent.about() + "\"}")
                .collect(Collectors.joining(",", "{\"agents\":[", "]}"));
    }

    /** What makes tokens of the agent at this index, which may be any text. */
    Optional<Supplier<String>> tokens(String index) {
        return index.matches("[0-9]{1,3}") && Integer.parseInt(index) < agents.size()
                ? Optional.of(agents.get(Integer.parseInt(index)).tokens())
                : Optional.empty();
    }
}
