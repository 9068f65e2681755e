package dev.helpline.chat.spring;

import dev.helpline.chat.core.policy.ChatPolicy;

/** Sets what no {@code helpline.policy.*} property sets. Beans of this type are called in their order, after the properties. */
@FunctionalInterface
public interface ChatPolicyCustomizer {
    /** Changes the policy before it is built. */
    void customize(ChatPolicy.Builder policy);
}
