package dev.helpline.chat.http.internal.wire;

import dev.helpline.chat.spi.auth.Role;
import dev.helpline.chat.spi.block.BlockChange;
import dev.helpline.chat.spi.block.BlockSubject.Kind;
import org.jspecify.annotations.Nullable;

/** A change to the block of a customer or an address, as JSON. */
public record WireBlock(
        @Nullable String userId,
        @Nullable String address,
        boolean blocked,
        @Nullable String reason,
        @Nullable String until,
        String changedAt,
        @Nullable String agentId,
        @Nullable String role) {
    public static WireBlock of(BlockChange change) {
        boolean isCustomer = change.subject().kind() == Kind.CUSTOMER;
        String value = change.subject().value();
        Role role = change.role();
        return new WireBlock(
                isCustomer ? value : null,
                isCustomer ? null : value,
                change.blocked(),
                change.reason(),
                WireTime.formatOrNull(change.until()),
                WireTime.format(change.at()),
                change.actor(),
                role == null ? null : WireNames.of(role));
    }
}
