package dev.helpline.chat.http;

import dev.helpline.chat.core.message.MessagePage;
import dev.helpline.chat.core.message.MessagesQuery;
import dev.helpline.chat.core.message.SendMessage;
import dev.helpline.chat.spi.EntryId;
import dev.helpline.chat.spi.entry.Entry;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Saying something, and reading what was said. */
final class MessageCalls {
    private final Engine engine;

    MessageCalls(Engine engine) {
        this.engine = engine;
    }

    CompletionStage<Answer> send(Request request) {
        Caller caller = request.caller();
        Hints.checkSender(request.body(), caller);
        SendMessage message = messageOf(request);
        return Stages.map(
                caller.isAgent()
                        ? engine.desk(caller).sendAsync(message)
                        : engine.chat(caller).sendAsync(message),
                entry -> new Answer(Sent.of(entry), "The message is stored"));
    }

    CompletionStage<Answer> sendAsAgent(Request request) {
        Hints.checkAgentIsSender(request.body(), request.caller());
        return Stages.map(
                engine.desk(request.caller()).sendAsync(messageOf(request)),
                entry -> new Answer(Sent.of(entry), "The message is stored"));
    }

    Answer messages(Request request) {
        Caller caller = request.caller();
        PageQuery page = PageQuery.eitherWay(request.query());
        MessagesQuery query = new MessagesQuery(request.session(), from(page), page.limit());
        MessagePage messages = caller.isAgent()
                ? engine.desk(caller).messages(query)
                : engine.chat(caller).messages(query);
        return new Answer(
                new Messages(
                        WireMessage.of(messages.messages(), caller),
                        WirePagination.ofMessages(page, messages.total()),
                        messages.next()),
                "These are the messages");
    }

    private static MessagesQuery.From from(PageQuery page) {
        if (page.after() != null) {
            return new MessagesQuery.After(page.after());
        }
        return page.before() == null ? new MessagesQuery.Page(page.page()) : new MessagesQuery.Before(page.before());
    }

    private static SendMessage messageOf(Request request) {
        Fields body = request.body();
        if (!body.list("attachmentIds").isEmpty()) {
            throw new Refusal(WireError.VALIDATION_ERROR, "attachmentIds cannot be taken yet");
        }
        if (body.has("cannedResponse")) {
            throw new Refusal(WireError.VALIDATION_ERROR, "cannedResponse cannot be taken yet");
        }
        return SendMessage.builder(request.bodySession(), body.requireText("message"))
                .id(body.id("messageId", EntryId::new).orElse(null))
                .claimedAt(body.claim("timestamp").orElse(null))
                .replyTo(body.id("replyTo", EntryId::new).orElse(null))
                .metadata(body.json("metadata").orElse(null))
                .build();
    }

    private record Sent(String messageId, String status, String timestamp, String deliveredAt, long seq) {
        static Sent of(Entry entry) {
            return new Sent(
                    entry.id().value(),
                    "sent",
                    WireTime.format(entry.claimedAt() == null ? entry.at() : entry.claimedAt()),
                    WireTime.format(entry.at()),
                    entry.seq());
        }
    }

    private record Messages(
            List<WireMessage> messages,
            @Nullable WirePagination pagination,
            @Nullable String nextCursor) {}
}
