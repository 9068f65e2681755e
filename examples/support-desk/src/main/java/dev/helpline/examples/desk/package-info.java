/** The support desk: an HTTP server around the chat engine with an embedded database, configured by environment variables. */
@NullMarked
package dev.helpline.examples.desk;

import org.jspecify.annotations.NullMarked;
