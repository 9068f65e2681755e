package dev.helpline.chat.core.internal.rules;

import dev.helpline.chat.core.hours.Availability;
import dev.helpline.chat.spi.NetworkAddress;
import dev.helpline.chat.spi.session.GuestAccess;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The circumstances in which a customer starts a session.
 *
 * @param slot the customer's slot that the session takes
 * @param staffed whether an agent is online, or the policy does not ask
 * @param address where the customer's call comes from; null if that is not known
 * @param access how a guest proves that the session is theirs; null for a customer with an account
 * @param byHost whether the host starts it on the customer's behalf
 */
public record Arrival(
        int slot,
        Availability availability,
        boolean staffed,
        Instant at,
        @Nullable NetworkAddress address,
        @Nullable GuestAccess access,
        boolean byHost) {}
