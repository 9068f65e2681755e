package dev.helpline.chat.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.chat.spi.AgentId;
import dev.helpline.chat.spi.notify.AlertChannel;
import dev.helpline.chat.spi.notify.AlertPreferences;
import dev.helpline.chat.spi.notify.AlertType;
import dev.helpline.chat.spi.notify.QuietHours;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Keeping what agents prefer. */
abstract class AlertPreferenceStoreContract extends StoreTest {
    private static final AgentId ANTON = new AgentId("anton");
    private static final AgentId OTHER_ANTON = new AgentId("Anton");
    private static final AgentId BERTA = new AgentId("berta");
    private static final AlertPreferences SOME = AlertPreferences.builder()
            .channels(AlertType.WAITING, Set.of())
            .channels(AlertType.ASSIGNED, Set.of(AlertChannel.MAIL))
            .channels(AlertType.MENTIONED, Set.of(AlertChannel.PUSH))
            .channels(AlertType.ESCALATED, Set.of(AlertChannel.values()))
            .whileOnline(true)
            .quietHours(QuietHours.of(
                    ZoneId.of("America/Argentina/ComodRivadavia"), LocalTime.of(23, 59), LocalTime.MIDNIGHT))
            .build();

    @Test
    void preferences_are_kept_per_agent_with_all_their_parts() {
        store.saveAlertPreferences(ANTON, SOME);
        store.saveAlertPreferences(OTHER_ANTON, AlertPreferences.DEFAULT);

        assertThat(store.alertPreferences(Set.of(ANTON, OTHER_ANTON, BERTA)))
                .isEqualTo(Map.of(ANTON, SOME, OTHER_ANTON, AlertPreferences.DEFAULT));
        assertThat(store.alertPreferences(Set.of(OTHER_ANTON))).containsOnlyKeys(OTHER_ANTON);
        assertThat(store.alertPreferences(Set.of(BERTA))).isEmpty();
        assertThat(store.alertPreferences(Set.of())).isEmpty();
    }

    @Test
    void preferences_replace_earlier_ones() {
        store.saveAlertPreferences(ANTON, SOME);
        AlertPreferences next = SOME.toBuilder().quietHours(null).build();
        store.saveAlertPreferences(ANTON, next);

        assertThat(store.alertPreferences(Set.of(ANTON))).isEqualTo(Map.of(ANTON, next));

        store.saveAlertPreferences(ANTON, next);
        store.saveAlertPreferences(ANTON, SOME);
        assertThat(store.alertPreferences(Set.of(ANTON))).isEqualTo(Map.of(ANTON, SOME));
    }

    @Test
    void of_racing_saves_one_is_the_last() {
        Set<AlertPreferences> saved = Set.copyOf(Race.run(runner -> {
            AlertPreferences own = SOME.toBuilder()
                    .quietHours(QuietHours.of(ZoneOffset.UTC, LocalTime.of(runner, 1), LocalTime.of(23, 0)))
                    .build();
            store.saveAlertPreferences(BERTA, own);
            return own;
        }));

        assertThat(store.alertPreferences(Set.of(BERTA))).containsOnlyKeys(BERTA);
        assertThat(saved).containsAll(store.alertPreferences(Set.of(BERTA)).values());
    }

    @Test
    void preferences_of_a_thousand_agents_are_read_at_once() {
        store.saveAlertPreferences(ANTON, SOME);
        Set<AgentId> asked = new HashSet<>(Set.of(ANTON));
        IntStream.range(1, 1000).forEach(i -> asked.add(new AgentId("agent-" + i)));

        assertThat(store.alertPreferences(asked)).containsOnlyKeys(ANTON);
    }
}
