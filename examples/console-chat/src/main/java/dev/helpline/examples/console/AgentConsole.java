package dev.helpline.examples.console;

import dev.helpline.chat.client.agent.ActiveSession;
import dev.helpline.chat.client.agent.ActiveSessionsRequest;
import dev.helpline.chat.client.agent.AssignRequest;
import dev.helpline.chat.client.agent.SessionMessages;
import dev.helpline.chat.client.agent.SupportApi;
import dev.helpline.chat.client.call.ChatApiException;
import dev.helpline.chat.client.message.OutgoingMessage;
import dev.helpline.chat.client.session.EndRequest;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * An agent's side: {@code /list}, {@code /open ID} (reads along), {@code /claim}, {@code /end REASON}, {@code /quit};
 * every other line goes to the open session, which is polled every two seconds.
 */
final class AgentConsole implements AutoCloseable {
    private static final int PAGE = 100;

    private final SupportApi api;
    private final BufferedReader in;
    private final Screen screen;
    private final ScheduledExecutorService watching = Executors.newSingleThreadScheduledExecutor();
    private @Nullable String session;
    private @Nullable String cursor;

    AgentConsole(SupportApi api, BufferedReader in, PrintStream out) {
        this.api = api;
        this.in = in;
        this.screen = new Screen("agent", out);
    }

    void run() throws IOException {
        screen.show("/list, /open ID, /claim, /end REASON, /quit; any other line goes to the open session");
        list();
        var unused = watching.scheduleWithFixedDelay(this::look, 2, 2, TimeUnit.SECONDS);
        for (String line = in.readLine(); line != null && !line.equals("/quit"); line = in.readLine()) {
            try {
                obey(line.strip());
            } catch (ChatApiException e) {
                screen.show("! " + e.code()
                        + e.serverMessage().map(text -> ": " + text).orElse(""));
            }
        }
    }

    @Override
    public void close() {
        watching.shutdownNow();
    }

    private void obey(String line) {
        if (line.equals("/list")) {
            list();
        } else if (line.startsWith("/open ")) {
            open(line.substring("/open ".length()).strip());
        } else if (line.isEmpty()) {
            look();
        } else if (session == null) {
            screen.show("! open a session first: /open ID");
        } else if (line.equals("/claim")) {
            api.assign(AssignRequest.builder(session).build()).execute();
        } else if (line.equals("/end") || line.startsWith("/end ")) {
            end(session, line.substring("/end".length()).strip());
        } else {
            say(session, line);
        }
    }

    private void list() {
        for (ActiveSession active : api.activeSessions(
                        ActiveSessionsRequest.builder().build())
                .execute()
                .sessions()) {
            screen.show(active.sessionId() + " " + active.state() + " "
                    + active.customer().name().orElse("a customer")
                    + active.subject().map(s -> ", " + s).orElse(""));
        }
    }

    private synchronized void open(String id) {
        SessionMessages newest = api.newestMessages(id).execute();
        session = id;
        cursor = newest.cursor();
        newest.messages().forEach(screen::show);
    }

    private synchronized void look() {
        String open = session;
        String after = cursor;
        if (open == null || after == null) {
            return;
        }
        try {
            SessionMessages news = api.messagesAfter(open, after, PAGE).execute();
            cursor = news.cursor();
            news.messages().forEach(screen::show);
        } catch (ChatApiException e) {
            screen.show("! " + e.code());
        }
    }

    private void say(String open, String text) {
        api.sendMessage(OutgoingMessage.builder(open, text)
                        .messageId(UUID.randomUUID().toString())
                        .build())
                .execute();
        look();
    }

    private void end(String open, String reason) {
        EndRequest.Builder end = EndRequest.builder(open);
        if (!reason.isEmpty()) {
            end.endReason(reason);
        }
        api.endSession(end.build()).execute();
        look();
    }
}
