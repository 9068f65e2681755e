package dev.helpline.chat.core.inbox;

import dev.helpline.chat.core.host.Voice;
import dev.helpline.chat.core.internal.request.CommandValues;
import dev.helpline.chat.core.message.SendMessage;
import dev.helpline.chat.core.session.EndSession;
import dev.helpline.chat.core.session.StartSession;
import dev.helpline.chat.spi.EntryId;
import dev.helpline.chat.spi.Experimental;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.auth.Principal;
import dev.helpline.chat.spi.inbox.InboxCommand;
import dev.helpline.chat.spi.inbox.InboxCommand.Action;
import org.jspecify.annotations.Nullable;

/** Makes the commands of the inbox. They do what the calls of {@link dev.helpline.chat.core.host.HostChat} do. */
@Experimental
public final class InboxCommands {
    private InboxCommands() {}

    /**
     * Starts a session on a customer's behalf.
     *
     * @param request with the id of the session
     * @throws IllegalArgumentException if the request has no id, or is too long for an inbox
     */
    public static InboxCommand start(Principal customer, StartSession request) {
        SessionId session = required(request.id());
        return InboxCommand.builder(new EntryId(session.value()), session, Action.START)
                .values(CommandValues.of(customer, request))
                .build();
    }

    /**
     * Sends a message.
     *
     * @param message with an id
     * @throws IllegalArgumentException if the message has no id, has files, or is too long for an inbox
     */
    public static InboxCommand send(Voice voice, SendMessage message) {
        if (!message.attachments().isEmpty()) {
            throw new IllegalArgumentException("the host attaches no files");
        }
        return InboxCommand.builder(required(message.id()), message.session(), Action.SEND)
                .values(CommandValues.of(voice, message))
                .build();
    }

    /**
     * Ends a session.
     *
     * @param id of the event of the end in the session's log; tells one end from another if the session is reopened in between
     * @throws IllegalArgumentException if the request is too long for an inbox
     */
    public static InboxCommand end(EntryId id, EndSession request) {
        return InboxCommand.builder(id, request.session(), Action.END)
                .values(CommandValues.of(request))
                .build();
    }

    private static <T> T required(@Nullable T id) {
        if (id == null) {
            throw new IllegalArgumentException(
                    "a command of the inbox needs an id, by which it is known when it is repeated");
        }
        return id;
    }
}
