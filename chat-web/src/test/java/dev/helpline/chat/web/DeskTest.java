package dev.helpline.chat.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.FilePayload;
import dev.helpline.chat.core.AgentDesk;
import dev.helpline.chat.core.CustomerChat;
import dev.helpline.chat.core.canned.SaveCannedResponse;
import dev.helpline.chat.core.desk.Colleague;
import dev.helpline.chat.core.memory.MemoryBlobStore;
import dev.helpline.chat.core.message.MessagesQuery;
import dev.helpline.chat.core.message.SendMessage;
import dev.helpline.chat.core.policy.AnswerPolicy;
import dev.helpline.chat.core.poll.PollRequest;
import dev.helpline.chat.core.session.EndSession;
import dev.helpline.chat.spi.CannedResponseId;
import dev.helpline.chat.spi.CustomerId;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.agent.Presence;
import dev.helpline.chat.spi.attachment.FileType;
import dev.helpline.chat.spi.block.BlockSubject;
import dev.helpline.chat.spi.entry.Entry;
import dev.helpline.chat.spi.session.Ending;
import dev.helpline.chat.spi.session.Outcome;
import dev.helpline.chat.spi.session.SessionState;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** What agents do at the desk, in a browser. Each test has customers of its own, and ends their sessions. */
@Tag("browser")
@ExtendWith(Chromium.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeskTest {
    private static final Route.FulfillOptions UNAUTHENTICATED = new Route.FulfillOptions()
            .setStatus(401)
            .setBody("{\"success\":false,\"error\":{\"code\":\"AUTH_FAILED\",\"message\":\"expired\"}}");

    private final Browser browser;
    private final ShopServer shop = ShopServer.making(builder -> builder.policy(ShopServer.unlimited()
                    .reopenWindow(Duration.ofHours(1))
                    .answers(AnswerPolicy.OWNER)
                    .build())
            .attachments(new MemoryBlobStore(), content -> Optional.of(FileType.of("text/plain"))));

    DeskTest(Browser browser) {
        this.browser = browser;
        shop.agent("sarah", "Sarah Lindqvist")
                .cannedResponses()
                .save(SaveCannedResponse.builder(
                                new CannedResponseId("hello"),
                                "hi",
                                "Hello {{customer.name|there}}, I am {{agent.name}}.")
                        .title("Greeting")
                        .build());
        shop.agent("ben", "Ben Okafor").agents();
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
    void a_conversation_by_keyboard_alone() {
        SessionId session = asks("ada", "Where is my order?");
        try (DeskVisit sarah = visit("Sarah")) {
            assertThat(sarah.row("ada")).containsText("Where is my order?");

            sarah.press("n");
            assertThat(sarah.composer()).isFocused();
            sarah.press("Escape", "c");
            assertThat(sarah.in(".subtitle")).containsText("Yours");
            assertThat(sarah.composer()).isFocused();
            sarah.type("/h");
            assertThat(sarah.in("[role=option]")).containsText("Greeting");
            sarah.press("Enter");
            assertThat(sarah.composer()).hasValue("Hello ada, I am Sarah Lindqvist.");
            sarah.press("Enter");
            sarah.isStored();
            sarah.press("Escape", "e");
            assertThat(sarah.in("dialog")).containsText("Outcome");
            sarah.press("ArrowDown", "Enter");

            assertThat(sarah.in(".locked")).hasText("This session has ended.");
            assertThat(stored(session)).containsExactly("Where is my order?", "Hello ada, I am Sarah Lindqvist.");
            assertThat(shop.sarah().session(session).session().ending())
                    .isNotNull()
                    .returns(Outcome.UNRESOLVED, Ending::outcome);
            assertThat(sarah.visit.errors).isEmpty();
        }
    }

    @Test
    void of_two_agents_who_claim_a_session_one_sees_who_has_it() {
        SessionId session = asks("cleo", "Hello?");
        try (DeskVisit ben = visit("Ben")) {
            ben.open("cleo");
            ben.page.route("**/session/assign", route -> {
                shop.agent("sarah", "Sarah Lindqvist").claim(session);
                route.resume();
            });

            ben.button("Claim").click();

            assertThat(ben.in(".notice")).hasText("Sarah Lindqvist already has this session.");
            assertThat(ben.in(".locked")).hasText("Sarah Lindqvist has this session. You can read it.");
            assertThat(ben.button("Claim")).hasCount(0);
            assertThat(ben.composer()).hasAccessibleName("Write a note that only agents see");
        }
    }

    @Test
    void what_an_agent_may_not_do_is_not_offered() {
        asks("dana", "Hello?");
        try (DeskVisit ben = visit("Ben");
                DeskVisit sarah = visit("Sarah")) {
            ben.open("dana");
            assertThat(ben.in(".bar button")).hasText(new String[] {"Claim", "Transfer", "End"});
            sarah.open("dana");
            assertThat(sarah.in(".bar button")).hasText(new String[] {"Claim", "Assign", "Transfer", "End"});
            ben.button("Claim").click();

            assertThat(ben.in(".bar button")).hasText(new String[] {"Hold", "Transfer", "End"});
            ben.press("Escape", "b");
            assertThat(ben.in("dialog")).isHidden();
            assertThat(sarah.in(".bar button")).hasText(new String[] {"Hold", "Take over", "Transfer", "End"});
            sarah.press("Escape", "b");
            assertThat(sarah.in("dialog")).containsText("Block dana?");
            sarah.in("dialog input").fill("Insults");
            sarah.press("Enter");
            assertThat(sarah.in("dialog")).isHidden();
            assertThat(shop.sarah().blocks().history(BlockSubject.customer(new CustomerId("dana"))))
                    .hasSize(1);
        }
    }

    @Test
    void a_session_goes_on_hold_to_another_agent_to_its_end_and_is_reopened() {
        SessionId session = asks("emil", "Hello?");
        try (DeskVisit sarah = visit("Sarah")) {
            sarah.open("emil");
            sarah.button("Assign").click();
            sarah.in("dialog .option")
                    .filter(new Locator.FilterOptions().setHasText("Ben"))
                    .click();
            sarah.in("dialog .primary").click();
            assertThat(sarah.in(".subtitle")).containsText("Ben Okafor");
            sarah.button("Hold").click();
            assertThat(sarah.in(".subtitle")).containsText("On hold");
            sarah.button("Resume").click();
            assertThat(sarah.in(".subtitle")).containsText("Active");
            sarah.button("End").click();
            sarah.in("dialog input:not([type])").fill("Delivered");
            sarah.in("dialog .primary").click();
            assertThat(sarah.in(".details")).containsText("Delivered");

            sarah.button("Reopen").click();

            assertThat(sarah.in(".subtitle")).not().containsText("Ended");
            assertThat(shop.sarah().session(session).session().state()).isNotEqualTo(SessionState.ENDED);
            shop.customer("emil").send(SendMessage.of(session, "One more thing"));
            assertThat(sarah.texts().last()).hasText("One more thing");
        }
    }

    @Test
    void a_token_that_expires_costs_neither_the_message_nor_the_draft() {
        SessionId session = asks("finn", "Hello?");
        try (DeskVisit sarah = visit("Sarah")) {
            sarah.open("finn").sent("One");
            sarah.page.route("**/admin/chat/message", route -> route.fulfill(UNAUTHENTICATED));
            sarah.page.route("**/desk/demo/*", route -> route.fulfill(new Route.FulfillOptions().setStatus(401)));
            sarah.composer().fill("Two");
            sarah.press("Enter");
            assertThat(sarah.in(".banner")).containsText("You are no longer signed in");
            sarah.composer().fill("A draft");
            sarah.page.unrouteAll();

            // The button is gone if the desk has just tried by itself.
            sarah.in(".banner").evaluate("banner => banner.querySelector('button')?.click()");

            sarah.isStored();
            assertThat(sarah.in(".banner")).isHidden();
            assertThat(sarah.composer()).hasValue("A draft");
            assertThat(stored(session)).containsExactly("Hello?", "One", "Two");
        }
    }

    @Test
    void a_server_that_restarts_while_an_agent_writes_loses_and_doubles_nothing() {
        SessionId session = asks("gina", "Hello?");
        try (DeskVisit sarah = visit("Sarah")) {
            sarah.open("gina").sent("One");
            shop.kill();
            sarah.composer().fill("Two");
            sarah.press("Enter");
            sarah.type("Thr");
            assertThat(sarah.in(".banner")).containsText("No connection since");
            assertThat(sarah.in(".me")).containsText("No connection");

            shop.restart();

            sarah.isStored();
            assertThat(sarah.composer()).hasValue("Thr");
            assertThat(sarah.in(".banner")).isHidden();
            shop.customer("gina").send(SendMessage.of(session, "I am here"));
            assertThat(sarah.texts()).hasText(new String[] {"Hello?", "One", "Two", "I am here"});
            assertThat(stored(session)).containsExactly("Hello?", "One", "Two", "I am here");
        }
    }

    @Test
    void drafts_stay_with_their_session_and_survive_a_reload() {
        asks("hana", "Hello?");
        asks("ivan", "Hello?");
        try (DeskVisit sarah = visit("Sarah")) {
            sarah.open("hana").composer().fill("For Hana");
            sarah.open("ivan").composer().fill("For Ivan");
            assertThat(sarah.row("hana")).containsText("Draft");

            sarah.page.goBack();
            assertThat(sarah.in(".titles h1")).hasText("hana");
            assertThat(sarah.composer()).hasValue("For Hana");
            sarah.page.reload();

            assertThat(sarah.composer()).hasValue("For Hana");
            sarah.open("ivan");
            assertThat(sarah.composer()).hasValue("For Ivan");
        }
    }

    @Test
    void messages_are_quoted_edited_and_withdrawn_with_the_keyboard() {
        SessionId session = asks("jana", "Where is it?");
        try (DeskVisit sarah = visit("Sarah")) {
            sarah.open("jana").sent("It arives today");
            sarah.press("ArrowUp");
            assertThat(sarah.composer()).hasValue("It arives today");
            sarah.composer().fill("It arrives today");
            sarah.press("Enter");
            assertThat(sarah.texts().last()).hasText("It arrives today");
            assertThat(sarah.in(".about")).isHidden(); // the edit is stored: until then, Escape gives it up
            sarah.press("Escape", "m", "ArrowUp", "ArrowUp", "Enter", "Enter");
            assertThat(sarah.in(".about")).containsText("Where is it?");
            sarah.type("At your door");
            sarah.press("Enter");
            sarah.isStored();
            assertThat(sarah.in(".message.own blockquote")).containsText("Where is it?");

            sarah.press("Escape", "m", "ArrowUp", "ArrowUp", "Enter", "ArrowUp", "Enter");
            assertThat(sarah.in("dialog")).containsText("Withdraw this message?");
            sarah.in("dialog .primary").click();

            assertThat(sarah.in(".bubble.gone")).hasText("This message was withdrawn.");
            assertThat(stored(session)).containsExactly("Where is it?", "", "At your door");
        }
    }

    @Test
    void files_go_in_both_directions() {
        SessionId session = asks("kim", "Hello?");
        try (DeskVisit sarah = visit("Sarah")) {
            sarah.open("kim");
            sarah.in("input[type=file]")
                    .setInputFiles(
                            new FilePayload("receipt.txt", "text/plain", "12.00".getBytes(StandardCharsets.UTF_8)));
            assertThat(sarah.in(".upload")).containsText("receipt.txt");
            sarah.composer().fill("Your receipt");
            sarah.press("Enter");

            assertThat(sarah.in(".message .file")).containsText("receipt.txt");
            sarah.isStored();
            assertThat(shop.sarah()
                            .messages(MessagesQuery.page(session, 1, 10))
                            .messages()
                            .get(1)
                            .attachments())
                    .hasSize(1);
        }
    }

    @Test
    void a_note_is_for_agents_and_the_next_message_is_for_the_customer() {
        SessionId session = asks("nora", "Hello?");
        try (DeskVisit sarah = visit("Sarah")) {
            sarah.open("nora").sent("One moment");
            sarah.press("Escape", "t");
            assertThat(sarah.composer()).hasAccessibleName("Write a note that only agents see");
            sarah.type("Angry, be kind").press("Enter");

            assertThat(sarah.in(".message.note .author")).hasText("Note · Sarah Lindqvist");
            sarah.sent("It is on its way");
            assertThat(sarah.in(".message.note")).hasCount(1);
            assertThat(shop.customer("nora")
                            .poll(PollRequest.everything(session, null))
                            .messages())
                    .extracting(Entry::text)
                    .contains("One moment", "It is on its way")
                    .doesNotContain("Angry, be kind");
            assertThat(sarah.visit.errors).isEmpty();
        }
    }

    @Test
    void a_session_is_transferred_to_another_agent_with_a_note() {
        SessionId session = asks("omar", "Hello?");
        try (DeskVisit sarah = visit("Sarah")) {
            sarah.open("omar").sent("One moment");
            sarah.press("Escape", "x");
            sarah.in("dialog .option")
                    .filter(new Locator.FilterOptions().setHasText("Ben"))
                    .click();
            sarah.in("dialog input:not([type])").fill("Speaks French");
            sarah.in("dialog .primary").click();

            assertThat(sarah.in(".subtitle")).containsText("Ben Okafor");
            assertThat(sarah.in(".message.note .text")).hasText("Speaks French");
            assertThat(Objects.requireNonNull(
                                    shop.sarah().session(session).session().assignment())
                            .agent()
                            .value())
                    .isEqualTo("ben");
        }
    }

    @Test
    void an_agent_who_is_away_says_so() {
        try (DeskVisit sarah = visit("Sarah")) {
            sarah.in(".presence select").selectOption("away");

            assertThat(sarah.in(".me .dot.away")).isVisible();
            assertThat(shop.sarah().agents())
                    .filteredOn(found -> found.agent().id().value().equals("sarah"))
                    .singleElement()
                    .returns(Presence.AWAY, Colleague::presence);
            sarah.in(".presence select").selectOption("online");
            assertThat(sarah.in(".me .dot.online")).isVisible();
        }
    }

    @Test
    void a_token_that_is_not_accepted_leads_back_to_the_sign_in() {
        try (DeskVisit sarah = DeskVisit.at(browser, shop.url("/desk"))) {
            AtomicInteger tokens = new AtomicInteger();
            sarah.page.route("**/desk/demo/0", route -> {
                tokens.incrementAndGet();
                route.fulfill(new Route.FulfillOptions().setBody("rubbish"));
            });
            sarah.in(".demo-agent").first().click();
            sarah.page.waitForCondition(() -> tokens.get() >= 2);
            assertThat(sarah.in(".gate h1")).hasText("Sign in to the desk");

            sarah.in(".demo-agent").last().click();

            assertThat(sarah.in(".me")).containsText("Ben Okafor");
        }
    }

    @Test
    void typing_and_read_marks_are_seen() {
        SessionId session = asks("lena", "Hello?");
        try (DeskVisit sarah = visit("Sarah")) {
            sarah.open("lena").sent("Hello Lena");
            CustomerChat lena = shop.customer("lena");

            lena.typing(session, true);
            assertThat(sarah.in(".typing")).hasText("lena is typing");
            lena.read(session, 4);

            assertThat(sarah.in(".foot").last()).containsText("Read");
            sarah.composer().fill("One moment");
            assertThat(sarah.composer()).isFocused();
        }
    }

    @Test
    void where_sockets_do_not_get_through_the_desk_polls() {
        SessionId session = asks("mona", "Hello?");
        try (DeskVisit sarah = visit("Sarah")) {
            sarah.page.addInitScript(
                    "window.WebSocket = class { constructor() { queueMicrotask(() => this.onclose({code: 1006})) }"
                            + " close() {} send() {} }");
            sarah.page.reload();
            sarah.open("mona").sent("By call");

            shop.customer("mona").send(SendMessage.of(session, "By poll"));
            assertThat(sarah.texts()).hasText(new String[] {"Hello?", "By call", "By poll"});
            asks("nils", "Another one");
            assertThat(sarah.row("nils")).isVisible();
        }
    }

    @Test
    void another_agent_in_the_same_tab_sees_no_draft_of_the_first() {
        asks("olga", "Hello?");
        try (DeskVisit desk = visit("Sarah")) {
            desk.open("olga").composer().fill("From Sarah");
            desk.in(".to-settings").click();
            desk.button("Sign out").click();

            desk.in(".demo-agent").last().click();

            assertThat(desk.in(".me")).containsText("Ben Okafor");
            assertThat(desk.in(".titles h1")).hasText("olga");
            assertThat(desk.composer()).hasValue("");
        }
    }

    @Test
    void a_page_of_the_host_has_the_desk_of_another_origin() throws IOException {
        asks("paul", "Hello?");
        shop.kill();
        shop.restart();
        try (DeskVisit sarah = DeskVisit.at(browser, shop.documentedPage("desk.html"))) {
            sarah.open("paul").sent("Hello Paul");

            assertThat(sarah.in(".me")).containsText("Sarah Lindqvist");
            assertThat(sarah.visit.errors).isEmpty();
        }
    }

    private SessionId asks(String customer, String text) {
        return shop.asks(customer, "Order A-17", text);
    }

    private DeskVisit visit(String agent) {
        return DeskVisit.of(browser, shop, agent, Visit.options());
    }

    private List<String> stored(SessionId session) {
        return shop.sarah().messages(MessagesQuery.page(session, 1, 100)).messages().stream()
                .map(Entry::text)
                .toList();
    }
}
