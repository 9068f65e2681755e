package dev.helpline.chat.core.policy;

import dev.helpline.chat.spi.Experimental;
import dev.helpline.chat.spi.hours.BusinessHours;
import dev.helpline.chat.spi.session.Priority;
import dev.helpline.chat.spi.session.Session;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The service levels that the host promises, and the hours in which their time counts. Immutable.
 *
 * <p>A session has the first of these levels that there is, as a whole, so that a target which that level does not have does not apply:
 *
 * <table>
 * <caption>Which level a session has</caption>
 * <tr><td>1</td><td>that of its department and its priority</td></tr>
 * <tr><td>2</td><td>that of its department</td></tr>
 * <tr><td>3</td><td>that of its priority</td></tr>
 * <tr><td>4</td><td>that of all sessions</td></tr>
 * </table>
 *
 * <p>A policy applies to sessions that start, or are reopened, while the engine has it.
 */
@Experimental
public final class SlaPolicy {
    private final BusinessHours hours;
    private final Map<Key, ServiceLevel> levels;

    /** Which sessions a level is for; null for all. */
    private record Key(
            @Nullable String department, @Nullable Priority priority) {}

    private SlaPolicy(Builder builder) {
        hours = builder.hours;
        levels = Map.copyOf(builder.levels);
    }

    /** Returns a builder of a policy without service levels, in which time always counts. */
    public static Builder builder() {
        return new Builder();
    }

    /** See {@link Builder#hours}. */
    public BusinessHours hours() {
        return hours;
    }

    /** Returns the level that a session has with its department and its priority; {@link ServiceLevel#NONE} if none is for it. */
    public ServiceLevel levelOf(Session session) {
        String department = session.department();
        Priority priority = session.priority();
        ServiceLevel level = department == null ? null : levels.get(new Key(department, priority));
        if (level == null && department != null) {
            level = levels.get(new Key(department, null));
        }
        if (level == null) {
            level = levels.get(new Key(null, priority));
        }
        return level == null ? levels.getOrDefault(new Key(null, null), ServiceLevel.NONE) : level;
    }

    /** The number of levels; no names. */
    @Override
    public String toString() {
        return "SlaPolicy[" + levels.size() + " levels]";
    }

    /** Builds an {@link SlaPolicy}. Not thread-safe. */
    public static final class Builder {
        private BusinessHours hours = BusinessHours.ALWAYS;
        private final Map<Key, ServiceLevel> levels = new HashMap<>();

        private Builder() {}

        /**
         * The hours in which time counts, such as {@link dev.helpline.chat.core.hours.WeeklyHours}. Default: {@link BusinessHours#ALWAYS}.
         */
        public Builder hours(BusinessHours value) {
            hours = Objects.requireNonNull(value, "hours");
            return this;
        }

        /** The level of all sessions that have no other. Default: {@link ServiceLevel#NONE}. */
        public Builder level(ServiceLevel value) {
            return put(null, null, value);
        }

        /** The level of the sessions with this priority. Default: that of all sessions. */
        public Builder level(Priority priority, ServiceLevel value) {
            return put(null, Objects.requireNonNull(priority, "priority"), value);
        }

        /** The level of the sessions of this department. Default: that of their priority. */
        public Builder level(String department, ServiceLevel value) {
            return put(Objects.requireNonNull(department, "department"), null, value);
        }

        /** The level of the sessions of this department with this priority. Default: that of the department. */
        public Builder level(String department, Priority priority, ServiceLevel value) {
            return put(
                    Objects.requireNonNull(department, "department"),
                    Objects.requireNonNull(priority, "priority"),
                    value);
        }

        private Builder put(@Nullable String department, @Nullable Priority priority, ServiceLevel value) {
            levels.put(new Key(department, priority), Objects.requireNonNull(value, "level"));
            return this;
        }

        /** Returns the policy. */
        public SlaPolicy build() {
            return new SlaPolicy(this);
        }
    }
}
