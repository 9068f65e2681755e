package dev.helpline.chat.core.policy;

import dev.helpline.chat.core.internal.text.Characters;
import dev.helpline.chat.core.routing.RoutingPolicy;
import dev.helpline.chat.core.session.StartSession;
import dev.helpline.chat.spi.Experimental;
import dev.helpline.chat.spi.limit.Limit;
import dev.helpline.chat.spi.notify.AlertPreferences;
import dev.helpline.chat.spi.store.TextLimits;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a host decides about its conversations. Immutable; made by {@link #builder()}, whose setters name the defaults. */
public final class ChatPolicy {
    /** The longest message that a policy may allow, in Unicode code points: every store can keep it. */
    public static final int LONGEST_MESSAGE = TextLimits.MESSAGE;

    private static final int MAX_RATING_CATEGORIES = 100;
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration SHORTEST_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration LONGEST = Duration.ofDays(366);

    private final AccessPolicy access;
    private final AnswerPolicy answers;
    private final @Nullable GuestPolicy guests;
    private final OfflineMessages offlineMessages;
    private final List<FormField> preChatForm;
    private final @Nullable ConsentText consent;
    private final Function<StartSession, @Nullable String> department;
    private final int maxMessageLength;
    private final @Nullable Limit customerMessages;
    private final @Nullable Limit agentMessages;
    private final @Nullable Limit draftSaves;
    private final AlertPreferences alertDefaults;
    private final @Nullable Limit newSessions;
    private final boolean agentStarts;
    private final @Nullable Limit agentNewSessions;
    private final @Nullable Limit typingSignals;
    private final int maxOpenSessions;
    private final int agentCapacity;
    private final Duration sessionTimeout;
    private final @Nullable Duration customerTimeout;
    private final @Nullable Duration agentTimeout;
    private final @Nullable Duration vanishedAgentTimeout;
    private final @Nullable Duration endWarning;
    private final @Nullable Duration reopenWindow;
    private final @Nullable SlaPolicy sla;
    private final @Nullable RetentionPolicy retention;
    private final Duration timeoutAfterStart;
    private final Duration pollInterval;
    private final @Nullable String welcomeMessage;
    private final @Nullable Duration customerAmendments;
    private final @Nullable Duration agentAmendments;
    private final boolean amendsAfterEnd;
    private final List<String> ratingCategories;
    private final @Nullable Duration ratingWindow;
    private final @Nullable Duration ratingEdits;
    private final AttachmentPolicy attachments;
    private final ContentSenders contentSenders;
    private final RoutingPolicy routing;

    private ChatPolicy(Builder builder) {
        access = builder.access;
        answers = builder.answers;
        guests = builder.guests;
        offlineMessages = builder.offlineMessages;
        preChatForm = builder.preChatForm;
        consent = builder.consent;
        department = builder.department;
        maxMessageLength = builder.maxMessageLength;
        customerMessages = builder.customerMessages;
        agentMessages = builder.agentMessages;
        draftSaves = builder.draftSaves;
        alertDefaults = builder.alertDefaults;
        newSessions = builder.newSessions;
        agentStarts = builder.agentStarts;
        agentNewSessions = builder.agentNewSessions;
        typingSignals = builder.typingSignals;
        maxOpenSessions = builder.maxOpenSessions;
        agentCapacity = builder.agentCapacity;
        sessionTimeout = builder.sessionTimeout;
        customerTimeout = builder.customerTimeout;
        agentTimeout = builder.agentTimeout;
        vanishedAgentTimeout = builder.vanishedAgentTimeout;
        endWarning = builder.endWarning;
        reopenWindow = builder.reopenWindow;
        sla = builder.sla;
        retention = builder.retention;
        timeoutAfterStart = builder.timeoutAfterStart == null ? longestTimeout() : builder.timeoutAfterStart;
        pollInterval = builder.pollInterval;
        welcomeMessage = builder.welcomeMessage;
        customerAmendments = builder.customerAmendments;
        agentAmendments = builder.agentAmendments;
        amendsAfterEnd = builder.amendsAfterEnd;
        ratingCategories = builder.ratingCategories;
        ratingWindow = builder.ratingWindow;
        ratingEdits = builder.ratingEdits;
        attachments = builder.attachments;
        contentSenders = builder.contentSenders;
        routing = builder.routing;
    }

    private Duration longestTimeout() {
        return Stream.of(Optional.of(sessionTimeout), customerTimeout(), agentTimeout())
                .flatMap(Optional::stream)
                .max(Duration::compareTo)
                .orElseThrow();
    }

    /** A builder with every default in place. */
    public static Builder builder() {
        return new Builder();
    }

    /** See {@link Builder#access}. */
    public AccessPolicy access() {
        return access;
    }

    /** See {@link Builder#answers}. */
    public AnswerPolicy answers() {
        return answers;
    }

    /** See {@link Builder#guests}. */
    public Optional<GuestPolicy> guests() {
        return Optional.ofNullable(guests);
    }

    /** See {@link Builder#offlineMessages}. */
    public OfflineMessages offlineMessages() {
        return offlineMessages;
    }

    /** See {@link Builder#preChatForm}. */
    public List<FormField> preChatForm() {
        return preChatForm;
    }

    /** See {@link Builder#consent}. */
    public Optional<ConsentText> consent() {
        return Optional.ofNullable(consent);
    }

    /** See {@link Builder#department}. */
    @Experimental
    public Function<StartSession, @Nullable String> department() {
        return department;
    }

    /** See {@link Builder#maxMessageLength}. */
    public int maxMessageLength() {
        return maxMessageLength;
    }

    /** See {@link Builder#customerMessages}. */
    public Optional<Limit> customerMessages() {
        return Optional.ofNullable(customerMessages);
    }

    /** See {@link Builder#agentMessages}. */
    public Optional<Limit> agentMessages() {
        return Optional.ofNullable(agentMessages);
    }

    /** See {@link Builder#alertDefaults}. */
    public AlertPreferences alertDefaults() {
        return alertDefaults;
    }

    /** See {@link Builder#draftSaves}. */
    public Optional<Limit> draftSaves() {
        return Optional.ofNullable(draftSaves);
    }

    /** See {@link Builder#newSessions}. */
    public Optional<Limit> newSessions() {
        return Optional.ofNullable(newSessions);
    }

    /** See {@link Builder#agentStarts}. */
    @Experimental
    public boolean agentStarts() {
        return agentStarts;
    }

    /** See {@link Builder#agentNewSessions}. */
    @Experimental
    public Optional<Limit> agentNewSessions() {
        return Optional.ofNullable(agentNewSessions);
    }

    /** See {@link Builder#typingSignals}. */
    public Optional<Limit> typingSignals() {
        return Optional.ofNullable(typingSignals);
    }

    /** See {@link Builder#maxOpenSessions}. */
    public int maxOpenSessions() {
        return maxOpenSessions;
    }

    /** See {@link Builder#agentCapacity}. */
    public int agentCapacity() {
        return agentCapacity;
    }

    /** See {@link Builder#sessionTimeout}. */
    public Duration sessionTimeout() {
        return sessionTimeout;
    }

    /** See {@link Builder#customerTimeout}. */
    public Optional<Duration> customerTimeout() {
        return Optional.ofNullable(customerTimeout);
    }

    /** See {@link Builder#agentTimeout}. */
    public Optional<Duration> agentTimeout() {
        return Optional.ofNullable(agentTimeout);
    }

    /** See {@link Builder#vanishedAgentTimeout}. */
    public Optional<Duration> vanishedAgentTimeout() {
        return Optional.ofNullable(vanishedAgentTimeout);
    }

    /** See {@link Builder#endWarning}. */
    public Optional<Duration> endWarning() {
        return Optional.ofNullable(endWarning);
    }

    /** See {@link Builder#reopenWindow}. */
    public Optional<Duration> reopenWindow() {
        return Optional.ofNullable(reopenWindow);
    }

    /** See {@link Builder#retention}. */
    @Experimental
    public Optional<RetentionPolicy> retention() {
        return Optional.ofNullable(retention);
    }

    /** See {@link Builder#sla}. */
    @Experimental
    public Optional<SlaPolicy> sla() {
        return Optional.ofNullable(sla);
    }

    /** See {@link Builder#timeoutAfterStart}. */
    public Duration timeoutAfterStart() {
        return timeoutAfterStart;
    }

    /** See {@link Builder#pollInterval}. */
    public Duration pollInterval() {
        return pollInterval;
    }

    /** See {@link Builder#welcomeMessage}. */
    public Optional<String> welcomeMessage() {
        return Optional.ofNullable(welcomeMessage);
    }

    /** See {@link Builder#customerAmendments}. */
    public Optional<Duration> customerAmendments() {
        return Optional.ofNullable(customerAmendments);
    }

    /** See {@link Builder#agentAmendments}. */
    public Optional<Duration> agentAmendments() {
        return Optional.ofNullable(agentAmendments);
    }

    /** See {@link Builder#ratingCategories}. */
    public List<String> ratingCategories() {
        return ratingCategories;
    }

    /** See {@link Builder#ratingWindow}. */
    public Optional<Duration> ratingWindow() {
        return Optional.ofNullable(ratingWindow);
    }

    /** See {@link Builder#ratingEdits}. */
    public Optional<Duration> ratingEdits() {
        return Optional.ofNullable(ratingEdits);
    }

    /** See {@link Builder#amendsAfterEnd}. */
    public boolean amendsAfterEnd() {
        return amendsAfterEnd;
    }

    /** See {@link Builder#contentSenders}. */
    @Experimental
    public ContentSenders contentSenders() {
        return contentSenders;
    }

    /** See {@link Builder#routing}. */
    @Experimental
    public RoutingPolicy routing() {
        return routing;
    }

    /** See {@link Builder#attachments}. */
    public AttachmentPolicy attachments() {
        return attachments;
    }

    /** Builds a {@link ChatPolicy}. Each setter checks its argument at once. Not thread-safe. */
    public static final class Builder {
        private AccessPolicy access = AccessPolicy.STRICT;
        private AnswerPolicy answers = AnswerPolicy.ANY_AGENT;
        private @Nullable GuestPolicy guests;
        private OfflineMessages offlineMessages = OfflineMessages.WHEN_CLOSED;
        private List<FormField> preChatForm = List.of();
        private @Nullable ConsentText consent;
        private Function<StartSession, @Nullable String> department = request -> null;
        private int maxMessageLength = LONGEST_MESSAGE;
        private @Nullable Limit customerMessages = new Limit(30, Duration.ofMinutes(1));
        private @Nullable Limit agentMessages = new Limit(120, Duration.ofMinutes(1));
        private AlertPreferences alertDefaults = AlertPreferences.DEFAULT;
        private @Nullable Limit draftSaves = new Limit(120, Duration.ofMinutes(1));
        private @Nullable Limit newSessions = new Limit(5, Duration.ofMinutes(15));
        private boolean agentStarts;
        private @Nullable Limit agentNewSessions = new Limit(30, Duration.ofMinutes(15));
        private @Nullable Limit typingSignals = new Limit(20, Duration.ofSeconds(10));
        private int maxOpenSessions = 5;
        private int agentCapacity = 20;
        private Duration sessionTimeout = Duration.ofMinutes(30);
        private @Nullable Duration customerTimeout;
        private @Nullable Duration agentTimeout;
        private @Nullable Duration vanishedAgentTimeout;
        private @Nullable Duration endWarning;
        private @Nullable Duration reopenWindow;
        private @Nullable SlaPolicy sla;
        private @Nullable RetentionPolicy retention;
        private @Nullable Duration timeoutAfterStart;
        private Duration pollInterval = Duration.ofSeconds(2);
        private @Nullable String welcomeMessage;
        private @Nullable Duration customerAmendments = Duration.ofMinutes(15);
        private @Nullable Duration agentAmendments = Duration.ofMinutes(15);
        private boolean amendsAfterEnd;
        private List<String> ratingCategories = List.of();
        private @Nullable Duration ratingWindow;
        private @Nullable Duration ratingEdits;
        private AttachmentPolicy attachments = AttachmentPolicy.builder().build();
        private ContentSenders contentSenders = ContentSenders.AGENTS;
        private RoutingPolicy routing = RoutingPolicy.MANUAL;

        private Builder() {}

        /** How callers prove that they may act as a session's customer. Default: STRICT. */
        public Builder access(AccessPolicy value) {
            access = Objects.requireNonNull(value, "access");
            return this;
        }

        /** Which agents may write in a session that is assigned to an agent. Default: ANY_AGENT. */
        public Builder answers(AnswerPolicy value) {
            answers = Objects.requireNonNull(value, "answers");
            return this;
        }

        /** How customers without an account may start sessions; null if they may not. Default: null. */
        public Builder guests(@Nullable GuestPolicy value) {
            guests = value;
            return this;
        }

        /**
         * When a session that is started is a message left behind: it is told no place and no wait, does not end while its customer is away,
         * and is among the first when agents are back. Default: WHEN_CLOSED, which never happens unless the engine has business hours.
         */
        public Builder offlineMessages(OfflineMessages value) {
            offlineMessages = Objects.requireNonNull(value, "offlineMessages");
            return this;
        }

        /**
         * What customers are asked before a session: at most 20 fields with different keys. A start is refused unless each required field
         * has an answer, and each answer fits its field. Default: nothing.
         */
        @Experimental
        public Builder preChatForm(List<FormField> value) {
            if (value.size() > TextLimits.FORM_FIELDS) {
                throw new IllegalArgumentException(
                        "preChatForm must have at most " + TextLimits.FORM_FIELDS + " fields, had " + value.size());
            }
            if (value.stream().map(FormField::key).distinct().count() < value.size()) {
                throw new IllegalArgumentException("preChatForm must not have two fields with one key");
            }
            preChatForm = List.copyOf(value);
            return this;
        }

        /**
         * What customers consent to before a session. The version, the time and the origin of the consent are noted with the session and
         * in its audit record. Default: nothing.
         */
        @Experimental
        public Builder consent(@Nullable ConsentText value) {
            consent = value;
            return this;
        }

        /**
         * Chooses the department whose queue a new session belongs to, from its topic, its form and the rest of the request, which has
         * passed all checks; null for none. Has to be quick and may be called by several threads. If it throws, or returns a name that is
         * blank, has control characters or is longer than 255 code points, the session belongs to no department. Default: none.
         */
        @Experimental
        public Builder department(Function<StartSession, @Nullable String> value) {
            department = Objects.requireNonNull(value, "department");
            return this;
        }

        /** The longest message, in Unicode code points, from 1 to 5000. Default: 5000. */
        public Builder maxMessageLength(int value) {
            maxMessageLength = within("maxMessageLength", value, 1, LONGEST_MESSAGE);
            return this;
        }

        /** How often one customer may send; null for no limit. Default: 30 a minute. */
        public Builder customerMessages(@Nullable Limit value) {
            customerMessages = value;
            return this;
        }

        /** How often one agent may send; null for no limit. Default: 120 a minute. */
        public Builder agentMessages(@Nullable Limit value) {
            agentMessages = value;
            return this;
        }

        /** Which alerts agents get outside of the desk who have saved no preferences. Default: {@link AlertPreferences#DEFAULT}. */
        @Experimental
        public Builder alertDefaults(AlertPreferences value) {
            alertDefaults = Objects.requireNonNull(value, "alertDefaults");
            return this;
        }

        /** How often one agent may save a draft; null for no limit. Default: 120 a minute. */
        public Builder draftSaves(@Nullable Limit value) {
            draftSaves = value;
            return this;
        }

        /** How often one customer may start a session; null for no limit. Default: 5 in 15 minutes. */
        public Builder newSessions(@Nullable Limit value) {
            newSessions = value;
            return this;
        }

        /**
         * Whether agents may start sessions with customers. Which of them may is a matter of {@link
         * dev.helpline.chat.core.desk.AgentAction#START}. Default: false, only customers and the host start sessions.
         */
        @Experimental
        public Builder agentStarts(boolean value) {
            agentStarts = value;
            return this;
        }

        /** How often one agent may start a session with a customer; null for no limit. Default: 30 in 15 minutes. */
        @Experimental
        public Builder agentNewSessions(@Nullable Limit value) {
            agentNewSessions = value;
            return this;
        }

        /** How often one participant may say that they are typing, or have stopped; null for no limit. Default: 20 in 10 seconds. */
        public Builder typingSignals(@Nullable Limit value) {
            typingSignals = value;
            return this;
        }

        /** How many open sessions one customer may have, from 1 to 1000. Default: 5. */
        public Builder maxOpenSessions(int value) {
            maxOpenSessions = within("maxOpenSessions", value, 1, 1000);
            return this;
        }

        /** How many sessions an agent may have at once unless the directory says otherwise, 1 to 1000. Default: 20. */
        public Builder agentCapacity(int value) {
            agentCapacity = within("agentCapacity", value, 1, 1000);
            return this;
        }

        /**
         * A session without a sign of life for this long ends by itself; from 10 seconds to 366 days. In a waiting session the
         * customer's polls and messages are signs of life, in an active one the entries of both sides. Time in
         * which the engine could not be reached – its store did not answer, or its process stood still – does not count.
         * Default: 30 minutes.
         */
        public Builder sessionTimeout(Duration value) {
            sessionTimeout = within("sessionTimeout", value, SHORTEST_TIMEOUT, LONGEST);
            return this;
        }

        /**
         * An active session whose customer leaves a message of an agent without a reply for this long ends by itself, however much the
         * agent writes meanwhile; from 10 seconds to 366 days. Null: after {@link #sessionTimeout} without an entry of either side.
         * Default: null.
         */
        public Builder customerTimeout(@Nullable Duration value) {
            customerTimeout = value == null ? null : within("customerTimeout", value, SHORTEST_TIMEOUT, LONGEST);
            return this;
        }

        /**
         * An active session in which no agent writes for this long after its assignment, or after a message of the customer's, goes back
         * to the queue, where another agent may take it; from 10 seconds to 366 days. Null: it stays with its agent, and ends after
         * {@link #sessionTimeout} without an entry of either side. Default: null.
         */
        public Builder agentTimeout(@Nullable Duration value) {
            agentTimeout = value == null ? null : within("agentTimeout", value, SHORTEST_TIMEOUT, LONGEST);
            return this;
        }

        /**
         * How long after an agent became offline without having said so the sessions in which the customer waits for this agent's answer go
         * back to the queue; from 10 seconds to 366 days. An agent becomes offline a minute after the last call; polls and sockets count as
         * calls. Null: the sessions stay with the agent. Default: null.
         */
        public Builder vanishedAgentTimeout(@Nullable Duration value) {
            vanishedAgentTimeout =
                    value == null ? null : within("vanishedAgentTimeout", value, SHORTEST_TIMEOUT, LONGEST);
            return this;
        }

        /**
         * How long before an active session ends by itself its participants are warned, by an event in the log and by the time of the end
         * in the session; from 1 second to 366 days, but at most half of the timeout that ends the session. Such a session never ends
         * without a warning that has stood for this long. Null: without a warning. Default: null.
         */
        public Builder endWarning(@Nullable Duration value) {
            endWarning = value == null ? null : within("endWarning", value, SECOND, LONGEST);
            return this;
        }

        /**
         * For how long after its end the customer's next message reopens a session, and either side may reopen it, from 1 second to 366
         * days; null if an end is final. A reopened session takes an open slot of its customer, loses its rating, and goes back to its
         * agent if that agent is present and has a free slot; otherwise it waits. A customer cannot reopen what an agent ended as spam.
         * Default: null.
         */
        public Builder reopenWindow(@Nullable Duration value) {
            reopenWindow = value == null ? null : within("reopenWindow", value, SECOND, LONGEST);
            return this;
        }

        /** For how long sessions are kept; the store must be a {@link dev.helpline.chat.spi.privacy.PrivacyStore}. Default: null, for ever. */
        @Experimental
        public Builder retention(@Nullable RetentionPolicy value) {
            retention = value;
            return this;
        }

        /** The service levels that the host promises; null if there are none. Default: null. */
        @Experimental
        public Builder sla(@Nullable SlaPolicy value) {
            sla = value;
            return this;
        }

        /**
         * For this long after its start an engine ends no session for inactivity, from zero to 366 days: it does not know for how
         * long no client could reach it before. A host that restarts all its engines more often than every {@link #sessionTimeout}
         * must set less, or no session ever ends by itself. Default: the longest of the timeouts.
         */
        public Builder timeoutAfterStart(Duration value) {
            timeoutAfterStart = within("timeoutAfterStart", value, Duration.ZERO, Duration.ofDays(366));
            return this;
        }

        /** How often clients are told to poll, from 100 milliseconds to 1 minute. Default: 2 seconds. */
        public Builder pollInterval(Duration value) {
            pollInterval = within("pollInterval", value, Duration.ofMillis(100), Duration.ofMinutes(1));
            return this;
        }

        /**
         * A message of the system at the start of every session; null for none. The rules of messages apply: not blank, no control
         * characters but line breaks and tabs. Default: null.
         */
        public Builder welcomeMessage(@Nullable String value) {
            if (value != null
                    && (Characters.areBlank(value) || value.codePointCount(0, value.length()) > LONGEST_MESSAGE)) {
                throw new IllegalArgumentException(
                        "welcomeMessage must not be blank and have at most " + LONGEST_MESSAGE + " code points");
            }
            if (value != null && !Characters.areAllowed(value, true)) {
                throw new IllegalArgumentException(
                        "welcomeMessage must not contain control characters or broken Unicode");
            }
            welcomeMessage = value;
            return this;
        }

        /**
         * For how long after sending a message customers may edit or withdraw it, from 1 second to 366 days; null if they may not at all.
         * Default: 15 minutes.
         */
        public Builder customerAmendments(@Nullable Duration value) {
            customerAmendments = value == null ? null : within("customerAmendments", value, SECOND, LONGEST);
            return this;
        }

        /**
         * For how long after sending a message agents may edit or withdraw it, from 1 second to 366 days; null if they may not at all.
         * Default: 15 minutes.
         */
        public Builder agentAmendments(@Nullable Duration value) {
            agentAmendments = value == null ? null : within("agentAmendments", value, SECOND, LONGEST);
            return this;
        }

        /** Whether messages may also be edited and withdrawn after the end of their session. Default: false. */
        public Builder amendsAfterEnd(boolean value) {
            amendsAfterEnd = value;
            return this;
        }

        /**
         * Who may send messages with content of a type besides their text, such as cards. Content filters see the text only. Default: AGENTS.
         */
        @Experimental
        public Builder contentSenders(ContentSenders value) {
            contentSenders = Objects.requireNonNull(value, "contentSenders");
            return this;
        }

        /** How waiting sessions find their agents. Default: {@link RoutingPolicy#MANUAL}, agents choose for themselves. */
        @Experimental
        public Builder routing(RoutingPolicy value) {
            routing = Objects.requireNonNull(value, "routing");
            return this;
        }

        /** What applies to files, if the engine takes any. Default: {@code AttachmentPolicy.builder().build()}. */
        public Builder attachments(AttachmentPolicy value) {
            attachments = Objects.requireNonNull(value, "attachments");
            return this;
        }

        /**
         * The categories that customers may choose with a rating, at most 100 words of one line, of at most 64 code points each, none twice. A
         * rating with another category is rejected. Default: none, and a rating may have any categories.
         */
        public Builder ratingCategories(List<String> value) {
            List<String> words = List.copyOf(value);
            boolean fit = words.size() <= MAX_RATING_CATEGORIES
                    && words.stream().distinct().count() == words.size()
                    && words.stream().allMatch(Builder::isCategory);
            if (!fit) {
                throw new IllegalArgumentException("ratingCategories must be at most " + MAX_RATING_CATEGORIES
                        + " different words of one line, of at most " + TextLimits.RATING_CATEGORY + " code points");
            }
            ratingCategories = words;
            return this;
        }

        /**
         * For how long after its end a session can be rated, from 1 second to 366 days; null without a limit. Default: null.
         */
        public Builder ratingWindow(@Nullable Duration value) {
            ratingWindow = value == null ? null : within("ratingWindow", value, SECOND, LONGEST);
            return this;
        }

        /**
         * For how long after giving a rating the customer can replace it, from 1 second to 366 days; null if the first rating is final.
         * Each change is audited and counts as a message for {@link #customerMessages}; the last rating counts. Default: null.
         */
        public Builder ratingEdits(@Nullable Duration value) {
            ratingEdits = value == null ? null : within("ratingEdits", value, SECOND, LONGEST);
            return this;
        }

        private static boolean isCategory(String word) {
            return !Characters.areBlank(word)
                    && Characters.areAllowed(word, false)
                    && word.codePointCount(0, word.length()) <= TextLimits.RATING_CATEGORY;
        }

        /** Returns the policy. */
        public ChatPolicy build() {
            return new ChatPolicy(this);
        }

        private static int within(String name, int value, int min, int max) {
            if (value < min || value > max) {
                throw new IllegalArgumentException(name + " must be between " + min + " and " + max + ", was " + value);
            }
            return value;
        }

        private static Duration within(String name, Duration value, Duration min, Duration max) {
            if (value.compareTo(min) < 0 || value.compareTo(max) > 0) {
                throw new IllegalArgumentException(name + " must be between " + min + " and " + max + ", was " + value);
            }
            return value;
        }
    }
}
