package dev.helpline.chat.client.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EndpointTest {
    @ParameterizedTest
    @CsvSource({
        "https://shop.example/,         /api/chat/files/s-1/f-1?by=x,         https://shop.example/api/chat/files/s-1/f-1?by=x",
        "https://shop.example/support/, /api/chat/files/s-1/f-1?by=x,         https://shop.example/support/api/chat/files/s-1/f-1?by=x",
        "https://shop.example/support/, /support/api/chat/files/s-1/f-1?by=x, https://shop.example/support/api/chat/files/s-1/f-1?by=x"
    })
    void a_path_of_the_servers_is_found_below_the_base_url_whether_it_has_the_base_path_or_not(
            String base, String path, String url) {
        assertThat(endpoint(base).below(path)).isEqualTo(url);
    }

    @Test
    void an_address_of_another_server_is_rejected() {
        assertThatThrownBy(() -> endpoint("https://shop.example/support/").below("https://evil.example/support/"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static Endpoint endpoint(String base) {
        return new Endpoint(HttpUrl.get(base), new OkHttpClient(), "test", 1);
    }
}
