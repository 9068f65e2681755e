package dev.helpline.chat.http.internal.calls;

import dev.helpline.chat.core.alert.AlertSettings;
import dev.helpline.chat.http.internal.exchange.CallResult;
import dev.helpline.chat.http.internal.wire.JsonFields;
import dev.helpline.chat.http.internal.wire.WireNames;
import dev.helpline.chat.spi.notify.AlertChannel;
import dev.helpline.chat.spi.notify.AlertPreferences;
import dev.helpline.chat.spi.notify.AlertType;
import dev.helpline.chat.spi.notify.QuietHours;
import java.time.DateTimeException;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The calls by which agents read and save their own preferences. */
final class PreferencesEndpoints {
    private static final Pattern TIME = Pattern.compile("([01]\\d|2[0-3]):[0-5]\\d");

    private final Participants participants;

    PreferencesEndpoints(Participants participants) {
        this.participants = participants;
    }

    CallResult find(Request request) {
        AlertSettings settings = settings(request);
        return new CallResult(WirePreferences.of(settings.find(), settings), "These are your preferences");
    }

    CallResult save(Request request) {
        AlertSettings settings = settings(request);
        JsonFields body = request.body();
        AlertPreferences.Builder wanted = settings.defaults().toBuilder()
                .quietHours(body.object("quietHours")
                        .map(PreferencesEndpoints::quietHours)
                        .orElse(null));
        body.lists("alerts", WireNames.ALERT_TYPES, WireNames.ALERT_CHANNELS)
                .forEach((type, channels) -> wanted.channels(type, Set.copyOf(channels)));
        if (body.has("whileOnline")) {
            wanted.whileOnline(body.flag("whileOnline"));
        }
        return new CallResult(
                WirePreferences.of(settings.save(wanted.build()), settings), "Your preferences are saved");
    }

    private AlertSettings settings(Request request) {
        return participants.desk(request.caller()).alertSettings();
    }

    private static QuietHours quietHours(JsonFields hours) {
        ZoneId zone = zone(hours);
        LocalTime from = time(hours, "from");
        LocalTime to = time(hours, "to");
        try {
            return QuietHours.of(zone, from, to);
        } catch (IllegalArgumentException rule) {
            throw hours.refuse("quietHours: " + rule.getMessage());
        }
    }

    private static ZoneId zone(JsonFields hours) {
        try {
            return ZoneId.of(hours.requireText("timeZone"));
        } catch (DateTimeException unknown) {
            throw hours.refuse("timeZone must be the name of a time zone, such as Europe/Berlin");
        }
    }

    private static LocalTime time(JsonFields hours, String name) {
        String text = hours.requireText(name);
        if (!TIME.matcher(text).matches()) {
            throw hours.refuse(name + " must be a time from 00:00 to 23:59");
        }
        return LocalTime.parse(text);
    }

    private record WirePreferences(
            Map<String, List<String>> alerts,
            boolean whileOnline,
            @Nullable WireQuietHours quietHours,
            List<String> channels) {
        static WirePreferences of(AlertPreferences preferences, AlertSettings settings) {
            Map<String, List<String>> alerts = new LinkedHashMap<>();
            for (AlertType type : AlertType.values()) {
                alerts.put(WireNames.of(type), words(preferences.channels(type)));
            }
            return new WirePreferences(
                    alerts,
                    preferences.whileOnline(),
                    WireQuietHours.of(preferences.quietHours()),
                    words(settings.channels()));
        }

        private static List<String> words(Collection<AlertChannel> channels) {
            return channels.stream().sorted().map(WireNames::of).toList();
        }
    }

    private record WireQuietHours(String timeZone, String from, String to) {
        static @Nullable WireQuietHours of(@Nullable QuietHours hours) {
            return hours == null
                    ? null
                    : new WireQuietHours(
                            hours.zone().getId(),
                            hours.from().toString(),
                            hours.to().toString());
        }
    }
}
