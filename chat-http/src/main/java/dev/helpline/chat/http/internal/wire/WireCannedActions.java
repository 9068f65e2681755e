package dev.helpline.chat.http.internal.wire;

import dev.helpline.chat.spi.canned.CannedActions;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The actions of a canned response as JSON, in the fields of the call that does them. */
public record WireCannedActions(
        @Nullable String note,
        @Nullable String priority,
        @Nullable List<String> addTags,
        @Nullable List<String> removeTags,
        @Nullable String reason,
        @Nullable End end) {

    /** How the session ends. */
    public record End(@Nullable String endReason, @Nullable String outcome) {}

    /** Returns null if there is no action. */
    public static @Nullable WireCannedActions of(CannedActions actions) {
        return actions.isEmpty()
                ? null
                : new WireCannedActions(
                        actions.note(),
                        actions.priority() == null ? null : WireNames.of(actions.priority()),
                        actions.addTags().isEmpty() ? null : actions.addTags(),
                        actions.removeTags().isEmpty() ? null : actions.removeTags(),
                        actions.escalation(),
                        actions.ends() ? endOf(actions) : null);
    }

    private static End endOf(CannedActions actions) {
        return new End(actions.endReason(), actions.outcome() == null ? null : WireNames.of(actions.outcome()));
    }

    /** Reads the actions of a body. */
    public static CannedActions read(JsonFields body) {
        CannedActions.Builder actions = CannedActions.builder()
                .note(body.text("note").orElse(null))
                .priority(body.word("priority", WireNames.PRIORITIES).orElse(null))
                .addTags(body.texts("addTags"))
                .removeTags(body.texts("removeTags"))
                .escalation(body.text("reason").orElse(null));
        Optional<JsonFields> end = body.object("end");
        end.ifPresent(how -> actions.end(
                how.word("outcome", WireNames.OUTCOMES).orElse(null),
                how.text("endReason").orElse(null)));
        return actions.build();
    }
}
