package dev.helpline.chat.store.jdbc;

import static dev.helpline.chat.store.jdbc.Columns.constantOrNull;
import static dev.helpline.chat.store.jdbc.Columns.instant;
import static dev.helpline.chat.store.jdbc.Columns.instantOrNull;
import static dev.helpline.chat.store.jdbc.Columns.intOrNull;
import static dev.helpline.chat.store.jdbc.Columns.priority;
import static dev.helpline.chat.store.jdbc.Columns.priorityOrNull;

import dev.helpline.chat.spi.AgentId;
import dev.helpline.chat.spi.CustomerId;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.rating.Rating;
import dev.helpline.chat.spi.session.Assignment;
import dev.helpline.chat.spi.session.Customer;
import dev.helpline.chat.spi.session.EndCause;
import dev.helpline.chat.spi.session.EndedBy;
import dev.helpline.chat.spi.session.Ending;
import dev.helpline.chat.spi.session.LogPosition;
import dev.helpline.chat.spi.session.Outcome;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.session.SessionState;
import dev.helpline.chat.spi.session.Timeline;
import dev.helpline.chat.spi.session.Topic;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** Reads a session from its row and that of its rating. */
final class SessionRow {
    private static final String COLUMNS = """
            select s.id, s.version, s.state,
                   s.customer_id, s.customer_name, s.customer_email, s.customer_phone, s.customer_guest,
                   s.subject, s.category, s.requested_priority, s.context, s.locale,
                   s.priority, s.open_slot,
                   s.agent_id, s.agent_name, s.agent_department, s.agent_slot, s.assigned_at,
                   s.last_seq, s.last_visible_seq, s.message_count, s.last_message_seq,
                   s.created_at, s.claimed_start, s.first_assigned_at, s.last_entry_at,
                   s.ended_by, s.end_cause, s.end_reason, s.outcome, s.ended_at, s.end_claimed_at,
                   s.audit_count, s.audit_hash,
                   r.id as rating_id, r.stars, r.feedback, r.categories, r.rated_at, r.claimed_at
            """;
    private static final String RATING = """
              left join <prefix>rating r on r.session_id = s.id and r.id = s.rating_id
            """;

    /** The beginning of every query for sessions; what follows may restrict and order by the columns of {@code s}. */
    static final String SELECT = COLUMNS + """
              from <prefix>session s
            """ + RATING;

    private SessionRow() {}

    /**
     * A query for {@code :limit} sessions after the first {@code :skip}. The sessions are found first and their ratings then:
     * in one step, databases like to read all the ratings there are.
     */
    static String page(String where, String orderBy) {
        return COLUMNS + """
                  from (select s.*
                          from <prefix>session s
                """ + where + orderBy + """
                         limit :limit offset :skip) s
                """ + RATING + orderBy;
    }

    static Session read(ResultSet row, StatementContext context) throws SQLException {
        return Session.builder(new SessionId(row.getString("id")), customer(row), timeline(row))
                .version(row.getLong("version"))
                .state(SessionState.valueOf(row.getString("state")))
                .topic(topic(row))
                .priority(priority(row.getInt("priority")))
                .openSlot(intOrNull(row, "open_slot"))
                .assignment(assignment(row))
                .agentSlot(intOrNull(row, "agent_slot"))
                .log(log(row))
                .ending(ending(row))
                .rating(rating(row))
                .audit(row.getLong("audit_count"), row.getString("audit_hash"))
                .build();
    }

    private static Customer customer(ResultSet row) throws SQLException {
        return new Customer(
                new CustomerId(row.getString("customer_id")),
                row.getString("customer_name"),
                row.getString("customer_email"),
                row.getString("customer_phone"),
                row.getBoolean("customer_guest"));
    }

    private static Topic topic(ResultSet row) throws SQLException {
        return Topic.builder()
                .subject(row.getString("subject"))
                .category(row.getString("category"))
                .requestedPriority(priorityOrNull(row, "requested_priority"))
                .context(row.getString("context"))
                .locale(row.getString("locale"))
                .build();
    }

    private static @Nullable Assignment assignment(ResultSet row) throws SQLException {
        String agent = row.getString("agent_id");
        if (agent == null) {
            return null;
        }
        return new Assignment(
                new AgentId(agent),
                row.getString("agent_name"),
                row.getString("agent_department"),
                instant(row, "assigned_at"));
    }

    private static LogPosition log(ResultSet row) throws SQLException {
        return new LogPosition(
                row.getLong("last_seq"),
                row.getLong("last_visible_seq"),
                row.getLong("message_count"),
                row.getLong("last_message_seq"));
    }

    private static Timeline timeline(ResultSet row) throws SQLException {
        return Timeline.builder(instant(row, "created_at"))
                .claimedStart(instantOrNull(row, "claimed_start"))
                .firstAssignedAt(instantOrNull(row, "first_assigned_at"))
                .lastEntryAt(instant(row, "last_entry_at"))
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

    private static @Nullable Rating rating(ResultSet row) throws SQLException {
        String id = row.getString("rating_id");
        if (id == null) {
            return null;
        }
        return new Rating(
                id,
                row.getInt("stars"),
                row.getString("feedback"),
                JsonStrings.parse(row.getString("categories")),
                instant(row, "rated_at"),
                instantOrNull(row, "claimed_at"));
    }
}
