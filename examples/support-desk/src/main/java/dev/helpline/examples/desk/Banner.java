package dev.helpline.examples.desk;

import java.io.PrintStream;
import java.util.Optional;

/** What the desk says when it has started: where it listens, and lines to paste into another terminal. */
final class Banner {
    private Banner() {}

    static void print(PrintStream out, int port, Secrets secrets) {
        String url = "http://localhost:" + port;
        out.println();
        out.println("Helpline support desk listens on " + url);
        Optional<String> customer = secrets.demoCustomerToken();
        Optional<String> agent = secrets.demoAgentToken();
        if (customer.isPresent() && agent.isPresent()) {
            printDemo(out, url, customer.get(), agent.get());
        } else {
            out.println("  its calls are described at " + url + "/api/chat/openapi.json");
        }
        out.flush();
    }

    private static void printDemo(PrintStream out, String url, String customer, String agent) {
        out.println("""

                No JWT_SECRET and ADMIN_JWT_SECRET were given, so both were made up: fine for a try, not for customers.
                Paste this into another terminal:

                  URL=%s
                  CUSTOMER='%s'
                  AGENT='%s'

                  # Ada asks
                  curl -s $URL/api/chat/session -H "Authorization: Bearer $CUSTOMER" \\
                    -H 'Content-Type: application/json' -d '{"sessionId":"demo-1","subject":"My order"}'
                  curl -s $URL/api/chat/message -H "Authorization: Bearer $CUSTOMER" \\
                    -H 'Content-Type: application/json' -d '{"sessionId":"demo-1","messageId":"m-1","message":"Where is it?"}'

                  # Sarah sees who waits, and answers
                  curl -s $URL/api/admin/chat/active-sessions -H "Authorization: Bearer $AGENT"
                  curl -s $URL/api/admin/chat/message -H "Authorization: Bearer $AGENT" \\
                    -H 'Content-Type: application/json' -d '{"sessionId":"demo-1","messageId":"m-2","message":"On its way."}'

                  # Ada polls; the conversation ends, and is rated
                  curl -s "$URL/api/chat/poll/demo-1?include=own,system" -H "Authorization: Bearer $CUSTOMER"
                  curl -s $URL/api/admin/chat/session/end -H "Authorization: Bearer $AGENT" \\
                    -H 'Content-Type: application/json' -d '{"sessionId":"demo-1","endReason":"Answered"}'
                  curl -s $URL/api/chat/rating -H "Authorization: Bearer $CUSTOMER" \\
                    -H 'Content-Type: application/json' -d '{"sessionId":"demo-1","rating":5}'

                Or let the SDK talk for both sides:

                  java -jar examples/console-chat/target/console-chat.jar script $URL "$CUSTOMER" "$AGENT"

                Its calls are described at %s/api/chat/openapi.json. Stop it with Ctrl-C.
                """.formatted(url, customer, agent, url));
    }
}
