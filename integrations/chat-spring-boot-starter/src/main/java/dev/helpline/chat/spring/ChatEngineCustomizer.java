package dev.helpline.chat.spring;

import dev.helpline.chat.core.ChatEngine;

/** Sets what no bean and no property sets. Beans of this type are called in their order, after everything else was set. */
@FunctionalInterface
public interface ChatEngineCustomizer {
    /** Changes the engine before it is built. */
    void customize(ChatEngine.Builder engine);
}
