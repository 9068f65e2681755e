package dev.helpline.chat.spring;

import dev.helpline.chat.http.ChatHttp;

/** Sets what no {@code helpline.http.*} property sets. Beans of this type are called in their order, after the properties. */
@FunctionalInterface
public interface ChatHttpCustomizer {
    /** Changes the calls before they are built. */
    void customize(ChatHttp.Builder http);
}
