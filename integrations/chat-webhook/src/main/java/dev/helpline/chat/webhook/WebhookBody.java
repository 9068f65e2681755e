package dev.helpline.chat.webhook;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.helpline.chat.spi.entry.Author;
import dev.helpline.chat.spi.entry.Entry;
import dev.helpline.chat.spi.entry.EntryKind;
import dev.helpline.chat.spi.outbox.ChatEvent;
import dev.helpline.chat.spi.outbox.ErasureEvent;
import dev.helpline.chat.spi.session.Assignment;
import dev.helpline.chat.spi.session.Session;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The body of a webhook: an event as JSON. Members may be added later; a member without a value is left out. */
final class WebhookBody {
    private static final JsonFactory JSON = new JsonFactory();

    private WebhookBody() {}

    /** What happened, for receivers to tell events apart: that of an event entry, else the kind. */
    static String type(Entry entry) {
        return entry.kind() == EntryKind.EVENT ? entry.type() : lower(entry.kind());
    }

    static byte[] of(ChatEvent event, boolean withTexts) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeStringField("id", event.id());
            json.writeStringField("type", type(event.entry()));
            json.writeStringField("timestamp", event.entry().at().toString());
            write(json, event.session());
            write(json, event.entry(), withTexts);
            json.writeEndObject();
        }
        return bytes.toByteArray();
    }

    static byte[] of(ErasureEvent event) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeStringField("id", event.id());
            json.writeStringField("type", "session_erased");
            json.writeObjectFieldStart("session");
            json.writeStringField("id", event.session().value());
            json.writeEndObject();
            json.writeEndObject();
        }
        return bytes.toByteArray();
    }

    private static void write(JsonGenerator json, Session session) throws IOException {
        json.writeObjectFieldStart("session");
        json.writeStringField("id", session.id().value());
        json.writeStringField("state", lower(session.state()));
        json.writeStringField("customerId", session.customer().id().value());
        json.writeBooleanField("guest", session.customer().guest());
        json.writeStringField("priority", lower(session.priority()));
        text(json, "department", session.department());
        text(json, "subject", session.topic().subject());
        text(json, "category", session.topic().category());
        text(json, "externalRef", session.topic().externalRef());
        Assignment assignment = session.assignment();
        if (assignment != null) {
            json.writeStringField("agentId", assignment.agent().value());
        }
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, Entry entry, boolean withTexts) throws IOException {
        json.writeObjectFieldStart("entry");
        json.writeStringField("id", entry.id().value());
        json.writeNumberField("seq", entry.seq());
        json.writeStringField("kind", lower(entry.kind()));
        json.writeStringField("audience", lower(entry.audience()));
        Author author = entry.author();
        json.writeObjectFieldStart("author");
        json.writeStringField("type", lower(author.type()));
        text(json, "id", author.id());
        text(json, "name", author.name());
        json.writeEndObject();
        if (withTexts) {
            json.writeStringField("text", entry.text());
        }
        text(json, "replyTo", entry.replyTo() == null ? null : entry.replyTo().value());
        json.writeEndObject();
    }

    private static void text(JsonGenerator json, String name, @Nullable String value) throws IOException {
        if (value != null) {
            json.writeStringField(name, value);
        }
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
