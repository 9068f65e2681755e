package dev.helpline.chat.http.internal.calls;

import dev.helpline.chat.core.audit.AuditFormat;
import dev.helpline.chat.core.audit.AuditPage;
import dev.helpline.chat.http.internal.exchange.CallResult;
import dev.helpline.chat.http.internal.exchange.ExportResult;
import dev.helpline.chat.http.internal.wire.PageCursors;
import dev.helpline.chat.http.internal.wire.Refusal;
import dev.helpline.chat.http.internal.wire.WireAudit;
import dev.helpline.chat.http.internal.wire.WireError;
import dev.helpline.chat.http.internal.wire.WireNames;
import dev.helpline.chat.spi.CustomerId;
import dev.helpline.chat.spi.NetworkAddress;
import dev.helpline.chat.spi.audit.AuditKey;
import dev.helpline.chat.spi.audit.AuditQuery;
import dev.helpline.chat.spi.audit.AuditRecord;
import dev.helpline.chat.spi.audit.AuditSubject;
import dev.helpline.chat.spi.audit.AuditSubject.Kind;
import dev.helpline.chat.spi.store.TextLimits;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The calls about audit records: those of one session, and those of all. */
final class AuditEndpoints {
    private static final int MAX_LIMIT = 500;

    /** The parameters that name what the records are about. */
    private static final Map<String, Kind> SUBJECTS = Map.of(
            "sessionId",
            Kind.SESSION,
            "agentId",
            Kind.AGENT,
            "responseId",
            Kind.CANNED_RESPONSE,
            "address",
            Kind.ADDRESS);

    private static final Map<String, AuditFormat> FORMATS =
            Map.of("csv", AuditFormat.CSV, "ndjson", AuditFormat.JSON_LINES);

    private final Participants participants;

    AuditEndpoints(Participants participants) {
        this.participants = participants;
    }

    /** The audit records of a session behind a number. */
    CallResult ofSession(Request request) {
        Query query = request.query();
        long after = query.text("after").isPresent() ? query.whole("after") : 0;
        AuditPage page = participants.desk(request.caller()).audit(request.session(), after, limit(query));
        return new CallResult(
                new OfSession(page.records().stream().map(WireAudit::of).toList(), page.hasMore()),
                "These are the audit records");
    }

    private record OfSession(List<WireAudit> records, boolean hasMore) {}

    /** The newest audit records of a query. */
    CallResult search(Request request) {
        Query query = request.query();
        String after = query.cursor("after").orElse("");
        AuditPage page = participants
                .desk(request.caller())
                .audit(asked(query), after.isEmpty() ? null : PageCursors.audit(after), limit(query));
        List<AuditRecord> records = page.records();
        AuditKey next = page.hasMore() ? AuditKey.of(records.get(records.size() - 1)) : null;
        return new CallResult(
                new Found(records.stream().map(WireAudit::withSubject).toList(), PageCursors.of(next)),
                "These are the audit records");
    }

    /** All audit records of a query, as a file. */
    CallResult export(Request request) {
        Query query = request.query();
        AuditFormat format = query.word("format", FORMATS).orElse(AuditFormat.JSON_LINES);
        Iterator<String> lines = participants.desk(request.caller()).exportAudit(asked(query), format);
        ExportResult export = format == AuditFormat.CSV
                ? new ExportResult(lines, "text/csv; charset=utf-8; header=present", "audit.csv")
                : new ExportResult(lines, "application/x-ndjson", "audit.ndjson");
        return new CallResult(export, "");
    }

    private record Found(List<WireAudit> records, @Nullable String nextCursor) {}

    private static int limit(Query query) {
        return query.positive("limit", PageQuery.DEFAULT_LIMIT, MAX_LIMIT);
    }

    private static AuditQuery asked(Query query) {
        List<AuditSubject> subjects = SUBJECTS.entrySet().stream()
                .flatMap(named -> subject(query, named.getKey(), named.getValue()))
                .toList();
        if (subjects.size() > 1) {
            throw invalid("Only one of sessionId, agentId, responseId and address may be given");
        }
        return AuditQuery.builder()
                .subject(subjects.isEmpty() ? null : subjects.get(0))
                .kinds(query.word("kind", WireNames.AUDIT_KINDS).map(Set::of).orElse(AuditQuery.ALL.kinds()))
                .customer(customer(query))
                .actor(query.bounded("actor", TextLimits.TOKEN))
                .action(query.bounded("action", TextLimits.AUDIT_ACTION))
                .written(DeskQuery.window(query, "from", "to"))
                .build();
    }

    private static Stream<AuditSubject> subject(Query query, String name, Kind kind) {
        Optional<String> id = query.text(name);
        if (kind == Kind.ADDRESS) {
            id = id.map(text -> NetworkAddress.parse(text)
                    .orElseThrow(() -> invalid(name + " is not a network address"))
                    .value());
        }
        try {
            return id.map(value -> new AuditSubject(kind, value)).stream();
        } catch (IllegalArgumentException e) {
            throw invalid(name + " is not spelled like an id");
        }
    }

    private static @Nullable CustomerId customer(Query query) {
        String id = query.text("userId").orElse(null);
        if (id != null && !CustomerId.isValid(id)) {
            throw invalid("userId is not spelled like an id");
        }
        return id == null ? null : new CustomerId(id);
    }

    private static Refusal invalid(String message) {
        return new Refusal(WireError.VALIDATION_ERROR, message);
    }
}
