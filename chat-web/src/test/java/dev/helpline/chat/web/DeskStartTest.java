package dev.helpline.chat.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.options.ColorScheme;
import dev.helpline.chat.core.policy.ChatPolicy;
import dev.helpline.chat.core.session.EndSession;
import dev.helpline.chat.spi.SessionId;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Agents who write to a customer first, and who work for several departments. */
@Tag("browser")
@ExtendWith(Chromium.class)
class DeskStartTest {
    private static final Pattern START = Pattern.compile("/api/admin/chat/session$");

    private final Browser browser;

    DeskStartTest(Browser browser) {
        this.browser = browser;
    }

    private static ChatPolicy.Builder policy() {
        return ShopServer.unlimited()
                .agentStarts(true)
                .maxOpenSessions(1)
                .department(request -> request.topic().subject());
    }

    @Test
    void an_agent_writes_to_a_customer_by_keyboard_and_a_lost_reply_starts_no_second_session() {
        try (ShopServer shop = ShopServer.with(policy());
                DeskVisit desk =
                        DeskVisit.of(browser, shop, "Ben", Visit.options().setColorScheme(ColorScheme.DARK))) {
            AtomicBoolean isLost = new AtomicBoolean();
            desk.page.route(START, route -> {
                if (isLost.compareAndSet(false, true)) {
                    route.fetch();
                    route.abort();
                } else {
                    route.resume();
                }
            });
            desk.press("w");
            assertThat(desk.in("dialog h2")).hasText("Write to a customer");
            desk.type("dora").press("Tab").type("Dora").press("Tab", "Tab").type("Your order");
            desk.in("dialog textarea").fill("Your parcel arrives tomorrow.");
            assertNoViolation(desk);
            desk.in("dialog button[type=submit]").click();
            assertThat(desk.in("dialog .reason")).hasText("No reply from the server. Please try again.");
            desk.in("dialog button[type=submit]").click();

            assertThat(desk.in(".titles h1")).hasText("Dora");
            assertThat(desk.texts()).hasText(new String[] {"Your parcel arrives tomorrow."});
            assertThat(desk.in(".subtitle")).containsText("Yours");
            assertThat(desk.composer()).isFocused();
            assertThat(shop.openSessions()).containsExactly(shop.session("dora"));
            assertThat(desk.visit.errors).isEmpty();
        }
    }

    @Test
    void an_agent_comes_back_to_the_customer_of_an_ended_session_and_is_told_of_one_who_has_an_open_one() {
        try (ShopServer shop = ShopServer.with(policy());
                DeskVisit desk = DeskVisit.of(browser, shop, "Sarah", Visit.options())) {
            SessionId ended = shop.asks("ada", "Orders", "Where is it?");
            desk.open("ada");
            shop.sarah().end(EndSession.of(ended));
            assertThat(desk.in(".subtitle")).containsText("Ended");

            desk.press("Escape", "w");
            assertThat(desk.in("dialog input[name=userId]")).hasValue("ada");
            assertThat(desk.in("dialog textarea")).isFocused();
            desk.type("It is here again");
            shop.asks("ada", "Orders", "Hello?");
            desk.in("dialog button[type=submit]").click();

            assertThat(desk.in("dialog .reason")).containsText("already has an open session");
            desk.press("Escape");
            assertThat(desk.in("dialog")).isHidden();
        }
    }

    @Test
    void where_the_policy_lets_no_agent_start_nothing_offers_it() {
        try (ShopServer shop = ShopServer.start();
                DeskVisit desk = DeskVisit.of(browser, shop, "Sarah", Visit.options())) {
            shop.asks("ada", "Orders", "Where is it?");
            desk.open("ada").press("Escape", "w");
            desk.in(".to-views").click();

            assertThat(desk.in(".menu")).containsText("Canned responses");
            assertThat(desk.in(".menu")).not().containsText("Write to a customer");
            assertThat(desk.in("dialog")).isHidden();
        }
    }

    @Test
    void several_departments_are_seen_at_once_and_the_agents_own_by_one_choice() {
        try (ShopServer shop = ShopServer.with(policy());
                DeskVisit desk = DeskVisit.of(browser, shop, "Sarah", Visit.options())) {
            shop.asks("ada", "Orders", "Where is it?");
            shop.asks("bela", "Billing", "Why so much?");
            shop.asks("cleo", "Teas", "Which tea?");
            assertThat(desk.in(".row")).hasCount(3);
            desk.in(".to-filters").click();

            desk.page.getByLabel("My departments").check();
            assertThat(desk.in(".row")).hasCount(1);
            assertThat(desk.row("ada")).isVisible();
            desk.page.getByLabel("Billing").check();
            assertThat(desk.in(".row")).hasCount(2);
            assertThat(desk.row("bela")).isVisible();
            assertNoViolation(desk);

            shop.openSessions().forEach(session -> shop.sarah().end(EndSession.of(session)));
            desk.in(".tab").last().click();
            assertThat(desk.in(".row")).hasCount(3);
            desk.page.getByLabel("My departments").check();
            assertThat(desk.in(".row")).hasCount(1);
            assertThat(desk.row("ada")).isVisible();
            assertThat(desk.visit.errors).isEmpty();
        }
    }

    private static void assertNoViolation(DeskVisit desk) {
        assertThat(new AxeBuilder(desk.page).setLegacyMode(true).analyze().getViolations())
                .extracting(rule -> rule.getId() + " " + rule.getNodes().get(0).getHtml())
                .isEmpty();
    }
}
