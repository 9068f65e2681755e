package dev.helpline.chat.http.internal.wire;

import dev.helpline.chat.spi.session.Offer;
import org.jspecify.annotations.Nullable;

/** The offer of a waiting session to an agent, for agents, as JSON. */
public record WireOffer(String agentId, String until) {
    static @Nullable WireOffer of(@Nullable Offer offer) {
        return offer == null ? null : new WireOffer(offer.agent().value(), WireTime.format(offer.until()));
    }
}
