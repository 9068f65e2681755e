package dev.helpline.chat.http.internal.calls;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.helpline.chat.core.ChatParticipant;
import dev.helpline.chat.core.poll.Include;
import dev.helpline.chat.core.poll.PollAnswer;
import dev.helpline.chat.core.poll.PollRequest;
import dev.helpline.chat.http.internal.exchange.CallResult;
import dev.helpline.chat.http.internal.exchange.Caller;
import dev.helpline.chat.http.internal.wire.RawJson;
import dev.helpline.chat.http.internal.wire.WireHead;
import dev.helpline.chat.http.internal.wire.WireMessage;
import dev.helpline.chat.http.internal.wire.WireNames;
import dev.helpline.chat.http.internal.wire.WireSuccess;
import dev.helpline.chat.spi.auth.Role;
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

    /** The most bytes of {@link #withoutNews}: the replies of some 16,000 sessions. */
    private static final long MAX_PREPARED = 16L * 1024 * 1024;

    private final Participants participants;
    private final Places waitingPolls;

    /**
     * The replies to polls without news, of which a client gets the same again until something changes. The engine returns the same answer
     * object to one side as long as a session stays as it is, so the reply is kept as long as its answer, and found by it.
     */
    private final Cache<PollAnswer, RawJson> withoutNews = Caffeine.newBuilder()
            .weakKeys()
            .maximumWeight(MAX_PREPARED)
            .weigher((PollAnswer answer, RawJson reply) -> reply.json().length)
            .executor(Runnable::run)
            .build();

    PollEndpoint(Participants participants, Places waitingPolls) {
        this.participants = participants;
        this.waitingPolls = waitingPolls;
    }

    CompletionStage<CallResult> poll(Request request) {
        PollRequest poll = pollOf(request);
        ChatParticipant reader = participants.participant(request.caller());
        CompletionStage<PollAnswer> found =
                poll.maxWait().isZero() ? reader.pollAsync(poll) : waiting(poll, reader, request.caller());
        return CancellableStages.map(found, answer -> resultOf(answer, poll, request.caller()));
    }

    private CompletionStage<PollAnswer> waiting(PollRequest poll, ChatParticipant reader, Caller caller) {
        return Places.inPlace(
                waitingPolls.tryTake(poll.session().value(), caller),
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

    private CallResult resultOf(PollAnswer found, PollRequest poll, Caller reader) {
        boolean hasNews = !found.messages().isEmpty() || !found.cursor().equals(poll.after());
        return hasNews
                ? resultOf(
                        found,
                        WireMessage.of(
                                found.messages(), reader.role(), found.view().activity()),
                        reader.role())
                : new CallResult(withoutNews.get(found, answer -> prepared(answer, reader.role())), "");
    }

    private static CallResult resultOf(PollAnswer found, List<WireMessage> messages, Role reader) {
        Session session = found.view().session();
        Ending ending = session.ending();
        Polled polled = new Polled(
                messages,
                ending != null,
                WireNames.status(session),
                ending == null ? null : ending.reason(),
                found.hasMore(),
                found.cursor(),
                WireHead.of(found.view(), reader));
        boolean nothingLeft = ending != null && messages.isEmpty();
        return new CallResult(polled, nothingLeft ? "The session is over" : "These are the messages");
    }

    private static RawJson prepared(PollAnswer withoutNews, Role reader) {
        CallResult result = resultOf(withoutNews, List.of(), reader);
        return RawJson.of(WireSuccess.write(result.data(), result.message()));
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
