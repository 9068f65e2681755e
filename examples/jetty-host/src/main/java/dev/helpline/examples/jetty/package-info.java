/** A small shop on plain Jetty with the chat in it: orders and conversations in one database and one transaction. */
@NullMarked
package dev.helpline.examples.jetty;

import org.jspecify.annotations.NullMarked;
