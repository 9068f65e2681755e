package dev.helpline.chat.store.jdbc;

import static dev.helpline.chat.store.jdbc.Columns.millisOrNull;
import static dev.helpline.chat.store.jdbc.Columns.nameOrNull;
import static dev.helpline.chat.store.jdbc.Columns.rank;
import static dev.helpline.chat.store.jdbc.Columns.rankOrNull;
import static java.util.stream.Collectors.joining;

import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.rating.Rating;
import dev.helpline.chat.spi.session.Assignment;
import dev.helpline.chat.spi.session.Customer;
import dev.helpline.chat.spi.session.Ending;
import dev.helpline.chat.spi.session.LogPosition;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.session.Timeline;
import dev.helpline.chat.spi.session.Topic;
import dev.helpline.chat.spi.store.SessionCommit;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Writes rows of sessions. */
final class SessionWrites {
    /** The columns of a session that can change, in the order in which {@link #bindWhatChanges} binds them. */
    static final List<String> CHANGING = List.of(
            "version",
            "state",
            "priority",
            "open_slot",
            "agent_id",
            "agent_name",
            "agent_department",
            "agent_slot",
            "assigned_at",
            "last_seq",
            "last_visible_seq",
            "message_count",
            "last_message_seq",
            "first_assigned_at",
            "last_entry_at",
            "ended_by",
            "end_cause",
            "end_reason",
            "outcome",
            "ended_at",
            "end_claimed_at",
            "rating_id",
            "audit_count",
            "audit_hash");

    /** Assigns what {@link #bindWhatChanges} binds. */
    static final String SET =
            "set " + CHANGING.stream().map(column -> column + " = ?").collect(joining(", "));

    private static final String INSERT =
            """
            insert into <prefix>session (
                   id, customer_id, customer_name, customer_email, customer_phone, customer_guest,
                   subject, category, requested_priority, context, locale,
                   created_at, claimed_start, %s)
            values (%s)
            """.formatted(String.join(", ", CHANGING), ByPosition.repeated("?", 13 + CHANGING.size()));

    private static final String UPDATE = "update <prefix>session " + SET + " where id = ? and version = ?";

    private static final String ADVANCE =
            "update <prefix>session <by_primary_key> " + Advance.SET + " where id in (%s)";

    private SessionWrites() {}

    static void insert(Handle handle, List<Session> sessions) {
        ByPosition.batch(handle, INSERT, sessions, SessionWrites::bind);
    }

    /**
     * Updates the rows of these commits, which this transaction has locked and found at the version expected. Messages move
     * the logs of many sessions on alike, and those are updated together.
     */
    static void update(Handle handle, List<SessionCommit> commits) {
        Map<Advance, List<SessionId>> alike = new HashMap<>();
        List<Session> others = new ArrayList<>();
        for (SessionCommit commit : commits) {
            Session next = commit.next();
            Advance.of(commit)
                    .ifPresentOrElse(
                            advance -> alike.computeIfAbsent(advance, unused -> new ArrayList<>())
                                    .add(next.id()),
                            () -> others.add(next));
        }
        alike.forEach((advance, ids) -> advance(handle, advance, ids));
        // the version in the condition has been compared before; here it is a second pair of eyes
        ByPosition.batch(handle, UPDATE, others, (row, session) -> {
            bindWhatChanges(row, session);
            row.text(session.id().value()).number(session.version() - 1);
        });
    }

    private static void advance(Handle handle, Advance advance, List<SessionId> ids) {
        List<String> values = Lists.padded(ids, SessionId::value);
        String sql = ADVANCE.formatted(ByPosition.repeated("?", values.size()));
        ByPosition.batch(handle, sql, List.of(advance), (row, by) -> {
            by.bind(row);
            for (String value : values) {
                row.text(value);
            }
        });
    }

    private static void bind(Binder row, Session session) throws SQLException {
        bindWhatStays(row, session);
        bindWhatChanges(row, session);
    }

    private static void bindWhatStays(Binder row, Session session) throws SQLException {
        Customer customer = session.customer();
        Topic topic = session.topic();
        row.text(session.id().value())
                .text(customer.id().value())
                .text(customer.name())
                .text(customer.email())
                .text(customer.phone())
                .flag(customer.guest())
                .text(topic.subject())
                .text(topic.category())
                .intOrNull(rankOrNull(topic.requestedPriority()))
                .text(topic.context())
                .text(topic.locale())
                .number(session.timeline().createdAt().toEpochMilli())
                .numberOrNull(millisOrNull(session.timeline().claimedStart()));
    }

    static void bindWhatChanges(Binder row, Session session) throws SQLException {
        LogPosition log = session.log();
        Timeline timeline = session.timeline();
        Rating rating = session.rating();
        row.number(session.version())
                .text(session.state().name())
                .number(rank(session.priority()))
                .intOrNull(session.openSlot());
        bindAssignment(row, session);
        row.number(log.lastSeq())
                .number(log.lastVisibleSeq())
                .number(log.messageCount())
                .number(log.lastMessageSeq())
                .numberOrNull(millisOrNull(timeline.firstAssignedAt()))
                .number(timeline.lastEntryAt().toEpochMilli());
        bindEnding(row, session.ending());
        row.text(rating == null ? null : rating.id())
                .number(session.auditCount())
                .text(session.auditHash());
    }

    private static void bindAssignment(Binder row, Session session) throws SQLException {
        Assignment assignment = session.assignment();
        row.text(assignment == null ? null : assignment.agent().value())
                .text(assignment == null ? null : assignment.name())
                .text(assignment == null ? null : assignment.department())
                .intOrNull(session.agentSlot())
                .numberOrNull(assignment == null ? null : millisOrNull(assignment.at()));
    }

    private static void bindEnding(Binder row, @Nullable Ending ending) throws SQLException {
        row.text(ending == null ? null : ending.by().name())
                .text(ending == null ? null : ending.cause().name())
                .text(ending == null ? null : ending.reason())
                .text(ending == null ? null : nameOrNull(ending.outcome()))
                .numberOrNull(ending == null ? null : millisOrNull(ending.at()))
                .numberOrNull(ending == null ? null : millisOrNull(ending.claimedAt()));
    }
}
