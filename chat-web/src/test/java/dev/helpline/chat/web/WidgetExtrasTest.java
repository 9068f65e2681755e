package dev.helpline.chat.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.FilePayload;
import dev.helpline.chat.core.memory.MemoryBlobStore;
import dev.helpline.chat.core.message.MessagesQuery;
import dev.helpline.chat.core.message.SendMessage;
import dev.helpline.chat.core.session.EndSession;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.attachment.FileType;
import dev.helpline.chat.spi.entry.Entry;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Files, quotes, sound and the prompt for a rating in the widget. */
@Tag("browser")
@ExtendWith(Chromium.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WidgetExtrasTest {
    private static final byte[] PIXEL = Base64.getDecoder()
            .decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==");
    private static final FilePayload RECEIPT = new FilePayload("receipt.txt", "text/plain", "12.00".getBytes(UTF_8));
    private static final FilePayload PHOTO = new FilePayload("lid.png", "image/png", PIXEL);
    private static final FilePayload PROGRAM = new FilePayload("game.exe", "text/plain", "MZ".getBytes(UTF_8));

    /** Drops a file on the panel, as the system would. */
    private static final String DROP = "panel => { const data = new DataTransfer();"
            + " data.items.add(new File(['12.00'], 'dropped.txt', { type: 'text/plain' }));"
            + " panel.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true })); }";

    private final Browser browser;
    private final ShopServer shop =
            ShopServer.making(builder -> builder.policy(ShopServer.unlimited().build())
                    .attachments(
                            new MemoryBlobStore(),
                            content -> Optional.of(content)
                                    .map(bytes -> new String(bytes.read(0, 4), UTF_8))
                                    .filter(start -> !start.startsWith("MZ"))
                                    .map(start -> FileType.of(start.contains("PNG") ? "image/png" : "text/plain"))));

    WidgetExtrasTest(Browser browser) {
        this.browser = browser;
    }

    @AfterAll
    void close() {
        shop.close();
    }

    @Test
    void files_are_chosen_or_dropped_and_arrive_with_their_message() {
        try (Visit ada = visit("ada")) {
            ada.in("input[type=file]").setInputFiles(new FilePayload[] {PHOTO, RECEIPT});
            assertThat(ada.in(".upload")).hasCount(2);
            ada.in(".panel").evaluate(DROP);
            assertThat(ada.in(".upload").last()).containsText("dropped.txt");
            ada.in(".upload button[aria-label='Remove receipt.txt']").click();
            assertThat(ada.in(".upload")).hasCount(2);
            assertThat(ada.in(".send")).isEnabled();
            assertNoViolation(ada);
            ada.sent("The lid is broken");

            assertThat(ada.in(".upload")).hasCount(0);
            assertThat(ada.in(".message .file")).containsText("dropped.txt");
            assertThat(ada.in(".message .picture img")).hasJSProperty("naturalWidth", 1);
            assertThat(stored("ada").get(0).attachments())
                    .extracting(file -> file.name())
                    .containsExactly("lid.png", "dropped.txt");
            ada.page.route("**/api/chat/attachments/*/*", Route::abort, new Page.RouteOptions().setTimes(1));
            ada.page.reload();
            ada.open();
            assertThat(ada.in(".message .picture img")).hasJSProperty("naturalWidth", 1);
            assertThat(ada.errors).isEmpty();
        }
    }

    @Test
    void a_file_that_is_refused_says_why_and_one_that_failed_can_be_tried_again() {
        try (Visit bela = visit("bela")) {
            bela.in("input[type=file]").setInputFiles(PROGRAM);
            assertThat(bela.in(".upload .reason")).hasText("This type is not accepted");
            bela.in(".upload .icon-button").click();
            bela.page.route(
                    "**/api/chat/attachments",
                    route -> route.fulfill(new Route.FulfillOptions()
                            .setStatus(401)
                            .setBody("{\"success\":false,\"error\":{\"code\":\"NO_TOKEN\"}}")));
            bela.in("input[type=file]").setInputFiles(RECEIPT);
            assertThat(bela.in(".upload .reason")).hasText("Not uploaded");
            bela.page.unrouteAll();

            bela.in(".upload .plain").click();

            assertThat(bela.in(".upload .reason")).hasCount(0);
            assertThat(bela.in(".send")).isEnabled();
            bela.in(".send").click();
            assertThat(bela.in(".message .file")).containsText("receipt.txt");
            assertThat(bela.in(".message.sending")).hasCount(0);
        }
    }

    @Test
    void a_message_is_quoted_with_the_keyboard() {
        try (Visit cora = visit("cora")) {
            cora.sent("Where is my order?");
            shop.sarah().send(SendMessage.of(shop.session("cora"), "Which one? A-17 or A-18?"));
            assertThat(cora.texts().last()).hasText("Which one? A-17 or A-18?");

            cora.in(".scroller").focus();
            cora.page.keyboard().press("ArrowUp");
            cora.page.keyboard().press("Enter");
            assertThat(cora.input()).isFocused();
            assertThat(cora.in(".about")).containsText("Which one? A-17 or A-18?");
            cora.page.reload();
            cora.open();
            assertThat(cora.in(".about")).containsText("Which one? A-17 or A-18?");
            cora.sent("The first");

            assertThat(cora.in(".message.own blockquote")).containsText("Which one? A-17 or A-18?");
            assertThat(cora.in(".about")).isHidden();
            assertThat(stored("cora").get(2).replyTo())
                    .isEqualTo(stored("cora").get(1).id());
        }
    }

    @Test
    void one_of_two_tabs_asks_for_the_rating_and_remembers_it_across_a_reload() {
        try (Visit dora = visit("dora")) {
            dora.sent("Thank you");
            SessionId session = shop.session("dora");
            Visit second = dora.tab(shop.page("dora", ""));
            second.is("waiting");
            shop.sarah().end(EndSession.of(session));
            assertThat(dora.in(".star")).hasCount(5);
            dora.page.reload();
            dora.open();
            assertThat(dora.in(".star")).hasCount(5);
            second.open();
            assertThat(second.in(".finale .primary")).hasText("Start another chat");
            assertThat(second.in(".star")).hasCount(0);

            dora.in(".star").last().click();
            dora.page.keyboard().press("Enter");

            assertThat(dora.in(".thanks")).isVisible();
            assertThat(Objects.requireNonNull(
                                    shop.sarah().session(session).session().rating())
                            .stars())
                    .isEqualTo(5);
        }
    }

    @Test
    void sound_is_off_until_the_customer_switches_it_on() {
        try (Visit ella = Visit.to(browser, shop.page("ella", ""))) {
            ella.page.addInitScript(
                    "window.tones = 0; const start = OscillatorNode.prototype.start;"
                            + " OscillatorNode.prototype.start = function (at) { window.tones++; return start.call(this, at); };");
            ella.page.reload();
            ella.open().sent("Hello");
            SessionId session = shop.session("ella");
            ella.in(".to-sound").waitFor();
            ella.page.keyboard().press("Escape");
            shop.sarah().send(SendMessage.of(session, "Hello Ella"));
            assertThat(ella.in(".badge")).hasText("1");
            assertThat(ella.page.evaluate("tones")).isEqualTo(0);

            ella.open();
            ella.in(".to-sound").click();
            assertThat(ella.in(".to-sound")).hasAttribute("aria-pressed", "true");
            assertThat(ella.page.evaluate("tones")).isEqualTo(2);
            ella.page.keyboard().press("Escape");
            shop.sarah().send(SendMessage.of(session, "One moment"));
            assertThat(ella.in(".badge")).hasText("1");

            assertThat(ella.page.evaluate("tones")).isEqualTo(4);
        }
    }

    private Visit visit(String customer) {
        Visit visit = Visit.to(browser, shop.page(customer, ""));
        visit.open();
        visit.in(".to-sound").waitFor();
        return visit;
    }

    private List<Entry> stored(String customer) {
        return shop.sarah()
                .messages(MessagesQuery.page(shop.session(customer), 1, 20))
                .messages();
    }

    private static void assertNoViolation(Visit visit) {
        assertThat(new AxeBuilder(visit.page).setLegacyMode(true).analyze().getViolations())
                .extracting(rule -> rule.getId() + " " + rule.getNodes().get(0).getHtml())
                .isEmpty();
    }
}
