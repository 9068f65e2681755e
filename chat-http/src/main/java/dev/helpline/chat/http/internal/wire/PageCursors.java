package dev.helpline.chat.http.internal.wire;

import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.audit.AuditKey;
import dev.helpline.chat.spi.audit.AuditSubject;
import dev.helpline.chat.spi.figures.FigureSample;
import dev.helpline.chat.spi.session.Priority;
import dev.helpline.chat.spi.store.EndedSessionKey;
import dev.helpline.chat.spi.store.OpenSessionKey;
import dev.helpline.chat.spi.store.SessionKey;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Converts the keys of lists to cursors and back. Cursors are opaque to callers. */
public final class PageCursors {
    private static final Pattern SESSION = Pattern.compile("([0-9]{1,15})\\.(.+)");
    private static final Pattern SAMPLE = Pattern.compile("([0-9]{1,15})\\.([0-9]{1,15})\\.(.+)");
    private static final Pattern AUDIT = Pattern.compile("([0-9]{1,15})\\.([a-z_]{1,16})\\.([0-9]{1,15})\\.(.+)");
    private static final Pattern OPEN_SESSION =
            Pattern.compile("(waiting|taken)\\.([a-z]{1,16})\\.([0-9]{1,15})\\.([0-9]{1,15})\\.(.+)");

    private PageCursors() {}

    public static @Nullable String of(@Nullable SessionKey key) {
        return key == null ? null : key.createdAt().toEpochMilli() + "." + key.id();
    }

    public static @Nullable String of(@Nullable OpenSessionKey key) {
        return key == null
                ? null
                : String.join(
                        ".",
                        key.waiting() ? "waiting" : "taken",
                        WireNames.of(key.priority()),
                        Long.toString(key.createdAt().toEpochMilli()),
                        Long.toString(key.lastEntryAt().toEpochMilli()),
                        key.id().value());
    }

    public static @Nullable String of(@Nullable EndedSessionKey key) {
        return key == null ? null : key.endedAt().toEpochMilli() + "." + key.id();
    }

    public static @Nullable String of(@Nullable AuditKey key) {
        return key == null
                ? null
                : String.join(
                        ".",
                        Long.toString(key.at().toEpochMilli()),
                        WireNames.of(key.subject().kind()),
                        Long.toString(key.number()),
                        key.subject().id());
    }

    public static AuditKey audit(String cursor) {
        Matcher matcher = matched(AUDIT, cursor);
        AuditSubject.Kind kind = WireNames.AUDIT_KINDS.get(matcher.group(2));
        if (kind == null) {
            throw unknown();
        }
        try {
            AuditSubject subject = new AuditSubject(kind, matcher.group(4));
            return new AuditKey(instant(matcher, 1), subject, Long.parseLong(matcher.group(3)));
        } catch (IllegalArgumentException e) {
            throw unknown();
        }
    }

    public static @Nullable String of(@Nullable FigureSample sample) {
        return sample == null ? null : sample.at().toEpochMilli() + "." + sample.seq() + "." + sample.session();
    }

    public static FigureSample figureSample(String cursor) {
        Matcher matcher = matched(SAMPLE, cursor);
        return FigureSample.builder(id(matcher, 3), instant(matcher, 1))
                .seq(Long.parseLong(matcher.group(2)))
                .build();
    }

    public static EndedSessionKey endedSession(String cursor) {
        Matcher matcher = matched(SESSION, cursor);
        return new EndedSessionKey(instant(matcher, 1), id(matcher, 2));
    }

    public static SessionKey session(String cursor) {
        Matcher matcher = matched(SESSION, cursor);
        return new SessionKey(instant(matcher, 1), id(matcher, 2));
    }

    public static OpenSessionKey openSession(String cursor) {
        Matcher matcher = matched(OPEN_SESSION, cursor);
        Priority priority = WireNames.PRIORITIES.get(matcher.group(2));
        if (priority == null) {
            throw unknown();
        }
        return new OpenSessionKey(
                matcher.group(1).equals("waiting"), priority, instant(matcher, 3), instant(matcher, 4), id(matcher, 5));
    }

    private static Matcher matched(Pattern form, String cursor) {
        Matcher matcher = form.matcher(cursor);
        if (!matcher.matches()) {
            throw unknown();
        }
        return matcher;
    }

    private static Instant instant(Matcher matcher, int group) {
        return Instant.ofEpochMilli(Long.parseLong(matcher.group(group)));
    }

    private static SessionId id(Matcher matcher, int group) {
        if (!SessionId.isValid(matcher.group(group))) {
            throw unknown();
        }
        return new SessionId(matcher.group(group));
    }

    private static Refusal unknown() {
        return new Refusal(WireError.VALIDATION_ERROR, "after must be the nextCursor of another reply to this call");
    }
}
