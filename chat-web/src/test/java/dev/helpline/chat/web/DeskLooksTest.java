package dev.helpline.chat.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.options.ColorScheme;
import dev.helpline.chat.core.AgentDesk;
import dev.helpline.chat.core.CustomerChat;
import dev.helpline.chat.core.canned.SaveCannedResponse;
import dev.helpline.chat.core.message.SendMessage;
import dev.helpline.chat.core.session.EndSession;
import dev.helpline.chat.core.session.StartSession;
import dev.helpline.chat.spi.CannedResponseId;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.session.Topic;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The desk with hostile texts, for all readers, in all languages and sizes, and with very much to show. */
@Tag("browser")
@ExtendWith(Chromium.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeskLooksTest {
    private static final List<String> HOSTILE = List.of(
            "<img src=x onerror=alert(1)>",
            "<script>alert(1)</script>",
            "javascript:alert(1) https://a.example/\"onmouseover=\"alert(1)",
            "\u202Eright to left override\u202C",
            "W".repeat(3000),
            "Z" + "\u0351\u0352\u0353".repeat(300));
    private static final int MANY_SESSIONS = 2000;
    private static final int MANY_MESSAGES = 5000;

    private final Browser browser;
    private final ShopServer shop = ShopServer.with(ShopServer.unlimited().agentStarts(true));

    DeskLooksTest(Browser browser) {
        this.browser = browser;
        shop.sarah()
                .cannedResponses()
                .save(SaveCannedResponse.builder(new CannedResponseId("hello"), "hi", "Hello {{customer.name|there}}")
                        .title("Greeting")
                        .build());
        SessionId session = start(shop, "ada", "Order A-17");
        shop.sarah().send(SendMessage.of(session, "On its way: https://shop.example/track"));
        shop.customer("ada").send(SendMessage.of(session, "Lovely"));
        start(shop, "bela", "Refund");
    }

    @AfterAll
    void close() {
        shop.close();
    }

    /** In light from left to right and large, and in dark from right to left and small. */
    @ParameterizedTest
    @CsvSource({"LIGHT, en, 1100", "DARK, ar, 360"})
    void no_state_has_a_violation_of_the_rules_for_accessibility_or_is_too_wide(
            ColorScheme scheme, String language, int width) {
        Browser.NewContextOptions options =
                Visit.options().setColorScheme(scheme).setLocale(language).setViewportSize(width, 700);
        try (DeskVisit otto = DeskVisit.of(browser, shop, "Otto", options)) {
            assertIsWell(otto, "the list");
            opens(otto, ".to-filters", ".filters", "the filters");
            opens(otto, ".to-views", ".menu", "the pages to choose from");
            otto.press("Escape");
            opens(otto, ".to-settings", "dialog", "the settings");
            opens(otto, "dialog p .plain", "dialog .alerts", "the alerts");
            otto.press("Escape");
            otto.open("ada");
            otto.type("/");
            assertThat(otto.in(".picker")).isVisible();
            assertIsWell(otto, "a conversation and the canned responses");
            otto.composer().fill("");
            opens(otto, ".note-switch", ".is-note", "a note");
            otto.in(".note-switch").click();
            opens(otto, ".to-more", ".menu", "more actions");
            otto.press("Escape", "m", "ArrowUp", "Enter");
            assertThat(otto.in(".menu")).isVisible();
            assertIsWell(otto, "what can be done with a message");
            otto.press("Escape");
            for (String key : List.of("e", "x", "q", "p", "g", "s", "b", "w", "?", "Control+k")) {
                opensByKey(otto, key);
            }
            otto.press("Escape");
            otto.open("bela");
            opensByKey(otto, "a");
            for (String page : List.of("team", "responses", "audit", "figures")) {
                otto.page.navigate(shop.url("/desk#/" + page));
                assertThat(otto.in(".page-head h1").first()).isVisible();
                assertIsWell(otto, page);
                if (!page.equals("figures")) {
                    opens(otto, ".page-head button.action", "dialog", page + ", its dialog");
                    otto.press("Escape");
                }
            }
            otto.page.navigate(shop.url("/desk#/s/none"));
            assertThat(otto.in(".blank h1")).isVisible();
            assertIsWell(otto, "a session that is not there");
            otto.in(".to-list").click();
            assertThat(otto.in(".sessions")).isVisible();
            otto.page.navigate(shop.url("/desk#/ended"));
            assertThat(otto.in(".tab").last()).hasAttribute("aria-pressed", "true");
            assertIsWell(otto, "the ended sessions");
            otto.in(".to-settings").click();
            opens(otto, "dialog .secondary", ".demo-agent >> nth=0", "the sign-in");
        }
    }

    private static void opens(DeskVisit desk, String clicked, String opened, String state) {
        desk.in(clicked).click();
        assertThat(desk.in(opened)).isVisible();
        assertIsWell(desk, state);
    }

    private static void opensByKey(DeskVisit desk, String key) {
        desk.in(".titles h1").first().focus();
        desk.press(key);
        assertThat(desk.in("dialog")).isVisible();
        assertIsWell(desk, "the dialog of " + key);
        desk.press("Escape");
        assertThat(desk.in("dialog")).isEmpty(); // and the focus is where it was
    }

    private static void assertIsWell(DeskVisit desk, String state) {
        assertNothingIsWider(desk);
        assertNoViolation(desk, state);
    }

    @Test
    void hostile_texts_and_names_are_shown_as_text_and_break_nothing() {
        String name = "<b onclick=alert(1)>" + "N".repeat(200);
        try (ShopServer hostile = ShopServer.start()) {
            CustomerChat mallory = hostile.customerNamed("mallory", name);
            SessionId session = mallory.start(StartSession.builder()
                            .topic(Topic.builder()
                                    .subject("<img src=x onerror=alert(2)>" + "S".repeat(200))
                                    .category("<b>" + "C".repeat(60))
                                    .externalRef("\"><script>alert(3)</script>")
                                    .context("{\"<i>key\":\"<img src=x onerror=alert(4)>" + "V".repeat(500) + "\"}")
                                    .build())
                            .build())
                    .session()
                    .id();
            HOSTILE.forEach(text -> mallory.send(SendMessage.of(session, text)));
            hostile.sarah()
                    .cannedResponses()
                    .save(SaveCannedResponse.builder(
                                    new CannedResponseId("evil"), "evil", "<img src=x onerror=alert(5)>")
                            .title("<b>" + "T".repeat(60))
                            .build());
            try (DeskVisit sarah =
                    DeskVisit.of(browser, hostile, "Sarah", Visit.options().setViewportSize(1280, 700))) {
                sarah.open(name);
                assertThat(sarah.texts()).hasCount(HOSTILE.size());
                assertThat(sarah.texts().first()).hasText(HOSTILE.get(0));
                assertThat(sarah.in(".details")).containsText("<img src=x onerror=alert(4)>");
                sarah.type("/e");
                assertThat(sarah.in(".picker")).containsText("<img src=x onerror=alert(5)>");
                assertNothingIsWider(sarah);
                sarah.press("Enter");
                assertThat(sarah.composer()).hasValue("<img src=x onerror=alert(5)>");
                sarah.press("Enter");
                assertThat(sarah.texts()).hasCount(HOSTILE.size() + 1);
                sarah.press("Escape", "b");
                assertThat(sarah.in("dialog")).containsText("<b onclick=alert(1)>");
                assertNothingIsWider(sarah);

                assertThat(sarah.in(".root :is(img, script, b[onclick], i[key])"))
                        .hasCount(0);
                assertThat(sarah.in(".text a").first()).hasAttribute("href", "https://a.example/");
                assertThat(sarah.visit.errors).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "en, ltr, Waiting",
        "de, ltr, Wartend",
        "es, ltr, En espera",
        "fr, ltr, En attente",
        "hi, ltr, प्रतीक्षा में",
        "ar, rtl, في الانتظار"
    })
    void on_a_phone_the_desk_shows_one_column_in_every_language(String language, String direction, String waiting) {
        Browser.NewContextOptions phone =
                Visit.options().setViewportSize(360, 640).setLocale(language);
        try (DeskVisit sarah = DeskVisit.of(browser, shop, "Sarah", phone)) {
            assertThat(sarah.in(".root")).hasAttribute("dir", direction);
            assertThat(sarah.in(".section").first()).containsText(waiting);
            assertThat(sarah.in(".conversation")).isHidden();

            sarah.open("ada");

            assertThat(sarah.in(".sessions")).isHidden();
            assertThat(sarah.composer()).isVisible();
            assertNothingIsWider(sarah);
            sarah.in(".to-back").click();
            assertThat(sarah.in(".sessions")).isVisible();
        }
    }

    @Test
    void two_thousand_sessions_scroll_and_stay_where_they_are() {
        try (ShopServer busy = ShopServer.start()) {
            for (int i = 1; i <= MANY_SESSIONS; i++) {
                start(busy, "customer-" + i, "Order " + i);
            }
            try (DeskVisit sarah = DeskVisit.of(browser, busy, "Sarah", Visit.options())) {
                assertThat(sarah.in(".section .count").first()).hasText("2,000");
                assertThat(sarah.in(".row").count()).isLessThan(60);
                // The fastest of nine, without the pauses in which a busy machine does other things.
                double millis = ((Number) sarah.page.evaluate("async () => {"
                                + " const root = document.querySelector('helpline-desk').shadowRoot;"
                                + " const [search, list] = [root.querySelector('.search'), root.querySelector('.rows')];"
                                + " const times = [];"
                                + " for (let i = 0; i < 9; i++) { search.value = i % 2 ? '' : 'order'; const began = performance.now();"
                                + " search.dispatchEvent(new Event('input')); await new Promise(queueMicrotask);"
                                + " if (list.getBoundingClientRect().height < 64 * 2000) { throw new Error('not all sessions are drawn'); }"
                                + " times.push(performance.now() - began); await new Promise(requestAnimationFrame); }"
                                + " return Math.min(...times); }"))
                        .doubleValue();
                assertThat(millis).as("milliseconds to draw all sessions").isLessThan(100);

                sarah.in(".list-scroller")
                        .evaluate(
                                "list => { list.scrollTop = list.scrollHeight / 2; return new Promise(drawn => requestAnimationFrame(() => setTimeout(drawn))) }");
                Locators middle = new Locators(sarah);
                String seen = middle.firstInView();
                double before = middle.top(seen);
                busy.sarah().end(EndSession.of(busy.session("customer-1")));
                busy.sarah().end(EndSession.of(busy.session("customer-2")));
                assertThat(sarah.in(".rows")).hasCSS("height", heightOf(MANY_SESSIONS - 2));
                start(busy, "one-more", "Order 0");
                assertThat(sarah.in(".rows")).hasCSS("height", heightOf(MANY_SESSIONS - 1));

                assertThat(middle.top(seen)).isEqualTo(before);
                assertThat(sarah.visit.errors).isEmpty();
            }
        }
    }

    /** Of the whole list, with the heads of two sections. */
    private static String heightOf(int sessions) {
        return 2 * 36 + sessions * 64 + "px";
    }

    /** What is in view in the list. */
    private record Locators(DeskVisit desk) {
        String firstInView() {
            return (String)
                    desk.in(".list-scroller")
                            .evaluate(
                                    "list => [...list.querySelectorAll('.row')].map(row => ({ row, top: row.getBoundingClientRect().top }))"
                                            + ".filter(({ top }) => top >= list.getBoundingClientRect().top).sort((a, b) => a.top - b.top)[0].row.dataset.key");
        }

        double top(String key) {
            return ((Number) desk.in(".row[data-key='" + key + "']").evaluate("row => row.getBoundingClientRect().top"))
                    .doubleValue();
        }
    }

    @Test
    void five_thousand_messages_open_at_their_end_and_writing_stays_quick() {
        try (ShopServer talkative = ShopServer.start()) {
            SessionId session = start(talkative, "tara", "A long story");
            AgentDesk agent = talkative.sarah();
            for (int i = 1; i <= MANY_MESSAGES; i++) {
                agent.send(SendMessage.of(session, "Message " + i));
            }
            try (DeskVisit sarah = DeskVisit.of(browser, talkative, "Sarah", Visit.options())) {
                sarah.open("tara");
                assertThat(sarah.texts().last()).hasText("Message 5000");
                assertThat(sarah.texts().last()).isInViewport();
                assertThat(sarah.in(".message").count()).isLessThan(200);
                double millis = ((Number) sarah.page.evaluate("async () => {"
                                + " const input = document.querySelector('helpline-desk').shadowRoot.querySelector('.composer textarea');"
                                + " const times = [];"
                                + " for (let i = 0; i < 9; i++) { const began = performance.now(); input.value += 'a';"
                                + " input.dispatchEvent(new Event('input', { bubbles: true })); await new Promise(requestAnimationFrame);"
                                + " times.push(performance.now() - began); }"
                                + " return Math.min(...times); }")) // of nine, since a busy machine delays frames
                        .doubleValue();
                assertThat(millis).as("milliseconds from a key to its letter").isLessThan(50);

                sarah.in(".scroller")
                        .evaluate(
                                "async (log) => { for (let i = 0; i < 600 && !log.textContent.includes('Message 4300'); i++) {"
                                        + " log.scrollTop = Math.min(log.scrollTop, 100); log.scrollTop -= 40;"
                                        + " await new Promise(requestAnimationFrame); } }");

                assertThat(sarah.page.getByText("Message 4300")).isAttached();
                assertThat(sarah.in(".message").count()).isLessThan(200);
                talkative.customer("tara").send(SendMessage.of(session, "Still there?"));
                sarah.in(".below").click();
                assertThat(sarah.texts().last()).hasText("Still there?");
                assertThat(sarah.texts().last()).isInViewport();
            }
        }
    }

    private static SessionId start(ShopServer shop, String customer, String subject) {
        return shop.asks(customer, subject, "Hello");
    }

    private static void assertNothingIsWider(DeskVisit desk) {
        assertThat(
                        desk.in(".root")
                                .evaluate(
                                        "root => [root, ...root.querySelectorAll('.side, .conversation, .details, .scroller, dialog, .picker')]"
                                                + ".filter(part => part.scrollWidth > part.clientWidth + 1).map(part => part.className)"))
                .isEqualTo(List.of());
    }

    private static void assertNoViolation(DeskVisit desk, String state) {
        assertThat(new AxeBuilder(desk.page).setLegacyMode(true).analyze().getViolations())
                .as(state)
                .extracting(rule -> rule.getId() + " " + rule.getNodes().get(0).getHtml() + " "
                        + rule.getNodes().get(0).getFailureSummary())
                .isEmpty();
    }
}
