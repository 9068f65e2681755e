package dev.helpline.chat.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.util.ArrayList;
import java.util.List;

/** A customer in front of a page with the widget. Whatever the page writes to its console as an error is kept. */
final class Visit implements AutoCloseable {
    private static final double PATIENCE_MILLIS = 20_000;

    final BrowserContext context;
    final Page page;
    final List<String> errors = new ArrayList<>();

    private Visit(BrowserContext context, Page page) {
        this.context = context;
        this.page = page;
        page.onPageError(errors::add);
        page.onDialog(dialog -> {
            errors.add("dialog: " + dialog.message());
            dialog.dismiss();
        });
    }

    static Visit to(Browser browser, String url) {
        return to(browser, url, options());
    }

    static Browser.NewContextOptions options() {
        return new Browser.NewContextOptions()
                .setViewportSize(1100, 760)
                .setLocale("en-GB")
                .setTimezoneId("Europe/Berlin");
    }

    static Visit to(Browser browser, String url, Browser.NewContextOptions options) {
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLIS);
        BrowserContext context = browser.newContext(options);
        context.setDefaultTimeout(PATIENCE_MILLIS);
        Page page = context.newPage();
        Visit visit = new Visit(context, page);
        page.navigate(url);
        return visit;
    }

    /** Another tab of the same browser. */
    Visit tab(String url) {
        Visit tab = new Visit(context, context.newPage());
        tab.page.navigate(url);
        return tab;
    }

    Locator launcher() {
        return page.locator("helpline-chat .launcher");
    }

    Locator panel() {
        return page.getByRole(AriaRole.DIALOG);
    }

    Locator root() {
        return page.locator("helpline-chat .root");
    }

    Locator input() {
        return page.locator("helpline-chat .composer textarea");
    }

    Locator messages() {
        return page.locator("helpline-chat .message");
    }

    Locator texts() {
        return page.locator("helpline-chat .message .text");
    }

    Locator foot() {
        return page.locator("helpline-chat .message .foot").last();
    }

    Locator in(String selector) {
        return page.locator("helpline-chat " + selector);
    }

    Visit open() {
        launcher().click();
        assertThat(panel()).isVisible();
        return this;
    }

    Visit send(String text) {
        input().fill(text);
        input().press("Enter");
        return this;
    }

    /** Sends and waits until the server has it. */
    Visit sent(String text) {
        send(text);
        assertThat(in(".message.own .text").last()).hasText(text);
        assertThat(in(".message.sending")).hasCount(0);
        return this;
    }

    void is(String state) {
        assertThat(root()).hasAttribute("data-state", state);
    }

    @Override
    public void close() {
        context.close();
    }
}
