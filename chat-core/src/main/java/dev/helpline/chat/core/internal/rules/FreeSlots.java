package dev.helpline.chat.core.internal.rules;

import dev.helpline.chat.spi.session.Session;
import java.util.Collection;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Which slots of a customer or of an agent are free. Slots count from 1; the store keeps each of them unique. */
public final class FreeSlots {
    private FreeSlots() {}

    /** The lowest slot that none of the sessions has. */
    public static int lowest(Collection<Session> sessions, Function<Session, @Nullable Integer> slotOf) {
        Set<Integer> taken =
                sessions.stream().map(slotOf).filter(Objects::nonNull).collect(Collectors.toSet());
        int slot = 1;
        while (taken.contains(slot)) {
            slot++;
        }
        return slot;
    }
}
