package dev.helpline.chat.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.helpline.chat.spi.AgentId;
import dev.helpline.chat.spi.agent.Agent;
import dev.helpline.chat.spi.auth.Role;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.store.CommitResult;
import dev.helpline.chat.spi.store.CommitResult.Rejected;
import dev.helpline.chat.spi.store.SessionCommit;
import dev.helpline.chat.spi.store.TextLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every limit counts code points, whatever their size in UTF-16, in UTF-8 or in JSON. */
abstract class LengthContract extends StoreTest {
    private static final String EMOJI = "\uD83E\uDD57";
    private static final String COMBINING = "e\u0301";
    private static final String BMP = "\u6C49";
    private static final String TAB = "\t";
    private static final String QUOTES = "\"\\'";

    @ParameterizedTest
    @ValueSource(strings = {EMOJI, COMBINING, BMP, "x", TAB, QUOTES})
    void a_text_of_exactly_its_limit_is_kept(String letters) {
        List<SessionCommit> commits = each(text -> text.atLimit(letters));

        assertThat(store.commitAll(commits)).containsOnly(CommitResult.COMMITTED);

        assertThat(commits).allSatisfy(this::assertKept);
    }

    @ParameterizedTest
    @ValueSource(strings = {EMOJI, COMBINING, BMP, "x"})
    void a_text_one_over_its_limit_is_rejected_and_takes_no_other_commit_with_it(String letters) {
        Session honest = created("honest");
        SessionCommit message = CommitBuilder.after(honest).message("m", "hi").build();
        List<SessionCommit> commits = new ArrayList<>(each(text -> text.oneOver(letters)));
        commits.add(message);

        List<CommitResult> results = store.commitAll(commits);

        assertThat(results.get(results.size() - 1)).isEqualTo(CommitResult.COMMITTED);
        assertThat(results.subList(0, results.size() - 1)).hasOnlyElementsOfType(Rejected.class);
        assertThat(results.toString()).doesNotContain(letters.repeat(10));
        assertThat(commits.subList(0, commits.size() - 1)).allSatisfy(this::assertAbsent);
        assertThat(find(honest)).isEqualTo(message.next());
    }

    @ParameterizedTest
    @ValueSource(strings = {"\t", "\0", "\"", "a\\b", "\uD83E", "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"})
    void a_tag_that_stores_cannot_look_for_is_rejected(String tag) {
        SessionCommit commit = CommitBuilder.creating("s").tags(Set.of(tag)).build();

        assertThat(store.commit(commit)).isInstanceOf(Rejected.class);
        assertAbsent(commit);
    }

    @Test
    void more_tags_than_a_session_may_have_are_rejected() {
        Set<String> tags = IntStream.rangeClosed(0, TextLimits.TAGS)
                .mapToObj(Integer::toString)
                .collect(Collectors.toSet());
        SessionCommit commit = CommitBuilder.creating("s").tags(tags).build();

        assertThat(store.commit(commit)).isInstanceOf(Rejected.class);
        assertAbsent(commit);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\0", "\uD83E", "\uDD57", "\uDD57\uD83E", "a\uD83Eb"})
    void a_text_that_is_not_well_formed_is_rejected(String text) {
        List<SessionCommit> commits = each(field -> field.with(text));

        assertThat(store.commitAll(commits)).hasOnlyElementsOfType(Rejected.class);
        assertThat(commits).extracting(store::commit).hasOnlyElementsOfType(Rejected.class);

        assertThat(commits).allSatisfy(this::assertAbsent);
    }

    @ParameterizedTest
    @ValueSource(strings = {EMOJI, COMBINING, BMP, "x"})
    void an_agents_texts_of_exactly_their_limits_are_kept(String letters) {
        Agent saved = agent("saved", LimitedText.ofLength(TextLimits.NAME, letters));
        Agent enrolled = agent("enrolled", LimitedText.ofLength(TextLimits.NAME, letters));

        store.saveAgent(saved, change(saved.id(), 1));
        store.enroll(enrolled);

        assertThat(store.findAgent(saved.id())).contains(saved);
        assertThat(store.findAgent(enrolled.id())).contains(enrolled);
    }

    @ParameterizedTest
    @ValueSource(strings = {EMOJI, COMBINING, BMP, "x"})
    void an_agent_with_a_text_one_over_its_limit_is_rejected(String letters) {
        Agent agent = agent("a", LimitedText.ofLength(TextLimits.NAME + 1, letters));

        assertThatIllegalArgumentException().isThrownBy(() -> store.saveAgent(agent, change(agent.id(), 1)));
        assertThatIllegalArgumentException().isThrownBy(() -> store.enroll(agent));

        assertThat(store.findAgent(agent.id())).isEmpty();
    }

    private static List<SessionCommit> each(Function<LimitedText, SessionCommit> commit) {
        return Stream.of(LimitedText.values()).map(commit).toList();
    }

    private static Agent agent(String id, String text) {
        return Agent.builder(new AgentId(id), CommitBuilder.START)
                .name(text)
                .department(text)
                .version(1)
                .role(Role.AGENT)
                .active(true)
                .seenAt(CommitBuilder.START)
                .build();
    }

    private void assertKept(SessionCommit commit) {
        assertThat(find(commit.next())).isEqualTo(commit.next());
        assertThat(log(commit.next().id())).isEqualTo(commit.entries());
        assertThat(store.auditAfter(commit.next().id(), 0, 10)).isEqualTo(commit.audit());
    }

    private void assertAbsent(SessionCommit commit) {
        assertThat(store.findSession(commit.next().id())).isEmpty();
        assertThat(log(commit.next().id())).isEmpty();
    }
}
