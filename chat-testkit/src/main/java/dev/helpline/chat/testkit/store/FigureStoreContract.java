package dev.helpline.chat.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.chat.spi.entry.Author;
import dev.helpline.chat.spi.entry.EntryKind;
import dev.helpline.chat.spi.entry.EventType;
import dev.helpline.chat.spi.entry.ParticipantType;
import dev.helpline.chat.spi.facts.FactRows;
import dev.helpline.chat.spi.figures.Figure;
import dev.helpline.chat.spi.figures.FigureGroup;
import dev.helpline.chat.spi.figures.FigureGrouping;
import dev.helpline.chat.spi.figures.FigureQuery;
import dev.helpline.chat.spi.figures.FigureSample;
import dev.helpline.chat.spi.figures.FigureTotals;
import dev.helpline.chat.spi.session.EndCause;
import dev.helpline.chat.spi.session.EndedBy;
import dev.helpline.chat.spi.session.Ending;
import dev.helpline.chat.spi.session.Outcome;
import dev.helpline.chat.spi.session.Priority;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.session.SessionState;
import dev.helpline.chat.spi.session.Topic;
import dev.helpline.chat.spi.store.FactStore;
import dev.helpline.chat.spi.store.FigureStore;
import dev.helpline.chat.spi.store.TextLimits;
import dev.helpline.chat.spi.time.TimeWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The figures of a store: those of the functions that define them, over all sessions, whatever happened to these. */
abstract class FigureStoreContract extends StoreTest {
    private static final Instant START = CommitBuilder.START;
    private static final Instant HOUR = Instant.parse("2026-01-05T09:00:00Z");
    private static final TimeWindow DAY = new TimeWindow(HOUR, HOUR.plus(Duration.ofDays(1)));
    private static final TimeWindow MORNING = new TimeWindow(START.plusSeconds(4_000), START.plusSeconds(9_001));
    private static final int SESSIONS = 40;
    private static final int PAGE = 20;

    /** The groupings by which samples are listed. */
    private static final Set<FigureGrouping> SAMPLED = EnumSet.range(FigureGrouping.AGENT, FigureGrouping.STARS);

    private static final List<@Nullable String> DEPARTMENTS = anyOf("Billing", "Sales", "Zoll & Öl", null);
    private static final List<@Nullable String> CATEGORIES = anyOf("order", "Order", "=1+1", null);
    private static final List<@Nullable String> REASONS = anyOf("solved", "no reply, \"again\"", "日本", null);
    private static final List<Set<String>> TAGS =
            List.of(Set.of(), Set.of("vip"), Set.of("vip", "refund"), Set.of("refund", "größe", "late"));

    private final Map<Session, FactRows> facts = new HashMap<>();
    private FigureStore figures;

    @BeforeEach
    void requireFigures() {
        Assumptions.assumeTrue(store instanceof FigureStore, "the store reads no figures");
        figures = (FigureStore) store;
    }

    @Test
    void an_empty_store_has_no_groups_and_no_samples() {
        assertThat(figures.figureGroups(of(Figure.SESSIONS, DAY))).isEmpty();
        assertThat(figures.figureSamples(of(Figure.SESSIONS, DAY), null, 10)).isEmpty();
    }

    @Test
    void a_window_contains_its_first_instant_and_not_its_last() {
        stored(CommitBuilder.creating("s1").at(Duration.ofHours(1)));
        stored(CommitBuilder.creating("s2").at(Duration.ofHours(2).minusMillis(1)));
        stored(CommitBuilder.creating("s3").at(Duration.ofHours(2)));
        TimeWindow window = new TimeWindow(START.plus(Duration.ofHours(1)), START.plus(Duration.ofHours(2)));

        List<FigureSample> samples = figures.figureSamples(of(Figure.SESSIONS, window), null, 10);

        assertThat(samples).extracting(FigureSample::session).containsExactly(id("s1"), id("s2"));
    }

    /** Waits of 1 to 10 minutes: together 55 minutes, of 10 values the fifth is the median, and the ninth the 90th percentile. */
    @Test
    void percentiles_are_values_that_were_measured() {
        IntStream.rangeClosed(1, 10)
                .forEach(minutes -> stored(CommitBuilder.after(stored(CommitBuilder.creating("s" + minutes)))
                        .at(Duration.ofMinutes(minutes))
                        .assign("ada", minutes)));

        List<FigureGroup> groups = figures.figureGroups(
                FigureQuery.builder(Figure.WAIT, DAY).percentiles(true).build());

        assertThat(groups)
                .containsExactly(FigureGroup.of(
                        null,
                        FigureTotals.builder()
                                .count(10)
                                .sum(Duration.ofMinutes(55).toMillis())
                                .median(Duration.ofMinutes(5).toMillis())
                                .p90(Duration.ofMinutes(9).toMillis())
                                .build()));
    }

    @Test
    void a_session_that_is_offered_to_an_agent_does_not_belong_to_the_agent() {
        stored(CommitBuilder.creating("s1").offer("ada", 1, START.plusSeconds(30)));

        assertThat(figures.figureGroups(FigureQuery.builder(Figure.SESSIONS, DAY)
                        .by(FigureGrouping.AGENT)
                        .build()))
                .extracting(FigureGroup::key)
                .containsExactly((String) null);
    }

    @Test
    void a_session_with_several_tags_is_in_several_groups() {
        stored(CommitBuilder.creating("s1").tags(Set.of("vip", "refund")));
        stored(CommitBuilder.creating("s2").tags(Set.of("vip")));
        stored(CommitBuilder.creating("s3"));

        assertThat(figures.figureGroups(FigureQuery.builder(Figure.SESSIONS, DAY)
                        .by(FigureGrouping.TAG)
                        .build()))
                .containsExactly(group("vip", 2), group("refund", 1), group(null, 1));
    }

    @Test
    void the_largest_thousand_groups_are_returned() {
        int sessions = FigureQuery.MAX_GROUPS / TextLimits.TAGS + 1;
        store.commitAll(IntStream.range(0, sessions)
                .mapToObj(i -> CommitBuilder.creating("s" + i)
                        .tags(IntStream.range(0, TextLimits.TAGS)
                                .mapToObj(tag -> "t%04d".formatted(i * TextLimits.TAGS + tag))
                                .collect(Collectors.toSet()))
                        .build())
                .toList());
        stored(CommitBuilder.creating("largest").tags(Set.of("t1019")));

        List<FigureGroup> groups = figures.figureGroups(
                FigureQuery.builder(Figure.SESSIONS, DAY).by(FigureGrouping.TAG).build());

        assertThat(groups).hasSize(FigureQuery.MAX_GROUPS).startsWith(group("t1019", 2), group("t0000", 1));
    }

    @Test
    void the_figures_of_random_sessions_are_those_of_the_definitions() {
        Random random = new Random(7);
        for (int i = 0; i < SESSIONS; i++) {
            Session session = converse("s" + i, random);
            facts.put(session, ((FactStore) store).factRows(session.id()));
        }

        for (Figure figure : Figure.values()) {
            assertThat(figures.figureGroups(of(figure, DAY))).as("%s", figure).isNotEmpty();
            assertGroups(of(figure, MORNING));
            for (FigureGrouping grouping : FigureGrouping.values()) {
                assertGroups(grouped(figure, DAY, grouping));
            }
            assertSamples(of(figure, MORNING));
        }
        // of each table one
        for (Figure figure :
                List.of(Figure.RESOLUTION_RATE, Figure.AGENT_MESSAGES, Figure.RESPONSE_TIME, Figure.SATISFACTION)) {
            SAMPLED.forEach(grouping -> figures.figureGroups(grouped(figure, DAY, grouping))
                    .forEach(group -> assertSamples(FigureQuery.builder(figure, DAY)
                            .by(grouping)
                            .group(group.key())
                            .build())));
        }
    }

    private void assertGroups(FigureQuery query) {
        assertThat(figures.figureGroups(query)).as("%s", query).isEqualTo(definedGroups(query));
    }

    private void assertSamples(FigureQuery query) {
        assertThat(pages(query)).as("%s", query).isEqualTo(definedSamples(query));
    }

    private List<FigureSample> pages(FigureQuery query) {
        List<FigureSample> all = new ArrayList<>();
        List<FigureSample> page = figures.figureSamples(query, null, PAGE);
        while (!page.isEmpty()) {
            all.addAll(page);
            page = figures.figureSamples(query, page.get(page.size() - 1), PAGE);
        }
        return all;
    }

    private static FigureQuery of(Figure figure, TimeWindow window) {
        return FigureQuery.builder(figure, window).build();
    }

    private static FigureQuery grouped(Figure figure, TimeWindow window, FigureGrouping grouping) {
        FigureQuery.Builder query = FigureQuery.builder(figure, window).percentiles(figure.kind() == Figure.Kind.TIME);
        if (grouping == FigureGrouping.TIME) {
            Instant from = Stream.ofNullable(window.from()).findFirst().orElseThrow();
            return query.byTime(Stream.iterate(from, bound -> bound.plusSeconds(977))
                            .limit(11)
                            .filter(window::contains)
                            .toList())
                    .build();
        }
        return query.by(grouping).build();
    }

    private static FigureGroup group(@Nullable String key, long number) {
        return FigureGroup.of(
                key, FigureTotals.builder().count(number).sum(number).build());
    }

    /** A sample and its session, by the definitions. */
    private record Defined(Session session, FigureSample sample) {}

    private Stream<Defined> defined(FigureQuery query) {
        return facts.entrySet().stream()
                .flatMap(entry -> query.figure().samples(entry.getKey(), entry.getValue()).stream()
                        .filter(sample -> query.window().contains(sample.at()))
                        .map(sample -> new Defined(entry.getKey(), sample)));
    }

    private List<FigureGroup> definedGroups(FigureQuery query) {
        Map<@Nullable String, List<Long>> values = new HashMap<>();
        defined(query)
                .forEach(defined -> query.grouping()
                        .keys(query, defined.session(), defined.sample())
                        .forEach(key -> values.computeIfAbsent(key, absent -> new ArrayList<>())
                                .add(defined.sample().value())));
        List<FigureGroup> groups = new ArrayList<>();
        values.forEach((key, ofGroup) -> {
            FigureTotals totals = FigureTotals.of(ofGroup);
            groups.add(FigureGroup.of(key, query.percentiles() ? totals : totals.plus(FigureTotals.NONE)));
        });
        groups.sort(FigureGroup.LARGEST_FIRST);
        return groups;
    }

    private List<FigureSample> definedSamples(FigureQuery query) {
        return defined(query)
                .filter(defined -> query.grouping()
                        .keys(query, defined.session(), defined.sample())
                        .contains(query.group()))
                .map(Defined::sample)
                .filter(sample -> sample.value() > 0 || query.figure().kind() != Figure.Kind.COUNT)
                .sorted(FigureSample.ORDER)
                .toList();
    }

    /** Starts, assigns, writes, holds, ends, rates and reopens at random; not every session gets that far. */
    private Session converse(String name, Random random) {
        long second = random.nextInt(10_000);
        Session session = stored(CommitBuilder.creating(name)
                .at(Duration.ofSeconds(second))
                .department(pick(random, DEPARTMENTS))
                .topic(Topic.builder().category(pick(random, CATEGORIES)).build())
                .priority(pick(random, List.of(Priority.values())))
                .tags(pick(random, TAGS)));
        if (random.nextInt(4) > 0) {
            second += random.nextInt(1_000);
            String agent = pick(random, List.of("ada", "Ada", "bob"));
            session = stored(CommitBuilder.after(session)
                    .at(Duration.ofSeconds(second))
                    .assign(agent, 1 + Integer.parseInt(name.substring(1))));
        }
        int messages = random.nextInt(6);
        for (int i = 0; i < messages; i++) {
            second += random.nextInt(1_000);
            session = stored(message(
                    CommitBuilder.after(session).at(Duration.ofSeconds(second)), name + "-" + i, random.nextInt(5)));
        }
        if (session.state() == SessionState.ACTIVE && random.nextInt(3) == 0) {
            second += random.nextInt(1_000);
            session = stored(event(
                    CommitBuilder.after(session).at(Duration.ofSeconds(second)).hold(),
                    name + "-held",
                    EventType.SESSION_HELD));
        }
        if (random.nextInt(4) == 0) {
            return session;
        }
        second += random.nextInt(1_000);
        session = stored(ending(
                session,
                new Ending(
                        pick(random, List.of(EndedBy.values())),
                        pick(random, List.of(EndCause.values())),
                        pick(random, REASONS),
                        random.nextInt(3) == 0 ? null : pick(random, List.of(Outcome.values())),
                        START.plusSeconds(second),
                        null)));
        if (random.nextInt(2) == 0) {
            second += random.nextInt(1_000);
            session = stored(
                    CommitBuilder.after(session).at(Duration.ofSeconds(second)).rate(1 + random.nextInt(5)));
        }
        if (random.nextInt(5) == 0) {
            second += random.nextInt(1_000);
            session = stored(event(
                    CommitBuilder.after(session).at(Duration.ofSeconds(second)).reopen(1),
                    name + "-reopened",
                    EventType.SESSION_REOPENED));
        }
        return session;
    }

    private static CommitBuilder ending(Session session, Ending ending) {
        return event(
                CommitBuilder.after(session).at(ending.at()).end(ending),
                session.id() + "-ended-" + session.version(),
                EventType.SESSION_ENDED);
    }

    private static CommitBuilder event(CommitBuilder commit, String id, EventType type) {
        return commit.entry(EntryKind.EVENT, id, entry -> entry.type(type.type()));
    }

    private static CommitBuilder message(CommitBuilder commit, String id, int kind) {
        return switch (kind) {
            case 0 -> message(commit, id, ParticipantType.BOT, "bot");
            case 1 -> message(commit, id, ParticipantType.AGENT, "ada");
            case 2 -> message(commit, id, ParticipantType.AGENT, "bob");
            default -> commit.message(id, "hi");
        };
    }

    private static CommitBuilder message(CommitBuilder commit, String id, ParticipantType type, String author) {
        return commit.entry(
                EntryKind.MESSAGE,
                id,
                entry -> entry.author(new Author(type, author, null, null)).text("hi"));
    }

    private static List<@Nullable String> anyOf(@Nullable String... values) {
        List<@Nullable String> list = new ArrayList<>();
        Collections.addAll(list, values);
        return list;
    }

    private static <T extends @Nullable Object> T pick(Random random, List<T> values) {
        return values.get(random.nextInt(values.size()));
    }
}
