/** What every part of Helpline shares: ids and errors. */
@NullMarked
package dev.helpline.chat.spi;

import org.jspecify.annotations.NullMarked;
