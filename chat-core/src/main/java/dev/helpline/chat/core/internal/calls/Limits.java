package dev.helpline.chat.core.internal.calls;

import dev.helpline.chat.core.internal.block.Blocks;
import dev.helpline.chat.core.internal.rules.Actor;
import dev.helpline.chat.core.policy.ChatPolicy;
import dev.helpline.chat.core.policy.GuestPolicy;
import dev.helpline.chat.spi.ChatException;
import dev.helpline.chat.spi.ErrorCode;
import dev.helpline.chat.spi.NetworkAddress;
import dev.helpline.chat.spi.limit.Limit;
import dev.helpline.chat.spi.limit.RateLimiter;
import dev.helpline.chat.spi.limit.RateLimiter.Denied;
import dev.helpline.chat.spi.session.Session;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Says whether a caller may act: a blocked customer may not, and each action has a budget of its own. Thread-safe. */
public final class Limits {
    private final Blocks blocks;
    private final RateLimiter limiter;
    private final ChatPolicy policy;

    /** The policy's limits, enforced by this limiter, for callers who are not blocked. */
    public Limits(Blocks blocks, RateLimiter limiter, ChatPolicy policy) {
        this.blocks = blocks;
        this.limiter = limiter;
        this.policy = policy;
    }

    /** Returns the refusal if the customer may not start another session now. */
    public Optional<ChatException> refuseStart(Actor customer) {
        String id = customer.principal().id();
        Optional<ChatException> blocked = blocks.refuse(id, customer.address());
        return blocked.isPresent() ? blocked : refuse("start:" + id, policy.newSessions());
    }

    /** Returns the refusal if the agent may not start another session with a customer now. */
    public Optional<ChatException> refuseAgentStart(Actor agent) {
        return refuse("agent-start:" + agent.principal().id(), policy.agentNewSessions());
    }

    /** Returns the refusal if no guest may start a session from this address now. */
    public Optional<ChatException> refuseGuest(GuestPolicy guests, String id, @Nullable NetworkAddress address) {
        Optional<ChatException> blocked = blocks.refuse(id, address);
        return blocked.isPresent() ? blocked : refuse("guest-start:" + address, guests.startsPerAddress());
    }

    /** Returns the refusal if the actor may not reopen the session now. For a customer that counts as a start. */
    public Optional<ChatException> refuseReopening(Actor actor, Session session) {
        if (actor.isAgent()) {
            return Optional.empty();
        }
        Optional<ChatException> blocked = refuseBlocked(actor, session);
        return blocked.isPresent()
                ? blocked
                : refuse("start:" + session.customer().id().value(), policy.newSessions());
    }

    /**
     * Returns the refusal if the sender may not send to the session now. An agent has one budget for all sessions. The customer of
     * a session has one budget, with or without a token.
     */
    public Optional<ChatException> refuseMessage(Actor sender, Session session) {
        if (sender.isAgent()) {
            return refuse("agent-send:" + sender.principal().id(), policy.agentMessages());
        }
        Optional<ChatException> blocked = refuseBlocked(sender, session);
        return blocked.isPresent()
                ? blocked
                : refuse("send:" + session.customer().id().value(), policy.customerMessages());
    }

    /** Returns the refusal if the participant may not say now that they are typing. */
    public Optional<ChatException> refuseTyping(Actor actor, Session session) {
        if (actor.isAgent()) {
            return refuse("agent-typing:" + actor.principal().id(), policy.typingSignals());
        }
        Optional<ChatException> blocked = refuseBlocked(actor, session);
        return blocked.isPresent()
                ? blocked
                : refuse("typing:" + session.customer().id().value(), policy.typingSignals());
    }

    /** Returns the refusal if the agent may not save a draft now. An agent has one budget for all sessions. */
    public Optional<ChatException> refuseDraft(Actor agent) {
        return refuse("draft:" + agent.principal().id(), policy.draftSaves());
    }

    /** Returns the refusal if the session's customer, or the address of a customer's call, is blocked. Agents are never blocked. */
    public Optional<ChatException> refuseBlocked(Actor actor, Session session) {
        return actor.isAgent()
                ? Optional.empty()
                : blocks.refuse(session.customer().id().value(), actor.address());
    }

    /** Returns the refusal if the customer is blocked. */
    Optional<ChatException> refuseBlocked(String customer) {
        return blocks.refuse(customer, null);
    }

    /** Returns the refusal if the participant may not start another upload now. */
    public Optional<ChatException> refuseUpload(Actor actor, Session session) {
        Optional<Limit> uploads = policy.attachments().uploads();
        if (actor.isAgent()) {
            return refuse("agent-upload:" + actor.principal().id(), uploads);
        }
        Optional<ChatException> blocked = refuseBlocked(actor, session);
        return blocked.isPresent()
                ? blocked
                : refuse("upload:" + session.customer().id().value(), uploads);
    }

    private Optional<ChatException> refuse(String key, Optional<Limit> limit) {
        if (limit.isPresent() && limiter.tryAcquire(key, limit.get()) instanceof Denied denied) {
            return Optional.of(refusal(limit.get(), denied));
        }
        return Optional.empty();
    }

    private static ChatException refusal(Limit limit, Denied denied) {
        return ChatException.builder(
                        ErrorCode.RATE_LIMITED,
                        "too many requests; at most " + limit.count() + " in "
                                + limit.period().toSeconds() + " seconds")
                .details(Map.of(
                        "limit", Integer.toString(limit.count()),
                        "remaining", "0",
                        "periodSeconds", Long.toString(limit.period().toSeconds())))
                .retryAfter(denied.retryAfter())
                .build();
    }
}
