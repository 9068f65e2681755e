package dev.helpline.chat.spi.store;

import dev.helpline.chat.spi.StoreException;
import java.time.Instant;

/**
 * Leases: of all engines over one store, one at a time does what a lease is for. A lease ends by itself, so that another engine goes on
 * when its owner has vanished.
 *
 * <p>A lease is judged by the clocks of those who ask for it. An owner whose clock is slow, or whose process stood still, may think that
 * it still has a lease that another one was given; so what is done under a lease must do no harm when it is done twice.
 *
 * <p>Thread-safe. Every method throws {@link StoreException} if the store cannot be reached.
 */
public interface LeaseStore {
    /** The greatest length of the name of a lease and of an owner, in characters. */
    int MAX_LEASE_NAME_LENGTH = 128;

    /**
     * Takes the lease, or prolongs it if the owner has it already. Of several owners who ask at once for a lease that is free, one gets it.
     *
     * @param lease the name of the lease: 1 to {@value #MAX_LEASE_NAME_LENGTH} printable ASCII characters
     * @param owner the name of the caller, which no other one has: as long as the name of a lease
     * @param now the time by which it is judged whether the lease of another owner has ended
     * @param until when the lease ends if the owner does not prolong it
     * @return whether the owner has the lease until {@code until}
     */
    boolean takeLease(String lease, String owner, Instant now, Instant until);

    /** Gives up the lease, so that it is free at once. Has no effect if the owner does not have it. */
    void releaseLease(String lease, String owner);
}
