/** The storage ports: one that writes, and several that read. */
@NullMarked
package dev.helpline.chat.spi.store;

import org.jspecify.annotations.NullMarked;
