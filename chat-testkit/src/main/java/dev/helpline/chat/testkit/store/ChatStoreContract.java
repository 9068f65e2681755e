package dev.helpline.chat.testkit.store;

import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.store.ChatStore;
import dev.helpline.chat.spi.store.SessionCommit;
import java.util.Optional;
import org.junit.jupiter.api.Nested;

/**
 * What every {@link ChatStore} promises, with one test per sentence of the ports. A store's test extends this class
 * and says how to create an empty store:
 *
 * <pre>{@code
 * class OurStoreTest extends ChatStoreContract {
 *     @Override
 *     protected ChatStore newStore() {
 *         return new OurStore();
 *     }
 * }
 * }</pre>
 *
 * <p>Every test has a store of its own and closes it.
 */
public abstract class ChatStoreContract {
    /** For subclasses. */
    protected ChatStoreContract() {}

    /** Returns a new, empty store. */
    protected abstract ChatStore newStore();

    /**
     * Returns a commit to {@code stored} that keeps all rules of the port, but that the database refuses, such as one
     * with a text longer than a column that the host has made narrower. Empty if there is no such commit, as by
     * default.
     */
    protected Optional<SessionCommit> poison(Session stored) {
        return Optional.empty();
    }

    /**
     * Prevents writes to the session in the store that was created last until the lock is closed, like a transaction
     * of another process that has locked its row. Empty for a store that has no such locks, as by default.
     */
    protected Optional<RowLock> lockRow(SessionId session) {
        return Optional.empty();
    }

    /** A lock that is held. */
    @FunctionalInterface
    public interface RowLock extends AutoCloseable {
        /** Releases the lock. */
        @Override
        void close();
    }

    @Nested
    class ListingEndedSessions extends EndedSessionsContract {
        @Override
        ChatStoreContract contract() {
            return ChatStoreContract.this;
        }
    }

    @Nested
    class ReadingSessionsAndTheirLogs extends SessionLogContract {
        @Override
        ChatStoreContract contract() {
            return ChatStoreContract.this;
        }
    }

    @Nested
    class KeepingValues extends ValuesContract {
        @Override
        ChatStoreContract contract() {
            return ChatStoreContract.this;
        }
    }

    @Nested
    class LimitingText extends LengthContract {
        @Override
        ChatStoreContract contract() {
            return ChatStoreContract.this;
        }
    }

    @Nested
    class KeepingIds extends IdContract {
        @Override
        ChatStoreContract contract() {
            return ChatStoreContract.this;
        }
    }

    @Nested
    class ListingSessionsOfACustomer extends SessionHistoryContract {
        @Override
        ChatStoreContract contract() {
            return ChatStoreContract.this;
        }
    }

    @Nested
    class ListingOpenSessions extends OpenSessionsContract {
        @Override
        ChatStoreContract contract() {
            return ChatStoreContract.this;
        }
    }

    @Nested
    class QueueingSessions extends WaitingQueueContract {
        @Override
        ChatStoreContract contract() {
            return ChatStoreContract.this;
        }
    }

    @Nested
    class SweepingSessions extends SessionSweepContract {
        @Override
        ChatStoreContract contract() {
            return ChatStoreContract.this;
        }
    }

    @Nested
    class Committing extends CommitStoreContract {
        @Override
        ChatStoreContract contract() {
            return ChatStoreContract.this;
        }
    }

    @Nested
    class TakingSlots extends SlotContract {
        @Override
        ChatStoreContract contract() {
            return ChatStoreContract.this;
        }
    }

    @Nested
    class CommittingSeveral extends CommitAllContract {
        @Override
        ChatStoreContract contract() {
            return ChatStoreContract.this;
        }
    }

    @Nested
    class Racing extends RaceContract {
        @Override
        ChatStoreContract contract() {
            return ChatStoreContract.this;
        }
    }

    @Nested
    class ReadingAuditRecords extends AuditLogContract {
        @Override
        ChatStoreContract contract() {
            return ChatStoreContract.this;
        }
    }

    @Nested
    class KeepingCursors extends CursorStoreContract {
        @Override
        ChatStoreContract contract() {
            return ChatStoreContract.this;
        }
    }

    @Nested
    class KeepingAgents extends AgentDirectoryContract {
        @Override
        ChatStoreContract contract() {
            return ChatStoreContract.this;
        }
    }

    @Nested
    class LettingGuestsIn extends GuestStoreContract {
        @Override
        ChatStoreContract contract() {
            return ChatStoreContract.this;
        }
    }

    @Nested
    class KeepingCannedResponses extends CannedResponseStoreContract {
        @Override
        ChatStoreContract contract() {
            return ChatStoreContract.this;
        }
    }

    @Nested
    class KeepingAlertPreferences extends AlertPreferenceStoreContract {
        @Override
        ChatStoreContract contract() {
            return ChatStoreContract.this;
        }
    }

    @Nested
    class KeepingDrafts extends DraftStoreContract {
        @Override
        ChatStoreContract contract() {
            return ChatStoreContract.this;
        }
    }

    @Nested
    class KeepingBlocks extends BlockLogContract {
        @Override
        ChatStoreContract contract() {
            return ChatStoreContract.this;
        }
    }

    @Nested
    class ErasingAndHolding extends PrivacyStoreContract {
        @Override
        ChatStoreContract contract() {
            return ChatStoreContract.this;
        }
    }

    @Nested
    class KeepingTheInbox extends InboxStoreContract {
        @Override
        ChatStoreContract contract() {
            return ChatStoreContract.this;
        }
    }

    @Nested
    class KeepingTheOutbox extends OutboxStoreContract {
        @Override
        ChatStoreContract contract() {
            return ChatStoreContract.this;
        }
    }

    @Nested
    class KeepingFacts extends FactStoreContract {
        @Override
        ChatStoreContract contract() {
            return ChatStoreContract.this;
        }
    }

    @Nested
    class ReadingFigures extends FigureStoreContract {
        @Override
        ChatStoreContract contract() {
            return ChatStoreContract.this;
        }
    }

    @Nested
    class WorkingOutFigures extends FigureVectorsContract {
        @Override
        ChatStoreContract contract() {
            return ChatStoreContract.this;
        }
    }

    @Nested
    class SummingUpWorkloads extends WorkloadStoreContract {
        @Override
        ChatStoreContract contract() {
            return ChatStoreContract.this;
        }
    }

    @Nested
    class GivingLeases extends LeaseStoreContract {
        @Override
        ChatStoreContract contract() {
            return ChatStoreContract.this;
        }
    }

    @Nested
    class KeepingUploads extends UploadStoreContract {
        @Override
        ChatStoreContract contract() {
            return ChatStoreContract.this;
        }
    }

    @Nested
    class Closing extends ClosingContract {
        @Override
        ChatStoreContract contract() {
            return ChatStoreContract.this;
        }
    }
}
