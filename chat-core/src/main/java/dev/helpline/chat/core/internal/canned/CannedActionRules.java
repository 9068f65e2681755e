package dev.helpline.chat.core.internal.canned;

import dev.helpline.chat.core.internal.rules.Tags;
import dev.helpline.chat.core.internal.rules.Texts;
import dev.helpline.chat.spi.ErrorCode;
import dev.helpline.chat.spi.canned.CannedActions;
import dev.helpline.chat.spi.store.TextLimits;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rules of the actions that a canned response has beside its text. The fields have the names of the call that does them. */
public final class CannedActionRules {
    private static final Texts TEXTS = Texts.refusingAs(ErrorCode.INVALID_REQUEST);
    private static final String NOTE = "note";
    private static final String ESCALATION = "reason";
    private static final String END_REASON = "endReason";

    private CannedActionRules() {}

    /** Replaces the placeholders of one text, which may have so many code points at most. */
    public interface Filling {
        String filled(String field, String template, int limit);
    }

    /**
     * Returns the actions as they are stored: blank texts are left out, and tags have their normal spelling. Throws INVALID_REQUEST if a text
     * breaks its rule or has an unknown placeholder.
     */
    public static CannedActions checked(CannedActions actions) {
        CannedActions.Builder checked = actions.toBuilder()
                .note(template(NOTE, actions.note(), TextLimits.CANNED_NOTE))
                .addTags(tags("addTags", actions.addTags()))
                .removeTags(tags("removeTags", actions.removeTags()))
                .escalation(template(ESCALATION, actions.escalation(), TextLimits.ESCALATION_REASON));
        if (actions.ends()) {
            checked.end(actions.outcome(), template(END_REASON, actions.endReason(), TextLimits.END_REASON));
        }
        return checked.build();
    }

    private static List<String> tags(String field, List<String> tags) {
        return List.copyOf(Tags.normal(field, tags));
    }

    private static @Nullable String template(String field, @Nullable String text, int limit) {
        String present = TEXTS.optional(field, text, limit);
        if (present != null) {
            Template.of(field, present);
        }
        return present;
    }

    /** Returns the actions with their placeholders filled. A note of which nothing is left is left out. */
    public static CannedActions filled(CannedActions actions, Filling filling) {
        CannedActions.Builder filled = actions.toBuilder()
                .note(TEXTS.optional(
                        NOTE, filled(filling, NOTE, actions.note(), TextLimits.MESSAGE), TextLimits.MESSAGE))
                .escalation(filled(filling, ESCALATION, actions.escalation(), TextLimits.ESCALATION_REASON));
        if (actions.ends()) {
            filled.end(actions.outcome(), filled(filling, END_REASON, actions.endReason(), TextLimits.END_REASON));
        }
        return filled.build();
    }

    private static @Nullable String filled(Filling filling, String field, @Nullable String template, int limit) {
        return template == null ? null : filling.filled(field, template, limit);
    }
}
