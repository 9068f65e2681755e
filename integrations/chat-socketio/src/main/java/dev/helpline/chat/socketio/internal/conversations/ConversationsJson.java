package dev.helpline.chat.socketio.internal.conversations;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.helpline.chat.core.session.SessionActivity;
import dev.helpline.chat.core.session.SessionView;
import dev.helpline.chat.socketio.internal.gateway.Authors;
import dev.helpline.chat.socketio.internal.gateway.Failure;
import dev.helpline.chat.socketio.internal.gateway.Identity;
import dev.helpline.chat.socketio.internal.gateway.Json;
import dev.helpline.chat.socketio.internal.gateway.NumericIds;
import dev.helpline.chat.socketio.internal.gateway.Priorities;
import dev.helpline.chat.socketio.internal.gateway.Texts;
import dev.helpline.chat.spi.entry.Author;
import dev.helpline.chat.spi.entry.Entry;
import dev.helpline.chat.spi.entry.ParticipantType;
import dev.helpline.chat.spi.session.EndedBy;
import dev.helpline.chat.spi.session.Ending;
import dev.helpline.chat.spi.session.Priority;
import dev.helpline.chat.spi.session.Session;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Conversations, messages and errors as this dialect writes them. */
final class ConversationsJson {
    /** The field in which a client may give its message an id of its own. */
    static final String TEMP_ID = "temp_id";

    private ConversationsJson() {}

    /** A conversation for one reader, whose own unread messages are counted. */
    static ObjectNode conversation(Identity reader, SessionView view, @Nullable Entry lastMessage) {
        Session session = view.session();
        Ending ending = session.ending();
        Long unread = view.unreadCount() == null ? Long.valueOf(0) : view.unreadCount();
        ObjectNode json = Json.object();
        json.set("id", NumericIds.json(session.id().value()));
        json.set("user_id", NumericIds.json(session.customer().id().value()));
        json.set("admin_id", NumericIds.json(Authors.agentOf(session)));
        json.put("status", ConversationStatus.of(session).wireName());
        json.put("subject", session.topic().subject());
        json.put("priority", nameOf(session.priority()));
        json.put("last_message_at", lastMessage == null ? null : Json.time(lastMessage.at()));
        json.put("last_message_by", lastMessage == null ? null : sideOf(lastMessage.author()));
        json.put("user_unread_count", reader.isAgent() ? null : unread);
        json.put("admin_unread_count", reader.isAgent() ? unread : null);
        json.put("closed_at", ending == null ? null : Json.time(ending.at()));
        json.set(
                "closed_by",
                ending != null && ending.by() == EndedBy.AGENT
                        ? NumericIds.json(Authors.enderOf(session, ending))
                        : NullNode.getInstance());
        json.put("created_at", Json.time(session.timeline().createdAt()));
        json.put("updated_at", Json.time(session.timeline().lastEntryAt()));
        return json;
    }

    private static String nameOf(Priority priority) {
        return priority == Priority.NORMAL ? Priorities.MEDIUM : Priorities.nameOf(priority);
    }

    /** The two sides of a conversation; what bots and the system write is of the administrators' side. */
    static String sideOf(Author author) {
        return side(Authors.isCustomer(author));
    }

    static String side(boolean isCustomer) {
        return isCustomer ? "user" : "admin";
    }

    /**
     * A message.
     *
     * @param activity tells how far the other side has got
     */
    static ObjectNode message(Session session, SessionActivity activity, Entry entry) {
        Instant readAt = activity.readAt(entry).orElse(null);
        ObjectNode json = Json.object();
        json.set("id", NumericIds.json(entry.id().value()));
        json.set("conversation_id", NumericIds.json(entry.session().value()));
        json.put("sender_type", sideOf(entry.author()));
        json.set("sender_id", NumericIds.json(Authors.idOf(entry.author())));
        json.put("message", Texts.shown(entry));
        json.put("message_type", entry.author().type() == ParticipantType.SYSTEM ? "system" : entry.type());
        json.put("status", readAt != null ? "read" : activity.deliveredAt(entry).isPresent() ? "delivered" : "sent");
        json.put("read_at", Json.time(readAt));
        json.set(
                "read_by",
                readAt == null
                        ? NullNode.getInstance()
                        : NumericIds.json(Authors.readerOf(session, !Authors.isCustomer(entry.author()))));
        json.put("edited_at", Json.time(entry.editedAt()));
        json.put("is_edited", entry.editedAt() != null);
        json.set("metadata", metadata(entry));
        json.set(
                "reply_to_id",
                entry.replyTo() == null
                        ? NullNode.getInstance()
                        : NumericIds.json(entry.replyTo().value()));
        json.put("created_at", Json.time(entry.at()));
        json.put("updated_at", Json.time(changedAt(entry)));
        return json;
    }

    private static JsonNode metadata(Entry entry) {
        String metadata = entry.metadata();
        return metadata == null ? NullNode.getInstance() : Json.read(metadata).orElse(NullNode.getInstance());
    }

    private static Instant changedAt(Entry entry) {
        Instant deletedAt = entry.deletedAt();
        Instant editedAt = entry.editedAt();
        return deletedAt != null ? deletedAt : editedAt != null ? editedAt : entry.at();
    }

    static ObjectNode error(Failure failure) {
        return Json.object().put("message", failure.message()).put("code", failure.code());
    }
}
