package dev.helpline.chat.store.jdbc;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;

/**
 * A test of the store together with a database server. Its result does not depend on the JDK, so {@code .ci/run}
 * leaves it out on the second JDK, where a small test per database tries each driver.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@Tag("server")
@interface NeedsServer {}
