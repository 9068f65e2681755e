/** The support desk: an HTTP server around the chat engine over an embedded database, configured by environment. */
@NullMarked
package dev.helpline.examples.desk;

import org.jspecify.annotations.NullMarked;
