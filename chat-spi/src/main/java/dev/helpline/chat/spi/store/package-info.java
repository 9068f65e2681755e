/** The storage port: few reads, one write. */
@NullMarked
package dev.helpline.chat.spi.store;

import org.jspecify.annotations.NullMarked;
