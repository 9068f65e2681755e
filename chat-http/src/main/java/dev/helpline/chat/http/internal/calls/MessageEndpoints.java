package dev.helpline.chat.http.internal.calls;

import dev.helpline.chat.core.ChatParticipant;
import dev.helpline.chat.core.message.AmendMessage;
import dev.helpline.chat.core.message.MessagePage;
import dev.helpline.chat.core.message.MessagesQuery;
import dev.helpline.chat.core.message.SendMessage;
import dev.helpline.chat.http.internal.exchange.CallResult;
import dev.helpline.chat.http.internal.exchange.Caller;
import dev.helpline.chat.http.internal.wire.WireMessage;
import dev.helpline.chat.http.internal.wire.WirePagination;
import dev.helpline.chat.http.internal.wire.WireTime;
import dev.helpline.chat.spi.EntryId;
import dev.helpline.chat.spi.entry.Entry;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The calls that send and read messages. */
final class MessageEndpoints {
    private final Participants participants;

    MessageEndpoints(Participants participants) {
        this.participants = participants;
    }

    CompletionStage<CallResult> send(Request request) {
        Caller caller = request.caller();
        IdentityClaims.checkSender(request.body(), caller);
        return send(request, participants.participant(caller));
    }

    CompletionStage<CallResult> sendAsAgent(Request request) {
        IdentityClaims.checkAgentIsSender(request.body(), request.caller());
        return send(request, participants.desk(request.caller()));
    }

    private static CompletionStage<CallResult> send(Request request, ChatParticipant sender) {
        SendMessage message = MessageFields.read(request.bodySession(), request.body());
        return CancellableStages.map(
                sender.sendAsync(message), entry -> new CallResult(Sent.of(entry, message), "The message is stored"));
    }

    CompletionStage<CallResult> edit(Request request) {
        IdentityClaims.checkSender(request.body(), request.caller());
        AmendMessage edit = AmendMessage.edit(
                        request.session(), request.message(), request.body().requireText("message"))
                .withId(request.body().id("editId", EntryId::new).orElse(null));
        return amend(request, edit, "The message is changed");
    }

    CompletionStage<CallResult> withdraw(Request request) {
        return amend(request, AmendMessage.withdraw(request.session(), request.message()), "The message is withdrawn");
    }

    private CompletionStage<CallResult> amend(Request request, AmendMessage change, String done) {
        ChatParticipant author = participants.participant(request.caller());
        return CancellableStages.map(
                author.amendAsync(change), message -> new CallResult(Amended.of(message, change), done));
    }

    CallResult history(Request request) {
        List<Entry> history = participants.desk(request.caller()).messageHistory(request.session(), request.message());
        return new CallResult(
                new History(
                        request.message().value(),
                        history.stream().map(Version::of).toList()),
                "These are the texts of the message");
    }

    CallResult messages(Request request) {
        Caller caller = request.caller();
        PageQuery page = PageQuery.eitherWay(request.query());
        MessagesQuery query = MessagesQuery.from(request.session(), from(page), page.limit());
        MessagePage messages = participants.participant(caller).messages(query);
        return new CallResult(
                new Messages(
                        WireMessage.of(messages.messages(), caller.role(), messages.activity()),
                        page.amongMessages(messages.total()),
                        messages.next()),
                "These are the messages");
    }

    private static MessagesQuery.From from(PageQuery page) {
        if (page.after() != null) {
            return new MessagesQuery.After(page.after());
        }
        return page.before() == null ? new MessagesQuery.Page(page.page()) : new MessagesQuery.Before(page.before());
    }

    /** The stored message; its text only if a content filter changed it. */
    private record Sent(
            String messageId,
            String status,
            String timestamp,
            String deliveredAt,
            long seq,
            @Nullable String message) {
        static Sent of(Entry entry, SendMessage sent) {
            return new Sent(
                    entry.id().value(),
                    "sent",
                    WireTime.format(entry.claimedAt() == null ? entry.at() : entry.claimedAt()),
                    WireTime.format(entry.at()),
                    entry.seq(),
                    MessageFields.changedText(entry, sent));
        }
    }

    /** The message as it is now; its text only if a content filter changed the new one. */
    private record Amended(
            String messageId,
            @Nullable String editedAt,
            @Nullable String deletedAt,
            @Nullable String message) {
        static Amended of(Entry message, AmendMessage change) {
            return new Amended(
                    message.id().value(),
                    WireTime.formatOrNull(message.editedAt()),
                    WireTime.formatOrNull(message.deletedAt()),
                    change.text() == null || message.text().equals(change.text()) ? null : message.text());
        }
    }

    private record History(String messageId, List<Version> versions) {}

    /** A text that a message had; {@code change} is absent for the one that it was sent with. */
    private record Version(
            String at, String message, @Nullable String change) {
        static Version of(Entry entry) {
            return new Version(WireTime.format(entry.at()), entry.text(), entry.isMessage() ? null : entry.type());
        }
    }

    private record Messages(
            List<WireMessage> messages,
            @Nullable WirePagination pagination,
            @Nullable String nextCursor) {}
}
