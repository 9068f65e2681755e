package dev.helpline.chat.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Response;
import dev.helpline.chat.core.AgentDesk;
import dev.helpline.chat.core.draft.SaveDraft;
import dev.helpline.chat.core.session.EndSession;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.draft.Draft;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** What an agent writes at the desk is there on the agent's other devices, and no text replaces another one unasked. */
@Tag("browser")
@ExtendWith(Chromium.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeskDraftsTest {
    private final Browser browser;
    private final ShopServer shop = ShopServer.start();

    DeskDraftsTest(Browser browser) {
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
    void a_draft_is_there_on_another_device_and_gone_once_it_is_sent() {
        SessionId session = claimed();
        try (DeskVisit office = visit()) {
            saved(office, "Dear Ada, I have looked");
        }
        try (DeskVisit home = visit()) {
            home.open("ada");
            assertThat(home.composer()).hasValue("Dear Ada, I have looked");
            saved(home, "Dear Ada, I have looked it up");
            home.sent("Dear Ada, I have looked it up");
            assertThat(draft(session)).isEmpty();
            home.page.reload();
            assertThat(home.texts().last()).hasText("Dear Ada, I have looked it up");
            assertThat(home.composer()).hasValue("");
            assertThat(home.visit.errors).isEmpty();
        }
    }

    @Test
    void a_text_that_another_device_saved_is_shown_if_nothing_was_changed_here() {
        SessionId session = claimed();
        try (DeskVisit office = visit()) {
            saved(office, "One");
            String revision = draft(session).orElseThrow().revision();
            ben().drafts()
                    .save(SaveDraft.builder(session, "Two").replaced(revision).build());

            office.page.evaluate("dispatchEvent(new Event('focus'))");

            assertThat(office.composer()).hasValue("Two");
            assertThat(office.in(".about")).isHidden();
        }
    }

    @Test
    void of_two_texts_the_agent_chooses_one_and_none_is_replaced_before() {
        SessionId session = claimed();
        try (DeskVisit office = visit()) {
            saved(office, "One");
            String revision = draft(session).orElseThrow().revision();
            ben().drafts()
                    .save(SaveDraft.builder(session, "Two").replaced(revision).build());

            office.composer().fill("One and a half");
            assertThat(office.in(".about")).containsText("Written on another device Two");
            office.composer().fill("One and three quarters");
            assertThat(new AxeBuilder(office.page).setLegacyMode(true).analyze().getViolations())
                    .isEmpty();
            assertThat(draft(session).map(Draft::text)).contains("Two");
            assertThat(office.composer()).hasValue("One and three quarters");

            Response kept = office.page.waitForResponse(
                    DeskDraftsTest::isSave,
                    () -> office.in(".about .icon-button").click());
            assertThat(kept.status()).isEqualTo(200);
            assertThat(office.in(".about")).isHidden();
            assertThat(draft(session).map(Draft::text)).contains("One and three quarters");

            ben().drafts()
                    .save(SaveDraft.builder(session, "Three")
                            .replaced(draft(session).orElseThrow().revision())
                            .build());
            office.composer().fill("One and four fifths");
            office.button("Use this text").click();
            assertThat(office.composer()).hasValue("Three");
            assertThat(office.composer()).isFocused();
            assertThat(office.visit.errors).isEmpty();
        }
    }

    @Test
    void a_note_is_no_draft_of_a_reply() {
        SessionId session = claimed();
        try (DeskVisit office = visit()) {
            List<String> saves = new ArrayList<>();
            office.page.onRequest(request -> {
                if (request.method().equals("PUT")) {
                    saves.add(request.postData());
                }
            });
            office.page.clock().install();
            office.open("ada").press("Escape", "t").type("She is cross");
            office.page.clock().fastForward(5_000);
            office.sent("She is cross");
            assertThat(office.in(".message.note .text")).hasText("She is cross");

            saved(office, "Dear Ada");

            assertThat(saves).isNotEmpty().noneMatch(save -> save.contains("cross"));
            assertThat(draft(session).map(Draft::text)).contains("Dear Ada");
        }
    }

    @Test
    void what_is_written_while_the_server_is_down_is_saved_when_it_is_back() {
        SessionId session = claimed();
        try (DeskVisit office = visit()) {
            saved(office, "Dear Ada");
            shop.kill();
            office.composer().fill("Dear Ada, one moment");
            assertThat(office.in(".banner")).isVisible();
            Response saved = office.page.waitForResponse(
                    response -> isSave(response) && response.status() == 200, shop::restart);

            assertThat(saved.text()).contains("Dear Ada, one moment");
            assertThat(draft(session).map(Draft::text)).contains("Dear Ada, one moment");
        }
    }

    private AgentDesk ben() {
        return shop.agent("ben", "Ben Okafor");
    }

    private SessionId claimed() {
        SessionId session = shop.asks("ada", "Order A-17", "Where is it?");
        ben().claim(session);
        return session;
    }

    /** Writes, and waits until the server has it. */
    private static void saved(DeskVisit desk, String text) {
        desk.open("ada");
        Response saved = desk.page.waitForResponse(
                DeskDraftsTest::isSave, () -> desk.composer().fill(text));
        assertThat(saved.status()).isEqualTo(200);
        assertThat(saved.text()).contains(text);
    }

    private static boolean isSave(Response response) {
        return response.request().method().equals("PUT") && response.url().contains("/draft/");
    }

    private Optional<Draft> draft(SessionId session) {
        return ben().drafts().find(session);
    }

    private DeskVisit visit() {
        return DeskVisit.of(browser, shop, "Ben", Visit.options());
    }
}
