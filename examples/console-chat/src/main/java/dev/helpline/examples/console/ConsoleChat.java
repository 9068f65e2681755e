package dev.helpline.examples.console;

import dev.helpline.chat.client.HelplineClient;
import dev.helpline.chat.client.call.ChatApiException;
import dev.helpline.chat.client.call.ErrorCodes;
import dev.helpline.chat.client.store.FileMessageStore;
import dev.helpline.chat.client.store.MessageStore;
import java.io.BufferedReader;
import java.io.File;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.util.List;
import java.util.concurrent.ExecutionException;

/** The program: {@code script}, {@code customer} or {@code agent}, against a running desk. */
public final class ConsoleChat {
    private static final int EXIT_FAILED = 1;
    private static final int EXIT_USAGE = 2;
    private static final String USAGE = """
            A chat on the terminal, through the SDK, against a running support desk.

              console-chat script   URL CUSTOMER_TOKEN AGENT_TOKEN   holds a short conversation and shows both sides
              console-chat customer URL CUSTOMER_TOKEN [FOLDER]      starts a conversation, or continues the open one; in
                                                                     FOLDER it keeps what is not sent, and what to show
              console-chat agent    URL AGENT_TOKEN                  lists open sessions, and replies

            The desk prints its URL and, if it generated its own secrets, both tokens.
            """;

    private final BufferedReader in;
    private final PrintStream out;
    private final PrintStream err;

    ConsoleChat(BufferedReader in, PrintStream out, PrintStream err) {
        this.in = in;
        this.out = out;
        this.err = err;
    }

    /** Runs one of the three modes. Exits with 0 after success, 1 after a failure, and 2 if the arguments are wrong. */
    public static void main(String[] args) {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset()));
        System.exit(new ConsoleChat(in, System.out, System.err).run(List.of(args)));
    }

    int run(List<String> args) {
        try {
            if (isCall(args, "script", 4)) {
                try (HelplineClient customer = client(args.get(1), args.get(2));
                        HelplineClient agent = client(args.get(1), args.get(3))) {
                    new ScriptedConversation(customer.chat(), agent.support(), out).hold();
                }
            } else if (isCall(args, "customer", 3)) {
                try (HelplineClient customer = client(args.get(1), args.get(2))) {
                    new CustomerConsole(customer.chat(), MessageStore.inMemory(), in, out).run();
                }
            } else if (isCall(args, "customer", 4)) {
                try (HelplineClient customer = client(args.get(1), args.get(2));
                        FileMessageStore store = FileMessageStore.of(new File(args.get(3), "messages"))) {
                    new CustomerConsole(customer.chat(), store, in, out).run();
                }
            } else if (isCall(args, "agent", 3)) {
                try (HelplineClient agent = client(args.get(1), args.get(2));
                        AgentConsole console = new AgentConsole(agent.support(), in, out)) {
                    console.run();
                }
            } else {
                err.print(USAGE);
                return EXIT_USAGE;
            }
            return 0;
        } catch (IllegalArgumentException e) {
            err.println("! " + e.getMessage() + ", was " + args.get(1));
            return EXIT_USAGE;
        } catch (Exception e) {
            err.println("! " + explain(e, args.get(1)));
            return EXIT_FAILED;
        }
    }

    private static String explain(Exception failure, String url) {
        Throwable cause = failure instanceof ExecutionException ? failure.getCause() : failure;
        if (cause instanceof ChatApiException refusal) {
            return refusal.code() + ": " + explain(refusal, url);
        }
        return failure.getMessage() == null ? failure.toString() : failure.getMessage();
    }

    /** What failed and what the user can do about it. */
    private static String explain(ChatApiException failure, String url) {
        return switch (failure.code()) {
            case ErrorCodes.NETWORK_ERROR, ErrorCodes.TIMEOUT ->
                "no server can be reached at " + url + ". Start the desk, or correct the URL.";
            case ErrorCodes.AUTHENTICATION_FAILED, "AUTH_FAILED", "NO_TOKEN" ->
                "the server rejects the token. Copy the token of this side from the output of the desk; it is valid for a day.";
            case ErrorCodes.CLIENT_FAILURE -> String.valueOf(failure.getCause());
            default -> failure.serverMessage().orElseGet(failure::getMessage);
        };
    }

    private static boolean isCall(List<String> args, String mode, int count) {
        return args.size() == count && args.get(0).equals(mode);
    }

    private static HelplineClient client(String url, String token) {
        return HelplineClient.builder(url).tokens(() -> token).build();
    }
}
