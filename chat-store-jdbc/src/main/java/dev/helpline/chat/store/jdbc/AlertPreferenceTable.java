package dev.helpline.chat.store.jdbc;

import dev.helpline.chat.spi.AgentId;
import dev.helpline.chat.spi.notify.AlertChannel;
import dev.helpline.chat.spi.notify.AlertPreferences;
import dev.helpline.chat.spi.notify.AlertType;
import dev.helpline.chat.spi.notify.QuietHours;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The table of which alerts agents want outside of the desk. */
final class AlertPreferenceTable {
    private static final ColumnList<QuietHours> QUIET = ColumnList.<QuietHours>builder()
            .text("quiet_zone", hours -> hours.zone().getId())
            .text("quiet_from", hours -> hours.from().toString())
            .text("quiet_to", hours -> hours.to().toString())
            .build();

    private static final ColumnList<AlertPreferences> VALUES = ColumnList.<AlertPreferences>builder()
            .text("channels", preferences -> JsonStrings.write(channels(preferences)))
            .flag("while_online", AlertPreferences::whileOnline)
            .part(AlertPreferences::quietHours, QUIET)
            .build();

    private record Row(AgentId agent, AlertPreferences preferences) {}

    private static final ColumnList<Row> COLUMNS = ColumnList.<Row>builder()
            .text("agent_id", row -> row.agent().value())
            .part(Row::preferences, VALUES)
            .build();

    private static final String SELECT = "select " + COLUMNS.names() + " from <prefix>alert_preference ";
    private static final String UPDATE = "update <prefix>alert_preference " + VALUES.set() + " where agent_id = ?";

    private AlertPreferenceTable() {}

    static Map<AgentId, AlertPreferences> of(Handle handle, Set<AgentId> agents) {
        Map<AgentId, AlertPreferences> found = new HashMap<>();
        if (!agents.isEmpty()) {
            handle.createQuery(SELECT + " where agent_id in (<agents>)")
                    .bindList("agents", Lists.padded(agents, AgentId::value))
                    .map((row, context) -> read(row))
                    .forEach(row -> found.put(row.agent(), row.preferences()));
        }
        return Map.copyOf(found);
    }

    /** If two callers save the first preferences of an agent at the same time, one of them fails and is retried. */
    static void save(Handle handle, AgentId agent, AlertPreferences preferences) {
        boolean known = handle.createQuery(SELECT + " where agent_id = :agent for update")
                .bind("agent", agent.value())
                .map((row, context) -> read(row))
                .findOne()
                .isPresent();
        Row row = new Row(agent, preferences);
        if (known) {
            ByPosition.batch(handle, UPDATE, List.of(row), (binder, values) -> {
                VALUES.bind(binder, values.preferences());
                binder.text(values.agent().value());
            });
        } else {
            ByPosition.insert(handle, "<prefix>alert_preference", COLUMNS, List.of(row));
        }
    }

    /** Returns a text such as {@code ASSIGNED:PUSH+MAIL} for each type. */
    private static List<String> channels(AlertPreferences preferences) {
        return Arrays.stream(AlertType.values())
                .map(type -> type + ":"
                        + preferences.channels(type).stream()
                                .map(AlertChannel::name)
                                .collect(Collectors.joining("+")))
                .toList();
    }

    private static Row read(ResultSet row) throws SQLException {
        AlertPreferences.Builder preferences = AlertPreferences.builder()
                .whileOnline(row.getBoolean("while_online"))
                .quietHours(quietHours(row));
        List<String> stored = JsonStrings.parse(row.getString("channels"));
        for (AlertType type : AlertType.values()) {
            String prefix = type + ":";
            stored.stream()
                    .filter(text -> text.startsWith(prefix))
                    .forEach(text -> preferences.channels(type, named(text.substring(prefix.length()))));
        }
        return new Row(new AgentId(row.getString("agent_id")), preferences.build());
    }

    /** Leaves out what another version of this library may know. */
    private static Set<AlertChannel> named(String names) {
        List<String> chosen = List.of(names.split("\\+", -1));
        return Arrays.stream(AlertChannel.values())
                .filter(channel -> chosen.contains(channel.name()))
                .collect(Collectors.toSet());
    }

    /** Returns none in a zone that this machine does not know any more, so that one agent's hours stop no alerts of others. */
    private static @Nullable QuietHours quietHours(ResultSet row) throws SQLException {
        String zone = row.getString("quiet_zone");
        if (zone == null) {
            return null;
        }
        try {
            return QuietHours.of(
                    ZoneId.of(zone),
                    LocalTime.parse(row.getString("quiet_from")),
                    LocalTime.parse(row.getString("quiet_to")));
        } catch (DateTimeException unknown) {
            return null;
        }
    }
}
