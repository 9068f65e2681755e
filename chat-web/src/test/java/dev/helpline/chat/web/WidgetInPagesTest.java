package dev.helpline.chat.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.ColorScheme;
import dev.helpline.chat.core.hours.WeeklyHours;
import dev.helpline.chat.core.message.SendMessage;
import dev.helpline.chat.core.policy.ConsentText;
import dev.helpline.chat.core.policy.FieldType;
import dev.helpline.chat.core.policy.FormField;
import dev.helpline.chat.core.policy.GuestPolicy;
import dev.helpline.chat.core.session.EndSession;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.session.Session;
import java.io.IOException;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The widget in pages of all kinds: their languages, sizes, styles, policies, and what customers and agents write in them. */
@Tag("browser")
@ExtendWith(Chromium.class)
class WidgetInPagesTest {
    private static final List<String> HOSTILE = List.of(
            "<img src=x onerror=alert(1)>",
            "<script>alert(1)</script>",
            "javascript:alert(1) https://a.example/\"onmouseover=\"alert(1)",
            "\u202Eright to left override\u202C",
            "W".repeat(4000),
            "Z" + "\u0351\u0352\u0353".repeat(300),
            "{{constructor.constructor('alert(1)')()}} ${alert(1)}");

    private final Browser browser;
    private ShopServer shop = ShopServer.with(ShopServer.unlimited().ratingCategories(List.of("delivery")));

    WidgetInPagesTest(Browser browser) {
        this.browser = browser;
    }

    @AfterEach
    void close() {
        shop.close();
    }

    @Test
    void the_widget_speaks_the_language_of_its_attribute() {
        try (Visit ada = Visit.to(browser, shop.page("ada", "lang=\"en\""))) {
            ada.open();
            assertThat(ada.in("h2")).hasText("How can we help?");

            assertSpeaks(ada, "de-AT", "ltr", "Wie können wir helfen?");
            assertSpeaks(ada, "es", "ltr", "¿En qué podemos ayudarle?");
            assertSpeaks(ada, "fr", "ltr", "Comment pouvons-nous vous aider ?");
            assertSpeaks(ada, "hi", "ltr", "हम कैसे मदद कर सकते हैं?");
            assertSpeaks(ada, "ar", "rtl", "كيف يمكننا مساعدتك؟");
            assertSpeaks(ada, "xx", "ltr", "How can we help?");
        }
    }

    private static void assertSpeaks(Visit visit, String language, String direction, String title) {
        visit.page.evaluate("tag => document.querySelector('helpline-chat').setAttribute('lang', tag)", language);

        assertThat(visit.in("h2")).hasText(title);
        assertThat(visit.root()).hasAttribute("dir", direction);
    }

    @ParameterizedTest
    @CsvSource({"en, LIGHT, closed new waiting active asked ended rated", "ar, DARK, active asked ended"})
    void no_state_has_a_violation_of_the_rules_for_accessibility(String language, ColorScheme scheme, String states) {
        List<String> looked = List.of(states.split(" ", -1));
        Browser.NewContextOptions options = Visit.options().setColorScheme(scheme);
        try (Visit ada = Visit.to(browser, shop.page("ada", "lang=\"" + language + "\""), options)) {
            assertNoViolation(ada, "closed", looked);
            ada.open();
            assertNoViolation(ada, "new", looked);
            ada.send("Where is my order?").is("waiting");
            SessionId session = shop.session("ada");
            assertNoViolation(ada, "waiting", looked);
            shop.sarah().send(SendMessage.of(session, "On its way: https://shop.example/track"));
            ada.is("active");
            assertThat(ada.texts()).hasCount(2);
            assertNoViolation(ada, "active", looked);
            ada.in(".head .icon-button").first().click();
            assertNoViolation(ada, "asked", looked);
            shop.sarah().end(EndSession.of(session));
            ada.is("ended");
            assertNoViolation(ada, "ended", looked);
            ada.in(".star").nth(3).click();
            ada.in(".rating .primary").click();
            assertThat(ada.in(".thanks")).isVisible();
            assertNoViolation(ada, "rated", looked);
        }
    }

    @Test
    void hostile_texts_and_names_are_shown_as_text_and_break_nothing() {
        String name = "<b onclick=alert(1)>" + "N".repeat(200);
        try (Visit ada = Visit.to(browser, shop.page("ada", "heading=\"&lt;img src=x onerror=alert(1)&gt;\""))) {
            ada.open();
            assertThat(ada.in("h2")).hasText("<img src=x onerror=alert(1)>");
            ada.sent("Hello");
            SessionId session = shop.session("ada");
            HOSTILE.forEach(text -> shop.agent("mallory", name).send(SendMessage.of(session, text)));
            HOSTILE.forEach(ada::send);

            assertThat(ada.texts()).hasCount(1 + 2 * HOSTILE.size());
            assertThat(ada.texts().nth(1)).hasText(HOSTILE.get(0));
            assertThat(ada.in("h2")).hasText(name);
            assertThat(ada.in(".text img")).hasCount(0);
            assertThat(ada.in(".text script")).hasCount(0);
            for (String address : ada.in(".text a")
                    .evaluateAll("links => links.map(link => link.href)")
                    .toString()
                    .split(",", -1)) {
                assertThat(address.strip()).matches("\\[?https://a\\.example/]?");
            }
            assertThat(ada.in(".scroller").evaluate("log => log.scrollWidth <= log.clientWidth"))
                    .isEqualTo(true);
            assertThat(ada.in(".panel").evaluate("panel => panel.scrollWidth <= panel.clientWidth"))
                    .isEqualTo(true);
            assertThat(ada.errors).isEmpty();
        }
    }

    @Test
    void rules_of_the_page_do_not_reach_into_the_widget() {
        String css =
                "<style>* { color: red !important; font: 40px/3 fantasy !important; text-transform: uppercase !important;"
                        + " direction: rtl !important; visibility: visible } helpline-chat { display: none !important;"
                        + " opacity: 0; position: absolute !important; letter-spacing: 2em !important } button { display: none }</style>";
        try (Visit ada = Visit.to(browser, shop.page("ada", "", css, Optional.empty()))) {
            ada.open().sent("Hello");

            assertThat(ada.texts().first()).hasCSS("font-size", "14px");
            assertThat(ada.texts().first()).hasCSS("text-transform", "none");
            assertThat(ada.texts().first()).hasCSS("letter-spacing", "normal");
            assertThat(ada.texts().first()).not().hasCSS("color", "rgb(255, 0, 0)");
            assertThat(ada.root()).hasCSS("direction", "ltr");
        }
    }

    @Test
    void a_page_with_a_strict_policy_needs_no_exception() {
        String policy =
                "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'none'; require-trusted-types-for 'script'";
        try (Visit ada = Visit.to(browser, shop.page("ada", "", "", Optional.of(policy)))) {
            ada.open().sent("Hello");

            assertThat(ada.in(".panel")).hasCSS("position", "fixed");
            assertThat(ada.errors).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "three-lines.html, How can we help?, 8px",
        "sign-in.html, Fragen zur Bestellung?, 8px",
        "theme.html, How can we help?, 4px"
    })
    void the_pages_of_the_documentation_reach_a_chat_of_another_origin(String name, String title, String radius)
            throws IOException {
        shop.kill();
        shop.restart();
        try (Visit ada = Visit.to(browser, shop.documentedPage(name))) {
            ada.open();
            assertThat(ada.in("h2")).hasText(title);
            ada.sent("Hello");
            shop.sarah().send(SendMessage.of(shop.session("ada"), "Hello Ada"));

            assertThat(ada.texts()).hasText(new String[] {"Hello", "Hello Ada"});
            assertThat(ada.in(".bubble").first()).hasCSS("border-radius", radius);
            assertThat(ada.errors).isEmpty();
        }
    }

    @Test
    void on_a_phone_the_panel_is_the_whole_screen() {
        Browser.NewContextOptions phone =
                Visit.options().setViewportSize(360, 640).setHasTouch(true).setIsMobile(true);
        try (Visit ada = Visit.to(browser, shop.page("ada", ""), phone)) {
            ada.open().sent("Hello");

            BoundingBox panel = ada.panel().boundingBox();
            assertThat(panel.width).isEqualTo(360);
            assertThat(panel.height).isEqualTo(640);
            assertThat(ada.launcher()).isHidden();
            assertThat(ada.page.evaluate("document.documentElement.scrollWidth"))
                    .isEqualTo(360);
            ada.in(".head .icon-button").last().click();
            assertThat(ada.launcher()).isVisible();
        }
    }

    @Test
    void the_whole_conversation_works_with_the_keyboard_alone() {
        try (Visit ada = Visit.to(browser, shop.page("ada", ""))) {
            assertThat(ada.launcher()).isVisible();
            ada.launcher().focus();
            ada.page.keyboard().press("Enter");
            assertThat(ada.input()).isFocused();
            ada.page.keyboard().type("Line one");
            ada.page.keyboard().press("Shift+Enter");
            ada.page.keyboard().type("line two");
            ada.page.keyboard().press("Enter");
            assertThat(ada.texts()).hasText(new String[] {"Line one\nline two"});
            assertThat(ada.input()).isFocused();
            ada.is("waiting");
            shop.sarah().end(EndSession.of(shop.session("ada")));
            ada.is("ended");
            assertThat(ada.in("h2")).isFocused();

            for (int i = 0; i < 8 && ada.in(".star :focus").count() == 0; i++) {
                ada.page.keyboard().press("Tab");
            }
            ada.page.keyboard().press("Space");
            ada.page.keyboard().press("ArrowRight");
            ada.page.keyboard().press("ArrowRight");
            assertThat(ada.in(".chosen")).hasText("Fair");
            ada.in(".rating textarea").focus();
            ada.page.keyboard().press("Tab");
            ada.page.keyboard().press("Enter");

            assertThat(ada.in(".thanks")).isVisible();
            assertThat(ada.in("h2")).isFocused();
        }
    }

    @Test
    void outside_business_hours_the_customer_leaves_a_message() {
        shop.close();
        shop = ShopServer.making(
                builder -> builder.policy(ShopServer.unlimited().build())
                        .businessHours(WeeklyHours.builder(ZoneOffset.UTC).build()));
        try (Visit ada = Visit.to(browser, shop.page("ada", ""))) {
            ada.open().is("offline");
            assertThat(ada.in("h2")).hasText("We are closed right now");

            ada.sent("Please call back");

            ada.is("offline");
            assertThat(ada.in("h2")).hasText("We have your message");
        }
    }

    @Test
    void a_guest_writes_without_an_account_and_goes_on_after_a_reload() {
        shop.close();
        shop = ShopServer.with(
                ShopServer.unlimited().guests(GuestPolicy.builder().build()));
        String page = shop.page("visitor", "");
        try (Visit guest = Visit.to(browser, page)) {
            guest.page.evaluate("() => { const chat = document.createElement('helpline-chat');"
                    + " document.querySelector('helpline-chat').replaceWith(chat) }");
            guest.open().sent("I have no account");

            guest.page.reload();
            guest.page.evaluate("() => { const chat = document.createElement('helpline-chat');"
                    + " document.querySelector('helpline-chat').replaceWith(chat) }");

            guest.open();
            assertThat(guest.texts()).hasText(new String[] {"I have no account"});
            guest.sent("Still me");
        }
    }

    @Test
    void a_host_that_asks_first_gets_answers_and_a_consent_before_the_first_message() {
        shop.close();
        shop = ShopServer.with(ShopServer.unlimited()
                .preChatForm(List.of(
                        FormField.builder("topic", FieldType.CHOICE)
                                .label("en", "What is it about?")
                                .choices(List.of("delivery", "payment"))
                                .required(true)
                                .build(),
                        FormField.builder("order", FieldType.TEXT)
                                .label("en", "Order <b>number</b>")
                                .build()))
                .consent(new ConsentText("2026-01", Map.of("en", "I agree, see https://shop.example/privacy"), true)));
        try (Visit ada = Visit.to(browser, shop.page("ada", ""))) {
            ada.open();
            assertThat(ada.input()).isHidden();
            assertThat(ada.in("select")).isFocused();
            assertNoViolation(ada, "the questions");
            ada.in("form .primary").click();
            assertThat(ada.input()).isHidden();
            ada.in("select").selectOption("payment");
            ada.page.getByLabel("Order <b>number</b>").fill("A-17");
            ada.in("input[type=checkbox]").check();
            ada.page.route("**/api/chat/current", route -> {
                if (route.request().method().equals("PUT")) {
                    route.fulfill(new Route.FulfillOptions()
                            .setStatus(400)
                            .setBody(
                                    "{\"success\":false,\"error\":{\"code\":\"INVALID_SESSION_DATA\",\"message\":\"no\","
                                            + "\"details\":{\"form\":\"order=too_long\"}}}"));
                } else {
                    route.resume();
                }
            });
            ada.in("form .primary").click();
            assertThat(ada.input()).isFocused();
            ada.send("My card was charged twice");
            assertThat(ada.in(".rating .reason")).hasText("Please check this answer.");
            ada.page.unrouteAll();
            ada.in("select").selectOption("payment");
            ada.page.getByLabel("Order <b>number</b>").fill("A-18");
            ada.in("input[type=checkbox]").check();
            ada.in("form .primary").click();
            assertThat(ada.input()).hasValue("My card was charged twice");
            ada.input().press("Enter");

            ada.is("waiting");
            assertThat(shop.sarah().session(shop.session("ada")).session())
                    .returns(Map.of("topic", "payment", "order", "A-18"), Session::form)
                    .satisfies(session -> assertThat(
                                    Objects.requireNonNull(session.consent()).version())
                            .isEqualTo("2026-01"));
            assertThat(ada.errors).isEmpty();
        }
    }

    @Test
    void the_demo_shop_has_the_widget_of_its_customer() {
        try (Visit ada = Visit.to(browser, shop.url("/shop"))) {
            ada.open().sent("Where is my teapot?");

            assertThat(shop.customer("ada").current()).isPresent();
            assertNoViolation(ada, "the shop");
            assertThat(ada.errors).isEmpty();
        }
    }

    private static void assertNoViolation(Visit visit, String state, List<String> looked) {
        if (looked.contains(state)) {
            assertNoViolation(visit, state);
        }
    }

    private static void assertNoViolation(Visit visit, String state) {
        assertThat(new AxeBuilder(visit.page).setLegacyMode(true).analyze().getViolations())
                .as(state)
                .extracting(rule -> rule.getId() + " " + rule.getNodes().get(0).getHtml() + " "
                        + rule.getNodes().get(0).getFailureSummary())
                .isEmpty();
    }
}
