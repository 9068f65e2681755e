package dev.helpline.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Conversations in sessions of the chat.
 *
 * @param sessions a session for each conversation
 * @param agents the token of an agent for each conversation, since an agent has a few sessions at most
 */
record SessionTalk(List<HttpSession> sessions, List<String> agents) implements Talk {
    /** Starts that many sessions on a server of the chat. */
    static SessionTalk start(int port, Tokens tokens, int number) throws IOException {
        List<HttpSession> sessions = new ArrayList<>();
        List<String> agents = new ArrayList<>();
        try (HttpConnection connection = new HttpConnection(port)) {
            for (int i = 0; i < number; i++) {
                sessions.add(HttpSession.start(connection, tokens));
                agents.add(tokens.agent("agent-" + i));
            }
        }
        return new SessionTalk(sessions, agents);
    }

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
}
