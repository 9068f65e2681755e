package dev.helpline.chat.core.internal.calls;

import dev.helpline.chat.core.hours.Availability;
import dev.helpline.chat.core.internal.desk.QueueBoard;
import dev.helpline.chat.core.internal.rules.Actor;
import dev.helpline.chat.core.internal.rules.Arrival;
import dev.helpline.chat.core.policy.ChatPolicy;
import dev.helpline.chat.core.policy.OfflineMessages;
import dev.helpline.chat.spi.hours.BusinessHours;
import dev.helpline.chat.spi.session.GuestAccess;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** Finds out whether a customer who comes now can expect an agent. Thread-safe. */
public final class Reception {
    private final BusinessHours hours;
    private final QueueBoard queue;
    private final ChatPolicy policy;
    private final InstantSource clock;

    /** A reception with these hours. */
    public Reception(BusinessHours hours, QueueBoard queue, ChatPolicy policy, InstantSource clock) {
        this.hours = hours;
        this.queue = queue;
        this.policy = policy;
        this.clock = clock;
    }

    /** Whether it is open now. Reads no store. */
    public Availability availability() {
        return Availability.of(hours, clock.instant());
    }

    /** The circumstances of a customer who takes this slot now. */
    Arrival arrival(int slot, Actor customer, @Nullable GuestAccess access) {
        return new Arrival(slot, availability(), isStaffed(), clock.instant(), customer.address(), access, false);
    }

    /** The circumstances of a customer for whom the host takes this slot now. */
    Arrival hostsArrival(int slot) {
        return new Arrival(slot, availability(), isStaffed(), clock.instant(), null, null, true);
    }

    private boolean isStaffed() {
        return policy.offlineMessages() != OfflineMessages.WHEN_CLOSED_OR_UNSTAFFED || queue.isAnyAgentOnline();
    }
}
