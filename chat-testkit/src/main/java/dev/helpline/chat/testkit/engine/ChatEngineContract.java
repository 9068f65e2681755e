package dev.helpline.chat.testkit.engine;

import dev.helpline.chat.spi.store.ChatStore;
import org.junit.jupiter.api.Nested;

/**
 * What the engine promises over every {@link ChatStore}, tested through its public calls. A store that passes the
 * {@link dev.helpline.chat.testkit.store.ChatStoreContract} should pass this contract, too. Its test extends this
 * class and says how to create an empty store:
 *
 * <pre>{@code
 * class OurStoreEngineTest extends ChatEngineContract {
 *     @Override
 *     protected ChatStore newStore() {
 *         return new OurStore();
 *     }
 * }
 * }</pre>
 *
 * <p>Every test has a store and an engine of its own, closes both, and finally checks the counters of its sessions
 * against their logs.
 */
public abstract class ChatEngineContract {
    /** For subclasses. */
    protected ChatEngineContract() {}

    /** Returns a new, empty store. */
    protected abstract ChatStore newStore();

    @Nested
    class HavingAConversation extends ConversationContract {
        @Override
        ChatEngineContract contract() {
            return ChatEngineContract.this;
        }
    }

    @Nested
    class Starting extends StartContract {
        @Override
        ChatEngineContract contract() {
            return ChatEngineContract.this;
        }
    }

    @Nested
    class Sending extends SendContract {
        @Override
        ChatEngineContract contract() {
            return ChatEngineContract.this;
        }
    }

    @Nested
    class BeingTheHost extends HostContract {
        @Override
        ChatEngineContract contract() {
            return ChatEngineContract.this;
        }
    }

    @Nested
    class StartingAsAnAgent extends OutboundContract {
        @Override
        ChatEngineContract contract() {
            return ChatEngineContract.this;
        }
    }

    @Nested
    class CarryingOutTheInbox extends InboxContract {
        @Override
        ChatEngineContract contract() {
            return ChatEngineContract.this;
        }
    }

    @Nested
    class AnsweringByABot extends BotContract {
        @Override
        ChatEngineContract contract() {
            return ChatEngineContract.this;
        }
    }

    @Nested
    class FilteringContent extends ContentContract {
        @Override
        ChatEngineContract contract() {
            return ChatEngineContract.this;
        }
    }

    @Nested
    class Retrying extends RetryContract {
        @Override
        ChatEngineContract contract() {
            return ChatEngineContract.this;
        }
    }

    @Nested
    class LimitingTexts extends TextLengthContract {
        @Override
        ChatEngineContract contract() {
            return ChatEngineContract.this;
        }
    }

    @Nested
    class FollowingAndPaging extends ReadContract {
        @Override
        ChatEngineContract contract() {
            return ChatEngineContract.this;
        }
    }

    @Nested
    class CountingWhatIsUnread extends UnreadContract {
        @Override
        ChatEngineContract contract() {
            return ChatEngineContract.this;
        }
    }

    @Nested
    class GoingByACursor extends FollowContract {
        @Override
        ChatEngineContract contract() {
            return ChatEngineContract.this;
        }
    }

    @Nested
    class Assigning extends AssignContract {
        @Override
        ChatEngineContract contract() {
            return ChatEngineContract.this;
        }
    }

    @Nested
    class EndingAndRating extends EndContract {
        @Override
        ChatEngineContract contract() {
            return ChatEngineContract.this;
        }
    }

    @Nested
    class RatingInTime extends RatingContract {
        @Override
        ChatEngineContract contract() {
            return ChatEngineContract.this;
        }
    }

    @Nested
    class SendingContent extends RichContentContract {
        @Override
        ChatEngineContract contract() {
            return ChatEngineContract.this;
        }
    }

    @Nested
    class Expiring extends ExpiryContract {
        @Override
        ChatEngineContract contract() {
            return ChatEngineContract.this;
        }
    }

    @Nested
    class FillingInAForm extends FormContract {
        @Override
        ChatEngineContract contract() {
            return ChatEngineContract.this;
        }
    }

    @Nested
    class ComingOutsideHours extends HoursContract {
        @Override
        ChatEngineContract contract() {
            return ChatEngineContract.this;
        }
    }

    @Nested
    class Reopening extends ReopenContract {
        @Override
        ChatEngineContract contract() {
            return ChatEngineContract.this;
        }
    }

    @Nested
    class FallingSilent extends SilenceContract {
        @Override
        ChatEngineContract contract() {
            return ChatEngineContract.this;
        }
    }

    @Nested
    class BeingDown extends DowntimeContract {
        @Override
        ChatEngineContract contract() {
            return ChatEngineContract.this;
        }
    }

    @Nested
    class WaitingInPolls extends LongPollContract {
        @Override
        ChatEngineContract contract() {
            return ChatEngineContract.this;
        }
    }

    @Nested
    class Subscribing extends SubscriptionContract {
        @Override
        ChatEngineContract contract() {
            return ChatEngineContract.this;
        }
    }

    @Nested
    class TellingWhatGoesOn extends ActivityContract {
        @Override
        ChatEngineContract contract() {
            return ChatEngineContract.this;
        }
    }

    @Nested
    class SeeingAndActing extends AccessContract {
        @Override
        ChatEngineContract contract() {
            return ChatEngineContract.this;
        }
    }

    @Nested
    class HidingWhatIsForAgents extends AudienceContract {
        @Override
        ChatEngineContract contract() {
            return ChatEngineContract.this;
        }
    }

    @Nested
    class Quoting extends QuoteContract {
        @Override
        ChatEngineContract contract() {
            return ChatEngineContract.this;
        }
    }

    @Nested
    class Amending extends AmendContract {
        @Override
        ChatEngineContract contract() {
            return ChatEngineContract.this;
        }
    }

    @Nested
    class LettingGuestsIn extends GuestContract {
        @Override
        ChatEngineContract contract() {
            return ChatEngineContract.this;
        }
    }

    @Nested
    class WorkingAsATeam extends TeamContract {
        @Override
        ChatEngineContract contract() {
            return ChatEngineContract.this;
        }
    }

    @Nested
    class TellingDurableListeners extends DurableListenerContract {
        @Override
        ChatEngineContract contract() {
            return ChatEngineContract.this;
        }
    }

    @Nested
    class Drafting extends DraftContract {
        @Override
        ChatEngineContract contract() {
            return ChatEngineContract.this;
        }
    }

    @Nested
    class CanningResponses extends CannedContract {
        @Override
        ChatEngineContract contract() {
            return ChatEngineContract.this;
        }
    }

    @Nested
    class BlockingCustomers extends BlockContract {
        @Override
        ChatEngineContract contract() {
            return ChatEngineContract.this;
        }
    }

    @Nested
    class AttachingFiles extends AttachmentContract {
        @Override
        ChatEngineContract contract() {
            return ChatEngineContract.this;
        }
    }

    @Nested
    class Limiting extends LimitContract {
        @Override
        ChatEngineContract contract() {
            return ChatEngineContract.this;
        }
    }

    @Nested
    class Queueing extends QueueContract {
        @Override
        ChatEngineContract contract() {
            return ChatEngineContract.this;
        }
    }

    @Nested
    class Routing extends RoutingContract {
        @Override
        ChatEngineContract contract() {
            return ChatEngineContract.this;
        }
    }

    @Nested
    class Offering extends OfferContract {
        @Override
        ChatEngineContract contract() {
            return ChatEngineContract.this;
        }
    }

    @Nested
    class WorkingTogether extends TeamworkContract {
        @Override
        ChatEngineContract contract() {
            return ChatEngineContract.this;
        }
    }

    @Nested
    class WorkingTogetherAtRandom extends TeamScheduleContract {
        @Override
        ChatEngineContract contract() {
            return ChatEngineContract.this;
        }
    }

    @Nested
    class ErasingAndHolding extends PrivacyContract {
        @Override
        ChatEngineContract contract() {
            return ChatEngineContract.this;
        }
    }

    @Nested
    class Auditing extends AuditContract {
        @Override
        ChatEngineContract contract() {
            return ChatEngineContract.this;
        }
    }

    @Nested
    class WatchingTheBoard extends BoardContract {
        @Override
        ChatEngineContract contract() {
            return ChatEngineContract.this;
        }
    }

    @Nested
    class SubscribingToTheBoard extends BoardSubscriptionContract {
        @Override
        ChatEngineContract contract() {
            return ChatEngineContract.this;
        }
    }

    @Nested
    class TellingOthers extends TellingContract {
        @Override
        ChatEngineContract contract() {
            return ChatEngineContract.this;
        }
    }

    @Nested
    class SharingAStore extends SharedStoreContract {
        @Override
        ChatEngineContract contract() {
            return ChatEngineContract.this;
        }
    }

    @Nested
    class TellingOtherNodes extends ClusterContract {
        @Override
        ChatEngineContract contract() {
            return ChatEngineContract.this;
        }
    }

    @Nested
    class AlertingAgents extends AlertContract {
        @Override
        ChatEngineContract contract() {
            return ChatEngineContract.this;
        }
    }

    @Nested
    class AlertingOnTheBoard extends BoardAlertContract {
        @Override
        ChatEngineContract contract() {
            return ChatEngineContract.this;
        }
    }

    @Nested
    class TellingFigures extends FiguresContract {
        @Override
        ChatEngineContract contract() {
            return ChatEngineContract.this;
        }
    }

    @Nested
    class KeepingServiceLevels extends ServiceLevelContract {
        @Override
        ChatEngineContract contract() {
            return ChatEngineContract.this;
        }
    }

    @Nested
    class SettingTheClock extends ClockContract {
        @Override
        ChatEngineContract contract() {
            return ChatEngineContract.this;
        }
    }

    @Nested
    class LosingWhatWasStored extends FailoverContract {
        @Override
        ChatEngineContract contract() {
            return ChatEngineContract.this;
        }
    }

    @Nested
    class LeavingMemory extends IdleContract {
        @Override
        ChatEngineContract contract() {
            return ChatEngineContract.this;
        }
    }

    @Nested
    class KeepingFacts extends FactContract {
        @Override
        ChatEngineContract contract() {
            return ChatEngineContract.this;
        }
    }

    @Nested
    class BehavingAtRandom extends RandomConversationContract {
        @Override
        ChatEngineContract contract() {
            return ChatEngineContract.this;
        }
    }

    @Nested
    class TellingOtherEnginesWhatGoesOn extends ClusterActivityContract {
        @Override
        ChatEngineContract contract() {
            return ChatEngineContract.this;
        }
    }
}
