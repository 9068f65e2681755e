package dev.helpline.chat.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import dev.helpline.chat.core.AgentDesk;
import dev.helpline.chat.core.message.SendMessage;
import dev.helpline.chat.core.policy.ServiceLevel;
import dev.helpline.chat.core.policy.SlaPolicy;
import dev.helpline.chat.core.rating.RateSession;
import dev.helpline.chat.core.session.EndSession;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.session.Outcome;
import dev.helpline.chat.spi.session.Priority;
import dev.helpline.chat.spi.session.SessionState;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** The list of sessions at the desk: filters of the open ones, and those that have ended. */
@Tag("browser")
@ExtendWith(Chromium.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeskListTest {
    private static final int PAGE = 50;

    private final Browser browser;
    private final ShopServer shop = ShopServer.with(ShopServer.unlimited()
            .reopenWindow(Duration.ofHours(1))
            .sla(SlaPolicy.builder()
                    .level(ServiceLevel.builder()
                            .assignment(Duration.ofMinutes(10))
                            .build())
                    .build()));
    private final AgentDesk sarah = shop.agent("sarah", "Sarah Lindqvist");

    DeskListTest(Browser browser) {
        this.browser = browser;
        sarah.agents();
    }

    @AfterEach
    void endSessions() {
        shop.openSessions().forEach(session -> sarah.end(EndSession.of(session)));
    }

    @AfterAll
    void close() {
        shop.close();
    }

    @Test
    void ended_sessions_are_searched_filtered_read_and_reopened() {
        for (int i = 0; i < PAGE; i++) {
            sarah.end(EndSession.of(shop.asks("customer-" + i, "Order " + i, "Hello")));
        }
        SessionId session = shop.asks("zoe", "Broken lid", "The lid is broken");
        shop.agent("ben", "Ben Okafor").send(SendMessage.of(session, "A new one is on its way"));
        sarah.end(EndSession.builder(session).outcome(Outcome.RESOLVED).build());
        shop.customer("zoe").rate(RateSession.of(session, 4));
        try (DeskVisit desk = visit()) {
            desk.press("l");
            assertThat(desk.page).hasURL(shop.url("/desk#/ended"));
            assertThat(desk.row("zoe")).containsText("Resolved");
            assertThat(desk.row("zoe")).containsText("★★★★");
            desk.in(".list-scroller").evaluate("list => (list.scrollTop = list.scrollHeight)");
            assertThat(desk.row("customer-0").last()).isVisible();

            desk.press("f").type("lid");
            assertThat(desk.in(".row")).hasCount(1);
            desk.in(".to-filters").click();
            desk.in(".filters select[name=agent]").selectOption("me");
            assertThat(desk.in(".empty")).hasText("No session matches the filter.");
            desk.in(".filters select[name=agent]").selectOption("ben");
            desk.in(".filters input[name=to]").fill("2026-01-01");
            assertThat(desk.in(".empty")).isVisible();
            assertNoViolation(desk);
            desk.in(".filters .plain").click();
            desk.open("zoe");

            assertThat(desk.texts()).hasText(new String[] {"The lid is broken", "A new one is on its way"});
            assertThat(desk.in(".details")).containsText("Resolved");
            desk.press("Escape", "o");
            assertThat(desk.in(".subtitle")).not().containsText("Ended");
            assertThat(sarah.session(session).session().state()).isNotEqualTo(SessionState.ENDED);
            desk.page.goBack();
            assertThat(desk.in(".tab[aria-pressed=true]")).hasText("Ended");
            assertThat(desk.visit.errors).isEmpty();
        }
    }

    @Test
    void open_sessions_are_narrowed_by_what_the_board_knows() {
        SessionId refund = shop.asks("ada", "Refund", "Where is my money?");
        SessionId tea = shop.asks("bela", "Tea", "Which tea?");
        sarah.setPriority(refund, Priority.URGENT);
        sarah.changeTags(tea, Set.of("advice"), Set.of());
        sarah.claim(tea);
        try (DeskVisit desk = visit()) {
            assertThat(desk.in(".row")).hasCount(2);
            desk.open("ada");
            assertThat(desk.in(".details dl")
                            .filter(new Locator.FilterOptions().setHasText("Place in queue"))
                            .last())
                    .containsText("Place in queue1");
            desk.in(".to-filters").click();
            assertThat(desk.in(".filters select").first()).isFocused();

            for (List<String> choice : List.of(
                    List.of("priority", "urgent", "ada"),
                    List.of("tag", "advice", "bela"),
                    List.of("agent", "sarah", "bela"),
                    List.of("state", "waiting", "ada"))) {
                desk.in(".filters select[name=" + choice.get(0) + "]").selectOption(choice.get(1));
                assertThat(desk.in(".row")).hasCount(1);
                assertThat(desk.in(".row")).containsText(choice.get(2));
                desk.in(".filters .plain").click();
                assertThat(desk.in(".row")).hasCount(2);
            }
        }
    }

    @Test
    void a_session_that_is_due_shows_in_red_once_its_time_is_over() {
        SessionId session = shop.asks("cleo", "Refund", "Hello?");
        try (DeskVisit desk = visit()) {
            assertThat(desk.row("cleo")).not().containsText("Overdue");
            desk.page
                    .clock()
                    .setFixedTime(
                            System.currentTimeMillis() + Duration.ofMinutes(20).toMillis());
            desk.open("cleo");

            assertThat(desk.row("cleo")).containsText("! Overdue");
            assertThat(desk.in(".details")).containsText("· Overdue");
            sarah.claim(session);
            assertThat(desk.row("cleo")).not().containsText("Overdue");
        }
    }

    @Test
    void an_earlier_session_of_the_customer_is_read_beside_the_conversation() {
        SessionId earlier = shop.asks("dana", "Gift card", "Can I pay with two gift cards?");
        sarah.send(SendMessage.of(earlier, "<b>Yes</b>, one after the other"));
        sarah.end(EndSession.of(earlier));
        shop.asks("dana", "Refund", "Where is my money?");
        try (DeskVisit desk = visit()) {
            desk.open("dana");
            desk.button("Show here").click();

            assertThat(desk.in(".peek li")).hasText(new String[] {
                "CustomerCan I pay with two gift cards?", "Sarah Lindqvist<b>Yes</b>, one after the other"
            });
            assertThat(desk.texts()).hasText(new String[] {"Where is my money?"});
            assertNoViolation(desk);
        }
    }

    private DeskVisit visit() {
        return DeskVisit.of(browser, shop, "Sarah", Visit.options());
    }

    private static void assertNoViolation(DeskVisit desk) {
        assertThat(new AxeBuilder(desk.page).setLegacyMode(true).analyze().getViolations())
                .extracting(rule -> rule.getId() + " " + rule.getNodes().get(0).getHtml())
                .isEmpty();
    }
}
