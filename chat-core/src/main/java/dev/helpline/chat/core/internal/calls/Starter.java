package dev.helpline.chat.core.internal.calls;

import dev.helpline.chat.core.internal.change.SessionDraft;
import dev.helpline.chat.core.internal.futures.Futures;
import dev.helpline.chat.core.internal.guest.GuestKeys;
import dev.helpline.chat.core.internal.live.CommandFailures;
import dev.helpline.chat.core.internal.live.Deadline;
import dev.helpline.chat.core.internal.live.LiveSessions;
import dev.helpline.chat.core.internal.live.LostRaces;
import dev.helpline.chat.core.internal.rules.Actor;
import dev.helpline.chat.core.internal.rules.AgentsStart;
import dev.helpline.chat.core.internal.rules.Refusals;
import dev.helpline.chat.core.internal.rules.StartRules;
import dev.helpline.chat.core.policy.ChatPolicy;
import dev.helpline.chat.core.policy.GuestPolicy;
import dev.helpline.chat.core.session.StartSession;
import dev.helpline.chat.spi.ChatException;
import dev.helpline.chat.spi.CustomerId;
import dev.helpline.chat.spi.ErrorCode;
import dev.helpline.chat.spi.IdGenerator;
import dev.helpline.chat.spi.NetworkAddress;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.auth.Principal;
import dev.helpline.chat.spi.auth.Role;
import dev.helpline.chat.spi.session.GuestAccess;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.session.SessionState;
import dev.helpline.chat.spi.store.CommitResult;
import dev.helpline.chat.spi.store.CommitResult.Committed;
import dev.helpline.chat.spi.store.CommitResult.Conflict;
import dev.helpline.chat.spi.store.CommitResult.NotStored;
import dev.helpline.chat.spi.store.CommitResult.Rejected;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Starts sessions. The customer's slots bound how many sessions are open, on any number of nodes: if another call takes the slot first,
 * another slot is picked. Thread-safe.
 */
public final class Starter {
    private static final String COMMAND = "start";

    private final CustomerSlots slots;
    private final QueueLimit queueLimit;
    private final LiveSessions sessions;
    private final Expiry expiry;
    private final Limits limits;
    private final StartRules rules;
    private final GuestKeys keys;
    private final ChatPolicy policy;
    private final Reception reception;
    private final IdGenerator ids;
    private final InstantSource clock;

    /** Starts sessions under these rules. */
    public Starter(
            CustomerSlots slots,
            QueueLimit queueLimit,
            LiveSessions sessions,
            Expiry expiry,
            Limits limits,
            StartRules rules,
            GuestKeys keys,
            Reception reception,
            ChatPolicy policy,
            IdGenerator ids,
            InstantSource clock) {
        this.slots = slots;
        this.queueLimit = queueLimit;
        this.sessions = sessions;
        this.expiry = expiry;
        this.limits = limits;
        this.rules = rules;
        this.keys = keys;
        this.policy = policy;
        this.reception = reception;
        this.ids = ids;
        this.clock = clock;
    }

    /** Starts a session, or returns the one that the customer started under the same id before. */
    public Session start(Actor customer, StartSession request) {
        return sessions.measured(COMMAND, () -> startOrFind(customer, request));
    }

    private Session startOrFind(Actor customer, StartSession request) {
        StartSession checked = rules.checked(request);
        Optional<Session> before = stored(checked.id());
        if (before.isPresent() && isOf(customer.principal(), before.get())) {
            return before.get();
        }
        requireAccount(customer.principal());
        takeFromBudget(customer);
        if (before.isPresent()) {
            throw taken(before.get().id());
        }
        checkContinued(customer, checked);
        return create(customer, rules.admitted(checked), false);
    }

    /** Starts a session on a customer's behalf for the host, or returns the one that the customer has under the same id. */
    public Session startForHost(Principal customer, StartSession request) {
        return sessions.measured(COMMAND, () -> hostsOrFound(new Actor(customer), request));
    }

    private Session hostsOrFound(Actor customer, StartSession request) {
        StartSession checked = rules.checked(request);
        requireAccount(customer.principal());
        Optional<Session> before = stored(checked.id());
        if (before.isPresent()) {
            return ours(customer.principal(), before.get(), false);
        }
        throwIfPresent(limits.refuseBlocked(customer.principal().id()));
        checkContinued(customer, checked);
        StartSession admitted = rules.admittedForHost(checked);
        SessionId id = idOf(admitted);
        Principal principal = customer.principal();
        return createAt(
                id,
                principal,
                false,
                open -> rules.draft(id, principal, admitted, reception.hostsArrival(slots.freeForHost(open))));
    }

    /**
     * Starts a session of an agent with a customer, or returns the one that the customer has under the same id. It counts as one of the
     * customer's, and takes from the agent's budget.
     *
     * @param agentSlot picks a slot of the agent, or throws what the agent is told if there is none; may read the store
     */
    public Session startForAgent(Actor agent, AgentsRequest request, IntSupplier agentSlot) {
        return sessions.measured(COMMAND, () -> agentsOrFound(agent, request, agentSlot));
    }

    /**
     * What an agent asks for.
     *
     * @param customer a customer with an account
     * @param start what the session is about, without a form and a consent; its initial message is the agent's
     * @param department whose session it is; null to leave that to the policy
     */
    public record AgentsRequest(
            Principal customer,
            StartSession start,
            @Nullable String department) {}

    private Session agentsOrFound(Actor agent, AgentsRequest request, IntSupplier agentSlot) {
        Principal customer = request.customer();
        StartSession checked = rules.checked(request.start());
        Optional<Session> before = stored(checked.id());
        if (before.isPresent()) {
            return ours(customer, before.get(), false);
        }
        requireAccount(customer);
        throwIfPresent(limits.refuseBlocked(customer.id()));
        throwIfPresent(limits.refuseAgentStart(agent));
        SessionId id = idOf(checked);
        return createAt(id, customer, false, open -> {
            int slot = slots.free(open);
            return rules.draft(
                    id,
                    customer,
                    checked,
                    new AgentsStart(agent, agentSlot.getAsInt(), slot, request.department(), clock.instant()));
        });
    }

    /**
     * Starts a guest's session, under a new id of a customer.
     *
     * @return the session, and the guest's token
     */
    public Map.Entry<Session, String> startGuest(StartSession request, @Nullable NetworkAddress address) {
        return sessions.measured(COMMAND, () -> letIn(request, address));
    }

    private Map.Entry<Session, String> letIn(StartSession request, @Nullable NetworkAddress address) {
        GuestPolicy guests =
                policy.guests().orElseThrow(() -> Refusals.forbidden("guests cannot start a session; sign in first"));
        StartSession checked = rules.checked(request);
        String guestId = "guest-" + ids.newId();
        throwIfPresent(limits.refuseGuest(guests, guestId, address));
        SessionId id = checked.id() == null ? new SessionId(ids.newId()) : checked.id();
        if (stored(id).isPresent()) {
            throw taken(id);
        }
        Principal guest = Principal.builder(Role.CUSTOMER, guestId).guest(true).build();
        Actor actor = new Actor(guest, address);
        checkContinued(actor, checked);
        StartSession admitted = rules.admitted(checked).toBuilder().id(id).build();
        GuestKeys.Key key = keys.make(id, clock.instant(), guests.tokenLifetime());
        Session session = create(actor, admitted, false, key.access());
        return Map.entry(session, key.token());
    }

    /** Returns the customer's youngest open session, or starts one. */
    public Session currentOrStart(Actor customer, StartSession request) {
        return sessions.measured(COMMAND, () -> findOrStart(customer, request));
    }

    private Session findOrStart(Actor customer, StartSession request) {
        StartSession checked = rules.checked(request);
        Optional<Session> current = current(customer.principal());
        if (current.isPresent()) {
            return current.get();
        }
        requireAccount(customer.principal());
        takeFromBudget(customer);
        checkContinued(customer, checked);
        return create(customer, rules.admitted(checked), true);
    }

    /** The customer's youngest open session. */
    public Optional<Session> current(Principal customer) {
        List<Session> open = slots.open(new CustomerId(customer.id()));
        return open.isEmpty() ? Optional.empty() : Optional.of(open.get(open.size() - 1));
    }

    private Session create(Actor customer, StartSession request, boolean orCurrent) {
        return create(customer, request, orCurrent, null);
    }

    private Session create(Actor customer, StartSession request, boolean orCurrent, @Nullable GuestAccess access) {
        SessionId id = idOf(request);
        Principal principal = customer.principal();
        return createAt(
                id,
                principal,
                orCurrent,
                open -> rules.draft(id, principal, request, reception.arrival(slots.free(open), customer, access)));
    }

    private SessionId idOf(StartSession request) {
        return request.id() == null ? new SessionId(ids.newId()) : request.id();
    }

    /**
     * Stores a new session.
     *
     * @param drafting drafts it, given the open sessions of its customer; for each attempt once
     */
    private Session createAt(
            SessionId id, Principal customer, boolean orCurrent, Function<List<Session>, SessionDraft> drafting) {
        Deadline deadline = sessions.deadline();
        LostRaces races = new LostRaces();
        do {
            List<Session> open = slots.open(new CustomerId(customer.id()));
            if (orCurrent && !open.isEmpty()) {
                return open.get(open.size() - 1);
            }
            SessionDraft draft = drafting.apply(open);
            Supplier<CommitResult> start = () -> Futures.join(sessions.create(draft.toCommit(), deadline));
            CommitResult result =
                    queues(draft.session()) ? queueLimit.admit(draft.session().department(), start) : start.get();
            if (result instanceof Committed) {
                return draft.session();
            }
            if (result instanceof Rejected rejected) {
                throw CommandFailures.rejected("the start of session " + id, rejected.reason());
            }
            if (result instanceof NotStored refused) {
                throw CommandFailures.notStored("the store did not take session " + id, refused.cause());
            }
            // Either the slot or the id was taken meanwhile – the id perhaps by this very commit, whose outcome was
            // lost.
            Optional<Session> started = stored(id);
            if (started.isPresent()) {
                return ours(customer, started.get(), orCurrent);
            }
            if (result instanceof Conflict conflict && conflict.storedVersion() > 0) {
                throw taken(id); // by a session that was erased
            }
            Futures.join(sessions.pause(races.lost()));
        } while (!deadline.isOver());
        throw CommandFailures.notStored("the start of session " + id + " lost every race for a slot", null);
    }

    /** Whether a session takes a place in a queue from its start on. */
    private static boolean queues(Session started) {
        return started.state() == SessionState.WAITING && !started.offline();
    }

    /** The session of this id, of any customer, ended first if its time is up. */
    private Optional<Session> stored(@Nullable SessionId id) {
        return id == null ? Optional.empty() : sessions.find(id).map(live -> Futures.join(expiry.lookAt(live)));
    }

    /** Returns the session that has the id already if it is this customer's, and open if it must be; otherwise throws. */
    private static Session ours(Principal customer, Session stored, boolean mustBeOpen) {
        if (!isOf(customer, stored) || (mustBeOpen && !stored.state().isOpen())) {
            throw taken(stored.id());
        }
        return stored;
    }

    private static boolean isOf(Principal customer, Session session) {
        return session.customer().id().value().equals(customer.id());
    }

    private static ChatException taken(SessionId id) {
        return new ChatException(
                ErrorCode.SESSION_CONFLICT, "the session id " + id + " is taken", Map.of("sessionId", id.value()));
    }

    /** A session continues only an ended one of its customer. */
    private void checkContinued(Actor customer, StartSession request) {
        SessionId id = request.continues();
        if (id != null
                && stored(id)
                        .filter(earlier -> isOf(customer.principal(), earlier)
                                && !earlier.state().isOpen())
                        .isEmpty()) {
            throw new ChatException(
                    ErrorCode.INVALID_SESSION,
                    "continues must name an ended session of the customer",
                    Map.of("field", "continues"));
        }
    }

    /** The lowest slot that the customer can take; throws TOO_MANY_SESSIONS if the policy leaves none. */
    public int freeSlot(Principal customer) {
        return slots.free(slots.open(new CustomerId(customer.id())));
    }

    private static void requireAccount(Principal customer) {
        if (customer.guest()) {
            throw Refusals.forbidden("a guest's token is valid for one session");
        }
    }

    private void takeFromBudget(Actor customer) {
        throwIfPresent(limits.refuseStart(customer));
    }

    private static void throwIfPresent(Optional<ChatException> refusal) {
        if (refusal.isPresent()) {
            throw refusal.get();
        }
    }
}
