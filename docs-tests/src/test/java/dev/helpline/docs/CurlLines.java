package dev.helpline.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Lines that call a server at {@code $CHAT} succeed on one that is as the page supposes: session {@code s-1} is Alice's and was
 * started, unless the line starts it; it is active if the line holds it, on hold if the line resumes it, and has ended if the
 * line rates it. File {@code f-1} was sent, unless the line uploads it, and the upload of {@code f-2} was started.
 */
final class CurlLines {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SESSION = "{\"sessionId\":\"s-1\"";
    private static final String FILE = "one book, 12.00";
    private static final Pattern CURSOR = Pattern.compile("\"cursor\":\"([^\"]+)\"");

    private CurlLines() {}

    static void check(CodeBlock block) throws Exception {
        try (ChatServer server = new ChatServer()) {
            Map<String, String> variables = Map.of(
                    "CHAT", server.url(),
                    "ADMIN", server.adminToken(),
                    "CUSTOMER", server.customerToken(),
                    "AGENT", server.agentToken(),
                    "SUPERVISOR", server.agentToken(),
                    "GUEST", server.guestToken(),
                    "CURSOR", prepare(server, block.text()),
                    "SIGNED",
                            block.text().contains("/rating-link/")
                                    ? server.ratingQuery()
                                    : prepareFile(server, block.text()));
            Shell.Result result = Shell.run(setUp(block) + block.text(), variables);

            assertThat(result.output()).as("each reply ends its line").endsWith("\n");
            if (isDownload(block.text())) {
                assertThat(result.output()).startsWith(FILE.substring(0, 8));
            } else if (block.text().contains("/audit/export")) {
                assertThat(result.output()).startsWith("kind,subject,number,");
            } else {
                assertThat(replies(result.output())).allMatch(CurlLines::isSuccess);
            }
            assertThat(result.exitCode()).isZero();
        }
    }

    /** The first block of a page sets up the terminal for all others. */
    private static String setUp(CodeBlock block) {
        List<CodeBlock> shell = Docs.blocks().stream()
                .filter(other ->
                        other.page().equals(block.page()) && other.language().equals("sh"))
                .toList();
        return shell.get(0).text() + "\n";
    }

    /** Brings about what the page supposes; returns a cursor that has something before it and something after it. */
    private static String prepare(ChatServer server, String text) throws Exception {
        if (text.contains("/api/chat/session ")) {
            return "";
        }
        server.post("/api/chat/session", SESSION + "}");
        server.post("/api/chat/message", SESSION + ",\"messageId\":\"m-0\",\"message\":\"Hello\"}");
        String poll = server.get("/api/chat/poll/s-1?include=own,system");
        server.post("/api/chat/message", SESSION + ",\"messageId\":\"m-9\",\"message\":\"Is anybody there?\"}");
        if (text.contains("/message/s-1/m-1")) {
            server.post("/api/chat/message", SESSION + ",\"messageId\":\"m-1\",\"message\":\"Where is it?\"}");
        }
        if (text.contains("/message/s-1/m-2") || text.contains("[\"m-2\"]")) {
            server.postAsAgent(
                    "/api/admin/chat/message", SESSION + ",\"messageId\":\"m-2\",\"message\":\"On its way\"}");
        }
        if (text.contains("/session/hold") || text.contains("/session/resume") || text.contains("/session/transfer")) {
            server.postAsAgent("/api/admin/chat/session/assign", SESSION + "}");
        }
        if (text.contains("/session/resume")) {
            server.postAsAgent("/api/admin/chat/session/hold", SESSION + "}");
        }
        if (text.contains("/api/chat/rating")) {
            server.post("/api/chat/session/end", SESSION + "}");
        }
        Matcher cursor = CURSOR.matcher(poll);
        assertThat(cursor.find()).as(poll).isTrue();
        return cursor.group(1);
    }

    /** Uploads what the page supposes to be uploaded; returns the query of the signed address of file {@code f-1}, if it is sent. */
    private static String prepareFile(ChatServer server, String text) throws Exception {
        if (text.contains("/attachments/s-1/f-2")) {
            server.post("/api/chat/attachments", SESSION + ",\"attachmentId\":\"f-2\",\"name\":\"a.txt\",\"size\":9}");
        }
        if (!text.contains("/s-1/f-1")) {
            return "";
        }
        server.post("/api/chat/attachments", SESSION + ",\"attachmentId\":\"f-1\",\"name\":\"a.txt\",\"size\":15}");
        if (text.contains("-X PUT")) {
            return "";
        }
        server.put("/api/chat/attachments/s-1/f-1?offset=0", FILE);
        server.post("/api/chat/message", SESSION + ",\"attachmentIds\":[\"f-1\"]}");
        String link = server.post("/api/chat/attachments/s-1/f-1", "{}");
        return link.substring(link.indexOf("?") + 1, link.indexOf("\"", link.indexOf("?")))
                .replace("\\u0026", "&");
    }

    private static boolean isDownload(String text) {
        return text.contains("/api/chat/files/") || text.contains("Range: ");
    }

    private static List<JsonNode> replies(String output) throws IOException {
        return JSON.readerFor(JsonNode.class).<JsonNode>readValues(output).readAll();
    }

    private static boolean isSuccess(JsonNode reply) {
        return reply.path("success").asBoolean() || reply.has("openapi") || reply.has("asyncapi");
    }
}
