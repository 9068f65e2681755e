/** Who did what to which session, in a chain of hashes. */
@NullMarked
package dev.helpline.chat.spi.audit;

import org.jspecify.annotations.NullMarked;
