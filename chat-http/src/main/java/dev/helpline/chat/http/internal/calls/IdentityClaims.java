package dev.helpline.chat.http.internal.calls;

import dev.helpline.chat.http.internal.exchange.Caller;
import dev.helpline.chat.http.internal.wire.JsonFields;
import dev.helpline.chat.http.internal.wire.Refusal;
import dev.helpline.chat.http.internal.wire.WireError;
import dev.helpline.chat.http.internal.wire.WireNames;
import java.util.Map;
import java.util.Set;

/** Compares what a body claims about its sender with the caller's token. The claims have no other effect. */
public final class IdentityClaims {
    private static final Map<String, Boolean> ENDINGS = Map.of("ended_by_user", false, "ended_by_admin", true);
    private static final Set<String> SENDERS = Set.of("user", "admin", "system", "bot");

    private IdentityClaims() {}

    /** Rejects a message that names another sender than the caller. */
    public static void checkSender(JsonFields body, Caller caller) {
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

    /** Like {@link #checkSender}, for the agents' own path, which accepts only agents. */
    static void checkAgentIsSender(JsonFields body, Caller caller) {
        if (!body.text("sender").orElse("admin").equals("admin")) {
            throw new Refusal(WireError.INVALID_SENDER, "Only agents write here, as sender admin");
        }
        checkPeople(body, caller);
    }

    /** Rejects an end that claims to come from the other side. */
    static void checkEnd(JsonFields body, Caller caller) {
        String status = body.text("status").orElse("ended");
        if (!status.equals("ended")) {
            Boolean byAgent = ENDINGS.get(status);
            if (byAgent == null) {
                throw body.refuse("status must be one of ended, ended_by_user, ended_by_admin");
            }
            if (byAgent != caller.isAgent()) {
                throw notYou(caller, "This status is for the other side");
            }
        }
        checkPeople(body, caller);
    }

    /** Rejects a session for another customer, and one for a guest who is signed in. */
    static void checkOwner(JsonFields body, Caller caller) {
        if (!body.text("status").orElse(WireNames.ACTIVE).equals(WireNames.ACTIVE)) {
            throw body.refuse("status must be active");
        }
        body.object("userInfo").ifPresent(user -> {
            checkUser(user, caller);
            boolean isGuest = caller.isAnonymous() || caller.principal().guest();
            if (user.flag("isGuest") && !isGuest) {
                throw new Refusal(WireError.FORBIDDEN, "The caller is signed in, and so is no guest");
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

    /** An anonymous caller has no id that the claim could be compared with. */
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
