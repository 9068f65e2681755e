package dev.helpline.chat.store.jdbc;

import dev.helpline.chat.core.message.AmendMessage;
import dev.helpline.chat.core.message.MessagesQuery;
import dev.helpline.chat.core.message.SendMessage;
import dev.helpline.chat.core.poll.Include;
import dev.helpline.chat.core.poll.PollAnswer;
import dev.helpline.chat.core.poll.PollRequest;
import dev.helpline.chat.core.rating.RateSession;
import dev.helpline.chat.core.session.EndSession;
import dev.helpline.chat.core.session.SessionView;
import dev.helpline.chat.core.session.StartSession;
import dev.helpline.chat.spi.AgentId;
import dev.helpline.chat.spi.EntryId;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.entry.Entry;
import dev.helpline.chat.spi.session.Outcome;
import dev.helpline.chat.spi.session.Priority;
import dev.helpline.chat.spi.session.SessionState;
import dev.helpline.chat.spi.session.Topic;
import dev.helpline.chat.spi.store.ChatStore;
import dev.helpline.chat.spi.store.OpenSessionQuery;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A seeded random sequence of everything that customers and agents can do, sensible or not. Each step depends only on
 * the seed and on earlier results. Not thread-safe.
 */
final class RandomChat {
    private static final List<String> CUSTOMERS = List.of("bob", "Bob", "c-1", "c.1", "c_1");
    private static final List<String> AGENTS = List.of("anton", "Anton", "berta", "super");
    private static final List<String> TEXTS = List.of(
            "hello",
            "two\nlines",
            "blank at the end ",
            " ",
            "%_\\'\"",
            "ünïcödé \u00df",
            "\uD83D\uDE00 smile",
            "half \uD83D of one",
            "nul \u0000",
            "bell \u0007",
            "x".repeat(60),
            "\uD83D\uDE00".repeat(60),
            "x".repeat(61));
    private static final List<Duration> PAUSES = List.of(
            Duration.ofMillis(1),
            Duration.ofMillis(333),
            Duration.ofSeconds(1),
            Duration.ofSeconds(3),
            Duration.ofSeconds(12),
            Duration.ofSeconds(45));

    private final Random random;
    private final RandomHost host;
    private final List<SessionId> sessions = new ArrayList<>(List.of(new SessionId("nobodys")));
    private final List<SendMessage> sent = new ArrayList<>();
    private final Map<String, @Nullable String> cursors = new HashMap<>();

    /** All steps; frequent ones are listed more than once. */
    private final List<Runnable> commands = new ArrayList<>();

    private int number;

    private RandomChat(long seed, RandomHost host) {
        this.random = new Random(seed);
        this.host = host;
        often(6, this::start);
        often(2, this::currentOrStart);
        often(14, this::customerSays);
        often(8, this::agentSays);
        often(4, this::sayAgain);
        often(6, this::amend);
        often(1, this::messageHistory);
        often(10, this::customerPolls);
        often(6, this::agentPolls);
        often(4, this::claim);
        often(2, this::assign);
        often(2, this::hold);
        often(2, this::resume);
        often(2, this::customerEnds);
        often(2, this::agentEnds);
        often(3, this::rate);
        often(2, this::look);
        often(2, this::history);
        often(2, this::messages);
        often(4, this::openSessions);
        often(2, this::detail);
        often(2, this::newest);
        often(1, this::colleagues);
        often(1, this::changeAgent);
        often(6, this::pause);
        often(1, host::restart);
    }

    /** Returns the trace of so many commands over this store. */
    static List<String> trace(ChatStore store, long seed, int commands) {
        try (RandomHost host = new RandomHost(store)) {
            RandomChat chat = new RandomChat(seed, host);
            for (int i = 0; i < commands; i++) {
                chat.number = i;
                chat.oneOf(chat.commands).run();
            }
            return host.trace(chat.sessions);
        }
    }

    private void often(int times, Runnable command) {
        IntStream.range(0, times).forEach(i -> commands.add(command));
    }

    private <T> T oneOf(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    private <T> @Nullable T sometimes(T value) {
        return random.nextInt(3) == 0 ? value : null;
    }

    /** Picks a session; younger ones are more likely. */
    private SessionId session() {
        int back = Math.min(random.nextInt(sessions.size()), random.nextInt(sessions.size()));
        return sessions.get(sessions.size() - 1 - back);
    }

    private String customer() {
        return oneOf(CUSTOMERS);
    }

    private String agent() {
        return oneOf(AGENTS);
    }

    private void attempt(String what, Supplier<?> call) {
        host.attempt(number + " " + what, call);
    }

    private void start() {
        String customer = customer();
        SessionId id = sometimes(new SessionId("client-" + random.nextInt(40)));
        Topic topic = random.nextBoolean()
                ? Topic.NONE
                : Topic.builder()
                        .subject(oneOf(TEXTS.subList(0, 7)))
                        .category(sometimes("billing"))
                        .externalRef(sometimes("ORD-1 "))
                        .requestedPriority(oneOf(List.of(Priority.values())))
                        .locale("de")
                        .build();
        StartSession request = StartSession.builder()
                .id(id)
                .name(sometimes("Näme "))
                .email(sometimes("a@b"))
                .topic(topic)
                .initialMessage(sometimes(oneOf(TEXTS)))
                .build();
        attempt(customer + " starts " + id, () -> known(host.customer(customer).start(request)));
    }

    private void currentOrStart() {
        String customer = customer();
        attempt(
                customer + " starts or goes on",
                () -> known(host.customer(customer).currentOrStart(StartSession.PLAIN)));
        attempt(customer + " goes on", () -> host.customer(customer).current());
    }

    private SessionView known(SessionView view) {
        if (!sessions.contains(view.session().id())) {
            sessions.add(view.session().id());
        }
        return view;
    }

    /** Picks the session's own customer in most cases, so that not all calls are refused. */
    private String customerOf(SessionId session) {
        return random.nextInt(8) == 0 ? customer() : host.customerOf(session).orElseGet(this::customer);
    }

    private void customerSays() {
        SendMessage message = message();
        String customer = customerOf(message.session());
        say(customer, message, host.customer(customer)::send);
    }

    private void agentSays() {
        SendMessage message = message();
        String agent = agent();
        attempt(agent + " says " + message, () -> host.agent(agent).send(message));
    }

    /** Returns an earlier message, unchanged or not, from the same sender or another one. */
    private void sayAgain() {
        if (sent.isEmpty()) {
            return;
        }
        SendMessage earlier = oneOf(sent);
        SendMessage again = random.nextInt(4) > 0
                ? earlier
                : SendMessage.of(earlier.session(), new EntryId("m" + random.nextInt(30)), "another text");
        if (random.nextBoolean()) {
            String customer = customerOf(again.session());
            say(customer, again, host.customer(customer)::send);
        } else {
            String agent = agent();
            attempt(agent + " says again " + again, () -> host.agent(agent).send(again));
        }
    }

    private void say(String who, SendMessage message, Function<SendMessage, Entry> send) {
        attempt(who + " says " + message, () -> send.apply(message));
    }

    private SendMessage message() {
        EntryId id = random.nextInt(4) == 0 ? null : new EntryId("m" + number);
        SendMessage message = SendMessage.builder(session(), oneOf(TEXTS))
                .id(id)
                .replyTo(sometimes(new EntryId("m" + random.nextInt(number + 1))))
                .metadata(sometimes("{\"a\": \"\u00fc\"}"))
                .build();
        if (id != null) {
            sent.add(message);
        }
        return message;
    }

    /** Edits or withdraws an earlier message, as its author or as another one. */
    private void amend() {
        if (sent.isEmpty()) {
            return;
        }
        SendMessage message = oneOf(sent);
        EntryId target = Objects.requireNonNull(message.id());
        AmendMessage change = random.nextInt(3) == 0
                ? AmendMessage.withdraw(message.session(), target)
                : AmendMessage.edit(message.session(), target, oneOf(TEXTS));
        AmendMessage request = change.withId(sometimes(new EntryId("e" + random.nextInt(20))));
        if (random.nextBoolean()) {
            String customer = customerOf(request.session());
            attempt(
                    customer + " changes " + request,
                    () -> host.customer(customer).amend(request));
        } else {
            String agent = agent();
            attempt(agent + " changes " + request, () -> host.agent(agent).amend(request));
        }
    }

    private void messageHistory() {
        if (!sent.isEmpty()) {
            SendMessage message = oneOf(sent);
            EntryId target = Objects.requireNonNull(message.id());
            attempt(
                    "super reads what " + message + " said",
                    () -> host.agent("super").messageHistory(message.session(), target));
        }
    }

    private void customerPolls() {
        SessionId session = session();
        String customer = customerOf(session);
        attempt(
                customer + " polls " + session,
                () -> followed(customer, host.customer(customer).poll(request(customer, session))));
    }

    private void agentPolls() {
        SessionId session = session();
        String agent = agent();
        attempt(
                agent + " polls " + session,
                () -> followed(agent, host.agent(agent).poll(request(agent, session))));
    }

    private PollRequest request(String who, SessionId session) {
        Set<Include> include = random.nextInt(3) > 0 ? Set.of(Include.OWN, Include.SYSTEM) : Set.of();
        return PollRequest.builder(session)
                .after(cursors.get(who + session))
                .limit(1 + random.nextInt(5))
                .maxWait(Duration.ZERO)
                .include(include)
                .build();
    }

    private PollAnswer followed(String who, PollAnswer answer) {
        cursors.put(who + answer.view().session().id(), answer.cursor());
        return answer;
    }

    private void claim() {
        SessionId session = session();
        String agent = agent();
        attempt(agent + " claims " + session, () -> host.agent(agent).claim(session));
    }

    private void assign() {
        SessionId session = session();
        AgentId agent = new AgentId(agent());
        boolean force = random.nextBoolean();
        attempt(
                "super assigns " + session + " to " + agent,
                () -> host.agent("super").assign(session, agent, force));
    }

    private void hold() {
        SessionId session = session();
        String agent = agent();
        attempt(agent + " holds " + session, () -> host.agent(agent).hold(session));
    }

    private void resume() {
        SessionId session = session();
        String agent = agent();
        attempt(agent + " resumes " + session, () -> host.agent(agent).resume(session));
    }

    private void customerEnds() {
        SessionId session = session();
        String customer = customerOf(session);
        EndSession end =
                EndSession.builder(session).reason(sometimes(oneOf(TEXTS))).build();
        attempt(customer + " ends " + session, () -> host.customer(customer).end(end));
    }

    private void agentEnds() {
        SessionId session = session();
        String agent = agent();
        EndSession end = EndSession.builder(session)
                .outcome(sometimes(oneOf(List.of(Outcome.values()))))
                .build();
        attempt(agent + " ends " + session, () -> host.agent(agent).end(end));
    }

    private void rate() {
        SessionId session = session();
        String customer = customerOf(session);
        RateSession rating = RateSession.builder(session, random.nextInt(7))
                .feedback(sometimes(oneOf(TEXTS)))
                .categories(List.of("speed", "tone"))
                .build();
        attempt(customer + " rates " + session, () -> host.customer(customer).rate(rating));
    }

    private void look() {
        SessionId session = session();
        String customer = customerOf(session);
        attempt(customer + " looks at " + session, () -> host.customer(customer).session(session));
    }

    private void history() {
        String customer = customer();
        int page = 1 + random.nextInt(3);
        int limit = 1 + random.nextInt(4);
        attempt(
                customer + " reads history " + page + "/" + limit,
                () -> host.customer(customer).history(page, limit));
    }

    private void messages() {
        SessionId session = session();
        MessagesQuery query = MessagesQuery.page(session, random.nextInt(4), 1 + random.nextInt(6));
        String customer = customerOf(session);
        attempt(customer + " reads " + query, () -> host.customer(customer).messages(query));
    }

    private void openSessions() {
        Set<SessionState> states = random.nextBoolean()
                ? OpenSessionQuery.ALL.states()
                : Set.of(oneOf(List.of(SessionState.WAITING, SessionState.ACTIVE, SessionState.ON_HOLD)));
        OpenSessionQuery query = OpenSessionQuery.builder()
                .states(states)
                .assignment(sometimes(oneOf(List.of(OpenSessionQuery.Assigned.values()))))
                .agent(sometimes(new AgentId(agent())))
                .priority(sometimes(oneOf(List.of(Priority.values()))))
                .departments(sometimes(oneOf(List.of(List.of("Sales"), List.of("sales", "Sales"), List.<String>of()))))
                .text(sometimes(oneOf(List.of("BOB", "c", "%", "_", "client", "Name of"))))
                .order(oneOf(List.of(OpenSessionQuery.Order.values())))
                .build();
        int page = 1 + random.nextInt(2);
        int limit = 1 + random.nextInt(5);
        attempt("super lists", () -> host.agent("super").openSessions(query, page, limit));
    }

    private void detail() {
        SessionId session = session();
        attempt("super looks at " + session, () -> host.agent("super").session(session));
    }

    private void newest() {
        SessionId session = session();
        int limit = 1 + random.nextInt(8);
        attempt(
                "super reads the newest of " + session,
                () -> host.agent("super").newest(session, limit));
    }

    private void colleagues() {
        attempt("super looks round", () -> host.agent("super").agents());
    }

    private void changeAgent() {
        AgentId agent = new AgentId(oneOf(AGENTS.subList(0, 3)));
        boolean active = random.nextInt(3) > 0;
        attempt(agent + " may work: " + active, () -> {
            host.engine().setAgentActive(agent, active);
            return "done";
        });
    }

    private void pause() {
        host.pass(oneOf(PAUSES));
    }
}
