package dev.helpline.chat.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.WebSocketFrame;
import com.microsoft.playwright.options.FilePayload;
import dev.helpline.chat.core.canned.SaveCannedResponse;
import dev.helpline.chat.core.memory.MemoryBlobStore;
import dev.helpline.chat.spi.CannedResponseId;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.attachment.FileType;
import dev.helpline.chat.spi.session.Ending;
import dev.helpline.chat.spi.session.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A day's work: two customers with the widget, two agents at their desks, all at once. */
@Tag("browser")
@ExtendWith(Chromium.class)
class DeskDayTest {
    private static final String SECRET = "Has complained before, be kind";
    private static final byte[] PIXEL = Base64.getDecoder()
            .decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==");

    private final Browser browser;

    DeskDayTest(Browser browser) {
        this.browser = browser;
    }

    @Test
    void two_customers_and_two_agents_by_keyboard_alone() throws IOException {
        try (ShopServer shop = ShopServer.making(
                        builder -> builder.policy(ShopServer.unlimited().build())
                                .attachments(new MemoryBlobStore(), content -> Optional.of(FileType.of("image/png"))));
                Visit ada = Visit.to(browser, shop.page("ada", ""));
                Visit bela = Visit.to(browser, shop.page("bela", ""))) {
            shop.agent("sarah", "Sarah Lindqvist")
                    .cannedResponses()
                    .save(SaveCannedResponse.builder(
                                    new CannedResponseId("hello"), "hi", "Hello {{customer.name}}, one moment.")
                            .build());
            shop.agent("ben", "Ben Okafor").agents();
            List<String> heard = everythingThatReaches(ada);
            ada.page.reload();
            ada.open().sent("The lid is broken");
            ada.in("input[type=file]").setInputFiles(new FilePayload("lid.png", "image/png", PIXEL));
            assertThat(ada.in(".send")).isEnabled();
            ada.send("");
            assertThat(ada.in(".message .picture")).isVisible();
            bela.open().sent("Which tea for a cold brew?");
            SessionId session = shop.session("ada");
            try (DeskVisit sarah = DeskVisit.of(browser, shop, "Sarah", Visit.options());
                    DeskVisit ben = DeskVisit.of(browser, shop, "Ben", Visit.options())) {
                sarah.press("n");
                assertThat(sarah.composer()).isFocused();
                assertThat(sarah.in(".message .picture img")).hasJSProperty("naturalWidth", 1);
                List<Download> files = new CopyOnWriteArrayList<>();
                sarah.visit.context.onPage(tab -> tab.onDownload(files::add));
                sarah.press("Escape", "m", "ArrowUp", "Tab", "Enter");
                sarah.page.waitForCondition(() -> !files.isEmpty());
                Download file = files.get(0);
                assertThat(file.suggestedFilename()).isEqualTo("lid.png");
                assertThat(Files.readAllBytes(file.path())).isEqualTo(PIXEL);

                sarah.press("c");
                assertThat(sarah.in(".subtitle")).containsText("Yours");
                assertThat(sarah.composer()).isFocused();
                sarah.type("/hi");
                assertThat(sarah.in("[role=option]")).hasCount(1);
                sarah.press("Enter");
                assertThat(sarah.composer()).hasValue("Hello ada, one moment.");
                sarah.press("Enter");
                sarah.isStored();
                assertThat(ada.texts().last()).hasText("Hello ada, one moment.");
                sarah.press("Escape", "t").type(SECRET).press("Enter");
                assertThat(sarah.in(".message.note:not(.sending)")).hasCount(1);

                sarah.press("Escape", "x");
                assertThat(sarah.in("dialog input").first()).isFocused();
                sarah.press("ArrowDown");
                assertThat(sarah.in("dialog .option:has(:checked)")).containsText("Ben Okafor");
                sarah.press("Enter");
                assertThat(sarah.in(".subtitle")).containsText("Ben Okafor");
                ben.press("k");
                ben.open("ada");
                assertThat(ben.in(".message.note")).containsText(SECRET);
                ben.composer().focus();
                ben.type("A new one is on its way").press("Enter");
                ben.isStored();
                ben.press("Escape", "e");
                assertThat(ben.in("dialog :checked")).isFocused();
                ben.press("Enter");
                ada.is("ended");
                assertThat(shop.sarah().session(session).session().ending())
                        .isNotNull()
                        .returns(Outcome.RESOLVED, Ending::outcome);
                sarah.press("n");
                assertThat(sarah.in(".titles h1")).hasText("bela");
                assertThat(sarah.composer()).isFocused();
                sarah.press("Escape", "c");
                assertThat(sarah.in(".subtitle")).containsText("Yours");
                assertThat(sarah.composer()).isFocused();
                sarah.type("A green one").press("Enter");
                assertThat(bela.texts().last()).hasText("A green one");

                assertThat(heard).anyMatch(text -> text.contains("A new one is on its way"));
                assertThat(heard).noneMatch(text -> text.contains(SECRET));
                assertThat(ada.page.content()).doesNotContain(SECRET);
                assertThat((String) ada.in(".root").evaluate("root => root.innerHTML"))
                        .doesNotContain(SECRET);
                assertThat(List.of(ada.errors, bela.errors, sarah.visit.errors, ben.visit.errors))
                        .allMatch(List::isEmpty);
            }
        }
    }

    /** Gathers what the server tells a page, over HTTP and over sockets. */
    private static List<String> everythingThatReaches(Visit visit) {
        List<String> heard = new CopyOnWriteArrayList<>();
        visit.page.onWebSocket(socket -> socket.onFrameReceived((WebSocketFrame frame) -> heard.add(frame.text())));
        visit.page.onResponse(response -> heard.add(textOf(response)));
        return heard;
    }

    private static String textOf(Response response) {
        try {
            return response.url().contains("/api/") ? response.text() : "";
        } catch (PlaywrightException gone) {
            return "";
        }
    }
}
