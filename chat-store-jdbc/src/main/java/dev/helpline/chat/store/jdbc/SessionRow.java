package dev.helpline.chat.store.jdbc;

import static dev.helpline.chat.store.jdbc.Columns.constantOrNull;
import static dev.helpline.chat.store.jdbc.Columns.instant;
import static dev.helpline.chat.store.jdbc.Columns.instantOrNull;
import static dev.helpline.chat.store.jdbc.Columns.intOrNull;
import static dev.helpline.chat.store.jdbc.Columns.priority;
import static dev.helpline.chat.store.jdbc.Columns.priorityOrNull;
import static dev.helpline.chat.store.jdbc.Columns.rank;
import static dev.helpline.chat.store.jdbc.Columns.rankOrNull;

import dev.helpline.chat.spi.AgentId;
import dev.helpline.chat.spi.CustomerId;
import dev.helpline.chat.spi.SessionId;
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
import dev.helpline.chat.spi.session.QueueOrder;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.session.SessionState;
import dev.helpline.chat.spi.session.Timeline;
import dev.helpline.chat.spi.session.Topic;
import dev.helpline.chat.spi.session.Turn;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongFunction;
import java.util.function.ToLongFunction;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** The row of a session and that of its rating: their columns, and how they are read. */
final class SessionRow {
    private static final ColumnList<Customer> CUSTOMER = ColumnList.<Customer>builder()
            .text("customer_id", customer -> customer.id().value())
            .text("customer_name", Customer::name)
            .text("customer_email", Customer::email)
            .text("customer_phone", Customer::phone)
            .flag("customer_guest", Customer::guest)
            .build();

    private static final ColumnList<GuestAccess> GUEST_ACCESS = ColumnList.<GuestAccess>builder()
            .text("guest_token_hash", GuestAccess::tokenHash)
            .instant("guest_expires_at", GuestAccess::expiresAt)
            .build();

    /** The columns that change only if a guest signs in. */
    static final ColumnList<Session> OWNER = ColumnList.<Session>builder()
            .part(Session::customer, CUSTOMER)
            .part(Session::guestAccess, GUEST_ACCESS)
            .build();

    private static final ColumnList<Topic> TOPIC = ColumnList.<Topic>builder()
            .text("subject", Topic::subject)
            .text("category", Topic::category)
            .text("external_ref", Topic::externalRef)
            .intOrNull("requested_priority", topic -> rankOrNull(topic.requestedPriority()))
            .text("context", Topic::context)
            .text("locale", Topic::locale)
            .build();

    private static final ColumnList<Consent> CONSENT = ColumnList.<Consent>builder()
            .text("consent_version", Consent::version)
            .instant("consent_at", Consent::at)
            .text("consent_from", Consent::from)
            .build();

    private static final ColumnList<Assignment> ASSIGNMENT = ColumnList.<Assignment>builder()
            .text("agent_name", Assignment::name)
            .text("agent_department", Assignment::department)
            .instant("assigned_at", Assignment::at)
            .build();

    private static final ColumnList<Offer> OFFER =
            ColumnList.<Offer>builder().instant("offered_until", Offer::until).build();

    private static final ColumnList<LogPosition> LOG = ColumnList.<LogPosition>builder()
            .number("last_seq", LogPosition::lastSeq)
            .number("last_visible_seq", LogPosition::lastVisibleSeq)
            .number("message_count", LogPosition::messageCount)
            .number("last_message_seq", LogPosition::lastMessageSeq)
            .number("amendment_count", LogPosition::amendmentCount)
            .number("attachment_count", LogPosition::attachmentCount)
            .build();

    private static final ColumnList<Ending> ENDING = ColumnList.<Ending>builder()
            .constant("ended_by", Ending::by)
            .constant("end_cause", Ending::cause)
            .text("end_reason", Ending::reason)
            .constant("outcome", Ending::outcome)
            .instant("ended_at", Ending::at)
            .instant("end_claimed_at", Ending::claimedAt)
            .build();

    private static final ColumnList<RatingPrompt> RATING_PROMPT = ColumnList.<RatingPrompt>builder()
            .text("rating_prompt_id", RatingPrompt::id)
            .instant("rating_prompt_at", RatingPrompt::at)
            .build();

    /** The columns that a commit can change. */
    static final ColumnList<Session> CHANGING = ColumnList.<Session>builder()
            .number("version", Session::version)
            .constant("state", Session::state)
            .number("priority", session -> rank(session.priority()))
            .instant("queue_at", session -> QueueOrder.rank(session))
            .text("department", Session::department)
            .text("tags", SessionRow::tags)
            .text("mentions", SessionRow::mentions)
            .text("sla", session -> SlaColumn.write(session.sla()))
            .instant("sla_due_at", Session::slaDueAt)
            .text("sla_overdue", session -> SlaColumn.writeTargets(session.overdueTargets()))
            .intOrNull("open_slot", Session::openSlot)
            .text("agent_id", SessionRow::agentId)
            .part(Session::assignment, ASSIGNMENT)
            .intOrNull("agent_slot", Session::agentSlot)
            .part(Session::offer, OFFER)
            .text("passed_by", SessionRow::passedBy)
            .text("returned_by", SessionRow::returnedBy)
            .part(Session::log, LOG)
            .instant("first_assigned_at", session -> session.timeline().firstAssignedAt())
            .instant("last_entry_at", session -> session.timeline().lastEntryAt())
            .instant("reopened_at", session -> session.timeline().reopenedAt())
            .flag("offline", Session::offline)
            .constant("turn", Session::turn)
            .instant("turn_since", session -> session.timeline().turnSince())
            .instant("ends_at", session -> session.timeline().endsAt())
            .instant("escalated_at", session -> session.timeline().escalatedAt())
            .instant("queued_at", session -> session.timeline().queuedAt())
            .part(Session::facts, FactTables.FACTS)
            .part(Session::ending, ENDING)
            .text("rating_id", SessionRow::ratingId)
            .part(Session::ratingPrompt, RATING_PROMPT)
            .number("audit_count", Session::auditCount)
            .text("audit_hash", Session::auditHash)
            .build();

    /** The columns that a commit changes which {@linkplain dev.helpline.chat.spi.store.SessionCommit#onlyAppends() only appends}. */
    static final ColumnList<Session> APPENDED = ColumnList.<Session>builder()
            .number("version", Session::version)
            .part(Session::log, LOG)
            .instant("last_entry_at", session -> session.timeline().lastEntryAt())
            .part(Session::facts, FactTables.FACTS)
            .build();

    static final ColumnList<Session> COLUMNS = ColumnList.<Session>builder()
            .text("id", session -> session.id().value())
            .all(OWNER)
            .part(Session::topic, TOPIC)
            .text("continues", SessionRow::continued)
            .text("form", SessionRow::form)
            .part(Session::consent, CONSENT)
            .instant("created_at", session -> session.timeline().createdAt())
            .instant("claimed_start", session -> session.timeline().claimedStart())
            .all(CHANGING)
            .build();

    private static final ColumnList<Rating> RATING = ColumnList.<Rating>builder()
            .intOrNull("stars", Rating::stars)
            .text("feedback", Rating::feedback)
            .text("categories", rating -> JsonStrings.write(rating.categories()))
            .instant("rated_at", Rating::at)
            .instant("claimed_at", Rating::claimedAt)
            .instant("edited_at", Rating::editedAt)
            .build();

    /** The row of a session's rating. */
    static final ColumnList<Session> RATING_COLUMNS = ColumnList.<Session>builder()
            .text("session_id", session -> session.id().value())
            .text("id", SessionRow::ratingId)
            .part(Session::rating, RATING)
            .build();

    private static final String SELECTED =
            "select " + COLUMNS.each(name -> "s." + name) + ", " + RATING.each(name -> "r." + name);

    private static final String JOINED_RATING = """
              left join <prefix>rating r on r.session_id = s.id and r.id = s.rating_id
            """;

    /** The beginning of every query for sessions; the rest may restrict and order by the columns of {@code s}. */
    static final String SELECT = SELECTED + " from <prefix>session s" + JOINED_RATING;

    /** A query for the session {@code :id} with its last {@code :limit} entries, a row for each; one row if it has none. */
    static final String SELECT_TAIL = SELECTED + ", " + EntryRow.JOINED_COLUMNS + " from <prefix>session s"
            + JOINED_RATING + """
              left join <prefix>entry e <by_primary_key> on e.session_id = s.id and e.seq > s.last_seq - :limit
             where s.id = :id
            """ + ErasureWrites.NOT_ERASED + """
             order by e.seq
            """;

    private SessionRow() {}

    /**
     * Returns a query for {@code :limit} sessions after the first {@code :skip}. It finds the sessions first and
     * joins their ratings then; in one step, databases tend to read all ratings.
     */
    static String page(String where, String orderBy) {
        return SELECTED + """
                  from (select s.*
                          from <prefix>session s
                """ + where + orderBy + """
                         limit :limit offset :skip) s
                """ + JOINED_RATING + orderBy;
    }

    static Session read(ResultSet row, StatementContext context) throws SQLException {
        return Session.builder(new SessionId(row.getString("id")), customer(row), timeline(row))
                .version(row.getLong("version"))
                .state(SessionState.valueOf(row.getString("state")))
                .guestAccess(guestAccess(row))
                .topic(topic(row))
                .continues(continued(row))
                .form(form(row))
                .consent(consent(row))
                .priority(priority(row.getInt("priority")))
                .department(row.getString("department"))
                .tags(tags(row))
                .mentions(mentions(row))
                .sla(SlaColumn.read(row.getString("sla")))
                .openSlot(intOrNull(row, "open_slot"))
                .assignment(assignment(row))
                .agentSlot(intOrNull(row, "agent_slot"))
                .returnedBy(returnedBy(row))
                .offer(offer(row))
                .passedBy(passedBy(row))
                .offline(row.getBoolean("offline"))
                .turn(Turn.valueOf(row.getString("turn")))
                .log(log(row))
                .facts(FactTables.read(row))
                .ending(ending(row))
                .rating(rating(row))
                .ratingPrompt(ratingPrompt(row))
                .audit(row.getLong("audit_count"), row.getString("audit_hash"))
                .build();
    }

    private static Customer customer(ResultSet row) throws SQLException {
        return Customer.builder(new CustomerId(row.getString("customer_id")))
                .name(row.getString("customer_name"))
                .email(row.getString("customer_email"))
                .phone(row.getString("customer_phone"))
                .guest(row.getBoolean("customer_guest"))
                .build();
    }

    private static @Nullable GuestAccess guestAccess(ResultSet row) throws SQLException {
        String hash = row.getString("guest_token_hash");
        return hash == null ? null : new GuestAccess(hash, instant(row, "guest_expires_at"));
    }

    private static @Nullable String continued(Session session) {
        SessionId earlier = session.continues();
        return earlier == null ? null : earlier.value();
    }

    private static @Nullable SessionId continued(ResultSet row) throws SQLException {
        String earlier = row.getString("continues");
        return earlier == null ? null : new SessionId(earlier);
    }

    private static @Nullable String returnedBy(Session session) {
        AgentId agent = session.returnedBy();
        return agent == null ? null : agent.value();
    }

    private static @Nullable AgentId returnedBy(ResultSet row) throws SQLException {
        String agent = row.getString("returned_by");
        return agent == null ? null : new AgentId(agent);
    }

    private static @Nullable String tags(Session session) {
        return session.tags().isEmpty() ? null : JsonStrings.write(List.copyOf(session.tags()));
    }

    private static Set<String> tags(ResultSet row) throws SQLException {
        String json = row.getString("tags");
        return json == null ? Set.of() : Set.copyOf(JsonStrings.parse(json));
    }

    private static @Nullable String mentions(Session session) {
        return written(session.mentions(), seq -> seq);
    }

    private static Map<AgentId, Long> mentions(ResultSet row) throws SQLException {
        return byAgent(row.getString("mentions"), seq -> seq);
    }

    private static @Nullable String passedBy(Session session) {
        return written(session.passedBy(), Instant::toEpochMilli);
    }

    private static Map<AgentId, Instant> passedBy(ResultSet row) throws SQLException {
        return byAgent(row.getString("passed_by"), Instant::ofEpochMilli);
    }

    /** Agents with numbers as a JSON array of strings: each agent, followed by the number; null if there are none. */
    private static <T> @Nullable String written(Map<AgentId, T> byAgent, ToLongFunction<T> number) {
        if (byAgent.isEmpty()) {
            return null;
        }
        List<String> strings = new ArrayList<>(2 * byAgent.size());
        byAgent.forEach(
                (agent, value) -> Collections.addAll(strings, agent.value(), Long.toString(number.applyAsLong(value))));
        return JsonStrings.write(strings);
    }

    private static <T> Map<AgentId, T> byAgent(@Nullable String json, LongFunction<T> value) {
        if (json == null) {
            return Map.of();
        }
        Map<AgentId, T> byAgent = new HashMap<>();
        Iterator<String> strings = JsonStrings.parse(json).iterator();
        while (strings.hasNext()) {
            byAgent.put(new AgentId(strings.next()), value.apply(Long.parseLong(strings.next())));
        }
        return byAgent;
    }

    private static @Nullable String form(Session session) {
        if (session.form().isEmpty()) {
            return null;
        }
        List<String> strings = new ArrayList<>(2 * session.form().size());
        new TreeMap<>(session.form()).forEach((key, answer) -> Collections.addAll(strings, key, answer));
        return JsonStrings.write(strings);
    }

    private static Map<String, String> form(ResultSet row) throws SQLException {
        String json = row.getString("form");
        if (json == null) {
            return Map.of();
        }
        Map<String, String> form = new HashMap<>();
        Iterator<String> strings = JsonStrings.parse(json).iterator();
        while (strings.hasNext()) {
            form.put(strings.next(), strings.next());
        }
        return form;
    }

    private static @Nullable Consent consent(ResultSet row) throws SQLException {
        String version = row.getString("consent_version");
        return version == null ? null : new Consent(version, instant(row, "consent_at"), row.getString("consent_from"));
    }

    private static Topic topic(ResultSet row) throws SQLException {
        return Topic.builder()
                .subject(row.getString("subject"))
                .category(row.getString("category"))
                .externalRef(row.getString("external_ref"))
                .requestedPriority(priorityOrNull(row, "requested_priority"))
                .context(row.getString("context"))
                .locale(row.getString("locale"))
                .build();
    }

    private static @Nullable Assignment assignment(ResultSet row) throws SQLException {
        String agent = row.getString("agent_id");
        Instant at = instantOrNull(row, "assigned_at");
        return agent == null || at == null
                ? null
                : new Assignment(
                        new AgentId(agent), row.getString("agent_name"), row.getString("agent_department"), at);
    }

    /** One column for both, so that one key keeps the slots of an agent apart. */
    private static @Nullable String agentId(Session session) {
        Assignment assignment = session.assignment();
        Offer offer = session.offer();
        if (assignment != null) {
            return assignment.agent().value();
        }
        return offer == null ? null : offer.agent().value();
    }

    private static @Nullable Offer offer(ResultSet row) throws SQLException {
        Instant until = instantOrNull(row, "offered_until");
        return until == null ? null : Offer.of(new AgentId(row.getString("agent_id")), until);
    }

    private static LogPosition log(ResultSet row) throws SQLException {
        return LogPosition.builder()
                .lastSeq(row.getLong("last_seq"))
                .lastVisibleSeq(row.getLong("last_visible_seq"))
                .messageCount(row.getLong("message_count"))
                .lastMessageSeq(row.getLong("last_message_seq"))
                .amendmentCount(row.getLong("amendment_count"))
                .attachmentCount(row.getLong("attachment_count"))
                .build();
    }

    private static Timeline timeline(ResultSet row) throws SQLException {
        return Timeline.builder(instant(row, "created_at"))
                .claimedStart(instantOrNull(row, "claimed_start"))
                .firstAssignedAt(instantOrNull(row, "first_assigned_at"))
                .lastEntryAt(instant(row, "last_entry_at"))
                .reopenedAt(instantOrNull(row, "reopened_at"))
                .turnSince(instantOrNull(row, "turn_since"))
                .endsAt(instantOrNull(row, "ends_at"))
                .escalatedAt(instantOrNull(row, "escalated_at"))
                .queuedAt(instantOrNull(row, "queued_at"))
                .build();
    }

    private static @Nullable Ending ending(ResultSet row) throws SQLException {
        String by = row.getString("ended_by");
        if (by == null) {
            return null;
        }
        return new Ending(
                EndedBy.valueOf(by),
                EndCause.valueOf(row.getString("end_cause")),
                row.getString("end_reason"),
                constantOrNull(Outcome.class, row, "outcome"),
                instant(row, "ended_at"),
                instantOrNull(row, "end_claimed_at"));
    }

    /** Reads the rating that is joined, which is the session's current one or none. */
    private static @Nullable Rating rating(ResultSet row) throws SQLException {
        Integer stars = intOrNull(row, "stars");
        if (stars == null) {
            return null;
        }
        return Rating.builder(row.getString("rating_id"), stars, instant(row, "rated_at"))
                .feedback(row.getString("feedback"))
                .categories(JsonStrings.parse(row.getString("categories")))
                .claimedAt(instantOrNull(row, "claimed_at"))
                .editedAt(instantOrNull(row, "edited_at"))
                .build();
    }

    private static @Nullable RatingPrompt ratingPrompt(ResultSet row) throws SQLException {
        String id = row.getString("rating_prompt_id");
        return id == null ? null : new RatingPrompt(id, instant(row, "rating_prompt_at"));
    }

    private static @Nullable String ratingId(Session session) {
        Rating rating = session.rating();
        return rating == null ? null : rating.id();
    }
}
