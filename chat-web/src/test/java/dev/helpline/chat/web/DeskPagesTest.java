package dev.helpline.chat.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import dev.helpline.chat.core.AgentDesk;
import dev.helpline.chat.core.CustomerChat;
import dev.helpline.chat.core.canned.SaveCannedResponse;
import dev.helpline.chat.core.desk.Colleague;
import dev.helpline.chat.core.message.SendMessage;
import dev.helpline.chat.core.session.EndSession;
import dev.helpline.chat.core.session.StartSession;
import dev.helpline.chat.spi.CannedResponseId;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.canned.CannedActions;
import dev.helpline.chat.spi.canned.CannedResponse;
import dev.helpline.chat.spi.notify.QuietHours;
import dev.helpline.chat.spi.session.Topic;
import java.nio.file.Files;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The pages of the desk beside the conversations: canned responses, the team, audit records. */
@Tag("browser")
@ExtendWith(Chromium.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeskPagesTest {
    private static final String HOSTILE = "<img src=x onerror=alert(1)>";

    private final Browser browser;
    private final ShopServer shop = ShopServer.start();

    DeskPagesTest(Browser browser) {
        this.browser = browser;
        shop.agent("sarah", "Sarah Lindqvist")
                .cannedResponses()
                .save(SaveCannedResponse.builder(new CannedResponseId("evil"), "evil", HOSTILE)
                        .title(HOSTILE)
                        .build());
        shop.agent("eve", HOSTILE).agents();
        shop.agent("eva", HOSTILE).agents();
    }

    @AfterAll
    void close() {
        shop.close();
    }

    @Test
    void canned_responses_are_added_changed_and_deleted() {
        try (DeskVisit sarah = visit("Sarah")) {
            sarah.in(".to-views").click();
            sarah.in(".menu button")
                    .filter(new Locator.FilterOptions().setHasText("Canned responses"))
                    .click();
            assertThat(sarah.page).hasURL(shop.url("/desk#/responses"));
            assertThat(sarah.in("h1:focus")).hasText("Canned responses");
            assertThat(sarah.in("tbody")).containsText(HOSTILE);
            assertNoViolation(sarah);

            sarah.button("New response").click();
            sarah.in("dialog input[name=shortcut]").fill("bye");
            sarah.in("dialog textarea[name=text]").fill("Good-bye, {{customer.nam}}");
            sarah.press("Tab", "Tab");
            sarah.in("dialog .primary").click();
            assertThat(sarah.in("dialog .reason")).hasText("A field is not valid. Please check it.");
            assertNoViolation(sarah);
            sarah.in("dialog textarea[name=text]").fill("Good-bye, {{customer.name}}");
            sarah.in("dialog .primary").click();
            assertThat(row(sarah, "/bye")).containsText("For all");
            row(sarah, "/bye").getByText("Edit").click();
            sarah.in("dialog input[name=title]").fill("Farewell");
            sarah.press("Enter");
            assertThat(row(sarah, "/bye")).containsText("Farewell");
            assertThat(shop.sarah().cannedResponses().list())
                    .filteredOn(found -> found.shortcut().equals("bye"))
                    .singleElement()
                    .returns("Farewell", CannedResponse::title);
            row(sarah, "/bye").getByText("Delete").click();
            sarah.in("dialog .primary").click();

            assertThat(row(sarah, "/bye")).hasCount(0);
            assertThat(sarah.visit.errors).isEmpty();
        }
        try (DeskVisit ben = visit("Ben")) {
            ben.page.navigate(shop.url("/desk#/responses"));
            assertThat(row(ben, "/evil")).isVisible();
            assertThat(row(ben, "/evil").getByText("Edit")).hasCount(0);
        }
    }

    @Test
    void an_admin_edits_the_team_and_others_read_it() {
        try (DeskVisit otto = visit("Otto");
                DeskVisit ben = visit("Ben")) {
            otto.page.navigate(shop.url("/desk#/team"));
            assertThat(row(otto, "sarah")).containsText("Supervisor");
            assertThat(otto.in("tbody")).containsText(HOSTILE);
            assertNoViolation(otto);
            // two agents of one name
            assertThat(hueOf(row(otto, "eve"))).isNotEqualTo(hueOf(row(otto, "eva")));
            ben.page.navigate(shop.url("/desk#/team"));
            assertThat(row(ben, "sarah")).isVisible();
            assertThat(ben.in("tbody button")).hasCount(0);

            otto.in(".page-body").evaluate("body => (body.isTheSame = true)");
            shop.asks("zoe", "Order A-18", "Hello?");
            assertThat(otto.row("zoe")).isVisible();
            assertThat(otto.in(".page-body").evaluate("body => body.isTheSame")).isEqualTo(true);
            row(otto, "ben").getByText("Edit").click();
            otto.in("dialog input[name=languages]").fill("en, fr");
            otto.in("dialog input[name=capacity]").fill("3");
            otto.in("dialog .primary").click();

            assertThat(row(otto, "ben")).containsText("English, French");
            assertThat(row(otto, "ben")).containsText("0 / 3");
            assertThat(row(ben, "ben")).containsText("0 / 3");
            assertThat(shop.sarah().agents())
                    .filteredOn(found -> found.agent().id().value().equals("ben"))
                    .singleElement()
                    .returns(3, Colleague::capacity);
            assertThat(otto.visit.errors).isEmpty();
        }
    }

    @Test
    void an_admin_reads_all_audit_records_and_exports_those_of_some_days_or_of_a_session() throws Exception {
        SessionId session = shop.asks("cora", "Order A-19", "Hello?");
        try (DeskVisit otto = visit("Otto");
                DeskVisit sarah = visit("Sarah")) {
            otto.in(".to-views").click();
            otto.in(".menu button")
                    .filter(new Locator.FilterOptions().setHasText("Audit records"))
                    .click();
            assertThat(otto.page).hasURL(shop.url("/desk#/audit"));
            assertThat(otto.in("tbody tr")
                            .filter(new Locator.FilterOptions().setHasText("CANNED_RESPONSE_CREATED"))
                            .first())
                    .containsText("canned_response · ");
            otto.in("tbody a").getByText(session.value()).first().click();
            assertThat(otto.in("tbody tr").first()).containsText("SESSION_STARTED");
            otto.button("Export").click();
            Download records =
                    otto.page.waitForDownload(() -> otto.in("dialog .primary").click());
            assertThat(records.suggestedFilename()).isEqualTo("audit.ndjson");
            assertThat(textOf(records).lines())
                    .hasSameSizeAs(shop.sarah().audit(session, 0, 100).records())
                    .allMatch(line -> line.contains(session.value()));
            otto.page.goBack();
            otto.button("Export").click();
            otto.in("dialog input[value=csv]").check();
            otto.in("dialog input[name=to]").fill("2020-01-01");
            Download none =
                    otto.page.waitForDownload(() -> otto.in("dialog .primary").click());
            assertThat(textOf(none).lines()).singleElement().asString().startsWith("kind,subject,number");
            assertThat(otto.visit.errors).isEmpty();

            sarah.page.navigate(shop.url("/desk#/audit"));
            assertThat(sarah.in("tbody tr").first()).isVisible();
            assertThat(sarah.button("Export")).hasCount(0);
        }
    }

    private static String textOf(Download download) throws Exception {
        return Files.readString(download.path());
    }

    @Test
    void an_agent_chooses_which_alerts_come_outside_of_the_desk() {
        try (DeskVisit ben = visit("Ben")) {
            ben.button("Settings").click();
            ben.button("Alerts outside of the desk").click();
            assertThat(ben.in("dialog")).containsText("This server sends no alerts at the moment.");
            ben.in("dialog .alert input[name=waiting][value=mail]").uncheck();
            ben.in("dialog input[name=from]").fill("22:00");
            ben.in("dialog .primary").click();
            assertThat(ben.in("dialog .reason")).not().isEmpty();
            ben.in("dialog input[name=to]").fill("06:30");
            ben.in("dialog .primary").click();
            assertThat(ben.in("dialog")).isHidden();

            assertThat(shop.agent("ben", "Ben Okafor").alertSettings().find().quietHours())
                    .isEqualTo(QuietHours.of(ZoneId.of("Europe/Berlin"), LocalTime.of(22, 0), LocalTime.of(6, 30)));
            ben.button("Settings").click();
            ben.button("Alerts outside of the desk").click();
            assertThat(ben.in("dialog input[name=to]")).hasValue("06:30");
            assertThat(ben.in("dialog .alert input[name=waiting][value=mail]"))
                    .not()
                    .isChecked();
            assertThat(ben.in("dialog .alert input[name=waiting][value=push]")).isChecked();
            assertThat(ben.visit.errors).isEmpty();
        }
    }

    @Test
    void a_supervisor_reads_the_audit_records_of_a_session_and_goes_back() {
        SessionId session = shop.asks("ada", "Order A-17", "Hello?");
        shop.agent("ben", "Ben Okafor").claim(session);
        try (DeskVisit sarah = visit("Sarah");
                DeskVisit ben = visit("Ben")) {
            sarah.open("ada").press("Escape", "u");
            assertThat(sarah.in("h1:focus")).hasText("Audit records");
            assertThat(sarah.in("tbody tr").last()).containsText("ben · agent");
            assertNoViolation(sarah);
            sarah.page.goBack();
            assertThat(sarah.in(".titles h1").first()).hasText("ada");
            assertThat(sarah.in(".page")).isHidden();

            ben.open("ada").press("Escape", "u");
            ben.in(".to-more").click();
            assertThat(ben.in(".menu")).not().containsText("Audit records");
            assertThat(ben.in(".page")).hasCount(0);
        }
    }

    private static Object hueOf(Locator row) {
        return row.locator(".avatar").evaluate("avatar => avatar.style.getPropertyValue('--hl-hue')");
    }

    @ParameterizedTest
    @ValueSource(ints = {1280, 360})
    void hostile_names_and_texts_break_no_page(int width) {
        String name = HOSTILE + "N".repeat(80) + width;
        AgentDesk eve = shop.agent("eve", HOSTILE);
        CustomerChat mallory = shop.customerNamed("mallory-" + width, name);
        SessionId session = mallory.start(StartSession.builder()
                        .topic(Topic.builder().subject(HOSTILE + "S".repeat(80)).build())
                        .build())
                .session()
                .id();
        eve.send(SendMessage.of(session, HOSTILE));
        eve.end(EndSession.builder(session).reason(HOSTILE).build());
        shop.sarah()
                .cannedResponses()
                .save(SaveCannedResponse.builder(
                                new CannedResponseId("macro-" + width), "macro-" + width, HOSTILE + "T".repeat(80))
                        .actions(CannedActions.builder()
                                .addTags(List.of("<b>" + "g".repeat(30)))
                                .note(HOSTILE)
                                .build())
                        .build());
        try (DeskVisit sarah =
                DeskVisit.of(browser, shop, "Sarah", Visit.options().setViewportSize(width, 700))) {
            for (String page : List.of("responses", "team", "audit/" + session)) {
                sarah.page.navigate(shop.url("/desk#/" + page));
                assertThat(sarah.in("tbody tr").first()).isVisible();
                assertUnbroken(sarah);
            }
            sarah.page.navigate(shop.url("/desk#/ended"));
            sarah.row(name).click();
            assertThat(sarah.in(".titles h1").first()).hasText(name);
            assertUnbroken(sarah);
        }
    }

    private static void assertUnbroken(DeskVisit desk) {
        assertThat(desk.in(".root :is(img, script, b[onclick], td b b)")).hasCount(0);
        assertThat(
                        desk.in(".root")
                                .evaluate(
                                        "root => [root, ...root.querySelectorAll('.side, .conversation, .page, .page-head, .session-head')]"
                                                + ".filter(part => part.scrollWidth > part.clientWidth + 1).map(part => part.className)"))
                .isEqualTo(List.of());
        assertThat(desk.visit.errors).isEmpty();
    }

    private static Locator row(DeskVisit desk, String text) {
        return desk.in("tbody tr").filter(new Locator.FilterOptions().setHasText(text));
    }

    private DeskVisit visit(String agent) {
        return DeskVisit.of(browser, shop, agent, Visit.options());
    }

    private static void assertNoViolation(DeskVisit desk) {
        assertThat(new AxeBuilder(desk.page).setLegacyMode(true).analyze().getViolations())
                .extracting(rule -> rule.getId() + " " + rule.getNodes().get(0).getHtml())
                .isEmpty();
    }
}
