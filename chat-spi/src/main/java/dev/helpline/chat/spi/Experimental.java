package dev.helpline.chat.spi;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks public API whose shape is not settled. It works and is tested like the rest, but a minor release may change
 * or remove it without deprecating it first; the changelog says so. On a type, the annotation applies to all its
 * members.
 *
 * <p>API without this annotation changes incompatibly only in a major release.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.CONSTRUCTOR, ElementType.METHOD, ElementType.FIELD})
public @interface Experimental {}
