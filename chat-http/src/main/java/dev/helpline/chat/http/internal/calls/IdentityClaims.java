package dev.helpline.chat.http.internal.calls;

import dev.helpline.chat.http.internal.exchange.Caller;
import dev.helpline.chat.http.internal.wire.JsonFields;
import dev.helpline.chat.http.internal.wire.Refusal;
import dev.helpline.chat.http.internal.wire.WireError;
import dev.helpline.chat.http.internal.wire.WireNames;
import java.util.Map;
import java.util.Set;

/** What a body says about its writer. It is compared with the token and otherwise without effect. */
final class IdentityClaims {
    private static final Map<String, Boolean> ENDINGS = Map.of("ended_by_user", false, "ended_by_admin", true);
    private static final Set<String> SENDERS = Set.of("user", "admin", "system", "bot");

    private IdentityClaims() {}

    /** Refuses a message in somebody else's name. */
    static void checkSender(JsonFields body, Caller caller) {
        String own = caller.isAgent() ? "admin" : "user";
        String sender = body.text("sender").orElse(own);
        if (!SENDERS.contains(sender)) {
            throw new Refusal(WireError.INVALID_SENDER, "sender must be user or admin");
        }
        if (!sender.equals(own)) {
            throw notYou(caller, "This sender is not the caller's");
        }
        checkPeople(body, caller);
    }

    /** As {@link #checkSender}, on the agents' own path, where nobody else writes. */
    static void checkAgentIsSender(JsonFields body, Caller caller) {
        if (!body.text("sender").orElse("admin").equals("admin")) {
            throw new Refusal(WireError.INVALID_SENDER, "Only agents write here, as sender admin");
        }
        checkPeople(body, caller);
    }

    /** Refuses an end in somebody else's name. */
    static void checkEnd(JsonFields body, Caller caller) {
        String status = body.text("status").orElse("ended");
        if (!status.equals("ended")) {
            Boolean byAgent = ENDINGS.get(status);
            if (byAgent == null) {
                throw body.refuse("status must be one of ended, ended_by_user, ended_by_admin");
            }
            if (byAgent != caller.isAgent()) {
                throw notYou(caller, "This status is not the caller's to give");
            }
        }
        checkPeople(body, caller);
    }

    /** Refuses a session for somebody else, or for a guest. */
    static void checkOwner(JsonFields body, Caller caller) {
        if (!body.text("status").orElse(WireNames.ACTIVE).equals(WireNames.ACTIVE)) {
            throw body.refuse("status must be active");
        }
        body.object("userInfo").ifPresent(user -> {
            checkUser(user, caller);
            if (user.flag("isGuest")) {
                throw new Refusal(WireError.FORBIDDEN, "Guests cannot start a session; sign in first");
            }
        });
    }

    private static void checkPeople(JsonFields body, Caller caller) {
        body.text("adminId").ifPresent(id -> {
            if (!caller.isAgent() || !id.equals(caller.principal().id())) {
                throw notYou(caller, "adminId is not the caller's");
            }
        });
        checkUser(body, caller);
    }

    /** Of an anonymous caller, who stands for the session's customer, nothing is known to compare with. */
    private static void checkUser(JsonFields body, Caller caller) {
        body.text("userId").ifPresent(id -> {
            boolean comparable = !caller.isAgent() && !caller.isAnonymous();
            if (comparable && !id.equals(caller.principal().id())) {
                throw notYou(caller, "userId is not the caller's");
            }
        });
    }

    private static Refusal notYou(Caller caller, String message) {
        return caller.isAnonymous() ? Refusal.unauthenticated() : new Refusal(WireError.FORBIDDEN, message);
    }
}
