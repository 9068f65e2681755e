/** A support conversation: its record at one version, and the values that record is made of. */
@NullMarked
package dev.helpline.chat.spi.session;

import org.jspecify.annotations.NullMarked;
