package dev.helpline.chat.http.internal.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.chat.spi.limit.Limit;
import dev.helpline.chat.testkit.time.ScriptedTime;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CallBudgetTest {
    private final ScriptedTime time = ScriptedTime.startingAt("2026-01-05T09:00:00Z");
    private final CallBudget budget = new CallBudget(new Limit(10, Duration.ofSeconds(10)), time);

    @Test
    void it_grants_its_units_at_once_and_then_one_after_the_other() {
        assertThat(taken(20)).isEqualTo(10);
        assertThat(budget.take("a")).contains(Duration.ofSeconds(1));

        time.advance(Duration.ofSeconds(3));

        assertThat(taken(20)).isEqualTo(3);
    }

    @Test
    void every_key_has_a_budget_of_its_own() {
        taken(20);

        assertThat(budget.take("b")).isEmpty();
    }

    @Test
    void a_cost_of_several_units_is_granted_while_one_is_left_and_never_owed_for_longer_than_the_period() {
        assertThat(budget.take("a", 1000)).isEmpty();

        assertThat(budget.exhaustedFor("a")).contains(Duration.ofSeconds(1));
        time.advance(Duration.ofSeconds(1));
        assertThat(budget.exhaustedFor("a")).isEmpty();
        assertThat(budget.take("a", 2)).isEmpty();
        assertThat(budget.take("a", 2)).contains(Duration.ofSeconds(1));
    }

    @Test
    void asking_whether_it_is_exhausted_takes_nothing() {
        IntStream.range(0, 100).forEach(i -> budget.exhaustedFor("a"));

        assertThat(taken(20)).isEqualTo(10);
    }

    private long taken(int tries) {
        return IntStream.range(0, tries).filter(i -> budget.take("a").isEmpty()).count();
    }
}
