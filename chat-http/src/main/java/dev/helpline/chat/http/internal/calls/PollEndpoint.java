package dev.helpline.chat.http.internal.calls;

import dev.helpline.chat.core.ChatParticipant;
import dev.helpline.chat.core.poll.Include;
import dev.helpline.chat.core.poll.PollAnswer;
import dev.helpline.chat.core.poll.PollRequest;
import dev.helpline.chat.http.internal.exchange.CallResult;
import dev.helpline.chat.http.internal.exchange.Caller;
import dev.helpline.chat.http.internal.wire.WireHead;
import dev.helpline.chat.http.internal.wire.WireMessage;
import dev.helpline.chat.http.internal.wire.WireNames;
import dev.helpline.chat.spi.session.Ending;
import dev.helpline.chat.spi.session.Session;
import java.time.Duration;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The call that polls for new entries in a session, at once or with a wait of some seconds. */
final class PollEndpoint {
    private static final Map<String, Include> INCLUDES = includes();

    private final Participants participants;
    private final Places waitingPolls;

    PollEndpoint(Participants participants, Places waitingPolls) {
        this.participants = participants;
        this.waitingPolls = waitingPolls;
    }

    CompletionStage<CallResult> poll(Request request) {
        PollRequest poll = pollOf(request);
        ChatParticipant reader = participants.participant(request.caller());
        CompletionStage<PollAnswer> found =
                poll.maxWait().isZero() ? reader.pollAsync(poll) : waiting(poll, reader, request.caller());
        return CancellableStages.map(found, page -> resultOf(page, request.caller()));
    }

    private CompletionStage<PollAnswer> waiting(PollRequest poll, ChatParticipant reader, Caller caller) {
        return Places.inPlace(
                waitingPolls.tryEnter(poll.session().value(), caller),
                () -> reader.pollAsync(poll),
                () -> reader.pollAsync(poll.waiting(Duration.ZERO)));
    }

    private static PollRequest pollOf(Request request) {
        Query query = request.query();
        return PollRequest.builder(request.session())
                .after(query.cursor("after").orElse(null))
                .limit(query.positive("limit", PollRequest.DEFAULT_LIMIT, PollRequest.MAX_LIMIT))
                .maxWait(Duration.ofSeconds(query.fromZero("wait", (int) PollRequest.MAX_WAIT.toSeconds())))
                .include(include(query))
                .build();
    }

    private static Set<Include> include(Query query) {
        Set<Include> include = EnumSet.noneOf(Include.class);
        query.text("include").ifPresent(words -> {
            for (String word : words.split(",", -1)) {
                include.add(Query.choose("include", word, INCLUDES));
            }
        });
        return include;
    }

    private static CallResult resultOf(PollAnswer found, Caller reader) {
        Session session = found.view().session();
        Ending ending = session.ending();
        Polled polled = new Polled(
                WireMessage.of(found.messages(), reader.role()),
                ending != null,
                WireNames.status(session),
                ending == null ? null : ending.reason(),
                found.hasMore(),
                found.cursor(),
                WireHead.of(found.view()));
        boolean nothingLeft = ending != null && found.messages().isEmpty();
        return new CallResult(polled, nothingLeft ? "The session is over" : "These are the messages");
    }

    private static Map<String, Include> includes() {
        Map<String, Include> words = new LinkedHashMap<>();
        words.put("own", Include.OWN);
        words.put("system", Include.SYSTEM);
        return words;
    }

    private record Polled(
            List<WireMessage> messages,
            boolean sessionEnded,
            String sessionStatus,
            @Nullable String endReason,
            boolean hasMoreMessages,
            String cursor,
            WireHead session) {}
}
