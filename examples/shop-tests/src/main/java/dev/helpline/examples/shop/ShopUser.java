package dev.helpline.examples.shop;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.helpline.chat.client.ChatApi;
import dev.helpline.chat.client.HelplineClient;
import dev.helpline.chat.client.agent.SupportApi;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import okhttp3.Cookie;
import okhttp3.CookieJar;
import okhttp3.FormBody;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/** A user of a shop, whose app calls the shop and the chat by one HTTP client: both know the user by the shop's cookie. Thread-safe. */
final class ShopUser implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String shop;
    private final OkHttpClient http;
    private final HelplineClient helpline;

    private ShopUser(Shop shop, String origin) {
        this.shop = "http://127.0.0.1:" + shop.port();
        http = new OkHttpClient.Builder()
                .cookieJar(new Cookies())
                // what a browser would say, and what the chat asks for where a cookie signs in
                .addInterceptor(chain -> chain.proceed(chain.request()
                        .newBuilder()
                        .header("Origin", origin.isEmpty() ? this.shop : origin)
                        .build()))
                .build();
        helpline = HelplineClient.builder(this.shop).client(http).build();
    }

    static ShopUser signedIn(Shop shop, String login) throws IOException {
        return signedIn(shop, login, "");
    }

    /** Signs a user in, whose calls come from pages of another site. */
    static ShopUser signedIn(Shop shop, String login, String origin) throws IOException {
        ShopUser user = new ShopUser(shop, origin);
        int status = user.status(
                "/sign-in",
                new FormBody.Builder()
                        .add("user", login)
                        .add("password", "demo")
                        .build());
        if (status != 204) {
            throw new IOException("sign-in failed with status " + status);
        }
        return user;
    }

    static ShopUser stranger(Shop shop) {
        return new ShopUser(shop, "");
    }

    /** Places an order, and returns the status of the reply. */
    int place(String item) throws IOException {
        return status("/api/orders", new FormBody.Builder().add("item", item).build());
    }

    private int status(String path, RequestBody body) throws IOException {
        try (Response response = http.newCall(
                        new Request.Builder().url(shop + path).post(body).build())
                .execute()) {
            return response.code();
        }
    }

    /** Returns the ids of the conversations about the user's orders. */
    List<String> conversations() throws IOException {
        try (Response response = http.newCall(
                        new Request.Builder().url(shop + "/api/orders").build())
                .execute()) {
            List<String> conversations = new ArrayList<>();
            for (JsonNode order : JSON.readTree(response.body().byteStream())) {
                conversations.add("order-" + order.path("id").asText());
            }
            return conversations;
        }
    }

    ChatApi chat() {
        return helpline.chat();
    }

    SupportApi support() {
        return helpline.support();
    }

    @Override
    public void close() {
        helpline.close();
        http.dispatcher().executorService().shutdown();
        http.connectionPool().evictAll();
    }

    private static final class Cookies implements CookieJar {
        private final List<Cookie> kept = new CopyOnWriteArrayList<>();

        @Override
        public void saveFromResponse(HttpUrl url, List<Cookie> cookies) {
            for (Cookie cookie : cookies) {
                kept.removeIf(known -> known.name().equals(cookie.name()));
                kept.add(cookie);
            }
        }

        @Override
        public List<Cookie> loadForRequest(HttpUrl url) {
            return List.copyOf(kept);
        }
    }
}
