package dev.helpline.chat.core.internal.request;

import dev.helpline.chat.core.host.Voice;
import dev.helpline.chat.core.message.SendMessage;
import dev.helpline.chat.core.session.EndSession;
import dev.helpline.chat.core.session.StartSession;
import dev.helpline.chat.spi.EntryId;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.auth.Principal;
import dev.helpline.chat.spi.auth.Role;
import dev.helpline.chat.spi.entry.ParticipantType;
import dev.helpline.chat.spi.entry.RichContent;
import dev.helpline.chat.spi.inbox.InboxCommand;
import dev.helpline.chat.spi.session.Outcome;
import dev.helpline.chat.spi.session.Priority;
import dev.helpline.chat.spi.session.Topic;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Turns requests into the values of commands of the inbox, and back. A value that is missing is null in the request. */
public final class CommandValues {
    private static final String FORM = "form.";

    private final Map<String, String> values;

    private CommandValues(Map<String, String> values) {
        this.values = values;
    }

    // --- start ----------------------------------------------------------------------------------------------------

    /** The values of a start. */
    public static Map<String, String> of(Principal customer, StartSession request) {
        CommandValues values = new CommandValues(new TreeMap<>());
        values.put("role", customer.role());
        values.put("customer", customer.id());
        values.put("customerName", customer.name());
        values.put("customerEmail", customer.email());
        values.put("customerPhone", customer.phone());
        values.put("customerRef", customer.externalRef());
        values.put("guest", customer.guest() ? "true" : null);
        values.put("name", request.name());
        values.put("email", request.email());
        values.put("phone", request.phone());
        Topic topic = request.topic();
        values.put("subject", topic.subject());
        values.put("category", topic.category());
        values.put("externalRef", topic.externalRef());
        values.put("priority", topic.requestedPriority());
        values.put("context", topic.context());
        values.put("locale", topic.locale());
        values.put("continues", request.continues());
        values.put("consentVersion", request.consentVersion());
        values.put("claimedAt", request.claimedStart());
        values.put("initialMessage", request.initialMessage());
        values.put("initialMessageId", request.initialMessageId());
        request.form().forEach((field, answer) -> values.put(FORM + field, answer));
        return values.values;
    }

    /** The customer of a start. */
    public static Principal customerOf(InboxCommand start) {
        CommandValues values = new CommandValues(start.values());
        return Principal.builder(Role.valueOf(values.required("role")), values.required("customer"))
                .name(values.get("customerName"))
                .email(values.get("customerEmail"))
                .phone(values.get("customerPhone"))
                .externalRef(values.get("customerRef"))
                .guest(values.get("guest") != null)
                .build();
    }

    /** The request of a start. */
    public static StartSession startOf(InboxCommand start) {
        CommandValues values = new CommandValues(start.values());
        Map<String, String> form = new TreeMap<>();
        start.values().forEach((name, answer) -> {
            if (name.startsWith(FORM)) {
                form.put(name.substring(FORM.length()), answer);
            }
        });
        return StartSession.builder()
                .id(start.session())
                .name(values.get("name"))
                .email(values.get("email"))
                .phone(values.get("phone"))
                .topic(Topic.builder()
                        .subject(values.get("subject"))
                        .category(values.get("category"))
                        .externalRef(values.get("externalRef"))
                        .requestedPriority(values.get("priority", Priority::valueOf))
                        .context(values.get("context"))
                        .locale(values.get("locale"))
                        .build())
                .continues(values.get("continues", SessionId::new))
                .form(form)
                .consentVersion(values.get("consentVersion"))
                .claimedStart(values.get("claimedAt", Instant::parse))
                .initialMessage(values.get("initialMessage"))
                .initialMessageId(values.get("initialMessageId", EntryId::new))
                .build();
    }

    // --- send -----------------------------------------------------------------------------------------------------

    /** The values of a message. */
    public static Map<String, String> of(Voice voice, SendMessage message) {
        CommandValues values = new CommandValues(new TreeMap<>());
        values.put("voice", voice.type());
        values.put("botId", voice.botId());
        values.put("botName", voice.botName());
        values.put("text", message.text());
        values.put("claimedAt", message.claimedAt());
        values.put("replyTo", message.replyTo());
        values.put("metadata", message.metadata());
        RichContent content = message.content();
        if (content != null) {
            values.put("contentType", content.type());
            values.put("contentVersion", content.version());
            values.put("content", content.json());
        }
        return values.values;
    }

    /** The voice of a message. */
    public static Voice voiceOf(InboxCommand send) {
        CommandValues values = new CommandValues(send.values());
        return switch (ParticipantType.valueOf(values.required("voice"))) {
            case SYSTEM -> Voice.SYSTEM;
            case CUSTOMER -> Voice.CUSTOMER;
            case BOT -> Voice.bot(values.required("botId"), values.required("botName"));
            case AGENT -> throw new IllegalArgumentException("the host has no voice of an agent");
        };
    }

    /** The message. */
    public static SendMessage messageOf(InboxCommand send) {
        CommandValues values = new CommandValues(send.values());
        String content = values.get("content");
        return SendMessage.builder(send.session(), values.required("text"))
                .id(send.id())
                .claimedAt(values.get("claimedAt", Instant::parse))
                .replyTo(values.get("replyTo", EntryId::new))
                .metadata(values.get("metadata"))
                .content(
                        content == null
                                ? null
                                : new RichContent(
                                        values.required("contentType"),
                                        Integer.parseInt(values.required("contentVersion")),
                                        content))
                .build();
    }

    // --- end ------------------------------------------------------------------------------------------------------

    /** The values of an end. */
    public static Map<String, String> of(EndSession request) {
        CommandValues values = new CommandValues(new TreeMap<>());
        values.put("reason", request.reason());
        values.put("outcome", request.outcome());
        values.put("claimedAt", request.claimedAt());
        return values.values;
    }

    /** The request of an end. */
    public static EndSession endOf(InboxCommand end) {
        CommandValues values = new CommandValues(end.values());
        return EndSession.builder(end.session())
                .reason(values.get("reason"))
                .outcome(values.get("outcome", Outcome::valueOf))
                .claimedAt(values.get("claimedAt", Instant::parse))
                .build();
    }

    private void put(String name, @Nullable Object value) {
        if (value != null) {
            values.put(name, value.toString());
        }
    }

    private @Nullable String get(String name) {
        return values.get(name);
    }

    private <T> @Nullable T get(String name, Function<String, T> parsed) {
        String value = values.get(name);
        return value == null ? null : parsed.apply(value);
    }

    private String required(String name) {
        return Objects.requireNonNull(values.get(name), name);
    }
}
