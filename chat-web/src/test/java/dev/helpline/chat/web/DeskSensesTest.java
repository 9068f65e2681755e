package dev.helpline.chat.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.ForcedColors;
import com.microsoft.playwright.options.ReducedMotion;
import dev.helpline.chat.core.AgentDesk;
import dev.helpline.chat.core.memory.MemoryBlobStore;
import dev.helpline.chat.core.message.SendMessage;
import dev.helpline.chat.core.session.EndSession;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.attachment.FileType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the desk does for eyes, ears and hands: sounds and notifications, dropped and pasted files, zoom, motion, colours of the system. */
@Tag("browser")
@ExtendWith(Chromium.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeskSensesTest {
    private static final List<String> PAGES = List.of("team", "responses", "audit", "figures");

    /** Notes what is asked, told and played, and lets the test say whether the window has the focus. */
    private static final String SENSES =
            "window.asked = []; window.told = []; window.tones = 0; window.isFocused = true;"
                    + " document.hasFocus = () => window.isFocused;"
                    + " const start = OscillatorNode.prototype.start;"
                    + " OscillatorNode.prototype.start = function (at) { window.tones++; return start.call(this, at); };"
                    + " window.Notification = class { static permission = 'default';"
                    + " static async requestPermission() { window.asked.push(navigator.userActivation.isActive); return (this.permission = 'granted'); }"
                    + " constructor(title, { body }) { window.told.push(title + ': ' + body); } close() {} };";

    private static final String FILES =
            "const data = new DataTransfer();" + " data.items.add(new File(['12.00'], name, { type: 'text/plain' }));";
    private static final String DROP = "(element) => { const name = 'dropped.txt'; " + FILES
            + " element.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true })); }";
    private static final String PASTE = "(element) => { const name = 'pasted.txt'; " + FILES
            + " element.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true })); }";

    private final Browser browser;
    private final ShopServer shop =
            ShopServer.making(builder -> builder.policy(ShopServer.unlimited().build())
                    .attachments(new MemoryBlobStore(), content -> Optional.of(FileType.of("text/plain"))));
    private final AgentDesk ben = shop.agent("ben", "Ben Okafor");

    DeskSensesTest(Browser browser) {
        this.browser = browser;
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
    void sounds_and_notifications_are_off_until_the_agent_asks_for_them() {
        SessionId session = claimed("ada");
        try (DeskVisit desk = visit(Visit.options())) {
            desk.page.addInitScript(SENSES);
            desk.page.reload();
            assertThat(desk.row("ada")).isVisible();
            says(desk, session, "One", 1);
            assertThat(desk.page).hasTitle(Pattern.compile("^\\(2\\) ")); // the question and this message
            assertThat(desk.page.evaluate("[asked.length, told.length, tones]")).isEqualTo(List.of(0, 0, 0));

            desk.button("Settings").click();
            desk.in("dialog .option").nth(0).click();
            desk.in("dialog .option").nth(1).click();
            assertThat(desk.in("dialog input").nth(1)).isChecked();
            assertThat(desk.page.evaluate("asked")).as("asked by a click").isEqualTo(List.of(true));
            assertThat(desk.page.evaluate("tones")).as("a sample").isEqualTo(2);
            desk.press("Escape");
            says(desk, session, "Two", 2);
            assertThat(desk.page.evaluate("tones")).isEqualTo(4);
            assertThat(desk.page.evaluate("told")).as("while the agent looks").isEqualTo(List.of());
            desk.page.evaluate("isFocused = false");
            says(desk, session, "Three", 3);
            assertThat(desk.page.evaluate("told")).isEqualTo(List.of("ada: Three"));

            desk.button("Settings").click();
            desk.in("dialog .option").nth(0).click();
            desk.in("dialog .option").nth(1).click();
            assertThat(desk.in("dialog input").nth(1)).not().isChecked();
            desk.press("Escape");
            says(desk, session, "Four", 4);

            assertThat(desk.page.evaluate("[told.length, tones]")).isEqualTo(List.of(1, 6));
            assertThat(desk.visit.errors).isEmpty();
        }
    }

    /** The customer writes, and the list shows it: alerts come before what is drawn. */
    private void says(DeskVisit desk, SessionId session, String text, int unread) {
        shop.customer("ada").send(SendMessage.of(session, text));
        assertThat(desk.row("ada")).containsText(text);
        assertThat(desk.row("ada").locator(".count")).hasText(Integer.toString(unread + 1));
    }

    @Test
    void files_are_dropped_on_the_conversation_and_pasted_into_the_field() {
        SessionId session = claimed("kim");
        try (DeskVisit desk = visit(Visit.options())) {
            desk.open("kim");
            desk.in(".conversation").evaluate(DROP);
            desk.composer().evaluate(PASTE);
            assertThat(desk.in(".upload .file-name")).hasText(new String[] {"dropped.txt", "pasted.txt"});
            desk.sent("Your receipts");

            assertThat(shop.sarah().newest(session, 1).get(0).attachments())
                    .extracting(file -> file.name())
                    .containsExactly("dropped.txt", "pasted.txt");
            desk.press("Escape", "t");
            desk.in(".conversation").evaluate(DROP);
            desk.composer().evaluate(PASTE);
            assertThat(desk.in(".upload")).hasCount(0); // a note takes no files
            assertThat(desk.visit.errors).isEmpty();
        }
    }

    @Test
    void over_a_slow_network_a_skeleton_comes_late_and_messages_show_that_they_are_under_way() {
        claimed("sol");
        try (DeskVisit desk = visit(Visit.options())) {
            List<Route> held = new ArrayList<>();
            desk.page.route("**/api/admin/chat/messages/**", held::add);
            desk.row("sol").click();
            assertThat(desk.in(".blank .skeleton")).isAttached();
            assertThat(List.of(visibilityAfter(desk, 150), visibilityAfter(desk, 250)))
                    .containsExactly("hidden", "visible");
            desk.page.unroute("**/api/admin/chat/messages/**");
            held.forEach(Route::resume);
            assertThat(desk.composer()).isVisible();
            assertThat(desk.in(".blank")).isHidden();

            held.clear();
            desk.page.route("**/api/admin/chat/message", held::add);
            desk.composer().fill("One");
            desk.press("Shift+Enter").type("more").press("Enter").type("Two 🎉").press("Enter");
            assertThat(desk.in(".message.sending .foot")).hasText(new String[] {"Sending", "Sending"});
            desk.page.unroute("**/api/admin/chat/message");
            held.forEach(Route::resume);

            assertThat(desk.in(".message.sending")).hasCount(0);
            assertThat(desk.texts()).hasText(new String[] {"Where is it?", "One\nmore", "Two 🎉"});
            assertThat(desk.in(".messages .day")).hasText("today");
            assertThat(desk.visit.errors).isEmpty();
        }
    }

    /** Whether the skeleton is seen so many milliseconds after it came onto the page. */
    private static Object visibilityAfter(DeskVisit desk, int millis) {
        return desk.in(".blank .skeleton")
                .evaluate(
                        "(skeleton, millis) => { const [appears] = skeleton.getAnimations(); appears.pause(); appears.currentTime = millis;"
                                + " return getComputedStyle(skeleton).visibility; }",
                        millis);
    }

    @Test
    void at_twice_the_size_all_is_there_and_nothing_is_cut() {
        claimed("zoe");
        try (DeskVisit desk = admin(Visit.options().setViewportSize(640, 380).setDeviceScaleFactor(2))) {
            desk.open("zoe");
            assertThat(desk.composer()).isInViewport();
            assertThat(desk.button("End")).isInViewport();
            assertNothingIsWider(desk);
            desk.press("Escape", "e");
            desk.in("dialog .primary").scrollIntoViewIfNeeded();
            assertThat(desk.in("dialog .primary")).isInViewport();
            desk.press("Escape");
            for (String page : PAGES) {
                desk.page.navigate(shop.url("/desk#/" + page));
                assertThat(desk.in(".page-head h1").first()).isVisible();
                assertNothingIsWider(desk);
            }
            assertNoViolation(desk);
        }
    }

    @Test
    void nothing_moves_for_those_who_want_less_motion() {
        SessionId session = claimed("mia");
        try (DeskVisit desk = admin(Visit.options().setReducedMotion(ReducedMotion.REDUCE))) {
            desk.open("mia");
            shop.customer("mia").typing(session, true);
            assertThat(desk.in(".log .typing")).isVisible();
            assertNothingMoves(desk);
            desk.press("Escape", "e");
            assertThat(desk.in("dialog")).isVisible();
            assertNothingMoves(desk);
            desk.press("Escape");
            for (String page : PAGES) {
                desk.page.navigate(shop.url("/desk#/" + page));
                assertThat(desk.in(".page-head h1").first()).isVisible();
                assertNothingMoves(desk);
            }
        }
    }

    private static void assertNothingMoves(DeskVisit desk) {
        assertThat(
                        desk.in(".root")
                                .evaluate(
                                        "root => [...root.querySelectorAll('*')].map(part => getComputedStyle(part))"
                                                + ".filter(style => (style.animationName !== 'none' && parseFloat(style.animationDuration) > 0) || parseFloat(style.transitionDuration) > 0).length"))
                .isEqualTo(0);
    }

    @Test
    void where_the_system_chooses_the_colours_what_is_chosen_is_outlined() {
        claimed("noa");
        try (DeskVisit desk = visit(Visit.options().setForcedColors(ForcedColors.ACTIVE))) {
            desk.open("noa");
            assertThat(desk.row("noa").locator("a")).hasCSS("outline-style", "solid");
            assertThat(desk.in(".bubble").first()).hasCSS("border-top-style", "solid");
            desk.press("Escape", "e");

            assertThat(desk.in("dialog .option").first()).hasCSS("outline-style", "solid");
            assertNoViolation(desk);
        }
    }

    private SessionId claimed(String customer) {
        SessionId session = shop.asks(customer, "Order A-17", "Where is it?");
        ben.claim(session);
        return session;
    }

    /** An admin sees all pages. */
    private DeskVisit admin(Browser.NewContextOptions options) {
        return DeskVisit.of(browser, shop, "Otto", options);
    }

    private DeskVisit visit(Browser.NewContextOptions options) {
        return DeskVisit.of(browser, shop, "Ben", options);
    }

    private static void assertNothingIsWider(DeskVisit desk) {
        assertThat(
                        desk.in(".root")
                                .evaluate(
                                        "root => [root, ...root.querySelectorAll('.side, .conversation, .details, .scroller, dialog, .page, .page-body')]"
                                                + ".filter(part => part.scrollWidth > part.clientWidth + 1).map(part => part.className)"))
                .isEqualTo(List.of());
    }

    private static void assertNoViolation(DeskVisit desk) {
        assertThat(new AxeBuilder(desk.page).setLegacyMode(true).analyze().getViolations())
                .extracting(rule -> rule.getId() + " " + rule.getNodes().get(0).getHtml())
                .isEmpty();
    }
}
