package dev.helpline.chat.client.service;

import com.fasterxml.jackson.databind.JsonNode;
import dev.helpline.chat.client.internal.Json;
import dev.helpline.chat.client.internal.JsonBody;
import dev.helpline.chat.client.internal.JsonFields;
import dev.helpline.chat.client.session.SessionHead;
import dev.helpline.chat.client.store.StoreContents;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A conversation as the records of a store have it. Immutable once it is read. */
final class KeptChat {
    /** The key of the record of the session: its id, how far it was read, and whether it was opened and has ended. */
    static final String SESSION = "session";

    /** The key of the head of the session. */
    static final String HEAD = "head";

    /** The key of an end that is under way. */
    static final String END = "end";

    /** The key of a rating that is under way. */
    static final String RATING = "rating";

    /** The key of the edits and withdrawals that the server has not confirmed. */
    static final String CHANGES = "changes";

    /** What keys of messages begin with; the id of the message follows. */
    static final String MESSAGE = "message:";

    /** How many messages with a number are kept. */
    static final int MOST_MESSAGES = 200;

    private final JsonFields session;
    private final boolean damaged;
    private final String sessionId;
    private final List<ChatMessage> messages = new ArrayList<>();
    private final Map<String, Long> positions = new HashMap<>();
    private final @Nullable SessionHead head;
    private final @Nullable Instant endTime;
    private final @Nullable GivenRating rating;
    private final List<PendingChange> changes;

    private KeptChat(JsonFields session, StoreContents contents, Consumer<Throwable> failures) {
        this.session = session;
        sessionId = session.text("sessionId");
        damaged = contents.isDamaged();
        Map<String, String> records = contents.records();
        head = read(records.get(HEAD), failures, json -> isOfSession(json) ? new SessionHead(json) : null);
        endTime = read(records.get(END), failures, json -> isOfSession(json) ? json.instant("endTime") : null);
        rating = read(records.get(RATING), failures, json -> isOfSession(json) ? GivenRating.restored(json) : null);
        List<PendingChange> unconfirmed = read(
                records.get(CHANGES),
                failures,
                json -> isOfSession(json) ? json.list("changes", PendingChange::restored) : null);
        changes = unconfirmed == null ? Collections.emptyList() : unconfirmed;
        records.forEach((key, text) -> {
            if (key.startsWith(MESSAGE)) {
                ChatMessage message = read(text, failures, this::message);
                if (message != null) {
                    messages.add(message);
                }
            }
        });
        messages.sort(
                Comparator.<ChatMessage>comparingLong(message -> message.seq().orElse(Long.MAX_VALUE))
                        .thenComparingLong(message -> positions.getOrDefault(message.messageId(), Long.MAX_VALUE)));
    }

    /** Reads a conversation; returns null if there is none. Tells {@code failures} of each record that cannot be read. */
    static @Nullable KeptChat read(StoreContents contents, Consumer<Throwable> failures) {
        Map<String, String> records = contents.records();
        KeptChat kept = read(records.get(SESSION), failures, session -> new KeptChat(session, contents, failures));
        return kept == null ? withoutSession(contents, failures) : kept;
    }

    /** If the record of the session is lost, what the messages say of it is enough to go on from the beginning. */
    private static @Nullable KeptChat withoutSession(StoreContents contents, Consumer<Throwable> failures) {
        String lost = null;
        boolean isOpened = false;
        for (Map.Entry<String, String> record : contents.records().entrySet()) {
            JsonFields json =
                    record.getKey().equals(SESSION) ? null : read(record.getValue(), failures, fields -> fields);
            String id = json == null ? null : json.textOrNull("sessionId");
            if (json != null && id != null) {
                lost = id;
                isOpened |= !json.has("position");
            }
        }
        if (lost == null) {
            return null;
        }
        JsonBody session =
                new JsonBody().put("sessionId", lost).put("opened", isOpened).put("readSeq", 0);
        return new KeptChat(new JsonFields(session.node(), "record"), contents.withDamage(), failures);
    }

    private static <T> @Nullable T read(
            @Nullable String text, Consumer<Throwable> failures, Function<JsonFields, @Nullable T> reader) {
        if (text == null) {
            return null;
        }
        try {
            JsonNode node = Json.read(text.getBytes(StandardCharsets.UTF_8));
            return reader.apply(new JsonFields(node, "record"));
        } catch (IOException | RuntimeException notReadable) {
            failures.accept(notReadable);
            return null;
        }
    }

    /** A record of another session was left behind when the store could not be written to. */
    private boolean isOfSession(JsonFields json) {
        return json.text("sessionId").equals(sessionId);
    }

    private @Nullable ChatMessage message(JsonFields json) {
        if (!isOfSession(json)) {
            return null;
        }
        ChatMessage message = json.object("message", ChatMessage::restored);
        Long position = json.numberOrNull("position");
        if (position != null) {
            positions.put(message.messageId(), position);
        }
        return message;
    }

    String sessionId() {
        return sessionId;
    }

    /** Whether the server is known to have opened the session. */
    boolean isOpened() {
        return session.flag("opened");
    }

    boolean isEnded() {
        return session.flag("ended");
    }

    @Nullable
    Instant endedAt() {
        return session.instantOrNull("endedAt");
    }

    long readSeq() {
        return session.number("readSeq");
    }

    /** Null to poll from the beginning, as after damage: the messages that are here are then not told again. */
    @Nullable
    String cursor() {
        return damaged ? null : session.textOrNull("cursor");
    }

    long appliedSeq() {
        return damaged ? 0 : session.number("appliedSeq");
    }

    /** The lowest number of a message that is here, if lower ones were dropped. */
    long keptFrom() {
        long numbered =
                messages.stream().filter(message -> message.seq().isPresent()).count();
        return numbered < MOST_MESSAGES ? 0 : messages.get(0).seq().orElse(0);
    }

    /** The messages in display order; those without a number in the order in which they are to be sent. */
    List<ChatMessage> messages() {
        return Collections.unmodifiableList(messages);
    }

    /** The places of messages without a number, by their ids. */
    Map<String, Long> positions() {
        return positions;
    }

    /** The head of the session as it was known last. */
    @Nullable
    SessionHead head() {
        return head;
    }

    /** When the customer asked for the end of the session; null if no end is under way. */
    @Nullable
    Instant endTime() {
        return endTime;
    }

    /** The edits and withdrawals that are not confirmed, in the order in which they were made. */
    List<PendingChange> changes() {
        return changes;
    }

    /** The rating that is under way. */
    @Nullable
    GivenRating rating() {
        return rating;
    }
}
