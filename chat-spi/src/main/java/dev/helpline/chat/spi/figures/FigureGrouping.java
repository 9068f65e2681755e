package dev.helpline.chat.spi.figures;

import dev.helpline.chat.spi.AgentId;
import dev.helpline.chat.spi.Experimental;
import dev.helpline.chat.spi.facts.MessageCount;
import dev.helpline.chat.spi.rating.Rating;
import dev.helpline.chat.spi.session.Ending;
import dev.helpline.chat.spi.session.Session;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** By what the samples of a figure are grouped. A sample without the property is in the group whose key is null. */
@Experimental
public enum FigureGrouping {
    /** One group, with the key null. */
    NONE,
    /** By the {@linkplain FigureQuery#bounds() parts of time} of the query; keys are their numbers, from 0. */
    TIME,
    /** By quarters of an hour of UTC; keys are their beginnings in milliseconds since 1970. */
    QUARTER,
    /** By {@link FigureSample#agent()}. */
    AGENT,
    /** By the department of the session. */
    DEPARTMENT,
    /** By the category of the session's topic. */
    CATEGORY,
    /** By the name of the session's priority. */
    PRIORITY,
    /** By the tags of the session; a session with several is in several groups. */
    TAG,
    /** By the reason of the session's end, in the words of who ended it. */
    END_REASON,
    /** By the stars of the session's rating. */
    STARS;

    /** Returns the keys of the groups in which a sample of a session is: one, or several for tags. */
    public Collection<@Nullable String> keys(FigureQuery query, Session session, FigureSample sample) {
        return switch (this) {
            case NONE -> one(null);
            case TIME -> one(String.valueOf(query.indexOf(sample.at())));
            case QUARTER ->
                one(String.valueOf(MessageCount.quarterOf(sample.at()).toEpochMilli()));
            case AGENT -> one(value(sample.agent()));
            case DEPARTMENT -> one(session.department());
            case CATEGORY -> one(session.topic().category());
            case PRIORITY -> one(session.priority().name());
            case TAG -> session.tags().isEmpty() ? one(null) : new ArrayList<@Nullable String>(session.tags());
            case END_REASON -> one(reason(session.ending()));
            case STARS -> one(stars(session.rating()));
        };
    }

    private static List<@Nullable String> one(@Nullable String key) {
        return Collections.singletonList(key);
    }

    private static @Nullable String value(@Nullable AgentId agent) {
        return agent == null ? null : agent.value();
    }

    private static @Nullable String reason(@Nullable Ending ending) {
        return ending == null ? null : ending.reason();
    }

    private static @Nullable String stars(@Nullable Rating rating) {
        return rating == null ? null : String.valueOf(rating.stars());
    }
}
