package dev.helpline.chat.socketio.internal.gateway;

import dev.helpline.chat.core.AgentDesk;
import dev.helpline.chat.core.ChatEngine;
import dev.helpline.chat.core.ChatParticipant;
import dev.helpline.chat.core.CustomerChat;
import dev.helpline.chat.spi.NetworkAddress;
import dev.helpline.chat.spi.auth.Authenticator.Accepted;
import dev.helpline.chat.spi.auth.Principal;
import dev.helpline.chat.spi.entry.Author;
import dev.helpline.chat.spi.entry.ParticipantType;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Who a client is, and what it can do. Thread-safe: immutable. */
public final class Identity {
    private final Accepted token;
    private final @Nullable CustomerChat customer;
    private final @Nullable AgentDesk desk;

    private Identity(Accepted token, @Nullable CustomerChat customer, @Nullable AgentDesk desk) {
        this.token = token;
        this.customer = customer;
        this.desk = desk;
    }

    /** Returns the caller of an accepted token, who calls from this address. */
    static Identity of(ChatEngine engine, Accepted token, @Nullable NetworkAddress address) {
        return token.principal().role().isAgent()
                ? new Identity(token, null, engine.agent(token))
                : new Identity(token, engine.customer(token, address), null);
    }

    Accepted token() {
        return token;
    }

    /** The caller. */
    public Principal principal() {
        return token.principal();
    }

    /** The caller's id. */
    public String id() {
        return principal().id();
    }

    /** The name that others see: the id where the token has no name. */
    public String name() {
        String name = principal().name();
        return name == null ? id() : name;
    }

    /** Whether the caller is an agent. */
    public boolean isAgent() {
        return desk != null;
    }

    /** The key of what belongs to the caller. */
    String key() {
        return (isAgent() ? "agent:" : "customer:") + id();
    }

    /** What the caller can do in sessions. */
    public ChatParticipant participant() {
        return desk == null ? Objects.requireNonNull(customer, "customer") : desk;
    }

    /** What the caller can do as a customer; refused for agents. */
    public CustomerChat customer() {
        if (customer == null) {
            throw Failure.forbidden("Only customers may do this");
        }
        return customer;
    }

    /** What the caller can do as an agent; refused for customers. */
    public AgentDesk desk() {
        if (desk == null) {
            throw Failure.forbidden("Only agents may do this");
        }
        return desk;
    }

    /** Whether the caller wrote this. */
    boolean is(Author author) {
        boolean isSide = author.type() == (isAgent() ? ParticipantType.AGENT : ParticipantType.CUSTOMER);
        return isSide && id().equals(author.id());
    }

    /** The fields in which clients of all dialects declare who they are, and what each may say. */
    private static final Map<String, Boolean> DECLARED_IDS =
            Map.of("user_id", true, "userId", true, "sender_id", true, "senderId", true, "username", true);

    private static final java.util.List<String> DECLARED_ROLES =
            java.util.List.of("sender_role", "senderRole", "senderType", "userType", "user_type", "sender_type");

    /** Refuses an object that declares another sender than the caller. */
    public void check(Fields fields) {
        for (String name : DECLARED_IDS.keySet()) {
            if (fields.has(name) && !fields.raw(name).equals(id())) {
                throw Failure.forbidden(name + " is not the caller");
            }
        }
        for (String name : DECLARED_ROLES) {
            if (fields.has(name)) {
                boolean declaresCustomer = java.util.Set.of("customer", "user").contains(fields.raw(name));
                boolean declaresAgent =
                        java.util.Set.of("agent", "admin", "support").contains(fields.raw(name));
                if (isAgent() ? !declaresAgent : !declaresCustomer) {
                    throw Failure.forbidden(name + " is not the caller's");
                }
            }
        }
        if (fields.has("isFromSupport") && !fields.raw("isFromSupport").equals(Boolean.toString(isAgent()))) {
            throw Failure.forbidden("isFromSupport is not the caller's");
        }
    }
}
