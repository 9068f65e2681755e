package dev.helpline.chat.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FilePayload;
import dev.helpline.chat.core.AgentDesk;
import dev.helpline.chat.core.memory.MemoryBlobStore;
import dev.helpline.chat.core.message.SendMessage;
import dev.helpline.chat.core.policy.ChatPolicy;
import dev.helpline.chat.core.policy.ConsentText;
import dev.helpline.chat.core.policy.FieldType;
import dev.helpline.chat.core.policy.FormField;
import dev.helpline.chat.core.poll.PollRequest;
import dev.helpline.chat.core.session.EndSession;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.attachment.FileType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Renders the states of the widget and of the desk as PNG files, for the documentation and to look at after a change of the looks. The arguments are the folder
 * and, optionally, {@code docs} for the pictures of the documentation only.
 */
final class Pictures {
    private final Browser browser;
    private final Path folder;

    private Pictures(Browser browser, Path folder) {
        this.browser = browser;
        this.folder = folder;
    }

    public static void main(String[] args) throws Exception {
        Path folder = Files.createDirectories(Path.of(args[0]));
        try (Chromium.Running running = Chromium.Running.start()) {
            Pictures pictures = new Pictures(running.browser(), folder);
            pictures.shop("widget-light", Visit.options().setColorScheme(ColorScheme.LIGHT));
            pictures.shop("widget-dark", Visit.options().setColorScheme(ColorScheme.DARK));
            pictures.desk("desk-light", large().setColorScheme(ColorScheme.LIGHT), args.length == 1);
            pictures.desk("desk-dark", large().setColorScheme(ColorScheme.DARK), args.length == 1);
            if (args.length == 1) {
                pictures.desk("desk-arabic", large().setLocale("ar"), true);
                pictures.desk(
                        "desk-phone",
                        Visit.options()
                                .setLocale("de")
                                .setViewportSize(360, 640)
                                .setDeviceScaleFactor(2),
                        true);
                pictures.questions();
                pictures.states("light", "en", Visit.options());
                pictures.states("dark", "en", Visit.options().setColorScheme(ColorScheme.DARK));
                pictures.states("arabic", "ar", Visit.options());
                pictures.states(
                        "phone", "de", Visit.options().setViewportSize(360, 640).setDeviceScaleFactor(2));
            }
        }
    }

    private static Browser.NewContextOptions large() {
        return Visit.options().setViewportSize(1280, 760);
    }

    /** The demo shop in the middle of a conversation. */
    private void shop(String name, Browser.NewContextOptions options) {
        try (ShopServer shop = withFiles(ShopServer.unlimited());
                Visit ada = Visit.to(browser, shop.url("/shop"), options.setViewportSize(1180, 720))) {
            ada.open();
            conversation(shop, ada);
            snap(ada, name);
        }
    }

    private static ShopServer withFiles(ChatPolicy.Builder policy) {
        return ShopServer.making(builder -> builder.policy(policy.build())
                .attachments(new MemoryBlobStore(), content -> Optional.of(FileType.of("text/plain"))));
    }

    /** The desk of a shop on a busy day. */
    private void desk(String name, Browser.NewContextOptions options, boolean withStates) {
        try (ShopServer shop = withFiles(ShopServer.unlimited())) {
            DemoDay day = DemoDay.in(shop);
            try (DeskVisit sarah = DeskVisit.of(browser, shop, "Sarah", options)) {
                if (withStates) {
                    sarah.page.waitForTimeout(200);
                    snap(sarah.visit, name + "-1-list");
                    sarah.in(".to-filters").click();
                    snap(sarah.visit, name + "-1-filters");
                    sarah.in(".to-filters").click();
                    sarah.in(".tab").last().click();
                    assertThat(sarah.in(".row")).hasCount(1);
                    snap(sarah.visit, name + "-1-ended");
                    sarah.in(".tab").first().click();
                }
                sarah.open(DemoDay.CUSTOMER);
                sarah.page.waitForTimeout(400);
                day.customerTypes();
                assertThat(sarah.in(".typing")).isVisible();
                snap(sarah.visit, name);
                if (withStates) {
                    states(sarah, day, name);
                }
            }
        }
    }

    private void states(DeskVisit sarah, DemoDay day, String name) {
        sarah.composer().click();
        sarah.type("/");
        snap(sarah.visit, name + "-2-responses");
        sarah.composer().fill("/refund");
        sarah.press("Enter");
        assertThat(sarah.in(".about")).isVisible();
        snap(sarah.visit, name + "-2-macro");
        sarah.press("Escape");
        sarah.composer().fill("");
        sarah.press("Escape", "m", "ArrowUp", "Enter");
        snap(sarah.visit, name + "-3-menu");
        sarah.press("Escape");
        sarah.in(".to-more").click();
        snap(sarah.visit, name + "-3-more");
        sarah.press("Escape", "g");
        snap(sarah.visit, name + "-4-tags");
        sarah.press("Escape", "e");
        snap(sarah.visit, name + "-4-end");
        sarah.press("Escape", "?");
        snap(sarah.visit, name + "-5-keys");
        sarah.press("Escape", "Control+k");
        snap(sarah.visit, name + "-6-search");
        sarah.press("Escape");
        sarah.in("input[type=file]")
                .setInputFiles(new FilePayload("delivery note 4711.txt", "text/plain", "Two cups".getBytes(UTF_8)));
        sarah.visit.context.setOffline(true);
        sarah.composer().fill("Written without a connection");
        sarah.press("Enter");
        assertThat(sarah.in(".banner")).isVisible();
        snap(sarah.visit, name + "-7-lost");
        sarah.visit.context.setOffline(false);
        assertThat(sarah.in(".banner")).isHidden();
        pages(sarah, name);
        day.end();
        assertThat(sarah.in(".locked")).isVisible();
        snap(sarah.visit, name + "-8-ended");
    }

    private void pages(DeskVisit sarah, String name) {
        sarah.press("Escape", "u");
        assertThat(sarah.in("tbody tr").first()).isVisible();
        snap(sarah.visit, name + "-9-audit");
        sarah.page.goBack();
        for (String page : List.of("responses", "team")) {
            sarah.page.evaluate("page => (location.hash = '/' + page)", page);
            assertThat(sarah.in("tbody tr").first()).isVisible();
            snap(sarah.visit, name + "-9-" + page);
            if (page.equals("responses")) {
                sarah.in("tbody tr")
                        .filter(new Locator.FilterOptions().setHasText("/refund"))
                        .locator("button")
                        .first()
                        .click();
                snap(sarah.visit, name + "-9-macro");
                sarah.press("Escape");
            }
            sarah.page.goBack();
        }
        assertThat(sarah.composer()).isVisible();
    }

    private static SessionId conversation(ShopServer shop, Visit ada) {
        ada.sent("Good morning! Where is my order A-1742?");
        SessionId session = shop.session("ada");
        AgentDesk sarah = shop.agent("sarah", "Sarah Lindqvist");
        sarah.send(SendMessage.of(session, "Good morning, Ada. One moment, I am looking it up."));
        sarah.send(SendMessage.of(
                session,
                "It left our workshop yesterday and arrives tomorrow before noon: https://carrier.example/A-1742"));
        assertThat(ada.texts()).hasCount(3);
        ada.sent("Lovely, thank you. Can the carrier leave it with the neighbours?");
        sarah.poll(PollRequest.everything(session, null));
        sarah.read(session, 6);
        assertThat(ada.foot()).containsText(Pattern.compile("Read|Gelesen|قُرئت"));
        sarah.typing(session, true);
        assertThat(ada.in(".typing")).isVisible();
        return session;
    }

    /** What a host asks before a session. */
    private void questions() {
        try (ShopServer shop = ShopServer.with(ShopServer.unlimited()
                        .preChatForm(List.of(
                                FormField.builder("topic", FieldType.CHOICE)
                                        .label("en", "What is it about?")
                                        .choices(List.of("delivery", "payment"))
                                        .required(true)
                                        .build(),
                                FormField.builder("order", FieldType.TEXT)
                                        .label("en", "Number of the order")
                                        .build()))
                        .consent(new ConsentText("1", Map.of("en", "I agree that what I write is kept."), true)));
                Visit ada = Visit.to(browser, shop.page("ada", ""), Visit.options())) {
            ada.open();
            assertThat(ada.in("select")).isFocused();
            snap(ada, "light-0-questions");
        }
    }

    private void states(String kind, String language, Browser.NewContextOptions options) {
        try (ShopServer shop = withFiles(ShopServer.unlimited()
                        .ratingCategories(List.of("delivery", "payment", "product_advice", "returns")));
                Visit ada = Visit.to(browser, shop.page("ada", "lang=\"" + language + "\""), options)) {
            ada.launcher().waitFor();
            snap(ada, kind + "-1-closed");
            ada.open();
            snap(ada, kind + "-2-new");
            ada.send("Good morning!").is("waiting");
            snap(ada, kind + "-3-waiting");
            SessionId session = shop.session("ada");
            AgentDesk sarah = shop.agent("sarah", "Sarah Lindqvist");
            sarah.claim(session);
            conversationIn(shop, ada, session, sarah);
            snap(ada, kind + "-4-active");
            ada.in(".scroller").focus();
            ada.page.keyboard().press("ArrowUp");
            snap(ada, kind + "-4-reply");
            ada.page.keyboard().press("Enter");
            ada.in("input[type=file]").setInputFiles(new FilePayload[] {
                new FilePayload("delivery note 4711.txt", "text/plain", "Two cups".getBytes(UTF_8)),
                new FilePayload("a photo of the broken lid in the sun.txt", "text/plain", new byte[11_000_000])
            });
            assertThat(ada.in(".upload .reason")).isVisible();
            snap(ada, kind + "-4-writing");
            ada.in(".upload .icon-button").last().click();
            ada.in(".upload .icon-button").last().click();
            ada.in(".about .icon-button").click();
            ada.in(".head .icon-button").first().click();
            snap(ada, kind + "-5-question");
            ada.page.keyboard().press("Escape");
            ada.context.setOffline(true);
            ada.send("Written without a connection");
            assertThat(ada.in(".banner")).isVisible();
            snap(ada, kind + "-6-lost");
            ada.context.setOffline(false);
            assertThat(ada.in(".banner")).isHidden();
            sarah.end(EndSession.of(session));
            ada.is("ended");
            ada.in(".star").nth(3).click();
            snap(ada, kind + "-7-ended");
            ada.in(".rating .primary").click();
            assertThat(ada.in(".thanks")).isVisible();
            snap(ada, kind + "-8-rated");
        }
    }

    private static void conversationIn(ShopServer shop, Visit ada, SessionId session, AgentDesk sarah) {
        sarah.send(SendMessage.of(session, "Good morning, Ada. One moment."));
        shop.agent("bo", "A very long name that does not fit into the header of the panel")
                .send(SendMessage.of(session, "Short"));
        ada.send("A long word: " + "Donaudampfschifffahrtsgesellschaftskapitän".repeat(2));
        sarah.send(SendMessage.of(session, "مرحبا، كيف يمكنني مساعدتك اليوم؟"));
        assertThat(ada.texts()).hasCount(5);
    }

    private void snap(Visit visit, String name) {
        visit.page.waitForTimeout(150);
        visit.page.screenshot(new Page.ScreenshotOptions().setPath(folder.resolve(name + ".png")));
    }
}
