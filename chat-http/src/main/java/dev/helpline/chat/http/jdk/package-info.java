/** The adapter for the HTTP server that comes with the JDK. */
@NullMarked
package dev.helpline.chat.http.jdk;

import org.jspecify.annotations.NullMarked;
