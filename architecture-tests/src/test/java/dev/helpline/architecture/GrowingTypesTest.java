package dev.helpline.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.chat.core.Health;
import dev.helpline.chat.core.board.BoardAlert;
import dev.helpline.chat.core.board.BoardAnswer;
import dev.helpline.chat.core.board.BoardRequest;
import dev.helpline.chat.core.desk.AddNote;
import dev.helpline.chat.core.desk.AgentAction;
import dev.helpline.chat.core.desk.Colleague;
import dev.helpline.chat.core.desk.OpenSessionPage;
import dev.helpline.chat.core.desk.SessionDetail;
import dev.helpline.chat.core.message.SendMessage;
import dev.helpline.chat.core.poll.Include;
import dev.helpline.chat.core.poll.PollAnswer;
import dev.helpline.chat.core.poll.PollRequest;
import dev.helpline.chat.core.rating.RateSession;
import dev.helpline.chat.core.session.EndSession;
import dev.helpline.chat.core.session.HistoryQuery;
import dev.helpline.chat.core.session.ReadMark;
import dev.helpline.chat.core.session.SessionActivity;
import dev.helpline.chat.core.session.SessionSummary;
import dev.helpline.chat.core.session.SessionView;
import dev.helpline.chat.core.session.StartSession;
import dev.helpline.chat.core.session.WaitEstimate;
import dev.helpline.chat.core.team.SaveAgent;
import dev.helpline.chat.spi.AgentId;
import dev.helpline.chat.spi.AttachmentId;
import dev.helpline.chat.spi.CannedResponseId;
import dev.helpline.chat.spi.CustomerId;
import dev.helpline.chat.spi.EntryId;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.agent.Agent;
import dev.helpline.chat.spi.agent.Presence;
import dev.helpline.chat.spi.attachment.Attachment;
import dev.helpline.chat.spi.attachment.BlobId;
import dev.helpline.chat.spi.attachment.FileType;
import dev.helpline.chat.spi.audit.AuditRecord;
import dev.helpline.chat.spi.audit.AuditSubject;
import dev.helpline.chat.spi.auth.Principal;
import dev.helpline.chat.spi.auth.Role;
import dev.helpline.chat.spi.canned.CannedActions;
import dev.helpline.chat.spi.canned.CannedResponse;
import dev.helpline.chat.spi.cursor.MarkHistory;
import dev.helpline.chat.spi.cursor.Reader;
import dev.helpline.chat.spi.cursor.ReaderCursor;
import dev.helpline.chat.spi.entry.Audience;
import dev.helpline.chat.spi.entry.Author;
import dev.helpline.chat.spi.entry.Entry;
import dev.helpline.chat.spi.entry.EntryKind;
import dev.helpline.chat.spi.entry.ParticipantType;
import dev.helpline.chat.spi.entry.Quote;
import dev.helpline.chat.spi.entry.RichContent;
import dev.helpline.chat.spi.facts.AgentResponse;
import dev.helpline.chat.spi.facts.FactRows;
import dev.helpline.chat.spi.facts.SessionFacts;
import dev.helpline.chat.spi.notify.AlertType;
import dev.helpline.chat.spi.rating.Rating;
import dev.helpline.chat.spi.rating.RatingPrompt;
import dev.helpline.chat.spi.session.Assignment;
import dev.helpline.chat.spi.session.Consent;
import dev.helpline.chat.spi.session.Customer;
import dev.helpline.chat.spi.session.EndCause;
import dev.helpline.chat.spi.session.EndedBy;
import dev.helpline.chat.spi.session.Ending;
import dev.helpline.chat.spi.session.GuestAccess;
import dev.helpline.chat.spi.session.LogPosition;
import dev.helpline.chat.spi.session.Offer;
import dev.helpline.chat.spi.session.Outcome;
import dev.helpline.chat.spi.session.Priority;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.session.SessionState;
import dev.helpline.chat.spi.session.SlaClock;
import dev.helpline.chat.spi.session.SlaTarget;
import dev.helpline.chat.spi.session.Timeline;
import dev.helpline.chat.spi.session.Topic;
import dev.helpline.chat.spi.session.Turn;
import dev.helpline.chat.spi.store.EndedSessionQuery;
import dev.helpline.chat.spi.store.OpenSessionKey;
import dev.helpline.chat.spi.store.OpenSessionQuery;
import dev.helpline.chat.spi.store.SessionCommit;
import dev.helpline.chat.spi.store.SessionHistoryQuery;
import dev.helpline.chat.spi.store.SessionKey;
import dev.helpline.chat.spi.time.TimeWindow;
import dev.helpline.chat.spi.upload.Upload;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The public types that will get more parts are classes with builders, whose equality is written by hand. Each part must
 * count: a part that {@code equals} forgets would hide a difference between stores, or a change from a commit.
 */
class GrowingTypesTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    /** Each type with a factory of samples: samples of one number are equal, and samples 0 and 1 differ in every part. */
    static Stream<Arguments> types() {
        return Stream.of(
                sample(Topic.class, GrowingTypesTest::topic),
                sample(Timeline.class, GrowingTypesTest::timeline),
                sample(LogPosition.class, GrowingTypesTest::log),
                sample(Session.class, GrowingTypesTest::session),
                sample(SlaClock.class, GrowingTypesTest::clock),
                sample(Entry.class, i -> entry("s" + i, i)),
                sample(Quote.class, GrowingTypesTest::quote),
                sample(ReaderCursor.class, GrowingTypesTest::cursor),
                sample(Agent.class, GrowingTypesTest::agent),
                sample(OpenSessionQuery.class, GrowingTypesTest::query),
                sample(EndedSessionQuery.class, GrowingTypesTest::endedQuery),
                sample(AddNote.class, GrowingTypesTest::note),
                sample(SessionHistoryQuery.class, GrowingTypesTest::historyQuery),
                sample(HistoryQuery.class, GrowingTypesTest::ownHistory),
                sample(SessionCommit.class, GrowingTypesTest::commit),
                sample(StartSession.class, GrowingTypesTest::start),
                sample(EndSession.class, GrowingTypesTest::end),
                sample(SendMessage.class, GrowingTypesTest::send),
                sample(Attachment.class, GrowingTypesTest::attachment),
                sample(Upload.class, GrowingTypesTest::upload),
                sample(RateSession.class, GrowingTypesTest::rate),
                sample(Rating.class, GrowingTypesTest::rating),
                sample(PollRequest.class, GrowingTypesTest::poll),
                sample(SessionView.class, GrowingTypesTest::view),
                sample(SessionActivity.class, GrowingTypesTest::activity),
                sample(PollAnswer.class, GrowingTypesTest::answer),
                sample(Customer.class, GrowingTypesTest::customer),
                sample(Principal.class, GrowingTypesTest::principal),
                sample(Health.class, GrowingTypesTest::health),
                sample(SessionSummary.class, GrowingTypesTest::summary),
                sample(SessionDetail.class, GrowingTypesTest::detail),
                sample(OpenSessionPage.class, GrowingTypesTest::openPage),
                sample(BoardRequest.class, GrowingTypesTest::boardRequest),
                sample(BoardAnswer.class, GrowingTypesTest::boardAnswer),
                sample(CannedResponse.class, GrowingTypesTest::canned),
                sample(CannedActions.class, GrowingTypesTest::cannedActions),
                sample(SaveAgent.class, GrowingTypesTest::saveAgent),
                sample(Colleague.class, GrowingTypesTest::colleague));
    }

    private static <T> Arguments sample(Class<T> type, IntFunction<T> samples) {
        return Arguments.of(type, samples);
    }

    @ParameterizedTest
    @MethodSource("types")
    void equal_parts_make_equal_values(Class<?> type, IntFunction<?> samples) {
        assertThat(samples.apply(0)).isEqualTo(samples.apply(0)).hasSameHashCodeAs(samples.apply(0));
        assertThat(samples.apply(0)).isNotEqualTo(samples.apply(1)).isNotEqualTo("another type");
    }

    @ParameterizedTest
    @MethodSource("types")
    void every_part_counts_when_values_are_compared(Class<?> type, IntFunction<?> samples) {
        assertThat(parts(type)).isNotEmpty().allSatisfy(part -> {
            Object changed = samples.apply(0);
            part.set(changed, otherThan(part.get(changed), part, samples));

            assertThat(changed).as(part.getName()).isNotEqualTo(samples.apply(0));
        });
    }

    @ParameterizedTest
    @MethodSource("types")
    void a_copy_has_every_part(Class<?> type, IntFunction<?> samples) throws ReflectiveOperationException {
        if (type == SessionCommit.class) {
            return; // a commit is made once and not changed
        }
        for (int i = 0; i < 3; i++) {
            Object builder = type.getMethod("toBuilder").invoke(samples.apply(i));

            Object copy = builder.getClass().getMethod("build").invoke(builder);

            assertThat(copy).isEqualTo(samples.apply(i));
        }
    }

    /** The part of another sample; some parts exclude each other, so that it takes three samples to have all of them. */
    private static @Nullable Object otherThan(@Nullable Object value, Field part, IntFunction<?> samples)
            throws IllegalAccessException {
        Object second = part.get(samples.apply(1));
        return Objects.equals(second, value) ? part.get(samples.apply(2)) : second;
    }

    private static List<Field> parts(Class<?> type) {
        List<Field> parts = Stream.of(type.getDeclaredFields())
                .filter(field -> !Modifier.isStatic(field.getModifiers()))
                .toList();
        parts.forEach(part -> part.setAccessible(true));
        return parts;
    }

    private static Topic topic(int i) {
        return Topic.builder()
                .subject("subject" + i)
                .category("category" + i)
                .externalRef("ref" + i)
                .requestedPriority(i == 0 ? Priority.LOW : Priority.NORMAL)
                .context("{\"i\":" + i + "}")
                .locale(i == 0 ? "en" : "de")
                .build();
    }

    private static Timeline timeline(int i) {
        return Timeline.builder(NOW.plusSeconds(i))
                .claimedStart(NOW.minusSeconds(i))
                .firstAssignedAt(NOW.plusSeconds(10 + i))
                .lastEntryAt(NOW.plusSeconds(20 + i))
                .reopenedAt(NOW.plusSeconds(25 + i))
                .turnSince(i == 0 ? NOW : null)
                .endsAt(i == 0 ? NOW : null)
                .escalatedAt(NOW.plusSeconds(27 + i))
                .queuedAt(NOW.plusSeconds(28 + i))
                .build();
    }

    private static Rating rating(int i) {
        return Rating.builder("r" + i, 1 + i, NOW.plusSeconds(i))
                .feedback("feedback " + i)
                .categories(List.of("category " + i))
                .claimedAt(NOW.plusSeconds(10 + i))
                .editedAt(NOW.plusSeconds(20 + i))
                .build();
    }

    private static SlaClock clock(int i) {
        return SlaClock.builder()
                .runningSince(NOW.plusSeconds(i))
                .spent(Duration.ofSeconds(i))
                .dueAt(NOW.plusSeconds(1 + i))
                .breachedAt(NOW.plusSeconds(2 + i))
                .build();
    }

    private static LogPosition log(int i) {
        return LogPosition.builder()
                .lastSeq(10 + i)
                .lastVisibleSeq(8 + i)
                .messageCount(4 + i)
                .lastMessageSeq(6 + i)
                .amendmentCount(1 + i)
                .attachmentCount(1 + i)
                .build();
    }

    /** Sample 0 is active, 1 has ended, and 2 is offered, so that each has parts which the others lack. */
    private static Session session(int i) {
        Session.Builder builder = Session.builder(
                        new SessionId("s" + i),
                        Customer.builder(new CustomerId("c" + i))
                                .name("name")
                                .guest(i == 0)
                                .build(),
                        timeline(i))
                .version(2 + i)
                .facts(SessionFacts.START.toBuilder().customerMessages(i).build())
                .guestAccess(i == 0 ? new GuestAccess("hash", NOW) : null)
                .topic(topic(i))
                .continues(new SessionId("earlier" + i))
                .form(Map.of("key", "answer" + i))
                .consent(new Consent("v" + i, NOW, null))
                .priority(i == 0 ? Priority.LOW : Priority.NORMAL)
                .department("department " + i)
                .tags(Set.of("tag" + i))
                .mentions(Map.of(new AgentId("m"), 1L + i))
                .sla(Map.of(SlaTarget.RESOLUTION, clock(i)))
                .assignment(new Assignment(new AgentId("a" + i), null, null, NOW))
                .returnedBy(new AgentId("r" + i))
                .passedBy(Map.of(new AgentId("p"), NOW.plusSeconds(i)))
                .log(log(i))
                .audit(1 + i, "hash" + i);
        if (i == 2) {
            return builder.state(SessionState.WAITING)
                    .openSlot(1)
                    .assignment(null)
                    .agentSlot(1)
                    .offer(Offer.of(new AgentId("a"), NOW))
                    .build();
        }
        return i == 0
                ? builder.state(SessionState.ACTIVE)
                        .openSlot(1)
                        .agentSlot(1)
                        .turn(Turn.CUSTOMER)
                        .build()
                : builder.state(SessionState.ENDED)
                        .offline(true)
                        .ending(new Ending(EndedBy.AGENT, EndCause.NORMAL, null, null, NOW, null))
                        .rating(rating(i))
                        .ratingPrompt(new RatingPrompt("p", NOW))
                        .build();
    }

    private static Entry entry(String session, int i) {
        return Entry.builder(new SessionId(session), 2 + i, new EntryId("e" + i))
                .prevVisibleSeq(i)
                .messageNumber(i == 0 ? 1 : 0)
                .kind(i == 0 ? EntryKind.MESSAGE : EntryKind.NOTE)
                .type("type_" + (i == 0 ? "a" : "b"))
                .audience(i == 0 ? Audience.ALL : Audience.AGENTS)
                .author(new Author(ParticipantType.AGENT, "a" + i, null, null))
                .at(NOW.plusSeconds(i))
                .claimedAt(NOW.minusSeconds(i))
                .text("text" + i)
                .replyTo(new EntryId("reply" + i))
                .quote(quote(i))
                .editedAt(NOW.plusSeconds(30 + i))
                .deletedAt(NOW.plusSeconds(40 + i))
                .metadata("{\"i\":" + i + "}")
                .content(i == 0 ? new RichContent("card", 1, "{}") : null)
                .attachments(i == 0 ? List.of(attachment(i)) : List.of())
                .fingerprint("fingerprint" + i)
                .build();
    }

    private static Quote quote(int i) {
        return Quote.builder(new EntryId("reply" + i), new Author(ParticipantType.AGENT, "b" + i, null, null))
                .type("type_" + (i == 0 ? "a" : "b"))
                .text("quoted " + i)
                .build();
    }

    private static ReaderCursor cursor(int i) {
        return ReaderCursor.builder(new SessionId("s" + i), Reader.agent(new AgentId("a" + i)), NOW.plusSeconds(i))
                .delivered(MarkHistory.of(2 + i, NOW))
                .read(MarkHistory.of(1 + i, NOW))
                .build();
    }

    private static Agent agent(int i) {
        return Agent.builder(new AgentId("a" + i), NOW.plusSeconds(i))
                .name("name" + i)
                .email("email" + i)
                .departments(List.of("department" + i))
                .skills(List.of("skill" + i))
                .languages(List.of("language" + i))
                .role(i == 0 ? Role.AGENT : Role.ADMIN)
                .active(i == 0)
                .capacity(1 + i)
                .managed(i == 0)
                .version(i)
                .presence(i == 0 ? Presence.AWAY : Presence.OFFLINE)
                .seenAt(NOW.plusSeconds(10 + i))
                .build();
    }

    private static SaveAgent saveAgent(int i) {
        return SaveAgent.builder(new AgentId("a" + i))
                .name("name" + i)
                .email("email" + i)
                .departments(List.of("department" + i))
                .skills(List.of("skill" + i))
                .languages(List.of("language" + i))
                .role(i == 0 ? Role.SUPERVISOR : Role.ADMIN)
                .active(i == 0)
                .capacity(1 + i)
                .replacedVersion(1 + i)
                .build();
    }

    private static SessionHistoryQuery historyQuery(int i) {
        return SessionHistoryQuery.builder(new CustomerId("c" + i))
                .externalRef("ref" + i)
                .build();
    }

    private static HistoryQuery ownHistory(int i) {
        return HistoryQuery.builder()
                .externalRef("ref" + i)
                .page(1 + i)
                .olderThan(new SessionKey(NOW, new SessionId("s" + i)))
                .limit(10 + i)
                .build();
    }

    private static OpenSessionQuery query(int i) {
        return OpenSessionQuery.builder()
                .states(Set.of(i == 0 ? SessionState.WAITING : SessionState.ACTIVE))
                .assignment(i == 0 ? OpenSessionQuery.Assigned.YES : OpenSessionQuery.Assigned.NO)
                .agent(new AgentId("a" + i))
                .priority(i == 0 ? Priority.LOW : Priority.NORMAL)
                .departments(List.of("department" + i))
                .category("category" + i)
                .tag("tag" + i)
                .escalated(i == 0)
                .text("text" + i)
                .externalRef("ref" + i)
                .started(TimeWindow.since(NOW.plusSeconds(i)))
                .active(TimeWindow.before(NOW.plusSeconds(i)))
                .order(i == 0 ? OpenSessionQuery.Order.QUEUE : OpenSessionQuery.Order.NEWEST)
                .build();
    }

    private static EndedSessionQuery endedQuery(int i) {
        return EndedSessionQuery.builder()
                .agent(new AgentId("a" + i))
                .outcome(i == 0 ? Outcome.RESOLVED : Outcome.SPAM)
                .departments(List.of("department" + i))
                .category("category" + i)
                .tag("tag" + i)
                .text("text" + i)
                .priority(i == 0 ? Priority.HIGH : Priority.LOW)
                .ended(new TimeWindow(NOW.plusSeconds(i), NOW.plusSeconds(10 + i)))
                .build();
    }

    private static AddNote note(int i) {
        return AddNote.builder(new SessionId("s" + i), "note " + i)
                .id(new EntryId("n" + i))
                .build();
    }

    private static SessionCommit commit(int i) {
        SessionId id = new SessionId("s");
        Customer customer = Customer.builder(new CustomerId("c")).build();
        Session open = Session.builder(id, customer, Timeline.builder(NOW).build())
                .openSlot(1)
                .build();
        Session ended = open.toBuilder()
                .version(2)
                .state(SessionState.ENDED)
                .openSlot(null)
                .ending(new Ending(EndedBy.AGENT, EndCause.NORMAL, null, null, NOW, null))
                .rating(rating(1))
                .log(LogPosition.builder().lastSeq(1).lastVisibleSeq(1).build())
                .audit(1, "hash")
                .build();
        Session created = open.toBuilder()
                .log(LogPosition.builder().lastSeq(1).lastVisibleSeq(1).build())
                .build();
        Entry first = Entry.builder(id, 1, new EntryId("e" + i))
                .kind(EntryKind.EVENT)
                .type("session_started")
                .at(NOW)
                .build();
        if (i == 0) {
            return SessionCommit.builder(created).entries(List.of(first)).build();
        }
        AuditRecord record =
                new AuditRecord(AuditSubject.of(id), 1, NOW, null, null, "ENDED", null, null, "c", "", "hash");
        return SessionCommit.builder(ended)
                .base(open)
                .entries(List.of(first))
                .audit(List.of(record))
                .rating(rating(1))
                .listeners(Set.of("crm"))
                .factRows(FactRows.of(
                        List.of(AgentResponse.of(1, new AgentId("a"), NOW, Duration.ofSeconds(1))), List.of()))
                .build();
    }

    private static StartSession start(int i) {
        return StartSession.builder()
                .id(new SessionId("s" + i))
                .name("name" + i)
                .email("email" + i)
                .phone("phone" + i)
                .topic(topic(i))
                .continues(new SessionId("earlier" + i))
                .form(Map.of("key", "answer" + i))
                .consentVersion("v" + i)
                .claimedStart(NOW.plusSeconds(i))
                .initialMessage("hello" + i)
                .initialMessageId(new EntryId("m" + i))
                .build();
    }

    private static EndSession end(int i) {
        return EndSession.builder(new SessionId("s" + i))
                .reason("reason" + i)
                .outcome(i == 0 ? Outcome.RESOLVED : Outcome.UNRESOLVED)
                .claimedAt(NOW.plusSeconds(i))
                .build();
    }

    private static SendMessage send(int i) {
        return SendMessage.builder(new SessionId("s" + i), "text" + i)
                .id(new EntryId("e" + i))
                .claimedAt(NOW.plusSeconds(i))
                .replyTo(new EntryId("reply" + i))
                .metadata("{\"i\":" + i + "}")
                .content(new RichContent("card", 1 + i, "{}"))
                .attachments(List.of(new AttachmentId("f" + i)))
                .build();
    }

    private static Attachment attachment(int i) {
        return Attachment.builder(new AttachmentId("f" + i), blob(i))
                .name("name" + i)
                .size(1 + i)
                .type(FileType.of("image/type" + i))
                .sha256("sha256-" + i)
                .build();
    }

    private static BlobId blob(int i) {
        return new BlobId(Integer.toString(i).repeat(32));
    }

    private static Upload upload(int i) {
        return Upload.builder(new SessionId("s" + i), new AttachmentId("f" + i))
                .blob(blob(i))
                .owner(i == 0 ? ParticipantType.CUSTOMER : ParticipantType.AGENT, "owner" + i)
                .name("name" + i)
                .size(1 + i)
                .declaredType("type" + i)
                .dueAt(NOW.plusSeconds(i))
                .attachment(attachment(i))
                .build();
    }

    private static RateSession rate(int i) {
        return RateSession.builder(new SessionId("s" + i), 1 + i)
                .feedback("feedback" + i)
                .categories(List.of("category" + i))
                .claimedAt(NOW.plusSeconds(i))
                .build();
    }

    private static PollRequest poll(int i) {
        return PollRequest.builder(new SessionId("s" + i))
                .after("cursor" + i)
                .limit(1 + i)
                .maxWait(Duration.ofSeconds(i))
                .include(Set.of(i == 0 ? Include.OWN : Include.SYSTEM))
                .build();
    }

    private static SessionView view(int i) {
        return SessionView.builder(session(i))
                .queuePosition(1 + i)
                .estimatedWait(WaitEstimate.of(Duration.ofMinutes(i), Duration.ofMinutes(2)))
                .unreadCount((long) i)
                .activity(activity(i))
                .build();
    }

    private static ReadMark readMark(long delivered, long read) {
        return new ReadMark(MarkHistory.of(delivered, NOW), MarkHistory.of(read, NOW));
    }

    private static SessionActivity activity(int i) {
        return SessionActivity.builder()
                .typing(List.of(new Author(ParticipantType.AGENT, "a" + i, null, null)))
                .customerOnline(i == 0)
                .agentOnline(i == 0)
                .customer(readMark(2 + i, 1 + i))
                .agents(readMark(4 + i, 3 + i))
                .agentReadSeq(3 + i)
                .build();
    }

    private static Customer customer(int i) {
        return Customer.builder(new CustomerId("c" + i))
                .name("name" + i)
                .email("email" + i)
                .phone("phone" + i)
                .guest(i == 0)
                .build();
    }

    private static Principal principal(int i) {
        return Principal.builder(i == 0 ? Role.CUSTOMER : Role.AGENT, "id" + i)
                .name("name" + i)
                .email("email" + i)
                .phone("phone" + i)
                .department("department" + i)
                .externalRef("ref" + i)
                .guest(i == 0)
                .build();
    }

    private static Health health(int i) {
        return Health.builder()
                .accepting(i == 0)
                .storeReachable(i == 0)
                .storeWritable(i == 0)
                .commandsWaiting(i)
                .build();
    }

    private static SessionSummary summary(int i) {
        return SessionSummary.builder(view(i)).lastMessage(entry("s", i)).build();
    }

    private static CannedResponse canned(int i) {
        return CannedResponse.builder(new CannedResponseId("r" + i), NOW.plusSeconds(i), new AgentId("a" + i))
                .version(1 + i)
                .shortcut("shortcut" + i)
                .title("title" + i)
                .text("text" + i)
                .actions(cannedActions(i))
                .department("department" + i)
                .language(i == 0 ? "en" : "de")
                .actions(CannedActions.builder().note("note" + i).build())
                .owner(new AgentId("o" + i))
                .uses(i)
                .build();
    }

    private static CannedActions cannedActions(int i) {
        CannedActions.Builder actions = CannedActions.builder()
                .note("note" + i)
                .priority(i == 0 ? Priority.HIGH : Priority.LOW)
                .addTags(List.of("add" + i))
                .removeTags(List.of("remove" + i))
                .escalation("escalation" + i);
        return i == 0 ? actions.end(Outcome.RESOLVED, "reason").build() : actions.build();
    }

    private static SessionDetail detail(int i) {
        return SessionDetail.builder(view(i))
                .pastSessions(List.of(session(i)))
                .timeline(List.of(entry("s", i)))
                .allowed(Set.of(i == 0 ? AgentAction.REPLY : AgentAction.END))
                .build();
    }

    private static BoardRequest boardRequest(int i) {
        return BoardRequest.builder()
                .after("cursor" + i)
                .maxWait(Duration.ofSeconds(i))
                .build();
    }

    private static BoardAnswer boardAnswer(int i) {
        return BoardAnswer.builder("cursor" + i)
                .snapshot(i == 0)
                .sessions(List.of(summary(i)))
                .gone(List.of(new SessionId("gone" + i)))
                .agents(List.of(colleague(i)))
                .alerts(List.of(BoardAlert.builder(AlertType.MENTIONED, new SessionId("s" + i), entry("s", i))
                        .build()))
                .totalActive(20 + i)
                .waiting(5 + i)
                .hasMore(i == 0)
                .build();
    }

    private static OpenSessionPage openPage(int i) {
        return OpenSessionPage.builder(List.of(summary(i)))
                .total(10 + i)
                .totalActive(20 + i)
                .waiting(5 + i)
                .next(OpenSessionKey.of(session(i)))
                .build();
    }

    private static Colleague colleague(int i) {
        return Colleague.builder(agent(i))
                .presence(i == 0 ? Presence.AWAY : Presence.ONLINE)
                .openSessions(i)
                .capacity(5 + i)
                .build();
    }

    private static PollAnswer answer(int i) {
        return PollAnswer.builder(view(i), "cursor" + i)
                .messages(List.of(entry("s", i)))
                .hasMore(i == 0)
                .build();
    }
}
