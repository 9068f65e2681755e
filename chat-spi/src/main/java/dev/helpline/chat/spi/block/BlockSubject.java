package dev.helpline.chat.spi.block;

import dev.helpline.chat.spi.Checks;
import dev.helpline.chat.spi.CustomerId;
import dev.helpline.chat.spi.NetworkAddress;
import dev.helpline.chat.spi.audit.AuditSubject;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;

/**
 * What a block concerns.
 *
 * @param kind whether {@code value} names a customer or an address
 * @param value the {@link CustomerId} or the {@link NetworkAddress} as text; compared exactly
 */
public record BlockSubject(Kind kind, String value) implements Comparable<BlockSubject> {
    private static final Comparator<BlockSubject> ORDER = Comparator.comparing(
                    (BlockSubject subject) -> subject.kind().name())
            .thenComparing(BlockSubject::value);

    /** The kinds of subjects. */
    public enum Kind {
        /** Every call of one customer. */
        CUSTOMER,
        /** Every customer's call from one network address. */
        ADDRESS
    }

    /** Checks the spelling; throws {@link IllegalArgumentException} naming the rule, never the value. */
    public BlockSubject {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(value, "value");
        Checks.require(
                kind == Kind.CUSTOMER ? CustomerId.isValid(value) : isNormalAddress(value),
                "a subject's value must be spelled like a customer's id, or like a network address in its normal form");
    }

    /** Returns the subject of a block of one customer. */
    public static BlockSubject customer(CustomerId customer) {
        return new BlockSubject(Kind.CUSTOMER, customer.value());
    }

    /** Returns the subject of a block of one network address. */
    public static BlockSubject address(NetworkAddress address) {
        return new BlockSubject(Kind.ADDRESS, address.value());
    }

    /** Returns the subject of the audit records about the block. */
    public AuditSubject auditSubject() {
        return new AuditSubject(kind == Kind.CUSTOMER ? AuditSubject.Kind.CUSTOMER : AuditSubject.Kind.ADDRESS, value);
    }

    /** Orders by the kind's name and the value, byte by byte. */
    @Override
    public int compareTo(BlockSubject other) {
        return ORDER.compare(this, other);
    }

    /** The kind only: both ids and addresses are personal data. */
    @Override
    public String toString() {
        return "BlockSubject[" + kind + "]";
    }

    private static boolean isNormalAddress(String value) {
        return NetworkAddress.parse(value).map(NetworkAddress::value).equals(Optional.of(value));
    }
}
