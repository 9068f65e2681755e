package dev.helpline.chat.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import dev.helpline.chat.core.AgentDesk;
import dev.helpline.chat.core.routing.RoutingPolicy;
import dev.helpline.chat.core.routing.RoutingStrategies;
import dev.helpline.chat.spi.agent.Presence;
import java.time.Duration;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the desk does with sessions that routing offers, in a browser. */
@Tag("browser")
@ExtendWith(Chromium.class)
class DeskOfferTest {
    private final Browser browser;

    DeskOfferTest(Browser browser) {
        this.browser = browser;
    }

    @Test
    void an_offered_session_comes_first_and_is_declined_or_accepted() {
        RoutingPolicy offers = RoutingPolicy.builder()
                .strategy(RoutingStrategies.leastBusy())
                .offerTimeout(Duration.ofMinutes(10))
                .offerAgainAfter(Duration.ofMinutes(10))
                .build();
        try (ShopServer shop =
                ShopServer.with(ShopServer.unlimited().agentCapacity(1).routing(offers))) {
            AgentDesk ben = shop.agent("ben", "Ben Okafor");
            ben.choosePresence(Presence.AWAY);
            shop.asks("ada", "Order A-17", "Where is it?");
            shop.asks("bela", "Order B-18", "And mine?");
            ben.choosePresence(Presence.ONLINE);
            try (DeskVisit desk = DeskVisit.of(browser, shop, "Ben", Visit.options())) {
                assertThat(desk.row("ada")).containsText("Offered to you");
                desk.open("ada");
                assertThat(desk.in(".subtitle")).containsText(Pattern.compile("offered to you: \\d+"));

                desk.button("Decline").click();

                assertThat(desk.in(".row").first()).containsText("bela");
                assertThat(desk.in(".row").first()).containsText("Offered to you");
                assertThat(desk.row("ada")).not().containsText("Offered to you");
                assertThat(desk.button("Claim")).isVisible();
                desk.open("bela");
                desk.button("Accept").click();
                assertThat(desk.in(".subtitle")).containsText("Yours");
                assertThat(desk.button("Decline")).isHidden();
            }
        }
    }
}
