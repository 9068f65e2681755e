package dev.helpline.chat.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.helpline.chat.http.exchange.HttpCall;
import dev.helpline.chat.http.exchange.HttpReply;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChatWebTest {
    private static final Pattern IMPORT = Pattern.compile("\"\\./([^\"]+)\"");

    private final ChatWeb web = ChatWeb.builder().build();
    private final ChatWeb demo = ChatWeb.builder()
            .demoShop(() -> "a-token")
            .demoAgent("Sarah", "Supervisor", () -> "sarahs-token")
            .build();

    @Test
    void the_widget_has_a_fixed_name_and_is_revalidated_each_time() {
        HttpReply reply = get(web, "/helpline/widget.js");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.headers())
                .containsEntry("Cache-Control", "no-cache")
                .containsEntry("Content-Type", "text/javascript; charset=utf-8")
                .containsEntry("X-Content-Type-Options", "nosniff")
                .containsEntry("Access-Control-Allow-Origin", "*");
    }

    @Test
    void what_the_widget_imports_is_named_by_its_content_and_kept_for_a_year() {
        String imported = imports(get(web, "/helpline/widget.js")).get(0);

        assertThat(imported).matches("api\\.[0-9a-f]{10}\\.js");
        assertThat(get(web, "/helpline/" + imported).headers())
                .containsEntry("Cache-Control", "public, max-age=31536000, immutable");
    }

    @Test
    void every_file_that_a_file_names_is_there() {
        for (String name : WebFiles.load().keySet()) {
            HttpReply reply = get(demo, name.endsWith(".html") ? "/" + name.replace(".html", "") : "/helpline/" + name);
            for (String named : imports(reply)) {
                boolean isPath = named.equals("shop/token") || named.equals("desk/demo");
                String path = isPath ? "/" + named : "/helpline/" + named.replace("helpline/", "");
                assertThat(get(demo, path).status())
                        .as("%s, named by %s", named, name)
                        .isEqualTo(200);
            }
        }
    }

    @Test
    void a_file_that_the_browser_has_is_not_sent_again() {
        String tag = get(web, "/helpline/widget.js").headers().get("ETag");

        HttpReply reply = web.handle(HttpCall.builder("GET", "/helpline/widget.js")
                .header("If-None-Match", "\"x\", W/" + tag)
                .build());

        assertThat(reply.status()).isEqualTo(304);
        assertThat(reply.body()).isEmpty();
        assertThat(reply.headers()).containsEntry("ETag", tag).doesNotContainKey("Content-Length");
    }

    @Test
    void a_file_is_compressed_for_a_client_that_takes_it_and_has_another_tag() throws IOException {
        HttpReply plain = get(web, "/helpline/widget.js");

        HttpReply zipped = web.handle(HttpCall.builder("GET", "/helpline/widget.js")
                .header("Accept-Encoding", "br, gzip;q=0.8")
                .build());

        assertThat(zipped.headers()).containsEntry("Content-Encoding", "gzip").containsEntry("Vary", "Accept-Encoding");
        assertThat(new GZIPInputStream(new ByteArrayInputStream(zipped.body())).readAllBytes())
                .isEqualTo(plain.body());
        assertThat(zipped.headers().get("ETag")).isNotEqualTo(plain.headers().get("ETag"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "br", "gzip;q=0", "gzip; q=0.00"})
    void a_client_that_takes_no_gzip_gets_none(String codings) {
        HttpReply reply = web.handle(HttpCall.builder("GET", "/helpline/widget.js")
                .header("Accept-Encoding", codings)
                .build());

        assertThat(reply.headers()).doesNotContainKey("Content-Encoding");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/helpline",
                "/helpline/",
                "/helpline/nothing.js",
                "/helpline/texts.js",
                "/helpline/shop.html",
                "/helpline/desk.html",
                "/desk",
                "/desk/figures",
                "/desk/demo",
                "/desk/demo/0",
                "/helpline/../ChatWeb.class",
                "/helpline/%2e%2e/ChatWeb.class",
                "/shop",
                "/shop/token"
            })
    void nothing_else_is_served(String path) {
        HttpReply reply = get(web, path);

        assertThat(reply.status()).isEqualTo(404);
        assertThat(reply.headers()).containsEntry("X-Content-Type-Options", "nosniff");
    }

    @Test
    void a_head_has_the_headers_of_a_get_and_no_body() {
        HttpReply head =
                web.handle(HttpCall.builder("HEAD", "/helpline/widget.js").build());

        assertThat(head.headers()).isEqualTo(get(web, "/helpline/widget.js").headers());
        assertThat(head.body()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "OPTIONS", "get"})
    void other_methods_are_not_allowed(String method) {
        HttpReply reply = demo.handle(HttpCall.builder(method, "/shop/token").build());

        assertThat(reply.status()).isEqualTo(405);
        assertThat(reply.headers()).containsEntry("Allow", "GET, HEAD");
    }

    @Test
    void a_page_runs_nothing_inline_loads_nothing_of_others_and_is_in_no_frame() {
        HttpReply reply = get(demo, "/shop");

        assertThat(reply.headers().get("Content-Security-Policy"))
                .contains("default-src 'none'", "script-src 'self';", "style-src 'self';", "frame-ancestors 'none'")
                .doesNotContain("unsafe");
        assertThat(text(reply)).doesNotContain("style=", "onclick", "http://", "https://");
    }

    @Test
    void a_host_may_let_its_own_pages_frame_ours() {
        ChatWeb framed = ChatWeb.builder()
                .demoShop(() -> "a-token")
                .frameAncestor("https://intranet.example")
                .build();

        assertThat(get(framed, "/shop").headers().get("Content-Security-Policy"))
                .endsWith("frame-ancestors https://intranet.example");
        assertThatThrownBy(() -> ChatWeb.builder().frameAncestor("https://a.example; script-src *"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("frameAncestor");
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "localhost:8080", "127.0.0.1:1", "[::1]:8080"})
    void the_demo_shop_signs_in_a_visitor_of_this_machine(String host) {
        HttpReply reply = demo.handle(
                HttpCall.builder("GET", "/shop/token").header("Host", host).build());

        assertThat(text(reply)).isEqualTo("a-token");
        assertThat(reply.headers())
                .containsEntry("Cache-Control", "no-store")
                .doesNotContainKey("Access-Control-Allow-Origin");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "evil.example", "localhost.evil.example", "evil.example:80", "127.0.0.1.evil.example"})
    void a_name_of_another_site_that_leads_to_this_machine_gets_no_token(String host) {
        HttpReply reply = demo.handle(
                HttpCall.builder("GET", "/shop/token").header("Host", host).build());

        assertThat(reply.status()).isEqualTo(403);
        assertThat(text(reply)).doesNotContain("a-token");
    }

    @Test
    void the_desk_of_a_demo_lets_visitors_of_this_machine_choose_an_agent() {
        assertThat(text(get(demo, "/desk"))).contains("<helpline-desk demo-agents=\"./desk/demo\">");
        assertThat(text(get(demo, "/desk/demo")))
                .isEqualTo("{\"agents\":[{\"name\":\"Sarah\",\"about\":\"Supervisor\"}]}");
        assertThat(text(get(demo, "/desk/demo/0"))).isEqualTo("sarahs-token");
        assertThat(demo.paths()).contains("/desk", "/desk/demo/*");
    }

    @Test
    void the_figures_have_an_address_that_leads_to_their_page_of_the_desk() {
        HttpReply reply = get(demo, "/desk/figures");

        assertThat(reply.status()).isEqualTo(302);
        assertThat(reply.headers()).containsEntry("Location", "../desk#/figures");
        assertThat(demo.paths()).contains("/desk/figures");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/desk/demo/1", "/desk/demo/-1", "/desk/demo/99999999999", "/desk/demo/", "/desk/demo/x"})
    void there_are_no_other_agents(String path) {
        assertThat(get(demo, path).status()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/desk/demo", "/desk/demo/0"})
    void another_machine_gets_no_agents(String path) {
        HttpReply reply = demo.handle(
                HttpCall.builder("GET", path).header("Host", "evil.example").build());

        assertThat(reply.status()).isEqualTo(403);
        assertThat(text(reply)).doesNotContain("Sarah", "sarahs-token");
    }

    @Test
    void the_desk_of_a_host_asks_the_host_for_the_token_and_has_no_demo() {
        ChatWeb hosted = ChatWeb.builder()
                .desk("/agent-token")
                .demoAgent("Sarah", "Supervisor", () -> "sarahs-token")
                .build();

        assertThat(text(get(hosted, "/desk"))).contains("<helpline-desk token-url=\"/agent-token\">");
        assertThat(get(hosted, "/desk").headers().get("Content-Security-Policy"))
                .contains("script-src 'self';");
        assertThat(get(hosted, "/desk/demo").status()).isEqualTo(404);
        assertThat(get(hosted, "/desk/demo/0").status()).isEqualTo(404);
        assertThat(hosted.paths()).contains("/desk").doesNotContain("/desk/demo/*");
    }

    @Test
    void the_desk_of_a_host_with_cookies_has_no_demo() {
        ChatWeb hosted = ChatWeb.builder()
                .deskSignedInByCookie()
                .demoAgent("Sarah", "Supervisor", () -> "sarahs-token")
                .build();

        assertThat(text(get(hosted, "/desk"))).contains("<helpline-desk sign-in=\"cookie\">");
        assertThat(get(hosted, "/desk/demo/0").status()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "agent-token", "//evil.example", "https://evil.example/", "/a\"onclick=\"x", "/a>b"})
    void the_page_of_tokens_is_a_path_of_the_host(String url) {
        assertThatThrownBy(() -> ChatWeb.builder().desk(url))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("tokenUrl");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a\"b", "a\\b", "a\nb"})
    void the_name_of_a_demo_agent_is_plain(String name) {
        assertThatThrownBy(() -> ChatWeb.builder().demoAgent(name, "Agent", () -> "a-token"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("name");
    }

    private static HttpReply get(ChatWeb web, String path) {
        return web.handle(
                HttpCall.builder("GET", path).header("Host", "localhost").build());
    }

    private static List<String> imports(HttpReply reply) {
        Matcher matcher = IMPORT.matcher(text(reply));
        return matcher.results().map(found -> found.group(1)).toList();
    }

    private static String text(HttpReply reply) {
        return new String(reply.body(), UTF_8);
    }
}
