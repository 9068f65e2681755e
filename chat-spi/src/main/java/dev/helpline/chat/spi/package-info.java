/** The words every part of Helpline shares: ids, roles, errors. */
@NullMarked
package dev.helpline.chat.spi;

import org.jspecify.annotations.NullMarked;
