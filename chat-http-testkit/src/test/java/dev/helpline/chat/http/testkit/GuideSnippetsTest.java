package dev.helpline.chat.http.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.chat.core.CustomerChat;
import dev.helpline.chat.core.session.StartSession;
import dev.helpline.chat.spi.auth.Principal;
import dev.helpline.chat.testkit.engine.HelplineExtension;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The code of docs/guide.md on tests of a host, run. */
class GuideSnippetsTest {
    @Nested
    class OfAnEngine {
        // spotless:off
        @RegisterExtension
        final HelplineExtension helpline = new HelplineExtension();

        @Test
        void a_session_without_a_customer_expires() {
            CustomerChat carla = helpline.engine().customer(Principal.customer("carla", "Carla"));
            carla.start(StartSession.PLAIN);

            helpline.pass(Duration.ofMinutes(31));

            assertThat(carla.current()).isEmpty();
        }
        // spotless:on
    }

    @Nested
    class OfAServer {
        // spotless:off
        @RegisterExtension
        final ChatServerExtension server = ChatServerExtension.builder(new HelplineExtension()).build();

        @Test
        void a_customer_without_a_session_is_told_so() throws Exception {
            String token = server.token(Principal.customer("carla", "Carla"));
            URI current = server.baseUrl().resolve("api/chat/current");

            HttpResponse<String> response = HttpClient.newHttpClient().send(
                    HttpRequest.newBuilder(current).header("Authorization", "Bearer " + token).build(),
                    BodyHandlers.ofString());

            assertThat(response.statusCode()).isEqualTo(200);
        }
        // spotless:on
    }
}
