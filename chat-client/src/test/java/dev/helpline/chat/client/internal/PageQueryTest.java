package dev.helpline.chat.client.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import okhttp3.HttpUrl;
import org.junit.jupiter.api.Test;

class PageQueryTest {
    private final PageQuery query = new PageQuery();

    private static String url(PageQuery page) {
        Query url = new Query(HttpUrl.get("https://shop.example/list").newBuilder());
        page.addTo(url);
        return url.url().query();
    }

    @Test
    void a_number_and_a_cursor_replace_each_other() {
        query.limit(10);
        query.page(2);
        query.after("c 1");
        String byCursor = url(query);
        query.page(3);

        assertThat(byCursor).isEqualTo("limit=10&after=c 1");
        assertThat(url(query)).isEqualTo("limit=10&page=3");
    }

    @Test
    void a_rejected_number_changes_nothing() {
        query.after("c1");

        assertThatIllegalArgumentException().isThrownBy(() -> query.page(0));

        assertThat(url(query)).isEqualTo("after=c1");
    }

    @Test
    void a_copy_does_not_follow_the_original() {
        query.put("q", "shoes");
        PageQuery copy = query.copy();

        query.put("q", "socks");

        assertThat(url(copy)).isEqualTo("q=shoes");
        assertThat(copy).hasToString("[q]");
    }
}
