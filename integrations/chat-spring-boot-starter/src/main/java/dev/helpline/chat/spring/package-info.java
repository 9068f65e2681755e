/**
 * Helpline in a Spring Boot application: the engine over the application's {@code DataSource}, served over HTTP beside the application's own
 * controllers, with health, orderly shutdown and {@code helpline.*} properties.
 *
 * <p>The application replaces any part by a bean of its own: {@link dev.helpline.chat.spi.store.ChatStore}, {@link
 * dev.helpline.chat.core.policy.ChatPolicy}, {@link dev.helpline.chat.core.ChatEngine}, {@link dev.helpline.chat.spring.ChatAuthenticators},
 * {@link dev.helpline.chat.spring.ChatRequestAuthenticators},
 * {@link dev.helpline.chat.http.ChatHttp}. Beans of the engine's ports, such as a {@link dev.helpline.chat.spi.notify.ChatListener}, are
 * given to the engine. What has no property is set by a {@link dev.helpline.chat.spring.ChatPolicyCustomizer}, a {@link
 * dev.helpline.chat.spring.ChatEngineCustomizer} or a {@link dev.helpline.chat.spring.ChatHttpCustomizer}.
 */
@NullMarked
package dev.helpline.chat.spring;

import org.jspecify.annotations.NullMarked;
