package dev.helpline.chat.socketio.internal.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.helpline.chat.spi.AttachmentId;
import dev.helpline.chat.spi.EntryId;
import dev.helpline.chat.spi.SessionId;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Ids that clients know as numbers: whole ones below 2^53, which every JSON reader takes without loss. */
public final class NumericIds {
    private static final long MAX = (1L << 53) - 1;
    private static final Pattern DECIMAL = Pattern.compile("[1-9][0-9]{0,15}");
    private static final SecureRandom RANDOM = new SecureRandom();

    private NumericIds() {}

    /** Returns the id of a new session. */
    public static SessionId newSession() {
        return new SessionId(random());
    }

    /** Returns the id of a message that a client sends under an id of its own, as {@link MessageIds#uuid}; random if it gave none. */
    public static EntryId message(Identity sender, SessionId session, Optional<String> clientId, String content) {
        return new EntryId(clientId.map(
                        id -> ofDigest(MessageIds.digest(sender, session, id, content, List.<AttachmentId>of())))
                .orElseGet(NumericIds::random));
    }

    private static String ofDigest(byte[] digest) {
        return text(ByteBuffer.wrap(digest).getLong());
    }

    private static String random() {
        return text(RANDOM.nextLong());
    }

    private static String text(long bits) {
        return Long.toString(Math.max(1, bits & MAX));
    }

    /** Returns an id as JSON: a number if it is one, else the text that it is elsewhere. */
    public static JsonNode json(@Nullable String id) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        if (id == null) {
            return nodes.nullNode();
        }
        if (DECIMAL.matcher(id).matches()) {
            long number = Long.parseLong(id);
            if (number <= MAX) {
                return nodes.numberNode(number);
            }
        }
        return nodes.textNode(id);
    }
}
