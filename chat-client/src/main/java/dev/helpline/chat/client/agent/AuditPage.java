package dev.helpline.chat.client.agent;

import dev.helpline.chat.client.internal.JsonFields;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A page of audit records, the newest first. */
public final class AuditPage {
    private final List<SessionAudit.Item> records;
    private final @Nullable String nextCursor;

    /** For the SDK: reads it from a response. */
    public AuditPage(JsonFields json) {
        records = json.list("records", SessionAudit.Item::new);
        nextCursor = json.textOrNull("nextCursor");
    }

    /** The records. */
    public List<SessionAudit.Item> records() {
        return records;
    }

    /** What {@link AuditRequest.Builder#after} needs for the next page; empty on the last page. */
    public Optional<String> nextCursor() {
        return Optional.ofNullable(nextCursor);
    }

    @Override
    public String toString() {
        return "AuditPage{records=" + records + "}";
    }
}
