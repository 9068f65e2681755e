package dev.helpline.benchmarks;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/**
 * Polls of a server of the chat that find nothing new. Clients adopt the cursor of each reply, also where it only tells that an agent has
 * left; the load generator does not read replies, so this adopts the cursors before each turn.
 *
 * @param name the name in the report
 * @param chat the server
 * @param database the processes of its database
 * @param sessions whose customers poll
 * @param prefix comes before the path of each poll
 */
record HttpPolls(
        String name, ServerProcess chat, List<ProcessHandle> database, List<HttpSession> sessions, String prefix)
        implements HttpContender {
    @Override
    public HttpTurn turn(int connections, long millis) throws Exception {
        List<HttpSession> now = caughtUp(sessions);
        HttpTurn turn = new HttpCalls(name, chat, database, HttpRequests.polls(now, prefix)).turn(connections, millis);
        long changed = changed(now);
        if (changed > 0) {
            System.err.println(changed + " of " + now.size() + " sessions had news during a turn of " + name);
        }
        return turn;
    }

    private List<HttpSession> caughtUp(List<HttpSession> before) throws IOException, InterruptedException {
        InetSocketAddress server = chat.address();
        List<HttpSession> now = new ArrayList<>();
        for (HttpSession session : before) {
            now.add(session.caughtUp(server));
        }
        return now;
    }

    private long changed(List<HttpSession> before) throws IOException, InterruptedException {
        List<HttpSession> now = new ArrayList<>(caughtUp(before));
        now.removeAll(before);
        return now.size();
    }
}
