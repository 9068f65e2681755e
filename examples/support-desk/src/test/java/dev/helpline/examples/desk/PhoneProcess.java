package dev.helpline.examples.desk;

import dev.helpline.chat.client.HelplineClient;
import dev.helpline.chat.client.participant.Sender;
import dev.helpline.chat.client.service.ChatListener;
import dev.helpline.chat.client.service.ChatMessage;
import dev.helpline.chat.client.service.ChatService;
import dev.helpline.chat.client.service.DeliveryState;
import dev.helpline.chat.client.service.RestoredChat;
import dev.helpline.chat.client.session.SessionRequest;
import dev.helpline.chat.client.store.FileMessageStore;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A customer's app in a process of its own, which can be killed: what is typed is sent, and what it shows is printed. */
final class PhoneProcess implements AutoCloseable {
    private static final String RETRY = "/retry";

    private final Process process;
    private final BufferedReader out;

    private PhoneProcess(Process process) {
        this.process = process;
        this.out = process.inputReader(StandardCharsets.UTF_8);
    }

    static PhoneProcess start(int port, String token, Path messages) throws IOException {
        return new PhoneProcess(new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        PhoneProcess.class.getName(),
                        "http://localhost:" + port,
                        token,
                        messages.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    /** The program. */
    public static void main(String[] args) throws Exception {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        try (HelplineClient client =
                        HelplineClient.builder(args[0]).tokens(() -> args[1]).build();
                FileMessageStore store = FileMessageStore.of(Path.of(args[2]).toFile());
                ChatService chat = ChatService.builder(client.chat())
                        .messageStore(store)
                        .listener(new Printer())
                        .build()) {
            Optional<RestoredChat> restored = chat.restore().get();
            if (restored.isEmpty()) {
                chat.startChatSession(SessionRequest.builder().build()).get();
            }
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (line.equals(RETRY)) {
                    chat.retryNow();
                } else {
                    chat.sendMessage(line);
                }
            }
        }
    }

    private static final class Printer implements ChatListener {
        @Override
        public void onSessionRestored(RestoredChat chat) {
            chat.messages().stream()
                    .filter(message -> message.sender() != Sender.SYSTEM)
                    .forEach(message -> print("restored", message.text()));
        }

        @Override
        public void onSessionStarted(String sessionId) {
            print("session", sessionId);
        }

        @Override
        public void onMessageSent(ChatMessage message) {
            print("shown", message.text());
        }

        @Override
        public void onMessageUpdated(ChatMessage message) {
            if (message.state() != DeliveryState.SENDING
                    && message.readAt().isEmpty()
                    && message.deliveredAt().isEmpty()) {
                print(message.state() == DeliveryState.SENT ? "sent" : "failed", message.text());
            }
        }

        @Override
        public void onMessageReceived(ChatMessage message) {
            if (message.sender() != Sender.SYSTEM) {
                print("received", message.text());
            }
        }

        private static void print(String event, String text) {
            System.out.println(event + ' ' + text);
            System.out.flush();
        }
    }

    /** Types lines. */
    void type(String... lines) throws IOException {
        process.getOutputStream().write((String.join("\n", lines) + '\n').getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
    }

    void retry() throws IOException {
        type(RETRY);
    }

    /** Returns the next lines, so many. */
    List<String> lines(int count) {
        return out.lines().limit(count).toList();
    }

    /** Returns the rest of the first line that begins with {@code event}. */
    String await(String event) {
        try {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                if (line.startsWith(event + ' ')) {
                    return line.substring(event.length() + 1);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        throw new AssertionError("the process ended before it printed " + event);
    }

    /** As the system does that needs its memory. Returns what it had printed. */
    List<String> kill() {
        process.toHandle().destroyForcibly(); // Process.destroyForcibly would close the output, too
        return out.lines().toList();
    }

    @Override
    public void close() {
        kill();
    }
}
