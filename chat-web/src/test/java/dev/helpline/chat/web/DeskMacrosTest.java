package dev.helpline.chat.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import dev.helpline.chat.core.AgentDesk;
import dev.helpline.chat.core.canned.SaveCannedResponse;
import dev.helpline.chat.core.message.SendMessage;
import dev.helpline.chat.core.poll.PollRequest;
import dev.helpline.chat.core.session.EndSession;
import dev.helpline.chat.spi.CannedResponseId;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.canned.CannedActions;
import dev.helpline.chat.spi.canned.CannedResponse;
import dev.helpline.chat.spi.entry.Entry;
import dev.helpline.chat.spi.session.Outcome;
import dev.helpline.chat.spi.session.Priority;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.session.SessionState;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Macros at the desk: kept by supervisors, chosen with the keyboard, and done by one commit. */
@Tag("browser")
@ExtendWith(Chromium.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeskMacrosTest {
    private static final String REFUND = "You will get it back, ada.";

    private final Browser browser;
    private final ShopServer shop = ShopServer.start();

    DeskMacrosTest(Browser browser) {
        this.browser = browser;
        shop.agent("ben", "Ben Okafor").agents();
    }

    @AfterEach
    void endSessions() {
        AgentDesk sarah = shop.sarah();
        shop.openSessions().forEach(session -> sarah.end(EndSession.of(session)));
        sarah.cannedResponses().list().forEach(known -> sarah.cannedResponses().delete(known.id()));
    }

    @AfterAll
    void close() {
        shop.close();
    }

    @Test
    void a_supervisor_keeps_a_macro_and_an_agent_does_all_of_it_with_the_keyboard() {
        try (DeskVisit sarah = visit("Sarah")) {
            sarah.page.navigate(shop.url("/desk#/responses"));
            sarah.button("New response").click();
            sarah.in("dialog input[name=shortcut]").fill("refund");
            sarah.in("dialog textarea[name=text]").fill("You will get it back, {{customer.name}}.");
            sarah.in("dialog summary").click();
            sarah.in("dialog textarea[name=note]").fill("About {{session.subject}}");
            sarah.in("dialog select[name=priority]").selectOption("high");
            sarah.in("dialog input[name=addTags]").fill("Refund, VIP");
            sarah.in("dialog select[name=end]").selectOption("resolved");
            sarah.in("dialog input[name=endReason]").fill("Paid back");
            assertNoViolation(sarah);
            sarah.in("dialog .primary").click();
            assertThat(sarah.in("tbody")).containsText("Note · Priority: High · + refund · + vip · End: Resolved");
            assertThat(sarah.visit.errors).isEmpty();
        }
        SessionId session = shop.asks("ada", "Order A-17", "It is broken");
        AgentDesk ben = shop.agent("ben", "Ben Okafor");
        ben.claim(session);
        long before = stored(session).version();
        try (DeskVisit desk = visit("Ben")) {
            writing(desk, "ada").press("/").type("ref");
            assertThat(desk.in(".picker .pick-acts")).containsText("+ refund");
            desk.press("Enter");
            assertThat(desk.composer()).hasValue(REFUND);
            assertThat(desk.in(".about"))
                    .hasText("On sending /refund Note · Priority: High · + refund · + vip · End: Resolved");
            assertNoViolation(desk);

            desk.press("Enter");

            assertThat(desk.in(".subtitle")).containsText("Ended");
            assertThat(desk.in(".message.own:not(.note) .text")).hasText(REFUND);
            assertThat(desk.in(".message.note .text")).hasText("About Order A-17");
            assertThat(desk.in(".details")).containsText("refund, vip");
            assertThat(desk.visit.errors).isEmpty();
        }
        Session done = stored(session);
        assertThat(done.version()).as("one commit").isEqualTo(before + 1);
        assertThat(done.tags()).containsExactlyInAnyOrder("refund", "vip");
        assertThat(done.priority()).isEqualTo(Priority.HIGH);
        assertThat(done.ending()).returns(Outcome.RESOLVED, ending -> ending.outcome());
        assertThat(shop.customer("ada")
                        .poll(PollRequest.everything(session, null))
                        .messages())
                .extracting(Entry::text)
                .contains(REFUND)
                .noneMatch(text -> text.contains("About"));
    }

    @Test
    void the_actions_are_left_out_with_escape_and_the_text_stays() {
        macro(
                "refund",
                "You will get it back, {{customer.name}}.",
                CannedActions.builder().end(null, null));
        SessionId session = shop.asks("ada", "Order A-17", "It is broken");
        shop.agent("ben", "Ben Okafor").claim(session);
        try (DeskVisit desk = visit("Ben")) {
            writing(desk, "ada").press("/", "Enter");
            assertThat(desk.in(".about")).containsText("End");
            assertThat(desk.composer()).hasValue(REFUND);
            desk.page.reload();
            assertThat(desk.in(".about")).containsText("End");
            desk.composer().focus();
            desk.press("Escape");
            assertThat(desk.in(".about")).isHidden();
            assertThat(desk.composer()).hasValue(REFUND);

            desk.press("Enter");

            assertThat(desk.in(".message.own .text")).hasText(REFUND);
            desk.isStored();
            assertThat(stored(session).state()).isEqualTo(SessionState.ACTIVE);
        }
    }

    @Test
    void a_macro_without_a_text_is_done_once_although_the_server_restarts() {
        macro("vip", "", CannedActions.builder().note("Treat well").addTags(List.of("vip")));
        SessionId session = shop.asks("ada", "Order A-17", "It is broken");
        shop.agent("ben", "Ben Okafor").claim(session);
        try (DeskVisit desk = visit("Ben")) {
            writing(desk, "ada").press("/", "Enter");
            assertThat(desk.in(".about")).containsText("Note · + vip");
            shop.kill();
            desk.press("Enter");
            assertThat(desk.in(".message.sending .acts")).hasText("Note · + vip");
            shop.restart();

            assertThat(desk.in(".message.note .text")).hasText("Treat well");
            assertThat(desk.in(".message.sending")).hasCount(0);
            assertThat(desk.in(".details")).containsText("vip");
            assertThat(stored(session).tags()).containsExactly("vip");
            assertThat(shop.sarah().newest(session, 50)).extracting(Entry::text).containsOnlyOnce("Treat well");
        }
    }

    @Test
    void a_macro_that_the_session_does_not_allow_is_not_offered() {
        macro("end", "Bye", CannedActions.builder().end(null, null));
        macro("hi", "Hello", CannedActions.builder());
        SessionId session = shop.asks("ada", "Order A-17", "It is broken");
        shop.agent("ben", "Ben Okafor").claim(session);
        shop.agent("ben", "Ben Okafor").end(EndSession.of(session));
        SessionId open = shop.asks("bela", "Order A-18", "Hello?");
        shop.agent("ben", "Ben Okafor").send(SendMessage.of(open, "One moment"));
        try (DeskVisit desk = visit("Ben")) {
            writing(desk, "bela").press("/");
            assertThat(desk.in(".picker b")).hasText(new String[] {"/end", "/hi"});
            desk.page.navigate(shop.url("/desk#/s/" + session));
            assertThat(desk.in(".locked")).hasText("This session has ended.");
            desk.composer().press("/");

            assertThat(desk.in(".picker b")).hasText("/hi");
            assertThat(desk.visit.errors).isEmpty();
        }
    }

    private CannedResponse macro(String shortcut, String text, CannedActions.Builder actions) {
        return shop.sarah()
                .cannedResponses()
                .save(SaveCannedResponse.builder(new CannedResponseId(shortcut), shortcut, text)
                        .actions(actions.build())
                        .build());
    }

    private static DeskVisit writing(DeskVisit desk, String customer) {
        desk.open(customer);
        assertThat(desk.composer()).isFocused();
        return desk;
    }

    private Session stored(SessionId session) {
        return shop.sarah().session(session).session();
    }

    private DeskVisit visit(String agent) {
        return DeskVisit.of(browser, shop, agent, Visit.options());
    }

    private static void assertNoViolation(DeskVisit desk) {
        assertThat(new AxeBuilder(desk.page).setLegacyMode(true).analyze().getViolations())
                .extracting(rule -> rule.getId() + " " + rule.getNodes().get(0).getHtml())
                .isEmpty();
    }
}
