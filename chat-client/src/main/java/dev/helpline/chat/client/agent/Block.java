package dev.helpline.chat.client.agent;

import dev.helpline.chat.client.internal.JsonFields;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether a customer or a network address is blocked, since when, and by whom. */
public final class Block {
    private final @Nullable String userId;
    private final @Nullable String address;
    private final boolean blocked;
    private final @Nullable String reason;
    private final @Nullable Instant until;
    private final @Nullable Instant changedAt;
    private final @Nullable String agentId;

    /** For the SDK: reads it from a response. */
    public Block(JsonFields json) {
        userId = json.textOrNull("userId");
        address = json.textOrNull("address");
        blocked = json.flag("blocked");
        reason = json.textOrNull("reason");
        until = json.instantOrNull("until");
        changedAt = json.instantOrNull("changedAt");
        agentId = json.textOrNull("agentId");
    }

    /** The customer; absent if the block concerns an address. */
    public Optional<String> userId() {
        return Optional.ofNullable(userId);
    }

    /** The network address; absent if the block concerns a customer. */
    public Optional<String> address() {
        return Optional.ofNullable(address);
    }

    /** Whether the change began or continued a block, or ended it. */
    public boolean blocked() {
        return blocked;
    }

    /** Why, for agents. */
    public Optional<String> reason() {
        return Optional.ofNullable(reason);
    }

    /** When the block ends by itself. */
    public Optional<Instant> until() {
        return Optional.ofNullable(until);
    }

    /** When this was decided; absent from the reply to the end of a block. */
    public Optional<Instant> changedAt() {
        return Optional.ofNullable(changedAt);
    }

    /** The agent who decided it. */
    public Optional<String> agentId() {
        return Optional.ofNullable(agentId);
    }

    @Override
    public String toString() {
        return "Block{blocked=" + blocked + ", until=" + until + "}";
    }
}
