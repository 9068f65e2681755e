package dev.helpline.chat.store.jdbc;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;

/**
 * A test of how the store and a database server behave together. What it shows does not depend on the JDK, so
 * {@code .ci/run} leaves it out on the second JDK. Each driver is tried there by the small test of its database.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@Tag("server")
@interface NeedsServer {}
