package dev.helpline.chat.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.WebSocket;
import dev.helpline.chat.core.message.SendMessage;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Customers and agents whom a cookie of the host's signs in, and what pages of other origins can do with that cookie. */
@Tag("browser")
@ExtendWith(Chromium.class)
class CookieSignInTest {
    private static final String WIDGET = "<helpline-chat sign-in=\"cookie\"></helpline-chat>";

    /** A request that any page may make. */
    private static final String WRITE =
            "server => fetch(server + '/api/chat/session', { method: 'POST', mode: 'no-cors', credentials: 'include' }).then(() => {})";

    private static final String LISTEN = "([server, session]) => new Promise(done => {"
            + " const socket = new WebSocket(server.replace('http', 'ws') + '/api/chat/ws/' + session);"
            + " socket.onopen = () => socket.send(JSON.stringify({ type: 'authenticate' }));"
            + " socket.onmessage = event => JSON.parse(event.data).type === 'ready' && done('ready');"
            + " socket.onclose = () => done('closed'); })";

    private final Browser browser;
    private final ShopServer shop = ShopServer.start();

    CookieSignInTest(Browser browser) {
        this.browser = browser;
    }

    @AfterEach
    void close() {
        shop.close();
    }

    @Test
    void a_customer_whom_the_hosts_cookie_signs_in_talks_without_a_token() throws Exception {
        try (Visit ada = Visit.to(browser, shop.documentedPage("cookie.html"))) {
            Traffic traffic = new Traffic(ada.page);
            ada.is("hidden");

            shop.signIn(ada, "ada");
            ada.page.evaluate("() => document.querySelector('helpline-chat').signIn()");
            ada.is("new");
            ada.open().sent("Where is my order?").is("waiting");
            shop.sarah().send(SendMessage.of(shop.session("ada"), "On its way"));

            assertThat(ada.texts().last()).hasText("On its way");
            assertThat(traffic.sockets).isNotEmpty();
            assertThat(traffic.requests).isNotEmpty().allMatch(request -> request.headerValue("Authorization") == null);
            assertThat(ada.errors).isEmpty();
        }
    }

    @Test
    void a_customer_who_is_signed_out_at_the_host_is_told_and_what_was_written_goes_out_once_after_the_next_sign_in() {
        try (Visit ada = Visit.to(browser, shop.pageWith("/helpline/widget.js", WIDGET))) {
            shop.signIn(ada, "ada");
            ada.page.reload();
            ada.open().sent("Hello").is("waiting");

            shop.signAllOut();
            ada.send("Are you there?");
            assertThat(ada.in(".banner")).containsText("no longer signed in");
            shop.signIn(ada, "ada");
            ada.page.evaluate("() => document.querySelector('helpline-chat').signIn()");

            assertThat(ada.in(".message.sending")).hasCount(0);
            assertThat(ada.texts()).hasText(new String[] {"Hello", "Are you there?"});
            assertThat(ada.in(".banner")).isHidden();
        }
    }

    @Test
    void an_agent_works_at_the_desk_by_the_hosts_cookie_and_loses_no_draft_when_it_is_renewed() {
        shop.asks("ada", "Order A-1742", "Where is my order?");
        String page = shop.pageWith("/helpline/desk.js", "<helpline-desk sign-in=\"cookie\"></helpline-desk>");
        try (DeskVisit desk = DeskVisit.at(browser, page)) {
            Traffic traffic = new Traffic(desk.page);
            assertThat(desk.in(".gate")).containsText("Sign in");
            shop.signInAgent(desk.visit, "sarah", "Sarah Lindqvist");
            desk.button("Try again").click();
            assertThat(desk.in(".me")).containsText("Sarah Lindqvist");
            desk.open("ada").press("c");
            desk.sent("On its way");

            desk.composer().fill("It left Hamburg");
            shop.signAllOut();
            desk.composer().press("Enter");
            assertThat(desk.in(".banner")).containsText("no longer signed in");
            desk.composer().fill("and is");
            shop.signInAgent(desk.visit, "sarah", "Sarah Lindqvist");
            desk.in(".banner").getByText("Try again").click();

            assertThat(desk.in(".message.own .text").last()).hasText("It left Hamburg");
            assertThat(desk.in(".message.sending")).hasCount(0);
            assertThat(desk.composer()).hasValue("and is");
            assertThat(traffic.requests).isNotEmpty().allMatch(request -> request.headerValue("Authorization") == null);
            assertThat(desk.visit.errors).isEmpty();
        }
    }

    @Test
    void behind_a_proxy_that_replaces_the_host_sockets_are_closed_and_polls_take_their_place() {
        shop.restartBehindProxy();
        try (Visit ada = Visit.to(browser, shop.pageWith("/helpline/widget.js", WIDGET))) {
            Traffic traffic = new Traffic(ada.page);
            shop.signIn(ada, "ada");
            ada.page.reload();

            ada.open().sent("Hello").is("waiting");
            shop.sarah().send(SendMessage.of(shop.session("ada"), "Good morning"));

            assertThat(ada.texts().last()).hasText("Good morning");
            assertThat(traffic.sockets).hasSize(1);
        }
    }

    @Test
    void a_chat_of_another_origin_gets_no_cookie_and_the_developer_is_told_why() {
        shop.kill();
        shop.restart();
        String other = shop.url("").replace("127.0.0.1", "localhost");
        String page = shop.pageWith(
                "/helpline/widget.js", "<helpline-chat sign-in=\"cookie\" server=\"" + other + "\"></helpline-chat>");
        try (Visit ada = Visit.to(browser, "about:blank")) {
            List<String> said = new CopyOnWriteArrayList<>();
            ada.page.onConsoleMessage(message -> said.add(message.text()));
            Traffic traffic = new Traffic(ada.page);
            shop.signIn(ada, "ada");
            ada.page.navigate(page);

            ada.is("hidden");
            assertThat(said).anyMatch(text -> text.equals("no cookies for another origin: " + other));
            assertThat(traffic.sockets).isEmpty();
            assertThat(traffic.requests).noneMatch(request -> request.url().contains("/current"));
        }
    }

    @Test
    void the_page_of_another_origin_of_the_same_site_writes_and_reads_nothing_with_the_cookie() {
        try (ShopServer evil = ShopServer.start();
                Visit ada = Visit.to(browser, evil.pageWith("/helpline/none.js", "<p>Win a teapot</p>"))) {
            shop.signIn(ada, "ada");

            ada.page.evaluate(WRITE, shop.url(""));
            assertThat(shop.recognized()).as("requests with the cookie").isEqualTo(1);
            assertThat(shop.openSessions()).isEmpty();

            Visit own = ada.tab(shop.pageWith("/helpline/none.js", "<p>Shop</p>"));
            own.page.evaluate(WRITE, shop.url(""));
            assertThat(shop.openSessions()).hasSize(1);
            Object socket = List.of(shop.url(""), shop.session("ada").value());
            assertThat(own.page.evaluate(LISTEN, socket)).isEqualTo("ready");
            assertThat(ada.page.evaluate(LISTEN, socket)).isEqualTo("closed");
        }
    }

    /** What a page asks of the chat. */
    private static final class Traffic {
        final List<Request> requests = new CopyOnWriteArrayList<>();
        final List<WebSocket> sockets = new CopyOnWriteArrayList<>();

        Traffic(Page page) {
            page.onRequest(request -> {
                if (request.url().contains("/api/")) {
                    requests.add(request);
                }
            });
            page.onWebSocket(sockets::add);
        }
    }
}
