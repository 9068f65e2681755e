package dev.helpline.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The requests of conversations over HTTP, between an agent who sends and a customer who polls in each. Thread-safe. */
interface Talk {
    /** Returns the request that sends a text. */
    byte[] send(int conversation, String text);

    /**
     * Returns the request of a poll, which waits for a text up to 25 seconds or longer.
     *
     * @param cursor the cursor of the last reply; empty at first
     */
    byte[] poll(int conversation, String cursor);

    /** Starts that many sessions on a server of the chat, whose agents and customers talk. */
    static Talk sessions(int port, Tokens tokens, int number) throws IOException {
        List<HttpSession> sessions = new ArrayList<>();
        // an agent has a few sessions at most
        List<String> agents = new ArrayList<>();
        try (HttpConnection connection = new HttpConnection(port)) {
            for (int i = 0; i < number; i++) {
                sessions.add(HttpSession.start(connection, tokens));
                agents.add(tokens.agent("agent-" + i));
            }
        }
        return new Talk() {
            @Override
            public byte[] send(int conversation, String text) {
                return HttpConnection.post(
                        "/api/admin/chat/message",
                        agents.get(conversation),
                        "{\"sessionId\":\"" + sessions.get(conversation).id() + "\",\"message\":\"" + text + "\"}");
            }

            @Override
            public byte[] poll(int conversation, String cursor) {
                HttpSession session = sessions.get(conversation);
                String path = "/api/chat/poll/" + session.id() + "?wait=25";
                return HttpConnection.get(path + (cursor.isEmpty() ? "" : "&after=" + cursor), session.token());
            }
        };
    }

    /** Talks over mailboxes, which do no more than to wake a parked request. The requests carry a token, too, as long as those of the chat. */
    static Talk mailboxes(Tokens tokens) {
        String token = tokens.customer("customer");
        return new Talk() {
            @Override
            public byte[] send(int conversation, String text) {
                return HttpConnection.post(
                        "/mailbox/" + conversation, token, "{\"message\":\"" + text + "\",\"cursor\":\"none\"}");
            }

            @Override
            public byte[] poll(int conversation, String cursor) {
                return HttpConnection.get("/mailbox/" + conversation, token);
            }
        };
    }
}
