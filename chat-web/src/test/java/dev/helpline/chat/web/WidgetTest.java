package dev.helpline.chat.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import dev.helpline.chat.core.AgentDesk;
import dev.helpline.chat.core.host.Voice;
import dev.helpline.chat.core.message.AmendMessage;
import dev.helpline.chat.core.message.MessagesQuery;
import dev.helpline.chat.core.message.SendMessage;
import dev.helpline.chat.core.session.EndSession;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.entry.Entry;
import dev.helpline.chat.spi.rating.Rating;
import dev.helpline.chat.spi.session.SessionState;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a customer does with the widget, in a browser. */
@Tag("browser")
@ExtendWith(Chromium.class)
class WidgetTest {
    private final Browser browser;
    private final ShopServer shop =
            ShopServer.with(ShopServer.unlimited().ratingCategories(List.of("delivery", "payment")));

    WidgetTest(Browser browser) {
        this.browser = browser;
    }

    @AfterEach
    void close() {
        shop.close();
    }

    @Test
    void a_wait_is_told_as_a_range_of_minutes_in_every_language() {
        try (Visit ada = visit("ada")) {
            Object told = ada.page.evaluate("""
                    async () => {
                      const loaded = performance.getEntriesByType("resource").find(({ name }) => /\\/texts\\b/.test(name));
                      const { loadTexts } = await import(loaded.name);
                      const all = await Promise.all(["ar", "de", "en", "es", "fr", "hi"].map((each) => loadTexts([each])));
                      return all.map((texts) => `${texts.minutes(120, 300)}, ${texts.minutes(130, 140)}`).join("\\n");
                    }
                    """);

            assertThat(told.toString().replaceAll("\\h", " ").split("\n"))
                    .containsExactly(
                            "2–5 دقائق, دقيقتان",
                            "2–5 Minuten, 2 Minuten",
                            "2–5 minutes, 2 minutes",
                            "2-5 minutos, 2 minutos",
                            "2–5 minutes, 2 minutes",
                            "2–5 मिनट, 2 मिनट");
        }
    }

    private static Object hueOf(Visit visit, String avatar) {
        return visit.in(avatar).evaluate("face => face.style.getPropertyValue('--hl-hue')");
    }

    @Test
    void a_customer_writes_gets_a_reply_ends_and_rates() {
        try (Visit ada = visit("ada")) {
            ada.open().is("new");
            assertThat(ada.panel()).hasAccessibleName("How can we help?");
            ada.sent("Where is my order?").is("waiting");
            assertThat(ada.in(".head")).containsText("Number 1 in line");

            SessionId session = shop.session("ada");
            AgentDesk sarah = shop.sarah();
            sarah.send(SendMessage.of(session, "On its way, see https://shop.example/track?a=1&b=2."));
            ada.is("active");
            assertThat(ada.in("h2")).hasText("Sarah");
            assertThat(ada.texts())
                    .hasText(
                            new String[] {"Where is my order?", "On its way, see https://shop.example/track?a=1&b=2."});
            assertThat(ada.in(".text a")).hasAttribute("href", "https://shop.example/track?a=1&b=2");
            assertThat(ada.in("[aria-live=polite]")).containsText("Sarah: On its way");
            assertThat(hueOf(ada, ".message .avatar")).isEqualTo(hueOf(ada, ".face .avatar"));

            sarah.typing(session, true);
            assertThat(ada.in(".typing")).hasText("Sarah is typing");
            sarah.end(EndSession.of(session));
            ada.is("ended");
            ada.in(".star").last().click();
            assertThat(ada.in(".chosen")).hasText("Very good");
            ada.page
                    .getByText("delivery", new Page.GetByTextOptions().setExact(true))
                    .click();
            ada.page.getByLabel("Tell us more").fill("Quick");
            ada.page.getByRole(AriaRole.BUTTON, named("Send rating")).click();
            assertThat(ada.panel()).containsText("Thank you for your rating.");

            assertThat(sarah.detail(session).view().session().rating())
                    .returns(5, Rating::stars)
                    .returns("Quick", Rating::feedback)
                    .returns(List.of("delivery"), Rating::categories);
            ada.page.getByRole(AriaRole.BUTTON, named("Start another chat")).click();
            ada.is("new");
            assertThat(ada.input()).isFocused();
            assertThat(ada.errors).isEmpty();
        }
    }

    @Test
    void the_customer_sees_that_the_agent_got_and_read_a_message() {
        try (Visit ada = visit("ada")) {
            ada.open().sent("Hello?");
            SessionId session = shop.session("ada");
            AgentDesk sarah = shop.sarah();
            sarah.claim(session);

            sarah.read(session, 2);

            assertThat(ada.foot()).containsText("Read");
        }
    }

    @Test
    void a_message_that_was_edited_or_withdrawn_changes_in_its_place() {
        try (Visit ada = visit("ada")) {
            ada.open().sent("Hello?");
            SessionId session = shop.session("ada");
            AgentDesk sarah = shop.sarah();
            Entry first = sarah.send(SendMessage.of(session, "It arives Friday"));
            Entry second = sarah.send(SendMessage.of(session, "Sorry, wrong window"));
            assertThat(ada.texts()).hasCount(3);

            sarah.amend(AmendMessage.edit(session, first.id(), "It arrives on Friday"));
            sarah.amend(AmendMessage.withdraw(session, second.id()));

            assertThat(ada.texts())
                    .hasText(new String[] {"Hello?", "It arrives on Friday", "This message was withdrawn."});
            assertThat(ada.panel()).containsText("edited");
        }
    }

    @Test
    void a_bot_is_shown_by_name_and_as_a_bot_and_the_system_apart_from_both_sides() {
        try (Visit ada = visit("ada")) {
            ada.open().sent("Hello?");
            SessionId session = shop.session("ada");

            shop.host().send(Voice.bot("shipping", "Shipping"), SendMessage.of(session, "Your parcel left today."));
            shop.host().send(Voice.SYSTEM, SendMessage.of(session, "Order 4711 was paid."));

            assertThat(ada.in(".message.other .author")).hasText("Shipping · Assistant");
            assertThat(ada.in(".event").last()).hasText("Order 4711 was paid.");
        }
    }

    @Test
    void a_closed_panel_counts_what_is_unread_until_it_is_opened() {
        try (Visit ada = visit("ada")) {
            ada.open().sent("Hello?");
            SessionId session = shop.session("ada");
            ada.page.keyboard().press("Escape");
            assertThat(ada.panel()).isHidden();
            assertThat(ada.launcher()).isFocused();

            shop.sarah().send(SendMessage.of(session, "One"));
            shop.sarah().send(SendMessage.of(session, "Two"));

            assertThat(ada.in(".badge")).hasText("2");
            assertThat(ada.launcher()).hasAccessibleName("Open chat. Unread messages: 2");
            ada.open();
            assertThat(ada.in(".badge")).isHidden();
            ada.page.keyboard().press("Escape");
            ada.page.reload();
            assertThat(ada.launcher()).hasAccessibleName("Open chat");
        }
    }

    @Test
    void a_reload_brings_the_conversation_and_the_draft_back() {
        try (Visit ada = visit("ada")) {
            ada.open().sent("First");
            ada.input().fill("Half a sen");

            ada.page.reload();

            ada.open();
            assertThat(ada.texts()).hasText(new String[] {"First"});
            assertThat(ada.input()).hasValue("Half a sen");
        }
    }

    @Test
    void an_ended_session_can_be_rated_after_a_reload() {
        try (Visit ada = visit("ada")) {
            ada.open().sent("Hello?");
            shop.sarah().end(EndSession.of(shop.session("ada")));
            ada.is("ended");

            ada.page.reload();

            ada.is("ended");
            ada.open();
            assertThat(ada.in(".rating")).isVisible();
        }
    }

    @Test
    void the_customer_ends_the_chat_after_a_question() {
        try (Visit ada = visit("ada")) {
            ada.open().sent("Hello?");
            SessionId session = shop.session("ada");
            ada.page.getByRole(AriaRole.BUTTON, named("End chat")).click();
            assertThat(ada.page.getByRole(AriaRole.BUTTON, named("Keep chatting")))
                    .isFocused();
            ada.page.keyboard().press("Escape");
            assertThat(ada.input()).isFocused();

            ada.page.getByRole(AriaRole.BUTTON, named("End chat")).click();
            ada.in(".danger").click();

            ada.is("ended");
            assertThat(ada.in("h2")).isFocused();
            assertThat(shop.sarah().session(session).session().state()).isEqualTo(SessionState.ENDED);
        }
    }

    @Test
    void what_is_written_offline_goes_out_once_and_in_order_when_the_network_is_back() {
        try (Visit ada = visit("ada")) {
            ada.open().sent("One");
            SessionId session = shop.session("ada");
            ada.context.setOffline(true);
            ada.send("Two").send("Three");
            assertThat(ada.in(".banner")).containsText("No connection since");
            assertThat(ada.foot()).containsText("Sending");
            shop.sarah().send(SendMessage.of(session, "Meanwhile"));

            ada.context.setOffline(false);

            assertThat(ada.in(".message.sending")).hasCount(0);
            assertThat(ada.texts()).hasText(new String[] {"One", "Meanwhile", "Two", "Three"});
            assertThat(ada.in(".banner")).isHidden();
            assertThat(stored(session)).containsExactly("One", "Meanwhile", "Two", "Three");
        }
    }

    @Test
    void a_server_that_is_killed_and_comes_back_loses_and_doubles_nothing() {
        try (Visit ada = visit("ada")) {
            ada.open().sent("One");
            SessionId session = shop.session("ada");
            shop.kill();
            ada.send("Two");
            ada.input().fill("Thr");
            assertThat(ada.in(".banner")).containsText("No connection since");

            shop.restart();

            assertThat(ada.foot()).containsText(Pattern.compile("Sent|Delivered|Read"));
            assertThat(ada.input()).hasValue("Thr");
            shop.sarah().send(SendMessage.of(session, "I am here"));
            assertThat(ada.texts()).hasText(new String[] {"One", "Two", "I am here"});
            assertThat(stored(session)).containsExactly("One", "Two", "I am here");
        }
    }

    @Test
    void a_lost_reply_is_asked_for_again_and_the_message_is_there_once() {
        try (Visit ada = visit("ada")) {
            ada.open().sent("One");
            boolean[] lost = {false};
            ada.page.route("**/api/chat/message", route -> {
                if (lost[0]) {
                    route.resume();
                } else {
                    lost[0] = true;
                    route.fetch();
                    route.abort();
                }
            });

            ada.sent("Two");

            assertThat(ada.texts()).hasText(new String[] {"One", "Two"});
            assertThat(stored(shop.session("ada"))).containsExactly("One", "Two");
        }
    }

    @Test
    void a_page_that_is_reloaded_before_its_message_was_stored_sends_it_then() {
        try (Visit ada = visit("ada")) {
            ada.open().sent("One");
            ada.page.route("**/api/chat/message", route -> route.abort());
            ada.send("Two");
            assertThat(ada.foot()).containsText("Sending");
            ada.page.unroute("**/api/chat/message");
            ada.page.route("**/api/chat/message", route -> route.resume());

            ada.page.reload();

            ada.open();
            assertThat(ada.texts()).hasText(new String[] {"One", "Two"});
            assertThat(ada.foot()).containsText(Pattern.compile("Sent|Delivered|Read"));
            assertThat(stored(shop.session("ada"))).containsExactly("One", "Two");
        }
    }

    @Test
    void where_sockets_do_not_get_through_the_widget_polls() {
        try (Visit ada = Visit.to(browser, "about:blank")) {
            ada.page.addInitScript(
                    "window.WebSocket = class { constructor() { queueMicrotask(() => this.onclose({code: 1006})) }"
                            + " close() {} send() {} }");
            ada.page.navigate(shop.page("ada", ""));
            ada.open().sent("One");

            shop.sarah().send(SendMessage.of(shop.session("ada"), "By poll"));

            assertThat(ada.texts()).hasText(new String[] {"One", "By poll"});
            assertThat(ada.in(".banner")).isHidden();
        }
    }

    @Test
    void two_tabs_show_one_conversation() {
        String page = shop.page("ada", "");
        try (Visit left = Visit.to(browser, page)) {
            Visit right = left.tab(page);
            right.open();
            left.open().sent("From the left");
            assertThat(right.texts()).hasText(new String[] {"From the left"});

            right.sent("From the right");

            assertThat(left.texts()).hasText(new String[] {"From the left", "From the right"});
            shop.sarah().end(EndSession.of(shop.session("ada")));
            left.is("ended");
            right.is("ended");
        }
    }

    @Test
    void two_tabs_that_write_first_at_once_share_a_session() {
        String page = shop.page("ada", "");
        try (Visit left = Visit.to(browser, page)) {
            Visit right = left.tab(page);
            left.open();
            right.open();

            left.send("Left");
            right.send("Right");

            assertThat(left.texts()).hasCount(2);
            assertThat(right.texts()).hasCount(2);
            assertThat(left.in(".message.sending")).hasCount(0);
            assertThat(right.in(".message.sending")).hasCount(0);
            assertThat(stored(shop.session("ada"))).containsExactlyInAnyOrder("Left", "Right");
        }
    }

    @Test
    void a_rejected_message_stays_with_its_reason_and_can_be_deleted() {
        try (Visit ada = visit("ada")) {
            ada.open().sent("One");
            ada.page.route(
                    "**/api/chat/message",
                    route -> route.fulfill(
                            new Route.FulfillOptions()
                                    .setStatus(400)
                                    .setBody(
                                            "{\"success\":false,\"error\":{\"code\":\"CONTENT_REJECTED\",\"message\":\"no\"}}")));

            ada.send("Something bad");

            assertThat(ada.panel()).containsText("This message was not accepted.");
            ada.page.getByRole(AriaRole.BUTTON, named("Delete")).click();
            assertThat(ada.texts()).hasText(new String[] {"One"});
            assertThat(ada.input()).isFocused();
        }
    }

    @Test
    void a_message_that_came_after_the_end_becomes_the_draft_of_the_next_chat() {
        try (Visit ada = visit("ada")) {
            ada.open().sent("One");
            ada.context.setOffline(true);
            ada.send("Too late");
            shop.sarah().end(EndSession.of(shop.session("ada")));
            ada.context.setOffline(false);
            assertThat(ada.panel()).containsText("The chat ended before this message arrived.");

            ada.page.getByRole(AriaRole.BUTTON, named("Start another chat")).click();

            assertThat(ada.input()).hasValue("Too late");
        }
    }

    @Test
    void a_customer_who_is_not_signed_in_sees_no_button() {
        try (Visit visitor = visit("visitor")) {
            assertThat(visitor.root()).hasAttribute("data-state", "hidden");
            assertThat(visitor.launcher()).isHidden();

            visitor.page.evaluate("() => document.querySelector('helpline-chat')"
                    + ".signIn(async () => (await fetch('/token/ben')).text())");

            assertThat(visitor.launcher()).isVisible();
            visitor.open().sent("Now I am");
            assertThat(stored(shop.session("ben"))).containsExactly("Now I am");
        }
    }

    @Test
    void another_customer_in_the_same_tab_sees_nothing_of_the_first() {
        try (Visit ada = visit("ada")) {
            ada.open().sent("My secret");
            ada.input().fill("Half a secret");

            ada.page.evaluate("() => document.querySelector('helpline-chat')"
                    + ".signIn(async () => (await fetch('/token/ben')).text())");

            ada.is("new");
            assertThat(ada.messages()).hasCount(0);
            assertThat(ada.input()).hasValue("");
        }
    }

    @Test
    void a_token_that_expires_is_renewed_without_losing_a_draft() {
        try (Visit ada = visit("ada")) {
            ada.open().sent("One");
            boolean[] refused = {false};
            ada.page.route("**/api/chat/message", route -> {
                if (refused[0]) {
                    route.resume();
                } else {
                    refused[0] = true;
                    route.fulfill(
                            new Route.FulfillOptions()
                                    .setStatus(401)
                                    .setBody(
                                            "{\"success\":false,\"error\":{\"code\":\"AUTHENTICATION_FAILED\",\"message\":\"expired\"}}"));
                }
            });

            ada.page.waitForRequest("**/token/ada", () -> ada.send("Two"));

            ada.input().fill("A draft");
            assertThat(ada.foot()).containsText(Pattern.compile("Sent|Delivered|Read"));
            assertThat(ada.input()).hasValue("A draft");
            assertThat(stored(shop.session("ada"))).containsExactly("One", "Two");
        }
    }

    @Test
    void a_long_conversation_opens_at_its_end_and_goes_upwards_on_request() {
        try (Visit ada = visit("ada")) {
            ada.open().sent("The first");
            SessionId session = shop.session("ada");
            AgentDesk sarah = shop.sarah();
            for (int i = 1; i <= 300; i++) {
                sarah.send(SendMessage.of(session, "Message " + i));
            }
            ada.page.reload();
            ada.open();
            assertThat(ada.texts().last()).hasText("Message 300");
            assertThat(ada.texts().last()).isInViewport();
            assertThat(ada.messages().count()).isLessThan(100);

            ada.page.getByRole(AriaRole.BUTTON, named("Show earlier messages")).click();

            assertThat(ada.page.getByText("Message 200", new Page.GetByTextOptions().setExact(true)))
                    .isAttached();
        }
    }

    private Visit visit(String customer) {
        return Visit.to(browser, shop.page(customer, ""));
    }

    private List<String> stored(SessionId session) {
        return shop.sarah().messages(MessagesQuery.page(session, 1, 100)).messages().stream()
                .map(Entry::text)
                .toList();
    }

    private static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(name).setExact(true);
    }
}
