package dev.helpline.chat.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.regex.Pattern;

/** An agent in front of the desk. What the page logs against its policy counts as an error. */
final class DeskVisit implements AutoCloseable {
    final Visit visit;
    final Page page;

    private DeskVisit(Visit visit) {
        this.visit = visit;
        this.page = visit.page;
        page.onConsoleMessage(message -> {
            if (message.text().contains("Content Security Policy")) {
                visit.errors.add(message.text());
            }
        });
    }

    /** Opens the desk of a demo and signs in as one of its agents. */
    static DeskVisit of(Browser browser, ShopServer shop, String agent, Browser.NewContextOptions options) {
        DeskVisit desk = new DeskVisit(Visit.to(browser, shop.url("/desk"), options));
        desk.in(".demo-agent")
                .filter(new Locator.FilterOptions().setHasText(agent))
                .click();
        assertThat(desk.in(".me")).containsText(agent);
        return desk;
    }

    /** Opens a page that signs its agent in. */
    static DeskVisit at(Browser browser, String url) {
        return new DeskVisit(Visit.to(browser, url));
    }

    Locator in(String selector) {
        return page.locator("helpline-desk " + selector);
    }

    Locator row(String customer) {
        return in(".row").filter(new Locator.FilterOptions().setHasText(customer));
    }

    /** Opens a session with the mouse. */
    DeskVisit open(String customer) {
        row(customer).click();
        assertThat(in(".titles h1")).hasText(customer);
        return this;
    }

    Locator composer() {
        return in(".composer textarea");
    }

    Locator texts() {
        return in(".message .text");
    }

    Locator button(String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    DeskVisit press(String... keys) {
        for (String key : keys) {
            page.keyboard().press(key);
        }
        return this;
    }

    DeskVisit type(String text) {
        page.keyboard().type(text);
        return this;
    }

    /** Writes a message, and waits until the server has it. */
    DeskVisit sent(String text) {
        composer().fill(text);
        composer().press("Enter");
        assertThat(in(".message.own .text").last()).hasText(text);
        assertThat(in(".message.sending")).hasCount(0);
        return this;
    }

    void isStored() {
        assertThat(in(".message .foot").last()).containsText(Pattern.compile("Sent|Delivered|Read"));
    }

    @Override
    public void close() {
        visit.close();
    }
}
