package dev.helpline.chat.spi.audit;

import dev.helpline.chat.spi.AgentId;
import dev.helpline.chat.spi.CannedResponseId;
import dev.helpline.chat.spi.Checks;
import dev.helpline.chat.spi.CustomerId;
import dev.helpline.chat.spi.NetworkAddress;
import dev.helpline.chat.spi.SessionId;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;

/**
 * What an audit record is about. Each subject has a chain of records of its own.
 *
 * @param kind what {@code id} names
 * @param id the id as text; compared exactly
 */
public record AuditSubject(Kind kind, String id) implements Comparable<AuditSubject> {
    private static final Comparator<AuditSubject> ORDER = Comparator.comparing(
                    (AuditSubject subject) -> subject.kind().name())
            .thenComparing(AuditSubject::id);

    /** The kinds of subjects. */
    public enum Kind {
        /** A session; the id is a {@link SessionId}. */
        SESSION {
            @Override
            boolean isId(String id) {
                return SessionId.isValid(id);
            }
        },
        /** An agent in the directory; the id is an {@link AgentId}. */
        AGENT {
            @Override
            boolean isId(String id) {
                return AgentId.isValid(id);
            }
        },
        /** A canned response; the id is a {@link CannedResponseId}. */
        CANNED_RESPONSE {
            @Override
            boolean isId(String id) {
                return CannedResponseId.isValid(id);
            }
        },
        /** Whether a customer may write; the id is a {@link CustomerId}. */
        CUSTOMER {
            @Override
            boolean isId(String id) {
                return CustomerId.isValid(id);
            }
        },
        /** Whether customers may write from a network address; the id is a {@link NetworkAddress} in its normal form. */
        ADDRESS {
            @Override
            boolean isId(String id) {
                return NetworkAddress.parse(id).map(NetworkAddress::value).equals(Optional.of(id));
            }
        },
        /** The legal hold of a customer; the id is a {@link CustomerId}. */
        CUSTOMER_HOLD {
            @Override
            boolean isId(String id) {
                return CustomerId.isValid(id);
            }
        },
        /** The legal hold of a session; the id is a {@link SessionId}. Apart from the session, since agents do not see holds. */
        SESSION_HOLD {
            @Override
            boolean isId(String id) {
                return SessionId.isValid(id);
            }
        };

        abstract boolean isId(String id);
    }

    /** Checks the spelling; throws {@link IllegalArgumentException} naming the rule, never the value. */
    public AuditSubject {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(id, "id");
        Checks.require(kind.isId(id), "the id of an audit subject must be spelled like an id of its kind");
    }

    /** Returns the subject that a session is. */
    public static AuditSubject of(SessionId session) {
        return new AuditSubject(Kind.SESSION, session.value());
    }

    /** Returns the subject that an agent is. */
    public static AuditSubject of(AgentId agent) {
        return new AuditSubject(Kind.AGENT, agent.value());
    }

    /** Returns the subject that a canned response is. */
    public static AuditSubject of(CannedResponseId response) {
        return new AuditSubject(Kind.CANNED_RESPONSE, response.value());
    }

    /** Orders by the kind's name and the id, byte by byte. */
    @Override
    public int compareTo(AuditSubject other) {
        return ORDER.compare(this, other);
    }

    /** The kind and the id; of customers and addresses the kind only, since both are personal data. */
    @Override
    public String toString() {
        return switch (kind) {
            case CUSTOMER, ADDRESS, CUSTOMER_HOLD -> kind.name();
            case SESSION, AGENT, CANNED_RESPONSE, SESSION_HOLD -> kind + " " + id;
        };
    }
}
