package dev.helpline.chat.http.internal.wire;

import dev.helpline.chat.spi.canned.CannedResponse;
import org.jspecify.annotations.Nullable;

/** A canned response as JSON. */
public record WireCannedResponse(
        String responseId,
        long version,
        String shortcut,
        @Nullable String title,
        String text,
        @Nullable WireCannedActions actions,
        @Nullable String department,
        @Nullable String language,
        boolean personal,
        long uses,
        String changedAt,
        String changedBy) {
    public static WireCannedResponse of(CannedResponse response) {
        return new WireCannedResponse(
                response.id().value(),
                response.version(),
                response.shortcut(),
                response.title().isEmpty() ? null : response.title(),
                response.text(),
                WireCannedActions.of(response.actions()),
                response.department(),
                response.language(),
                response.owner() != null,
                response.uses(),
                WireTime.format(response.changedAt()),
                response.changedBy().value());
    }
}
