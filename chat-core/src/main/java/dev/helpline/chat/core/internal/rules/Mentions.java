package dev.helpline.chat.core.internal.rules;

import dev.helpline.chat.spi.AgentId;
import dev.helpline.chat.spi.agent.Agent;
import dev.helpline.chat.spi.entry.Entry;
import dev.helpline.chat.spi.entry.EntryKind;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.store.TextLimits;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The agents whom a note mentions. They stand in the metadata of the note, a JSON object with the array {@code mentions}. */
public final class Mentions {
    /** How many signs of a text are looked at, so that a text of nothing else costs little. */
    private static final int MAX_SIGNS = 100;

    private static final char SIGN = '@';

    private static final String BEGINNING = "{\"mentions\":[\"";
    private static final String END = "\"]}";
    private static final String BETWEEN = "\",\"";

    private Mentions() {}

    /** Whether the text may mention an agent, so that the directory has to be read. */
    public static boolean areIn(String text) {
        return text.indexOf(SIGN) >= 0;
    }

    /** The active agents among these whom the text mentions, in the order of the text; at most 20. Of several names the longest counts. */
    public static Set<AgentId> in(String text, Collection<Agent> agents) {
        Set<AgentId> found = new LinkedHashSet<>();
        Map<String, Optional<AgentId>> names = namesOf(agents);
        List<String> longestFirst = names.keySet().stream()
                .sorted(Comparator.comparing(String::length).reversed())
                .toList();
        int signs = 0;
        for (int at = text.indexOf(SIGN); at >= 0 && signs++ < MAX_SIGNS; at = text.indexOf(SIGN, at + 1)) {
            int start = at + 1;
            if (at > 0 && isWord(text.codePointBefore(at))) {
                continue; // within a word, as in an e-mail address
            }
            longestFirst.stream()
                    .filter(name -> isAt(name, text, start))
                    .findFirst()
                    .flatMap(name -> names.getOrDefault(name, Optional.empty()))
                    .ifPresent(found::add);
            if (found.size() == TextLimits.MENTIONS) {
                break;
            }
        }
        return found;
    }

    /** Each id, name and first name with its agent; empty if several agents have the name. An id goes before names. */
    private static Map<String, Optional<AgentId>> namesOf(Collection<Agent> agents) {
        List<Agent> active = agents.stream().filter(Agent::active).toList();
        Map<String, Optional<AgentId>> firstNames = new HashMap<>();
        Map<String, Optional<AgentId>> names = new HashMap<>();
        Map<String, Optional<AgentId>> ids = new HashMap<>();
        for (Agent agent : active) {
            add(ids, agent.id().value(), agent.id());
            String name = agent.name() == null ? "" : agent.name().strip();
            add(names, name, agent.id());
            add(firstNames, name.split("\\s", 2)[0], agent.id());
        }
        Map<String, Optional<AgentId>> all = new HashMap<>(firstNames);
        all.putAll(names);
        all.putAll(ids);
        return all;
    }

    private static void add(Map<String, Optional<AgentId>> names, String name, AgentId agent) {
        if (!name.isEmpty()) {
            names.merge(
                    name.toLowerCase(Locale.ROOT),
                    Optional.of(agent),
                    (one, other) -> one.equals(other) ? one : Optional.empty());
        }
    }

    private static boolean isAt(String name, String text, int start) {
        int end = start + name.length();
        return text.regionMatches(true, start, name, 0, name.length())
                && (end == text.length() || !isWord(text.codePointAt(end)));
    }

    private static boolean isWord(int codePoint) {
        return Character.isLetterOrDigit(codePoint) || codePoint == '_';
    }

    /** The metadata of a note; null if it mentions no agent. Ids have no quotation marks and no backslashes, so nothing is escaped. */
    static @Nullable String metadata(Set<AgentId> mentions) {
        return mentions.isEmpty()
                ? null
                : mentions.stream().map(AgentId::value).collect(Collectors.joining(BETWEEN, BEGINNING, END));
    }

    /** The agents whom a note mentions; none for any other entry. */
    public static List<AgentId> of(Entry entry) {
        String metadata = entry.kind() == EntryKind.NOTE ? entry.metadata() : null;
        if (metadata == null || !metadata.startsWith(BEGINNING) || !metadata.endsWith(END)) {
            return List.of();
        }
        String ids = metadata.substring(BEGINNING.length(), metadata.length() - END.length());
        return Arrays.stream(ids.split(BETWEEN))
                .filter(AgentId::isValid)
                .map(AgentId::new)
                .toList();
    }

    /** The session's mentions with those of its next entry; the oldest are forgotten first. */
    static Map<AgentId, Long> after(Session session, Set<AgentId> mentioned, long seq) {
        Map<AgentId, Long> mentions = new HashMap<>(session.mentions());
        mentioned.forEach(agent -> mentions.put(agent, seq));
        return mentions.entrySet().stream()
                .sorted(Map.Entry.<AgentId, Long>comparingByValue()
                        .reversed()
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(TextLimits.MENTIONS)
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
