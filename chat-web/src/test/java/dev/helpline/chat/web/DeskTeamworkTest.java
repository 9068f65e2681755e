package dev.helpline.chat.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import dev.helpline.chat.core.AgentDesk;
import dev.helpline.chat.core.CustomerChat;
import dev.helpline.chat.core.desk.AddNote;
import dev.helpline.chat.core.message.SendMessage;
import dev.helpline.chat.core.poll.PollRequest;
import dev.helpline.chat.core.session.EndSession;
import dev.helpline.chat.spi.CustomerId;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.block.BlockSubject;
import dev.helpline.chat.spi.session.Priority;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.session.SessionState;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** What agents do together at the desk, in a browser: Sarah, a supervisor, and Ben, an agent. */
@Tag("browser")
@ExtendWith(Chromium.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeskTeamworkTest {
    private final Browser browser;
    private final ShopServer shop = ShopServer.start();
    private final AgentDesk ben = shop.agent("ben", "Ben Okafor");

    DeskTeamworkTest(Browser browser) {
        this.browser = browser;
        ben.agents();
        shop.agent("sarah", "Sarah Lindqvist").agents();
    }

    @AfterEach
    void endSessions() {
        AgentDesk sarah = shop.sarah();
        shop.openSessions().forEach(session -> sarah.end(EndSession.of(session)));
    }

    @AfterAll
    void close() {
        shop.close();
    }

    @Test
    void a_supervisor_watches_unseen_and_takes_over() {
        SessionId session = asks("ada", "Where is my order?");
        ben.send(SendMessage.of(session, "One moment"));
        CustomerChat ada = shop.customer("ada");
        try (DeskVisit sarah = visit("Sarah");
                DeskVisit watched = visit("Ben")) {
            watched.open("ada");
            sarah.open("ada");
            ada.send(SendMessage.of(session, "It is late"));
            assertThat(sarah.texts().last()).hasText("It is late");
            assertThat(watched.texts().last()).hasText("It is late");
            assertThat(watched.in(".typing")).isHidden();
            assertThat(ada.poll(PollRequest.everything(session, null)).messages())
                    .noneMatch(entry -> entry.text().contains("Sarah"));

            sarah.press("Escape", "v");

            assertThat(sarah.in(".subtitle")).containsText("Yours");
            assertThat(watched.in(".subtitle")).containsText("Sarah Lindqvist");
            sarah.sent("I am looking into it");
            assertThat(watched.texts().last()).hasText("I am looking into it");
        }
    }

    @Test
    void two_agents_of_one_name_are_told_apart() {
        SessionId session = asks("twyla", "Is there one of you, or two?");
        AgentDesk other = shop.agent("sarah-2", "Sarah Lindqvist");
        other.send(SendMessage.of(session, "Two of us"));
        try (DeskVisit sarah = visit("Sarah")) {
            sarah.open("twyla").press("Escape", "v");
            assertThat(sarah.in(".subtitle")).containsText("Yours");
            other.typing(session, true);
            assertThat(sarah.in(".log .typing")).containsText("Sarah Lindqvist");
            sarah.sent("And I am the other one");

            assertThat(actionsOn(sarah, "Two of us")).not().containsText("Edit");
            sarah.press("Escape");
            assertThat(actionsOn(sarah, "And I am the other one")).containsText("Edit");
            sarah.press("Escape");
            assertThat(sarah.in(".message.follows")).hasCount(0);
        }
    }

    private static Locator actionsOn(DeskVisit desk, String text) {
        Locator message = desk.in(".message").filter(new Locator.FilterOptions().setHasText(text));
        message.focus();
        message.press("Enter");
        return desk.in(".menu");
    }

    @Test
    void an_agent_sets_priority_and_tags_and_asks_for_help_with_the_keyboard() {
        SessionId session = asks("bela", "I was charged twice!");
        ben.send(SendMessage.of(session, "One moment"));
        try (DeskVisit desk = visit("Ben")) {
            desk.open("bela").press("Escape", "p");
            assertThat(desk.in("dialog :checked")).isFocused();
            desk.press("ArrowUp", "Enter");
            assertThat(desk.in("dialog")).isHidden();
            assertThat(desk.row("bela")).containsText("High");

            desk.press("g").type("Refund due, VIP").press("Enter");
            assertThat(desk.in(".details")).containsText("refund due, vip");
            desk.press("g");
            assertThat(desk.in("dialog input")).hasValue("refund due, vip");
            desk.in("dialog input").fill("vip");
            desk.press("Enter");
            assertThat(desk.in("dialog")).isHidden();

            desk.press("s").type("Wants a manager").press("Enter");

            assertThat(desk.row("bela")).containsText("Escalated");
            assertThat(desk.in(".subtitle")).containsText("Escalated");
            desk.in(".to-more").click();
            assertThat(desk.in(".menu button"))
                    .hasText(new String[] {"Change priorityp", "Edit tagsg", "Return to queueq"});
            Session stored = shop.sarah().session(session).session();
            assertThat(stored.priority()).isEqualTo(Priority.HIGH);
            assertThat(stored.tags()).containsExactly("vip");
            assertThat(stored.timeline().escalatedAt()).isNotNull();
            assertThat(desk.visit.errors).isEmpty();
        }
    }

    @Test
    void a_session_goes_back_to_its_queue_by_the_menu_and_a_mention_calls_an_agent() {
        SessionId session = asks("cora", "Bonjour");
        ben.send(SendMessage.of(session, "Hello"));
        try (DeskVisit desk = visit("Ben")) {
            desk.open("cora");
            desk.in(".to-more").click();
            desk.press("ArrowUp", "Enter");
            desk.type("Needs French").press("Enter");

            assertThat(desk.in(".subtitle")).containsText("Waiting");
            assertThat(desk.in(".message.note .text")).hasText("Needs French");
            assertThat(shop.sarah().session(session).session().state()).isEqualTo(SessionState.WAITING);
            desk.page.navigate(shop.url("/desk#/"));
            shop.sarah().note(AddNote.of(session, "@ben please ask your sister"));
            assertThat(desk.row("cora")).containsText("You were mentioned");
            desk.open("cora");
            assertThat(desk.row("cora")).not().containsText("You were mentioned");
        }
    }

    @Test
    void a_supervisor_blocks_and_unblocks_a_customer_who_is_not_told() {
        SessionId session = asks("dora", "Insults");
        try (DeskVisit sarah = visit("Sarah")) {
            sarah.open("dora").press("Escape", "b").type("Insults").press("Enter");
            assertThat(sarah.in(".tag.blocked")).hasText("Blocked");
            assertThat(sarah.in(".details")).containsText("Insults");
            sarah.page.reload();
            assertThat(sarah.in(".tag.blocked")).hasText("Blocked");

            sarah.press("b");
            assertThat(sarah.in("dialog")).containsText("Unblock dora?");
            sarah.in("dialog .primary").click();

            assertThat(sarah.in(".tag.blocked")).hasCount(0);
            assertThat(shop.sarah().blocks().history(BlockSubject.customer(new CustomerId("dora"))))
                    .hasSize(2);
            shop.customer("dora").send(SendMessage.of(session, "Sorry"));
            assertThat(sarah.texts().last()).hasText("Sorry");
        }
    }

    private SessionId asks(String customer, String text) {
        return shop.asks(customer, "Order A-17", text);
    }

    private DeskVisit visit(String agent) {
        return DeskVisit.of(browser, shop, agent, Visit.options());
    }
}
