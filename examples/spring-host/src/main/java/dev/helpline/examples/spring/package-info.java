/** A small shop on Spring Boot with the chat in it: orders and conversations in one database and one transaction. */
@NullMarked
package dev.helpline.examples.spring;

import org.jspecify.annotations.NullMarked;
