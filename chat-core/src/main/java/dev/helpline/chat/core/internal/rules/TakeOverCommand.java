package dev.helpline.chat.core.internal.rules;

import dev.helpline.chat.core.internal.change.Decision;
import dev.helpline.chat.core.internal.change.NewAudit;
import dev.helpline.chat.core.internal.change.NewEntry;
import dev.helpline.chat.core.internal.change.SessionChange;
import dev.helpline.chat.core.internal.change.SlotCommand;
import dev.helpline.chat.core.internal.guest.GuestToken;
import dev.helpline.chat.spi.CustomerId;
import dev.helpline.chat.spi.IdGenerator;
import dev.helpline.chat.spi.auth.Principal;
import dev.helpline.chat.spi.entry.EventType;
import dev.helpline.chat.spi.session.Customer;
import dev.helpline.chat.spi.session.Session;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes a guest's session that of the customer as whom the guest has signed in. The guest's token is worth nothing from then on. A session
 * that is the customer's already does not change; to another customer, the session looks like none.
 */
public final class TakeOverCommand implements SlotCommand<Session> {
    private final Principal customer;
    private final GuestToken token;
    private final Ids ids;
    private @Nullable Integer slot;

    /** A command without a slot yet. The customer has an account. */
    public TakeOverCommand(Principal customer, GuestToken token, IdGenerator generator) {
        this.customer = customer;
        this.token = token;
        this.ids = new Ids(generator);
    }

    /** Whether the session is the customer's already, or that of a guest who has this token. */
    public static boolean maySee(Principal customer, GuestToken token, Session session, Instant now) {
        return isOf(customer, session) || token.opens(session, now);
    }

    @Override
    public void useSlot(int value) {
        slot = value;
    }

    @Override
    public String name() {
        return "take-over";
    }

    @Override
    public Decision<Session> decide(Session session, Instant now) {
        if (isOf(customer, session)) {
            return new Decision.Answer<>(stored -> stored);
        }
        if (!token.opens(session, now)) {
            return new Decision.Refuse<>(Refusals.notFound(session.id()));
        }
        boolean open = session.state().isOpen();
        if (open && slot == null) {
            return new Decision.NeedSlot<>();
        }
        Customer guest = session.customer();
        Session next = session.toBuilder()
                .customer(signedIn(guest))
                .guestAccess(null)
                .openSlot(open ? slot : null)
                .build();
        return new Decision.Change<>(
                SessionChange.of(
                        next,
                        List.of(NewEntry.event(
                                ids.event(),
                                EventType.CUSTOMER_SIGNED_IN,
                                EventTexts.of(session).signedIn())),
                        List.of(NewAudit.by(customer, "GUEST_SIGNED_IN", "guest=" + guest.id(), ids.moveSalt()))),
                (stored, appended) -> stored);
    }

    private static boolean isOf(Principal customer, Session session) {
        return session.customer().id().value().equals(customer.id());
    }

    /** What the token says about the customer goes before what the guest said. */
    private Customer signedIn(Customer guest) {
        return Customer.builder(new CustomerId(customer.id()))
                .name(first(customer.name(), guest.name()))
                .email(first(customer.email(), guest.email()))
                .phone(first(customer.phone(), guest.phone()))
                .build();
    }

    private static @Nullable String first(@Nullable String preferred, @Nullable String other) {
        return preferred == null ? other : preferred;
    }
}
