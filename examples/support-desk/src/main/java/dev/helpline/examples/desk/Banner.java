package dev.helpline.examples.desk;

import java.io.PrintStream;
import java.util.Optional;

/** Prints where the started desk listens, and commands to paste into another terminal. */
final class Banner {
    private Banner() {}

    static void print(PrintStream out, String url, Secrets secrets) {
        out.println();
        out.println("Helpline support desk listens on " + url);
        Optional<String> customer = secrets.demoCustomerToken();
        Optional<String> agent = secrets.demoAgentToken();
        if (customer.isPresent() && agent.isPresent()) {
            printDemo(out, url, customer.get(), agent.get());
        } else {
            if (customer.isPresent() || agent.isPresent()) {
                out.println("  on this machine only, until both JWT_SECRET and ADMIN_JWT_SECRET are set");
            }
            out.println("  the API is described at " + url + "/api/chat/openapi.json");
        }
        out.flush();
    }

    private static void printDemo(PrintStream out, String url, String customer, String agent) {
        out.println("""

                JWT_SECRET and ADMIN_JWT_SECRET are not set, so the desk generated both and listens on this machine only.
                Paste this into another terminal:

                  URL=%s
                  CUSTOMER='%s'
                  AGENT='%s'

                  echo '- Ada asks'
                  curl -sw '\\n' $URL/api/chat/session -H "Authorization: Bearer $CUSTOMER" \\
                    -H 'Content-Type: application/json' -d '{"sessionId":"demo-1","subject":"My order"}'
                  curl -sw '\\n' $URL/api/chat/message -H "Authorization: Bearer $CUSTOMER" \\
                    -H 'Content-Type: application/json' -d '{"sessionId":"demo-1","messageId":"m-1","message":"Where is it?"}'

                  echo '- Sarah lists the open sessions and replies'
                  curl -sw '\\n' $URL/api/admin/chat/active-sessions -H "Authorization: Bearer $AGENT"
                  curl -sw '\\n' $URL/api/admin/chat/message -H "Authorization: Bearer $AGENT" \\
                    -H 'Content-Type: application/json' -d '{"sessionId":"demo-1","messageId":"m-2","message":"On its way."}'

                  echo '- Ada polls, Sarah ends the conversation, Ada rates it'
                  curl -sw '\\n' "$URL/api/chat/poll/demo-1?include=own,system" -H "Authorization: Bearer $CUSTOMER"
                  curl -sw '\\n' $URL/api/admin/chat/session/end -H "Authorization: Bearer $AGENT" \\
                    -H 'Content-Type: application/json' -d '{"sessionId":"demo-1","endReason":"Answered"}'
                  curl -sw '\\n' $URL/api/chat/rating -H "Authorization: Bearer $CUSTOMER" \\
                    -H 'Content-Type: application/json' -d '{"sessionId":"demo-1","rating":5}'

                Or run a scripted conversation of both sides through the SDK:

                  java -jar examples/console-chat/target/console-chat.jar script $URL "$CUSTOMER" "$AGENT"

                The API is described at %s/api/chat/openapi.json. Stop the desk with Ctrl-C.

                Or talk to yourself in two windows of the browser: be Ada in the shop, %s/shop, and answer her at the desk.

                Open this page: %s/desk
                """.formatted(url, customer, agent, url, url, url));
    }
}
