package dev.helpline.chat.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** The page of the figures, for supervisors. */
@Tag("browser")
@ExtendWith(Chromium.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeskFiguresTest {
    private final Browser browser;
    private final ShopServer shop = ShopServer.start();

    DeskFiguresTest(Browser browser) {
        this.browser = browser;
    }

    @AfterAll
    void close() {
        shop.close();
    }

    @Test
    void the_board_tells_what_goes_on_now_and_leads_to_its_sessions() {
        shop.asks("ada", "Order A-17", "Hello?");
        try (DeskVisit sarah = DeskVisit.of(browser, shop, "Sarah", Visit.options())) {
            sarah.page.navigate(shop.url("/desk/figures"));
            assertThat(tile(sarah, "Waiting")).hasText("1");
            assertThat(tile(sarah, "On hold")).hasText("0");
            assertThat(tile(sarah, "On hold").locator("a")).hasCount(0);

            shop.asks("bela", "Refund", "Hi");

            assertThat(tile(sarah, "Waiting")).hasText("2");
            tile(sarah, "Waiting").locator("a").focus();
            sarah.press("Enter");
            assertThat(sarah.in(".behind h2:focus")).hasText("Waiting");
            assertThat(sarah.in(".behind tbody tr")).hasCount(2);
            assertNoViolation(sarah);
            sarah.page.goBack();
            assertThat(tile(sarah, "Waiting").locator("a:focus")).hasText("2");
            assertNoViolation(sarah);
            sarah.press("Enter");
            sarah.page
                    .getByRole(
                            AriaRole.LINK,
                            new Page.GetByRoleOptions().setName("bela").setExact(true))
                    .click();
            assertThat(sarah.in(".titles h1").first()).hasText("bela");
            sarah.page.goBack();
            assertThat(sarah.in(".behind tbody tr")).hasCount(2);
            assertThat(sarah.visit.errors).isEmpty();
        }
    }

    @Test
    void the_page_is_not_offered_to_an_agent() {
        try (DeskVisit ben = DeskVisit.of(browser, shop, "Ben", Visit.options())) {
            ben.in(".to-views").click();
            assertThat(ben.in(".menu")).containsText("Team");
            assertThat(ben.in(".menu")).not().containsText("Figures");

            ben.page.navigate(shop.url("/desk#/figures"));

            assertThat(ben.in(".page .empty")).hasText("The figures are for supervisors.");
            assertThat(ben.in(".tiles")).hasCount(0);
            assertNoViolation(ben);
        }
    }

    private static Locator tile(DeskVisit desk, String name) {
        return desk.in(".tiles > div")
                .filter(new Locator.FilterOptions().setHas(desk.page.getByText(name)))
                .locator("dd");
    }

    private static void assertNoViolation(DeskVisit desk) {
        assertThat(new AxeBuilder(desk.page).setLegacyMode(true).analyze().getViolations())
                .extracting(rule -> rule.getId() + " " + rule.getNodes().get(0).getHtml())
                .isEmpty();
    }
}
