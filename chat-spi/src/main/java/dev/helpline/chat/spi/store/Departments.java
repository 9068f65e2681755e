package dev.helpline.chat.spi.store;

import dev.helpline.chat.spi.Checks;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The departments to which a query restricts a list of sessions. */
final class Departments {
    private static final int MAX = TextLimits.DEPARTMENTS;

    private Departments() {}

    /** Returns the departments, each once; throws {@link IllegalArgumentException} for too many and for an empty name. */
    static @Nullable Set<String> checked(@Nullable Collection<String> departments) {
        if (departments == null) {
            return null;
        }
        Set<String> checked = Set.copyOf(new LinkedHashSet<>(departments));
        Checks.require(checked.size() <= MAX, "departments must be at most " + MAX);
        Checks.require(!checked.contains(""), "departments must not be empty texts");
        return checked;
    }
}
