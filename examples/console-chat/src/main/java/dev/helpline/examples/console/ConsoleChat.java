package dev.helpline.examples.console;

import dev.helpline.chat.client.ChatApiException;
import dev.helpline.chat.client.HelplineClient;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.util.List;

/** The program: {@code script}, {@code customer} or {@code agent}, against a running desk. */
public final class ConsoleChat {
    private static final int EXIT_FAILED = 1;
    private static final int EXIT_USAGE = 2;
    private static final String USAGE = """
            A chat on the terminal, through the SDK, against a running support desk.

              console-chat script   URL CUSTOMER_TOKEN AGENT_TOKEN   holds a short conversation and shows both sides
              console-chat customer URL CUSTOMER_TOKEN               starts a conversation, or goes on with the open one
              console-chat agent    URL AGENT_TOKEN                  lists who waits, and answers

            The desk prints its URL and, if it made up its own secrets, both tokens.
            """;

    private final BufferedReader in;
    private final PrintStream out;

    ConsoleChat(BufferedReader in, PrintStream out) {
        this.in = in;
        this.out = out;
    }

    /** Runs one of the three and exits with 0 if it went well, 1 if it did not, 2 if it was called wrongly. */
    public static void main(String[] args) {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset()));
        System.exit(new ConsoleChat(in, System.out).run(List.of(args)));
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
                    new CustomerConsole(customer.chat(), in, out).run();
                }
            } else if (isCall(args, "agent", 3)) {
                try (HelplineClient agent = client(args.get(1), args.get(2));
                        AgentConsole console = new AgentConsole(agent.support(), in, out)) {
                    console.run();
                }
            } else {
                out.print(USAGE);
                return EXIT_USAGE;
            }
            return 0;
        } catch (ChatApiException e) {
            out.println("! " + e.code()
                    + e.serverMessage().map(message -> ": " + message).orElse(""));
            return EXIT_FAILED;
        } catch (Exception e) {
            out.println("! " + e.getMessage());
            return EXIT_FAILED;
        }
    }

    private static boolean isCall(List<String> args, String mode, int count) {
        return args.size() == count && args.get(0).equals(mode);
    }

    private static HelplineClient client(String url, String token) {
        return HelplineClient.builder(url).tokens(() -> token).build();
    }
}
